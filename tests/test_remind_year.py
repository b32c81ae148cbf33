"""Who owes which figure when: a year of reports against a calendar made by hand, and the clock of the office."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import Cli, Clock
from office import fill_ledger, open_office, settings
from test_workdays import FIFTH

MONTH_ENDS = [date(2024 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)]
TARGETS = ("retail", "events", "growth", "parking", "library", "trees")


def test_it_agrees_with_the_calendar_of_every_month(cli: Cli, folder: Path) -> None:
    """On the last day all are due, on the day after all are late: for each month, 调休 days included."""
    open_office(folder)
    for number, (end, due) in enumerate(zip(MONTH_ENDS, FIFTH, strict=True), start=1):
        period, last = f"2024-{number:02}", date.fromisoformat(due)
        states = []
        for day in (end - timedelta(days=1), end, last, last + timedelta(days=1)):
            told = json.loads(cli("remind", "--on", day.isoformat(), "--json").out)
            states.append({report["timeliness"] for report in told["reports"] if report["period"] == period})
        assert states == [set(), {"due"}, {"due"}, {"missing"}]
        assert {report["due"] for report in told["reports"] if report["period"] == period} == {f"{due}T23:59:59+08:00"}
        # In December the next deadline, and then the last one, is in a year whose holidays nobody has written down.
        assert told["holidays_unknown"] == ([2025] if number >= 11 else [])


def test_a_year_of_reports(cli: Cli, folder: Path, clock: Clock) -> None:
    """Seeded chance decides when each report comes, or that it never does; all are counted as chance had decided."""
    open_office(folder)
    chance = random.Random(20240101)
    expected: Counter[tuple[str, str]] = Counter()
    events = []
    for end, deadline in zip(MONTH_ENDS, FIFTH, strict=True):
        last = date.fromisoformat(deadline)
        for target in TARGETS:
            if target == "library":
                continue
            fate = chance.choice(["on_time", "on_time", "late", "missing"])
            expected[target, fate] += 1
            if fate != "missing":
                day = last - timedelta(days=chance.randrange(3)) if fate == "on_time" else last + timedelta(days=1)
                time = "23:59:59" if fate == "on_time" and day == last else "00:00:00" if fate == "late" else "12:00"
                events.append((f"{day}T{time}", target, end.isoformat()))
    for number, (moment, target, as_of) in enumerate(sorted(events), start=1):
        clock(moment)
        assert cli("record", f"{target}={number}", "--on", as_of, "--force").code == 0
    told = json.loads(cli("remind", "--on", "2025-01-31", "--json").out)
    found = Counter((report["target"], report["timeliness"]) for report in told["reports"])
    assert {key: count for key, count in found.items() if key[0] != "library"} == dict(expected)
    by_owner = {row["owner"]: row for row in told["by_owner"]}
    assert by_owner["区商务局"]["late"] == expected["retail", "late"] + expected["events", "late"]
    assert by_owner[None]["place"] is None
    assert sum(row["missing"] for row in told["by_period"]) == sum(row["missing"] for row in told["by_owner"])
    assert all(row["reports"] == 6 for row in told["by_period"])


def test_the_office_clock_decides(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute before and after noon in the office, written down by a clock of another zone."""
    open_office(folder)
    settings(folder, 'every = "week"\ndue = "Tue 12:00"')
    records = folder / "records"
    records.mkdir()
    monkeypatch.setenv("TZ", "America/New_York")
    (records / "2024.toml").write_text(
        "".join(
            f'[[records]]\nid = "{name}"\ntarget = "{target}"\nvalue = 1\nas_of = 2024-09-08\nrecorded_at = {at}\n\n'
            for name, target, at in (
                ("a1", "retail", "2024-09-10T04:00:00+00:00"),
                ("a2", "events", "2024-09-10T00:00:01-04:00"),
                ("a3", "trees", "2024-09-10T13:30:00+09:30"),
            )
        ),
        encoding="utf-8",
    )
    told = json.loads(cli("remind", "--on", "2024-09-10", "--json").out)
    week = {row["target"]: row["timeliness"] for row in told["reports"] if row["period"] == "2024-W36"}
    assert (week["retail"], week["events"], week["trees"]) == ("on_time", "late", "on_time")
    assert week["parking"] == "missing"
    settings(folder, 'every = "week"\ndue = "Tue 12:00"\nzone = "+07:00"')
    told = json.loads(cli("remind", "--on", "2024-09-10", "--json").out)
    assert {row["target"]: row["timeliness"] for row in told["reports"] if row["period"] == "2024-W36"}[
        "events"
    ] == "on_time"


def test_what_was_taken_back_never_came(cli: Cli, folder: Path, clock: Clock) -> None:
    """From the withdrawal on; a correction that came late does not make the first figure late."""
    open_office(folder)
    clock("2024-02-05T09:00")
    assert cli("record", "trees=100", "retail=60", "--on", "2024-01-31").code == 0
    clock("2024-02-20T09:00")
    assert cli("record", "retail=61", "--on", "2024-01-31").code == 0
    (trees,) = json.loads(cli("history", "trees", "--json").out)
    assert cli("withdraw", trees["id"], "--reason", "x").code == 0

    def january(day: str) -> dict[str, tuple[str, bool]]:
        told = json.loads(cli("remind", "--on", day, "--json").out)["reports"]
        return {row["target"]: (row["timeliness"], row["wanted"]) for row in told if row["period"] == "2024-01"}

    assert january("2024-02-19")["trees"] == ("on_time", False)
    assert january("2024-02-20")["trees"] == ("missing", True)
    assert january("2024-02-20")["retail"] == ("on_time", False)


def test_now_has_a_time(cli: Cli, folder: Path, clock: Clock) -> None:
    """Without --on it is the moment itself that counts."""
    open_office(folder)
    settings(folder, 'every = "week"\ndue = "Tue 12:00"')
    for time, words in (
        ("12:00", "due by 9 January 2024 12:00 (today)"),
        ("12:01", "late since 9 January 2024 12:00 (today)"),
    ):
        clock(f"2024-01-09T{time}")
        shown = cli("remind").out
        assert f"Reports as of 9 January 2024 {time}" in shown
        assert f"week 1 of 2024: {words}" in shown


def test_last_year_is_not_forgotten_in_january(cli: Cli, folder: Path, clock: Clock) -> None:
    """A new plan takes over on its first day; until its own first deadline, last year's reports are told of."""
    open_office(folder)
    text = (folder / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets" / "2025.toml").write_text(
        text.replace("2024", "2025").replace("holidays-2025", "holidays-2024"), encoding="utf-8"
    )
    clock("2025-01-06T08:00")
    outcome = cli("remind")
    assert "Example District: targets for 2025" in outcome.out
    assert outcome.err == "Of 2024 too reports are due or late: 72; see --year 2024.\n"
    assert "December 2024: due by 7 January 2025 (in 1 day)" in cli("remind", "--year", "2024").out
    assert "Example District: targets for 2024" in cli("remind", "--on", "2024-12-31").out
    clock("2025-02-20T08:00")
    assert cli("remind").err == ""


def test_who_tells_once_more_that_an_event_is_done_owes_nothing_between(cli: Cli, folder: Path, clock: Clock) -> None:
    """A library that opened in June owes no report of July or August, whatever is said of it in September."""
    open_office(folder)
    fill_ledger(cli, clock)
    clock("2024-10-14T09:00")
    tallies = []
    for figures in ((), ("library=完成", "--on", "2024-09-30"), ("library=60%", "--on", "2024-06-28", "--force")):
        assert not figures or cli("record", *figures).code == 0
        told = json.loads(cli("remind", "--on", "2024-10-14", "--ranking", "--json").out)["reports"]
        tallies.append([each["period"] for each in told if each["target"] == "library"])
    months = [f"2024-{month:02}" for month in range(1, 10)]
    # What was corrected was not done in June: all months are owed again.
    assert tallies == [months[:6], months[:6], months]
