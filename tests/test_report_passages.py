"""Reading yearly targets out of passages whose wording misled the reader once."""

from __future__ import annotations

import pytest

from jiangan_targets.domain.report_text.reading import read_report
from report_passages import NO_TARGETS, PASSAGES
from test_report_reading import row


@pytest.mark.parametrize("name", PASSAGES)
def test_reads_the_targets_of_a_passage_and_nothing_else(name: str) -> None:
    """Every target, with its name, value, unit, comparison and kind, in the order of the text."""
    text, truth = PASSAGES[name].split("---\n")
    assert [row(proposal) for proposal in read_report(text).proposals] == truth.splitlines()


@pytest.mark.parametrize("name", NO_TARGETS)
def test_proposes_nothing_where_no_target_is_told(name: str) -> None:
    """What became of this year's tasks, and what others expect, are no targets."""
    assert read_report(NO_TARGETS[name], 2024).proposals == ()
