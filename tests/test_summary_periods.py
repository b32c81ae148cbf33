"""Which week, which year and whose knowledge a summary tells, and by when something is due."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from answers import summary_of
from conftest import ROOT, Cli, Clock


def test_a_ledger_filled_in_later_is_not_an_empty_page(cli: Cli) -> None:
    """A first try: the figure is shown, and the heading says that it was filled in later."""
    cli("record", "parking", "9000", "--on", "2024-09-08")
    outcome = cli("summary", "--week", "2024-W37")
    assert "Filled in later: by the end of this week nothing had been recorded yet." in outcome.out
    assert "New parking spaces (far behind): 9,000 / 16,000 spaces\n" in outcome.out
    assert outcome.err == ""
    assert summary_of(cli, "--week", "2024-W37")["view"] == "filled_in_later"
    assert summary_of(cli, "--week", "2024-W36")["new"][0]["value"] == 9000
    assert summary_of(cli, "--week", "2024-W35")["view"] == "as_known"


def test_a_figure_that_supersedes_and_one_withdrawn(cli: Cli, clock: Clock) -> None:
    """What the week before believed is what stood before; a withdrawal is news too."""
    clock("2024-09-05T09:00")
    cli("record", "parking=8000", "charging=7000", "--on", "2024-09-01")
    clock("2024-09-10T09:00")
    cli("record", "parking", "8100", "--on", "2024-09-01", "--note", "更正")
    cli("withdraw", json.loads(cli("history", "charging", "--json").out)[0]["id"], "--reason", "报错单位")
    week = summary_of(cli, "--week", "2024-W37")
    assert [(row["id"], row["before"], row["value"]) for row in week["new"]] == [("parking", 8000, 8100)]
    assert [(row["target"], row["value"], row["reason"]) for row in week["taken_back"]] == [
        ("charging", 7000, "报错单位")
    ]
    assert "7,000 points of 1 September was\n      withdrawn · wang" in cli("summary", "--week", "2024-W37").out


@pytest.mark.parametrize(
    ("week", "phase", "text"),
    [
        ("2023-W40", "not_begun", "The year 2024 had not begun in this week."),
        ("2024-W01", "running", "Weekly summary 2024, week 1 (1 January to 7 January)"),
        ("2024-W53", None, "2024 has no week 53."),
        ("2025-W01", "closing", "The year 2024 ended in this week: figures are judged up to 31 December."),
        ("2025-W02", "over", "The year 2024 was over; targets that still have no"),
    ],
)
def test_the_edges_of_the_year(cli: Cli, clock: Clock, week: str, phase: str | None, text: str) -> None:
    """Weeks before, across and after the plan's year are worded, not refused."""
    clock("2025-02-01T09:00")
    outcome = cli("summary", "--week", week)
    assert text in outcome.out + outcome.err
    assert outcome.code == int(phase is None)
    if phase:
        assert summary_of(cli, "--week", week)["phase"] == phase


def test_the_year_follows_the_week(cli: Cli, folder: Path, clock: Clock) -> None:
    """With targets of two years, an old week is told by the targets of its own year."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    (folder / "targets" / "2025.toml").write_text(text.replace("year = 2024", "year = 2025"), encoding="utf-8")
    clock("2025-01-08T09:00")
    assert summary_of(cli, "--week", "2024-W37")["year"] == 2024
    assert summary_of(cli)["year"] == 2025
    assert summary_of(cli)["phase"] == "opening"
    clock("2024-12-31T09:00")
    assert summary_of(cli)["year"] == 2024


def test_owners_and_milestones(cli: Cli, folder: Path, clock: Clock) -> None:
    """By department, where they are named; milestones of the next four weeks with what is missing."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    text = text.replace(
        "value = 16000\n",
        'value = 16000\nowner = "区城管局"\nmilestones = [{ by = 2024-09-30, value = 12000 }, '
        "{ by = 2024-11-30, value = 15000 }]\n",
    ).replace("value = 12000\n", 'value = 12000\nowner = "区城管局"\n')
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    clock("2024-09-12T09:00")
    cli("record", "parking=9000", "charging=9000", "--on", "2024-09-08")
    week = summary_of(cli, "--week", "2024-W37")
    assert week["due"] == [{"id": "parking", "by": "2024-09-30", "value": 12000, "missing": 3000}]
    (owner,) = week["owners"]
    assert (owner["name"], owner["behind"], owner["counts"]["ahead"]) == ("区城管局", ["parking"], 1)
    printed = cli("summary", "--week", "2024-W37", lang="zh").out
    assert "9月30日节点目标12000个，还差3000个。" in printed
    assert "区城管局：超进度1项，严重滞后1项" in printed


def test_a_week_that_is_not_over_is_said_so(cli: Cli, clock: Clock) -> None:
    """On stderr: what is on stdout must not depend on the day it is printed."""
    clock("2024-09-11T09:00")
    assert cli("summary", "--week", "2024-W37").err == "Week 2024-W37 is not over yet; its summary may still change.\n"
