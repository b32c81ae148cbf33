"""Reading yearly targets out of a report's text."""

from __future__ import annotations

from datetime import date

import pytest

from jiangan_targets.domain.report_text.proposal import Compared, Proposal
from jiangan_targets.domain.report_text.reading import read_report
from report_baits import NO_TARGETS
from report_cases import PASSAGES


def row(proposal: Proposal) -> str:
    """A proposal as the passages' truth is written."""
    value = "-" if proposal.value is None else str(proposal.value)
    if not isinstance(proposal.value, date) and proposal.value is not None:
        value = f"{proposal.value:f}" + ("" if proposal.upper is None else f"..{proposal.upper:f}")
    unit = "" if proposal.comparison is Compared.RANK_AT_MOST else proposal.unit
    told = f"{value} {unit or proposal.unit or '-'} {proposal.comparison} {proposal.kind}"
    return f"{proposal.quote} = {proposal.name}: {told}{' *' if proposal.stretch else ''}"


@pytest.mark.parametrize("name", PASSAGES)
def test_reads_the_targets_of_a_passage_and_nothing_else(name: str) -> None:
    """Every target, with its name, value, unit, comparison and kind, in the order of the text."""
    text, truth = PASSAGES[name].split("---\n")
    assert [row(proposal) for proposal in read_report(text).proposals] == truth.splitlines()


@pytest.mark.parametrize("name", NO_TARGETS)
def test_proposes_nothing_where_no_target_of_the_year_is_told(name: str) -> None:
    """Results, later years, meetings, subsidies and forecasts are no targets, however many numbers they have."""
    assert read_report(NO_TARGETS[name]).proposals == ()
