"""The calendar of a target year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, days_left, elapsed_parts, pace_percent, within_year
from jiangan_targets.domain.dates import parse_date
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
    """ISO and both Chinese forms name the same day."""
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.month}月{day.day}日",
        f" {day} ",
        _full_width(f"{day.month}月{day.day}日"),
    ):
        assert parse_date(text, 2024) == day


@pytest.mark.parametrize(
    "text", ["", "9", "2024-9-8", "20240908", "2024-02-30", "13月1日", "2024-W37-1", "٩月٨日", "today"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """Only the documented forms are read: a half-understood date is worse than none."""
    with pytest.raises(Failure, match="is not a date"):
        parse_date(text, 2024)


def _full_width(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["zh", "en"]))
def test_a_day_in_words_is_read_back(day: date, language: str) -> None:
    """What a sheet's title says in either language, or as numbers, is that day to an import."""
    speak(language)
    for text in (f"x {words.day(day)} · y", f"as of {day.isoformat()}."):
        assert [period.end for _begin, _end, period in periods_in(in_digits(normal_form(text)), 1999)] == [day]
