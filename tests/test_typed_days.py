"""More ways in which people type days, weeks and periods, through the installed command; and slips of options."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import Cli, write_plans
from jiangan_targets.cli import clock as clock_of_the_machine
from jiangan_targets.domain.dates import parse_date, parse_week


@pytest.mark.parametrize(
    "typed",
    [
        *("09-30", "9-30", "9/30", "９／３０", "9.30", "2024-09", "2024/9", "2024.9"),
        *("2024 年 9 月 30 日", "9 月 30 日", "9 月", "2024　年　9　月", "9月30号", "9月底", "9月份"),
    ],
)
def test_a_day_is_understood(typed: str) -> None:
    """With blanks, as tables of 80 cells show it, with slashes; a month is its last day."""
    assert parse_date(typed, 2024).isoformat() == "2024-09-30"


@pytest.mark.parametrize("typed", ["9 30", "2024-13", "13/1", "9.", "/9/30", "9/30/2024", "九月", "2024 09 30", "0-1"])
def test_what_is_no_day_stays_none(installed: Cli, folder: Path, typed: str) -> None:
    """Refused in one line, nothing is recorded."""
    refused = installed("record", "parking", "9000", f"--on={typed}")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == f"Error: “{typed}” is not a date; write it like 2024-09-08 or 9月8日.\n"
    assert not (folder / "records").exists()


def test_days_with_blanks_reach_the_ledger(installed: Cli, folder: Path) -> None:
    """By the command itself, and so does what `status` shows at 80 cells."""
    assert installed("record", "parking", "9000", "--on", "9 月 8 日").code == 0
    shown = installed("status", "--on", "2024-10-01", env={"COLUMNS": "80"}).out
    assert "09-08" in shown
    assert installed("record", "charging", "6500", "--on", "09-08").code == 0
    assert (folder / "records" / "2024.toml").read_text("utf-8").count("as_of = 2024-09-08\n") == 2


@pytest.mark.parametrize("typed", ["48", "第 48 周", "2024 年第 48 周", "2024年48周", "48周", "２０２４-W48"])
def test_a_week_is_understood(typed: str) -> None:
    """With blanks, with 年 and without 第."""
    assert str(parse_week(typed, 2024)) == "2024-W48"


def test_a_week_with_blanks_is_summarised(installed: Cli) -> None:
    """As the command prints it."""
    told = installed("--lang", "zh", "summary", "--week", "第 48 周").out
    assert "2024年第48周周报" in told
    assert installed("summary", "--week", "2024年9").err == "Error: “2024年9” is not a week; write it like 2024-W37.\n"


@pytest.mark.parametrize("word", ["yesterday", "昨天", "today", "今天"])
def test_moments_and_beginnings_take_words_of_days(installed: Cli, folder: Path, word: str) -> None:
    """`--since` and `--known-at` know today and yesterday, as `--on` does."""
    today = clock_of_the_machine.today()
    write_plans(folder, today.year)
    day = today - timedelta(days=word in {"yesterday", "昨天"})
    assert installed("record", "schools", "1", "--on", "today", "--force").code == 0
    assert [row["value"] for row in json.loads(installed("history", "--since", word, "--json").out)] == [1]
    known = installed("status", "--known-at", word, "--json").out
    assert known == installed("status", "--known-at", day.isoformat(), "--json").out
    assert json.loads(known)["counts"]["no_data"] == (20 if day == today else 21)


def test_since_a_month_is_since_its_first_day(cli: Cli, clock: object) -> None:
    """A figure's month is its last day; what is recorded since September begins with it."""
    assert callable(clock)
    for moment in ("2024-08-31T09:00", "2024-09-02T09:00", "2024-10-08T09:00"):
        clock(moment)
        assert cli("record", "parking", moment[5:7] + "00", "--on", moment[:10]).code == 0
    for since in ("9月", "2024-09", "2024年9月", "9.1"):
        values = [row["value"] for row in json.loads(cli("history", "--since", since, "--json").out)]
        assert values == [1000, 900], since


@pytest.mark.parametrize(
    ("option", "text", "example"),
    [("--month", "13", "2026-09"), ("--quarter", "5", "2026-Q3"), ("--half", "3", "2026-H1")],
)
def test_an_example_of_a_period_lies_in_the_plans_year(
    installed: Cli, folder: Path, option: str, text: str, example: str
) -> None:
    """And not in a year that nobody asked for."""
    write_plans(folder, 2026)
    refused = installed("report", option, text)
    assert (refused.code, refused.err) == (1, f"Error: “{text}” is no such period; write it like {example}.\n")
    assert installed("report", "--month", "9 月").out == installed("report", "--month", "9").out


def test_a_misspelt_global_option_is_known_behind_a_command(installed: Cli) -> None:
    """As it is before one; lists are told as each language does."""
    refused = installed("status", "--yeer", "2026")
    assert (refused.code, "Did you mean --year, " in refused.err) == (2, True)
    assert "--lang" in installed("record", "parking", "--lagn").err
    assert "是不是 --year、" in installed("--lang", "zh", "--yeer", "2026", "status").err


@pytest.mark.parametrize("limit", ["２", " 2 "])
def test_a_number_of_records_may_be_full_width(installed: Cli, limit: str) -> None:
    """As any other number that is typed."""
    for value in ("1", "2", "3"):
        assert installed("record", "schools", value, "--on", f"2024-0{value}-01", "--force").code == 0
    assert len(json.loads(installed("history", "--limit", limit, "--json").out)) == 2
