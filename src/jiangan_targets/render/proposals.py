"""What a report proposes as targets, as a list for spreadsheets and scripts."""

from __future__ import annotations

from collections.abc import Iterable

from jiangan_targets.domain.report_text.proposal import Proposal
from jiangan_targets.render.csv import table

COLUMNS = ("quote", "name", "value", "upper", "unit", "comparison", "kind", "stretch")


def render_proposals(proposals: Iterable[Proposal]) -> str:
    """CSV with a row per proposal, in the order of the text; the words are those of a targets file."""
    rows = (
        (
            proposal.quote,
            proposal.name,
            proposal.value,
            proposal.upper,
            proposal.unit,
            proposal.comparison.value,
            proposal.kind.value,
            "true" if proposal.stretch else "false",
        )
        for proposal in proposals
    )
    return table(COLUMNS, rows)
