"""An office's year: 12 reports and 52 summaries that print the same for ever, and reminders by a wall calendar."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import Cli, Clock
from office_year import (
    GOALS,
    OWNER,
    OWNERS,
    REVISED,
    WORKDAYS,
    Delivery,
    Explanation,
    deliveries,
    due_day,
    end_of,
    explanations,
    month_end,
    write_plan,
)

REPORT_FORMS = ("docx", "json", "markdown", "html", "text")
SUMMARY_FORMS = ("json", "markdown", "html", "text", "eml")
WEEKS = [date(2024, 1, 7) + timedelta(weeks=number) for number in range(52)]
"""The Sundays that end the 52 weeks of 2024, which began on a Monday."""


class Year(NamedTuple):
    """What was printed on the days it was due, by its name, and what the program was told."""

    printed: dict[str, bytes]
    figures: list[Delivery]


def dated(month: int) -> date:
    """A report's own day: the one after the deadline, when it is known who was late."""
    return due_day(month) + timedelta(days=1)


def print_report(cli: Cli, folder: Path, month: int) -> dict[str, bytes]:
    """A month's report in every form."""
    made = {}
    for form in REPORT_FORMS:
        path = folder / f"report-{month}.{form}"
        named = ("--month", f"2024-{month:02}", "--dated", dated(month).isoformat())
        outcome = cli("report", *named, "--format", form, "--output", str(path), "--overwrite", lang="zh")
        assert (outcome.code, outcome.out) == (0, "")
        made[path.name] = path.read_bytes()
    return made


def print_summary(cli: Cli, number: int) -> dict[str, bytes]:
    """A week's summary: every fourth in every form, each as data and text."""
    forms = SUMMARY_FORMS if number % 4 == 0 else SUMMARY_FORMS[:2]
    made = {}
    for form in forms:
        outcome = cli("summary", "--week", f"2024-W{number:02}", "--format", form, lang="zh")
        assert outcome.code == 0
        made[f"summary-{number}.{form}"] = outcome.out.encode()
    return made


def acts_of(figures: list[Delivery]) -> list[tuple[datetime, int, Delivery | Explanation]]:
    """Figures, withdrawals and reasons, each with its moment."""
    made: list[tuple[datetime, int, Delivery | Explanation]] = []
    made += [(each.came, 0, each) for each in figures if each.came is not None]
    made += [(each.taken_back, 1, each) for each in figures if each.taken_back is not None]
    return [*made, *((each.said, 2, each) for each in explanations(figures))]


def tell_everything(cli: Cli, clock: Clock, paper: Path) -> Year:
    """The year in the order in which it happened, each report and summary printed when it was due."""
    figures = deliveries()
    printed: dict[str, bytes] = {}
    reports = [(end_of(dated(month)) + timedelta(hours=9), 3, month) for month in range(1, 13)]
    summaries = [(end_of(sunday) + timedelta(hours=7), 4, number) for number, sunday in enumerate(WEEKS, 1)]
    for moment, kind, each in sorted([*acts_of(figures), *reports, *summaries], key=lambda act: act[:2]):
        clock(moment.isoformat())
        if not isinstance(each, int):
            act(cli, kind, each)
        elif kind == 3:
            printed |= print_report(cli, paper, each)
        else:
            printed |= print_summary(cli, each)
    return Year(printed, figures)


def act(cli: Cli, kind: int, each: Delivery | Explanation) -> None:
    """A figure, its withdrawal, or a reason."""
    day = month_end(each.month).isoformat()
    if isinstance(each, Explanation):
        told = ("--reason", each.reason, "--measure", "每周调度", "--on", day)
        outcome = cli("explain", each.target, *told)
    elif kind == 0:
        outcome = cli("record", f"{each.target}={each.value}", "--on", day, "--force")
    else:
        listed = json.loads(cli("history", each.target, "--json").out)
        (found,) = (row["id"] for row in listed if row["as_of"] == day and row["value"] is not None)
        outcome = cli("withdraw", found, "--reason", "报错了")
    assert outcome.code == 0, outcome.err


def tell_more(cli: Cli, clock: Clock) -> None:
    """What nobody knew in its time: corrections of every month, a reason, a withdrawal."""
    clock("2025-03-03T09:00")
    for month in range(1, 13):
        day = month_end(month).isoformat()
        assert cli("record", "parking=777", "retail=77", "gdp-growth=1.1", "--on", day, "--force").code == 0
    assert cli("explain", "retail", "--reason", "后来才知道", "--on", "2024-12-31").code == 0
    last = json.loads(cli("history", "finance", "--json").out)[0]["id"]
    assert cli("withdraw", last, "--reason", "后来才知道").code == 0


@pytest.mark.slow
def test_reports_and_summaries_print_the_same_for_ever(cli: Cli, clock: Clock, folder: Path, tmp_path: Path) -> None:
    """Each printed when it was due, and again next year after more was recorded: the same bytes in every form."""
    write_plan(folder)
    year = tell_everything(cli, clock, tmp_path)
    tell_more(cli, clock)
    clock("2025-06-02T10:00")
    again: dict[str, bytes] = {}
    for month in range(1, 13):
        again |= print_report(cli, tmp_path, month)
    for number in range(1, 53):
        again |= print_summary(cli, number)
    assert [name for name in again if again[name] != year.printed[name]] == []
    names = Counter(name.partition("-")[0] for name in again if name.endswith(".json"))
    assert (names, len(set(again.values()))) == ({"report": 12, "summary": 52}, len(again))
    for month in range(1, 13):
        compare_report(json.loads(again[f"report-{month}.json"]), month, year.figures)


def compare_report(told: dict[str, Any], month: int, figures: list[Delivery]) -> None:
    """What a report says of its month against what happened up to its day."""
    until = end_of(dated(month))
    expected = {owner: Counter[str]() for owner in OWNERS}
    for each in figures:
        if each.month == month:
            expected[OWNER[each.target]][each.state(until)] += 1
    counted = {row["owner"]: Counter({key: row[key] for key in row if key != "owner"}) for row in told["reporting"]}
    assert counted == expected
    rows = {row["id"]: row for row in told["targets"]}
    assert rows[REVISED]["target"] == (16000 if month < 8 else 15000)
    for key in GOALS:
        known = [each for each in figures if each.target == key and each.month <= month and each.known(until)]
        newest = max(known, key=lambda each: each.month, default=None)
        assert rows[key]["as_of"] == (None if newest is None else month_end(newest.month).isoformat())
        assert rows[key]["value"] == (None if newest is None else float(newest.value))
    said = [each for each in explanations(figures) if each.said <= until and each.month <= month]
    assert told["attention"]
    for lag in told["attention"]:
        reasons = [each for each in said if each.target == lag["id"]]
        assert lag["reason"] == (max(reasons, key=lambda each: each.month).reason if reasons else None)


def days_to_ask() -> list[date]:
    """The last two days of each month, the working days up to its deadline, two days after, and every 调休 day."""
    days = {date(2024, 2, 4), date(2024, 4, 7), date(2024, 4, 28), date(2024, 5, 11), date(2024, 9, 14)}
    days |= {date(2024, 2, 18), date(2024, 9, 29), date(2024, 10, 12), date(2024, 10, 7), date(2024, 5, 5)}
    for month in range(1, 13):
        days |= {month_end(month) - timedelta(days=1), month_end(month)}
        days |= {due_day(month) + timedelta(days=each) for each in (0, 1, 2)}
        if month < 12:
            days |= {date(2024, month + 1, int(day)) for day in WORKDAYS[month + 1].split()[:4]}
    return sorted(days)


def owed(figures: list[Delivery], moment: datetime) -> set[tuple[str, str, str, bool, str]]:
    """Target, period, how it stands, whether it is still asked for, and the deadline: of all months that are over."""
    made = set()
    for each in figures:
        if end_of(month_end(each.month)) > moment:
            continue
        later = any(
            other.target == each.target and other.month > each.month and other.known(moment) for other in figures
        )
        wanted = not each.known(moment) and not later
        deadline = f"{end_of(due_day(each.month)).isoformat()}+08:00"
        made.add((each.target, f"2024-{each.month:02}", each.state(moment), wanted, deadline))
    return made


@pytest.mark.slow
def test_remind_agrees_with_the_wall_calendar(cli: Cli, clock: Clock, folder: Path) -> None:
    """On every such day: who is asked for what, who is late, and whether the alarm rings."""
    write_plan(folder)
    figures = deliveries()
    for moment, kind, each in sorted(acts_of(figures), key=lambda act: act[:2]):
        clock(moment.isoformat())
        act(cli, kind, each)
    rang = 0
    for day in days_to_ask():
        outcome = cli("remind", "--on", day.isoformat(), "--json", "--fail-on", "late")
        told = json.loads(outcome.out)
        fields = ("target", "period", "timeliness", "wanted", "due")
        expected = owed(figures, end_of(day))
        assert {tuple(row[key] for key in fields) for row in told["reports"]} == expected, day
        assert all(row["owner"] == OWNER[row["target"]] for row in told["reports"])
        late = any(state == "missing" and wanted for _target, _period, state, wanted, _due in expected)
        assert outcome.code == int(late)
        rang += late
    assert 20 < rang < len(days_to_ask())


def test_the_wall_calendar_has_the_working_days_of_the_year() -> None:
    """251 of them, as was announced; the fifth of each month is a deadline."""
    assert sum(len(days.split()) for days in WORKDAYS.values()) == 251
    weekends = [
        date(2024, month, int(day)).isoformat()
        for month, days in WORKDAYS.items()
        for day in days.split()
        if date(2024, month, int(day)).weekday() >= 5
    ]
    assert weekends == [
        *("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28"),
        *("2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"),
    ]
    assert len(GOALS) == 21
