"""Reading yearly targets out of passages whose wording misled the reader once."""

from __future__ import annotations

import pytest

from jiangan_targets.domain.report_text.reading import read_report
from report_passages import PASSAGES
from test_report_reading import row


@pytest.mark.parametrize("name", PASSAGES)
def test_reads_the_targets_of_a_passage_and_nothing_else(name: str) -> None:
    """Every target, with its name, value, unit, comparison and kind, in the order of the text."""
    text, truth = PASSAGES[name].split("---\n")
    assert [row(proposal) for proposal in read_report(text).proposals] == truth.splitlines()
