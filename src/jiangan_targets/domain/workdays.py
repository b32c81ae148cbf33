"""Working days: Monday to Friday, but for the days off and the 调休 working days that the State Council announces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

WEEKEND = 5
"""The first day of the week that is none, counted from 0 for Monday."""


class Holidays(NamedTuple):
    """A year's days off, weekends or not, and its working days on weekends (调休)."""

    year: int
    off: frozenset[date]
    work: frozenset[date]


class WorkCalendar(NamedTuple):
    """The years whose holidays are known; any other year works from Monday to Friday."""

    years: tuple[Holidays, ...] = ()

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are known."""
        return any(each.year == year for each in self.years)

    def is_workday(self, day: date) -> bool:
        """Whether people work on a day."""
        for each in self.years:
            if each.year == day.year and (day in each.off or day in each.work):
                return day in each.work
        return day.weekday() < WEEKEND

    def workdays_after(self, day: date) -> Iterator[date]:
        """The working days after `day`, without end."""
        while True:
            day += timedelta(days=1)
            if self.is_workday(day):
                yield day
