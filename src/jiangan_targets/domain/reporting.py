"""Who reported in time: every report of every target against the moment it was due.

A record reports the period that its day lies in. The first of those that stand decides, by `recorded_at`:
a figure that is corrected later was in time all the same, one that was taken back never came.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.due import Reporting
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.parts import reported
from jiangan_targets.domain.record import Entry, Record, current, figures_by_target, standing_records
from jiangan_targets.domain.reporting_period import (
    ReportingPeriod,
    assumed_years,
    due_moment,
    end_of,
    periods_of,
)
from jiangan_targets.domain.target import DONE, Plan, Target
from jiangan_targets.domain.workdays import WorkCalendar


class Timeliness(StrEnum):
    """How a report stands against the moment it was due."""

    ON_TIME = "on_time"
    LATE = "late"  # it came, but too late
    MISSING = "missing"  # it did not come, and the moment has passed
    DUE = "due"  # it has not come yet, and need not have


class Report(NamedTuple):
    """What one target owes for one period. `recorded_at` is None while there is no figure.

    `wanted` is whether it is still asked for: once a later day's figure is there, a gap is a gap.
    """

    target: Target
    period: ReportingPeriod
    due: datetime
    recorded_at: datetime | None
    timeliness: Timeliness
    wanted: bool

    def days_late(self, moment: datetime) -> int:
        """Whole days from the day it was due to the day it came, or to `moment`, by the office's clock; 0 in time."""
        if self.timeliness not in {Timeliness.LATE, Timeliness.MISSING}:
            return 0
        came = (self.recorded_at or moment).astimezone(self.due.tzinfo)
        return (came.date() - self.due.date()).days


class Term(NamedTuple):
    """A period and the moment its figures are due."""

    period: ReportingPeriod
    due: datetime


class Reports(NamedTuple):
    """All reports of the periods that were over at a moment, by period and then in the order of the plan.

    `assumed` are the years whose holidays were not known; `coming` is the next period, None after the last.
    """

    plan: Plan
    reporting: Reporting
    moment: datetime
    reports: list[Report]
    assumed: list[int]
    coming: Term | None


def reports_at(
    plan: Plan, reporting: Reporting, entries: Iterable[Entry], calendar: WorkCalendar, moment: datetime
) -> Reports:
    """Every report that is due or was at a moment, from the entries that were known by then."""
    records = standing_records(entries)
    periods = periods_of(plan.year, reporting.every)
    over = [period for period in periods if end_of(period.end, reporting) <= moment]
    came, latest = _first_moments(records, over), current(records)
    owed = [*reported(plan)]
    events = {target.id for target in owed if target.kind is Kind.EVENT}
    figures = figures_by_target(each for each in records if each.subject in events)
    reports = []
    for period in over:
        due = due_moment(period, reporting, calendar)
        for target in owed:
            last = latest.get(target.id)
            if not _done_before(figures.get(target.id, ()), period.start):
                recorded_at = came.get((target.id, period.number))
                wanted = recorded_at is None and (last is None or last.as_of <= period.end)
                timeliness = _timeliness(recorded_at, due, moment)
                reports.append(Report(target, period, due, recorded_at, timeliness, wanted))
    coming = next((period for period in periods if period not in over), None)
    assumed = assumed_of([*over, *([coming] if coming else [])], reporting, calendar)
    term = None if coming is None else Term(coming, due_moment(coming, reporting, calendar))
    return Reports(plan, reporting, moment, reports, assumed, term)


def assumed_of(periods: Iterable[ReportingPeriod], reporting: Reporting, calendar: WorkCalendar) -> list[int]:
    """The years whose holidays are not known although a deadline of these periods rests on them."""
    return sorted({year for period in periods for year in assumed_years(period, reporting, calendar)})


def due_within(found: Reports, first: date, last: date) -> list[Report]:
    """The reports of the periods that end between two days."""
    return [report for report in found.reports if first <= report.period.end <= last]


def last_due(found: Reports) -> list[Report]:
    """The reports of the last period whose moment has passed."""
    past = [report.period for report in found.reports if report.due < found.moment]
    return [report for report in found.reports if past and report.period == past[-1]]


def _first_moments(records: Iterable[Record], periods: list[ReportingPeriod]) -> dict[tuple[str, int], datetime]:
    """When the first figure of each target and period was written down."""
    starts = [period.start for period in periods]
    first: dict[tuple[str, int], datetime] = {}
    for record in records:
        place = bisect_right(starts, record.as_of) - 1
        if place >= 0 and record.as_of <= periods[place].end:
            key = (record.subject, periods[place].number)
            first[key] = min(first.get(key, record.recorded_at), record.recorded_at)
    return first


def _done_before(figures: Iterable[Record], day: date) -> bool:
    """Whether an event had been done before a day, by its figures, oldest first: nothing is left to report.

    Whoever reports once more that it is done does not owe the periods between.
    """
    before = [figure for figure in figures if figure.as_of < day]
    return bool(before) and before[-1].value >= DONE


def _timeliness(recorded_at: datetime | None, due: datetime, moment: datetime) -> Timeliness:
    if recorded_at is None:
        return Timeliness.MISSING if moment > due else Timeliness.DUE
    return Timeliness.LATE if recorded_at > due else Timeliness.ON_TIME
