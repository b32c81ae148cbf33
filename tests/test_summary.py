"""What a weekly summary says, when, and how it is delivered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Cli

Clock = Callable[[str], None]


@pytest.fixture
def autumn(cli: Cli, clock: Clock) -> None:
    """Figures of three months, each written down a few days after its own day."""
    for moment, *arguments in (
        ("2024-05-06T09:00", "parking=4000", "--on", "2024-04-30"),
        ("2024-07-02T09:00", "schools=3", "--on", "2024-06-30"),
        ("2024-09-03T09:00", "towers-100m=26", "retail=455.1", "--on", "2024-08-31"),
        ("2024-09-09T09:12", "parking=9000", "--on", "2024-09-08", "--by", "王芳", "--note", "区城管局月报"),
        ("2024-09-11T09:00", "schools=7", "--on", "2024-09-10"),
        ("2024-09-13T09:00", "gdp=6.1", "--on", "2024-09-12"),
    ):
        clock(moment)
        assert cli("record", *arguments).code == 0
    clock("2024-09-16T08:00")


def shown(cli: Cli, *arguments: str) -> dict[str, Any]:
    """A summary as JSON."""
    outcome = cli("summary", "--json", *arguments)
    assert outcome.code == 0
    return dict(json.loads(outcome.out))


def ids(rows: list[dict[str, Any]]) -> list[str]:
    """The targets that rows are about."""
    return [row["id"] for row in rows]


@pytest.mark.usefixtures("autumn")
def test_the_last_complete_week_is_told(cli: Cli) -> None:
    """New figures with what was before, moves, goals reached, and attention with the furthest behind first."""
    week = shown(cli)
    assert (week["week"], week["monday"], week["sunday"]) == ("2024-W37", "2024-09-09", "2024-09-15")
    assert ids(week["new"]) == ["gdp-growth", "parking", "schools"]
    parking = week["new"][1]
    assert (parking["before"], parking["value"], parking["change"]) == (4000, 9000, 5000)
    assert (parking["completion_percent"], parking["gap_points"], parking["by"]) == (56.25, -12.6389, "王芳")
    assert {row["id"]: (row["before"], row["after"]) for row in week["moves"]} == {
        "gdp-growth": ("no_data", "far_behind"),
        "parking": ("behind", "far_behind"),
        "schools": ("behind", "met"),
    }
    assert week["reached"] == ["schools"]
    assert ids(week["attention"])[:2] == ["gdp-growth", "parking"]
    assert week["attention"][1]["needed"] == {"missing": 7000, "per_week": 457.9439, "per_month": 2000}
    assert week["attention"][0]["needed"] is None
    assert week["count_changes"]["met"] == 1
    assert sum(week["count_changes"].values()) == 0
    assert "hightech" in week["unreported"]


@pytest.mark.usefixtures("autumn")
def test_the_wording_is_the_fields(cli: Cli) -> None:
    """The sentence as Chinese offices write it; a growth rate in points, never as a share."""
    text = cli("summary", "--format", "markdown", lang="zh").out
    assert "截至9月8日，新增停车位累计完成9000个，占年度目标的56.3%，落后序时进度12.6个百分点。" in text
    assert "截至9月12日，地区生产总值增速为6.1%，低于目标0.9个百分点。" in text
    assert "87.1%" not in text
    assert "2024年第37周周报（9月9日至9月15日）" in text


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "eml"])
def test_an_old_week_prints_the_same_for_ever(cli: Cli, clock: Clock, form: str) -> None:
    """Later figures, even for days of that week, and later withdrawals do not change what was known."""
    before = cli("summary", "--week", "2024-W37", "--format", form)
    assert before.err == ""
    clock("2024-09-20T10:00")
    cli("record", "parking", "9100", "--on", "2024-09-10")
    cli("record", "parking", "9500", "--on", "2024-09-19")
    newest = json.loads(cli("history", "gdp", "--json").out)[0]["id"]
    cli("withdraw", newest, "--reason", "初步数")
    after = cli("summary", "--week", "2024-W37", "--format", form)
    assert after.out == before.out
    assert after.err == (
        "Figures for the days up to this week that were recorded after it: 1; --revised counts them in.\n"
    )


@pytest.mark.usefixtures("autumn")
def test_revised_uses_all_that_is_known_now(cli: Cli, clock: Clock) -> None:
    """Each figure on its own day; new is what is dated in the week; the heading says so."""
    clock("2024-09-20T10:00")
    cli("record", "parking", "9100", "--on", "2024-09-10")
    week = shown(cli, "--week", "2024-W37", "--revised")
    assert week["view"] == "revised"
    assert [(row["id"], row["before"], row["value"]) for row in week["new"]] == [
        ("gdp-growth", None, 6.1),
        ("parking", 9000, 9100),
        ("schools", 3, 7),
    ]
    revised = cli("summary", "--week", "2024-W37", "--revised")
    assert "Revised: from all figures known now" in revised.out
    assert revised.err == ""


def test_a_ledger_filled_in_later_is_not_an_empty_page(cli: Cli) -> None:
    """A first try: the figure is shown, and the heading says that it was filled in later."""
    cli("record", "parking", "9000", "--on", "2024-09-08")
    outcome = cli("summary", "--week", "2024-W37")
    assert "Filled in later: by the end of this week nothing had been recorded yet." in outcome.out
    assert "9,000 / 16,000 spaces · 56.3% · 12.6 points behind pace" in outcome.out
    assert outcome.err == ""
    assert shown(cli, "--week", "2024-W37")["view"] == "filled_in_later"
    assert shown(cli, "--week", "2024-W36")["new"][0]["value"] == 9000
    assert shown(cli, "--week", "2024-W35")["view"] == "as_known"


def test_a_figure_that_supersedes_and_one_withdrawn(cli: Cli, clock: Clock) -> None:
    """What the week before believed is what stood before; a withdrawal is news too."""
    clock("2024-09-05T09:00")
    cli("record", "parking=8000", "charging=7000", "--on", "2024-09-01")
    clock("2024-09-10T09:00")
    cli("record", "parking", "8100", "--on", "2024-09-01", "--note", "更正")
    cli("withdraw", json.loads(cli("history", "charging", "--json").out)[0]["id"], "--reason", "报错单位")
    week = shown(cli, "--week", "2024-W37")
    assert [(row["id"], row["before"], row["value"]) for row in week["new"]] == [("parking", 8000, 8100)]
    assert [(row["target"], row["value"], row["reason"]) for row in week["taken_back"]] == [
        ("charging", 7000, "报错单位")
    ]
    assert "New charging points: 7,000 points of 1 September was withdrawn" in cli("summary", "--week", "2024-W37").out


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
        assert shown(cli, "--week", week)["phase"] == phase


def test_the_year_follows_the_week(cli: Cli, folder: Path, clock: Clock) -> None:
    """With targets of two years, an old week is told by the targets of its own year."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    (folder / "targets" / "2025.toml").write_text(text.replace("year = 2024", "year = 2025"), encoding="utf-8")
    clock("2025-01-08T09:00")
    assert shown(cli, "--week", "2024-W37")["year"] == 2024
    assert shown(cli)["year"] == 2025
    assert shown(cli)["phase"] == "opening"
    clock("2024-12-31T09:00")
    assert shown(cli)["year"] == 2024


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
    week = shown(cli, "--week", "2024-W37")
    assert week["due"] == [{"id": "parking", "by": "2024-09-30", "value": 12000, "missing": 3000}]
    (owner,) = week["owners"]
    assert (owner["name"], owner["behind"], owner["counts"]["ahead"]) == ("区城管局", ["parking"], 1)
    printed = cli("summary", "--week", "2024-W37", lang="zh").out
    assert "9月30日：新增停车位12000个" in printed
    assert "区城管局：严重滞后 1、超进度 1" in printed


@pytest.mark.usefixtures("autumn")
def test_alarms_set_the_exit_code(cli: Cli) -> None:
    """Only when asked for; the summary itself is printed all the same."""
    assert cli("summary").code == 0
    alarmed = cli("summary", "--fail-on", "behind")
    assert (alarmed.code, alarmed.err) == (1, "Targets behind pace or missed: 4.\n")
    assert alarmed.out == cli("summary").out
    stale = cli("summary", "--fail-on", "stale", "--week", "2024-W43")
    assert (stale.code, stale.err.split("\n")[-2]) == (1, "Targets with a stale figure: 4.")
    assert cli("summary", "--fail-on", "behind", "--week", "2024-W02").code == 0


def test_a_week_that_is_not_over_is_said_so(cli: Cli, clock: Clock) -> None:
    """On stderr: what is on stdout must not depend on the day it is printed."""
    clock("2024-09-11T09:00")
    assert cli("summary", "--week", "2024-W37").err == "Week 2024-W37 is not over yet; its summary may still change.\n"


@pytest.mark.usefixtures("autumn")
def test_a_folder_gets_one_file_per_week(cli: Cli, tmp_path: Path) -> None:
    """Named by the week and its form; a rerun is harmless; its path on stderr, nothing left beside it."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for form, ending in (("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json"), ("eml", "eml")):
        for _ in range(2):
            told = f"Written: {reports}/2024-W37.{ending}\n"
            assert cli("summary", "--format", form, "--output", str(reports)) == (0, "", told)
        assert (reports / f"2024-W37.{ending}").read_text(encoding="utf-8") == cli("summary", "--format", form).out
    assert len(list(reports.iterdir())) == 5


@pytest.mark.usefixtures("autumn")
def test_output_overwrites_nothing_by_surprise(cli: Cli, tmp_path: Path, folder: Path) -> None:
    """No TOML file, and nothing through a link without --overwrite; one line, and nothing changed."""
    precious = tmp_path / "precious"
    precious.write_text("kept", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(precious)
    refused = cli("summary", "--output", str(tmp_path / "link.md"))
    assert (refused.code, precious.read_text(encoding="utf-8")) == (1, "kept")
    assert refused.err.endswith("link.md is a symbolic link; name the real file, or add --overwrite.\n")
    ledger = folder / "records" / "2024.toml"
    before = ledger.read_bytes()
    assert cli("summary", "--output", str(ledger)).code == 2
    assert cli("summary", "--output", str(ledger), "--format", "text").code == 1
    assert ledger.read_bytes() == before
    assert cli("summary", "--output", str(tmp_path / "no" / "x.md")).code == 1
    assert cli("summary", "--output", str(tmp_path / "link.md"), "--overwrite").code == 0
    assert precious.read_text(encoding="utf-8") != "kept"


@pytest.mark.usefixtures("autumn")
def test_the_ending_of_a_file_is_its_form(cli: Cli, tmp_path: Path) -> None:
    """Unless --format says otherwise; an ending that nobody writes is refused, naming those there are."""
    for name, begins in (("x.html", "<!DOCTYPE html>"), ("x.MD", "# "), ("x.json", "{"), ("x.eml", "Subject:")):
        assert cli("summary", "--output", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert cli("summary", "--output", str(tmp_path / "y.html"), "--format", "json").code == 0
    assert (tmp_path / "y.html").read_text(encoding="utf-8").startswith("{")
    refused = cli("summary", "--output", str(tmp_path / "x.pdf"))
    assert refused.code == 2
    assert ".txt, .md, .html, .json, .eml" in refused.err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("code", "arguments", "text"),
    [
        (2, ("--week", "2024-W37", "--on", "2024-09-16"), "Give --week or --on, not both."),
        (1, ("--week", "x"), "“x” is not a week; write it like 2024-W37."),
        (2, ("--format", "pdf"), "--format: “pdf” is not one of text, markdown, html, json, eml."),
        (2, ("--fail-on", "rain"), "--fail-on: “rain” is not one of behind, stale."),
        (1, ("--format", "eml", "--to", "nobody"), "“nobody” is not a mail address"),
        (1, ("--format", "eml", "--to", "a@b.cn\nBcc: c@d.cn"), "is not a mail address"),
    ],
)
def test_wrong_input_is_one_line(cli: Cli, code: int, arguments: tuple[str, ...], text: str) -> None:
    """One line on stderr, nothing on stdout."""
    outcome = cli("summary", *arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert text in outcome.err
