"""ISO weeks: numbering, edges of the year, and how they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.dates import parse_week
from jiangan_targets.domain.week import Week, last_complete_week, week_of
from jiangan_targets.errors import Failure

DAYS = st.dates(date(1901, 1, 1), date(2998, 12, 31))


@given(DAYS)
def test_a_day_is_in_its_week_and_in_no_other(day: date) -> None:
    """Seven days from Monday to Sunday, each week right after the one before it."""
    week = week_of(day)
    assert day in week
    assert day not in week.before
    assert (week.monday.weekday(), week.sunday - week.monday) == (0, timedelta(days=6))
    assert week.before.sunday + timedelta(days=1) == week.monday


@given(DAYS)
def test_written_and_read_back(day: date) -> None:
    """Both ways of writing a week are read as that week."""
    week = week_of(day)
    assert parse_week(str(week), 2024) == parse_week(f"{week.year}年第{week.number}周", 2024) == week


@given(DAYS)
def test_the_last_complete_week_is_over(day: date) -> None:
    """Its Sunday is before the day, by a week at the most."""
    assert timedelta(0) < day - last_complete_week(day).sunday <= timedelta(days=7)


def test_weeks_that_straddle_the_year() -> None:
    """ISO 8601's own examples: a week belongs to the year that has its Thursday."""
    assert week_of(date(2024, 12, 30)) == Week(2025, 1)
    assert week_of(date(2021, 1, 3)) == Week(2020, 53)


@pytest.mark.parametrize("text", ["", "2024-37", "2024-W1x", "٢٠٢٤-W37", "W", "周", "137"])
def test_what_is_no_week_is_refused(text: str) -> None:
    """In one line that shows how, with a week of the plan's year."""
    with pytest.raises(Failure, match=r"is not a week; write it like 2026-W37\."):
        parse_week(text, 2026)


@pytest.mark.parametrize(("text", "number"), [("2024-W54", 54), ("2024-W00", 0), ("53", 53)])
def test_a_week_that_the_year_has_not_is_refused(text: str, number: int) -> None:
    """The year and the number are named."""
    with pytest.raises(Failure, match=rf"^2024 has no week {number}\.$"):
        parse_week(text, 2024)


@pytest.mark.parametrize("text", ["37", "W37", "w37", "第37周", "37周", "３７"])
def test_a_week_without_its_year_is_of_the_plans(text: str) -> None:
    """As people say it; 2026 has a week 53, so 53 is one there."""
    assert parse_week(text, 2026) == Week(2026, 37)
    assert parse_week("53", 2026) == Week(2026, 53)
