"""The periods that an office wants figures of, and the moment by which it wants them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from itertools import islice
from typing import NamedTuple

from jiangan_targets.domain.calendar import month_end
from jiangan_targets.domain.due import Due, DueRule, Every, Reporting
from jiangan_targets.domain.week import Week
from jiangan_targets.domain.workdays import WorkCalendar

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3}


class ReportingPeriod(NamedTuple):
    """A month, an ISO week or a quarter by its number in the year; both days are part of it."""

    every: Every
    year: int
    number: int
    start: date
    end: date

    def __str__(self) -> str:
        mark = {Every.MONTH: f"{self.number:02}", Every.WEEK: f"W{self.number:02}", Every.QUARTER: f"Q{self.number}"}
        return f"{self.year}-{mark[self.every]}"


def periods_of(year: int, every: Every) -> list[ReportingPeriod]:
    """The periods of a plan's year; its weeks are those of ISO 8601, which `summary` has too."""
    if every is Every.WEEK:
        last = date(year, 12, 28).isocalendar().week  # 28 December is always in the last one
        weeks = [Week(year, number) for number in range(1, last + 1)]
        return [ReportingPeriod(every, year, week.number, week.monday, week.sunday) for week in weeks]
    length = _MONTHS[every]
    return [
        ReportingPeriod(
            every, year, number, date(year, number * length - length + 1, 1), month_end(year, number * length)
        )
        for number in range(1, 12 // length + 1)
    ]


def zone_of(reporting: Reporting) -> timezone:
    """The office's clock."""
    return timezone(timedelta(minutes=reporting.offset))


def due_day(period: ReportingPeriod, due: Due, calendar: WorkCalendar) -> date:
    """The day by which a period's figures are due, counted from the day after its end.

    The nth working day; the next such day of the week; the nth day of the month that follows, or its last
    where it is shorter, and of weeks the nth day of the week that follows. A day off does not move the last two.
    """
    if due.rule is DueRule.WORKDAY:
        return next(islice(calendar.workdays_after(period.end), due.number - 1, None))
    first = period.end + timedelta(days=1)
    if due.rule is DueRule.WEEKDAY:
        return first + timedelta(days=(due.number - first.weekday()) % 7)
    if period.every is Every.WEEK:
        return first + timedelta(days=due.number - 1)
    return first.replace(day=min(due.number, month_end(first.year, first.month).day))


def due_moment(period: ReportingPeriod, reporting: Reporting, calendar: WorkCalendar) -> datetime:
    """The last moment that is on time, by the office's clock: the time that is said, else the end of the day."""
    due = reporting.due
    at = time.max if due.hour is None else time(due.hour, due.minute)
    return datetime.combine(due_day(period, due, calendar), at, zone_of(reporting))


def end_of(day: date, reporting: Reporting) -> datetime:
    """The last moment of a day by the office's clock."""
    return datetime.combine(day, time.max, zone_of(reporting))


def assumed_years(period: ReportingPeriod, reporting: Reporting, calendar: WorkCalendar) -> set[int]:
    """The years whose working days were counted without knowing their holidays."""
    if reporting.due.rule is not DueRule.WORKDAY:
        return set()
    first, last = period.end + timedelta(days=1), due_day(period, reporting.due, calendar)
    return {year for year in range(first.year, last.year + 1) if not calendar.knows(year)}
