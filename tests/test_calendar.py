"""The calendar of a target year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, days_left, elapsed_parts, pace_percent, within_year
from jiangan_targets.domain.dates import parse_date, typed_year
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.period import in_digits, periods_in
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.errors import Failure
from jiangan_targets.render import words
from jiangan_targets.render.language import speak

DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(st.integers(1, 12), st.integers(1990, 2100))
def test_a_month_end_is_exactly_so_many_twelfths(month: int, year: int) -> None:
    """Chinese practice counts the year in months, whatever their lengths, leap years included."""
    day = date(year, month, monthrange(year, month)[1])
    assert elapsed_parts(day, year) * 12 == month * PARTS_OF_YEAR


@given(DAYS, DAYS)
def test_the_pace_rises_every_day(one: date, other: date) -> None:
    """A later day never has a smaller share of the year gone."""
    assert (elapsed_parts(one, 2024) < elapsed_parts(other, 2024)) == (one < other)


@pytest.mark.parametrize(
    ("day", "published"),
    [("2024-11-30", "91.7"), ("2024-10-31", "83.3"), ("2024-08-31", "66.7"), ("2024-06-30", "50.0")],
)
def test_published_paces(day: str, published: str) -> None:
    """The percentages governments print beside their figures."""
    assert round_half_up(pace_percent(date.fromisoformat(day), 2024), 1) == Decimal(published)


def test_the_year_may_be_over_or_not_begun() -> None:
    """Days outside the year are held at its edges."""
    assert elapsed_parts(date(2023, 12, 31), 2024) == 0
    assert elapsed_parts(date(2025, 1, 1), 2024) == PARTS_OF_YEAR
    assert within_year(date(2026, 5, 5), 2024) == date(2024, 12, 31)
    assert days_left(date(2024, 12, 30), 2024) == 1
    assert days_left(date(2025, 3, 1), 2024) == 0


@given(DAYS)
def test_every_way_of_writing_a_day(day: date) -> None:
    """ISO, numbers with any sign or none, and both Chinese forms name the same day."""
    for text in (
        day.isoformat(),
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}／{day.month:02}／{day.day:02}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.month}.{day.day}",
        f"{day.month}月{day.day}号",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.month}月{day.day}日",
        f" {day} ",
        _full_width(f"{day.month}月{day.day}日"),
    ):
        assert parse_date(text, 2024) == day


@pytest.mark.parametrize(
    "text",
    ["", "9", "2024-9/8", "9/8/1", "13月1日", "0.5", "9.32", "20241301", "2024-W37-1", "٩月٨日", "tomorrow"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """Only the documented forms are read: a half-understood date is worse than none."""
    with pytest.raises(Failure, match="is not a date"):
        parse_date(text, 2024, date(2024, 9, 9))


@pytest.mark.parametrize(
    ("text", "year", "said"),
    [
        ("2月29日", 2026, "2026 has no 29 February."),
        ("2026-02-29", 2024, "2026 has no 29 February."),
        ("2.30", 2024, "2024 has no 30 February."),
        ("20240631", 2024, "2024 has no 31 June."),
    ],
)
def test_a_day_that_the_year_has_not_is_named(text: str, year: int, said: str) -> None:
    """Not “is not a date”: the slip is in the day, and that is said."""
    with pytest.raises(Failure) as refused:
        parse_date(text, year)
    assert str(refused.value) == said


@given(st.integers(1, 12), st.integers(1990, 2100))
def test_a_month_is_its_last_day(month: int, year: int) -> None:
    """Leap years included, with the year or of the plan's."""
    last = date(year, month, monthrange(year, month)[1])
    for text in (f"{year}年{month}月", f"{month}月", f"{month}月底", f"{month:02}月份", f"{year}年{month}月末"):
        assert parse_date(text, year) == last


@given(DAYS)
def test_days_named_from_today(today: date) -> None:
    """They bring their year along, also over the turn of the year."""
    before = today - timedelta(days=1)
    for text, day in (("today", today), ("今天", today), ("Yesterday", before), ("昨天", before), ("昨日", before)):
        assert parse_date(text, 1999, today) == day
        assert typed_year(text, today) == day.year
    assert typed_year("9月8日", today) is None
    assert typed_year("9.8", today) is None
    assert typed_year("2023年9月", today) == 2023
    with pytest.raises(Failure, match="is not a date"):
        parse_date("today", 1999)


def _full_width(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["zh", "en"]))
def test_a_day_in_words_is_read_back(day: date, language: str) -> None:
    """What a sheet's title says in either language, or as numbers, is that day to an import."""
    speak(language)
    for text in (f"x {words.day(day)} · y", f"as of {day.isoformat()}."):
        assert [period.end for _begin, _end, period in periods_in(in_digits(normal_form(text)), 1999)] == [day]
