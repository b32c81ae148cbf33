"""The calendar of a target year: which share of it is gone.

Chinese practice counts the year in months, not days: the end of June is 50.0 %, the end of
September 75.0 %, whatever the lengths of the months. Published progress reports confirm it
(91.7 % for January to November).
"""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

PARTS_OF_YEAR = 12 * 28 * 29 * 30 * 31
"""Twelve equal months of equal days, whether a month has 28, 29, 30 or 31: always whole parts."""

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In English, as reports write them."""

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""In English, from the first day of an ISO week on."""

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""What years a plan can be for; beyond them a date is a slip, and a week may lead out of the calendar."""

_MONTHS = 12
_LONGEST_MONTH = 31
_PARTS_OF_MONTH = PARTS_OF_YEAR // 12


class YearPhase(StrEnum):
    """Where a day lies, seen from a plan's year."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    OVER = "over"


class MonthDay(NamedTuple):
    """A day without its year, which need not exist in every one: 29 February, or in none: 31 June."""

    month: int
    day: int

    @property
    def is_sayable(self) -> bool:
        """Whether there is such a month, and some month has such a day."""
        return 1 <= self.month <= _MONTHS and 1 <= self.day <= _LONGEST_MONTH

    def __str__(self) -> str:
        return f"{self.day} {MONTH_NAMES[self.month - 1]}"


def phase_of(day: date, year: int) -> YearPhase:
    """Whether `year` has not begun on a day, runs, or is over."""
    if day.year == year:
        return YearPhase.RUNNING
    return YearPhase.NOT_BEGUN if day.year < year else YearPhase.OVER


@lru_cache(maxsize=1024)  # A year's days, which are asked for again with every figure.
def elapsed_parts(day: date, year: int) -> int:
    """How much of `year` is gone at the end of `day`, in parts of `PARTS_OF_YEAR`.

    (month - 1) / 12 + day / days-in-month / 12, as an exact integer; 0 before the year and
    `PARTS_OF_YEAR` after it.
    """
    if day.year < year:
        return 0
    if day.year > year:
        return PARTS_OF_YEAR
    days_in_month = month_end(year, day.month).day
    return (day.month - 1) * _PARTS_OF_MONTH + day.day * _PARTS_OF_MONTH // days_in_month


def pace_percent(day: date, year: int) -> Decimal:
    """The share of the year gone at the end of `day`, in percent."""
    return Decimal(elapsed_parts(within_year(day, year), year)) * 100 / PARTS_OF_YEAR


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // _MONTHS, month % _MONTHS + 1, 1) - timedelta(days=1)


def year_end(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)


def within_year(day: date, year: int) -> date:
    """`day`, held inside `year`: the year may be over, or not begun, when the tool runs."""
    return min(max(day, date(year, 1, 1)), year_end(year))


def days_left(day: date, year: int) -> int:
    """Days of `year` that remain after `day`; 0 when the year is over."""
    return max((year_end(year) - within_year(day, year)).days, 0)


class AsOf(NamedTuple):
    """The day of a year that is looked at; `asked` is the day that was meant before it was held inside the year."""

    year: int
    on: date
    asked: date

    @property
    def pace(self) -> Decimal:
        """The share of the year gone on that day, in percent."""
        return pace_percent(self.on, self.year)

    @property
    def phase(self) -> YearPhase:
        """Whether the year had not begun on the day that was meant, ran, or was over."""
        return phase_of(self.asked, self.year)
