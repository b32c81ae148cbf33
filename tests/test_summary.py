"""What a weekly summary says, when, and how it is delivered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from answers import summary_of
from conftest import Cli, Clock


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


def ids(rows: list[dict[str, Any]]) -> list[str]:
    """The targets that rows are about."""
    return [row["id"] for row in rows]


@pytest.mark.usefixtures("autumn")
def test_the_last_complete_week_is_told(cli: Cli) -> None:
    """New figures with what was before, moves, goals reached, and attention with the furthest behind first."""
    week = summary_of(cli)
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
    week = summary_of(cli, "--week", "2024-W37", "--revised")
    assert week["view"] == "revised"
    assert [(row["id"], row["before"], row["value"]) for row in week["new"]] == [
        ("gdp-growth", None, 6.1),
        ("parking", 9000, 9100),
        ("schools", 3, 7),
    ]
    revised = cli("summary", "--week", "2024-W37", "--revised")
    assert "Revised: from all figures known now" in revised.out
    assert revised.err == ""


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
