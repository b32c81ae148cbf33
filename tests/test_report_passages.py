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


def test_what_a_lead_tells_in_other_words_is_doubted() -> None:
    """Neither is dropped, as two streets may have 12 lamps each; the second one asks. One line tells nothing twice."""
    text = (
        "改造小区28个、新建公园5个、新增学位900个……区长说，2024年将办好实事。\n"
        "2024年，实施东湖等28个小区改造，新建口袋公园5个；新增托位900个。\n"
        "省级企业10家、市级企业10家。"
    )
    doubted = [
        proposal.quote
        for proposal in read_report(text, 2024).proposals
        if "it may be said twice, in other words" in map(str, proposal.doubts)
    ]
    assert doubted == ["实施东湖等28个小区改造", "新建口袋公园5个"]
