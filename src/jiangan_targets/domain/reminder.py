"""What each department is to be reminded of, and how departments and periods compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from jiangan_targets.domain.parts import reported
from jiangan_targets.domain.reporting import Report, Reports, Timeliness
from jiangan_targets.domain.reporting_period import ReportingPeriod
from jiangan_targets.domain.target import Plan, Target


class Batch(NamedTuple):
    """Targets of a department whose figures are owed for the same periods, the first of them due at `due`."""

    first: ReportingPeriod
    last: ReportingPeriod
    due: datetime
    late: bool
    reports: list[Report]

    @property
    def targets(self) -> list[Target]:
        """The targets, each once."""
        return list(dict.fromkeys(report.target for report in self.reports))


class Reminder(NamedTuple):
    """What a department still owes, the oldest first; `owner` is None for targets that nobody answers for."""

    owner: str | None
    batches: list[Batch]

    @property
    def reports(self) -> list[Report]:
        """All of it."""
        return [report for batch in self.batches for report in batch.reports]


class Tally(NamedTuple):
    """How many reports came in time, came late, and did not come; those that are not due yet do not count."""

    on_time: int
    late: int
    missing: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.on_time + self.late + self.missing

    @property
    def percent(self) -> Decimal | None:
        """The share that came in time; None when none was due."""
        return Decimal(self.on_time * 100) / self.total if self.total else None


class Place(NamedTuple):
    """A department in the ranking; whose shares in time and missing are the same have the same place.

    Targets that nobody answers for have none, nor has who had nothing to report.
    """

    place: int | None
    owner: str | None
    tally: Tally


class Punctuality(NamedTuple):
    """How many figures of an owner came on time, came late, and did not come; the owner None: nobody is named."""

    owner: str | None
    on_time: int
    late: int
    missing: int


def owners_of(plan: Plan) -> list[str | None]:
    """Who has something to report, in the order of the plan, and None last where a target has no owner."""
    owners = list(dict.fromkeys(target.owner for target in reported(plan)))
    return [owner for owner in owners if owner is not None] + [None] * (None in owners)


def reminders(found: Reports) -> list[Reminder]:
    """Each department that still owes something."""
    wanted = [report for report in found.reports if report.wanted]
    made = [Reminder(owner, _owed(_of(wanted, owner))) for owner in owners_of(found.plan)]
    return [reminder for reminder in made if reminder.batches]


def late_reports(found: Reports) -> list[Report]:
    """Those that are still wanted although their moment has passed."""
    return [report for report in found.reports if report.wanted and report.timeliness is Timeliness.MISSING]


def ranking_by_owner(found: Reports) -> list[Place]:
    """The departments by the share that came in time, then by how small a share is missing."""
    tallies = [(owner, _tally(_of(_past(found), owner))) for owner in owners_of(found.plan)]
    ranked = sorted(
        ((owner, tally) for owner, tally in tallies if owner is not None and tally.total),
        key=lambda item: _worth(item[1]),
    )
    worths = [_worth(tally) for _owner, tally in ranked]
    placed = [Place(worths.index(_worth(tally)) + 1, owner, tally) for owner, tally in ranked]
    return placed + [Place(None, owner, tally) for owner, tally in tallies if owner is None or not tally.total]


def punctuality(found: Reports) -> list[Punctuality]:
    """The departments that had to report, in the order of their ranking."""
    return [Punctuality(place.owner, *place.tally) for place in ranking_by_owner(found) if place.tally.total]


def tally_by_period(found: Reports) -> list[tuple[ReportingPeriod, Tally]]:
    """The periods whose moment has passed, in their order."""
    by_period: dict[ReportingPeriod, list[Report]] = {}
    for report in _past(found):
        by_period.setdefault(report.period, []).append(report)
    return [(period, _tally(reports)) for period, reports in by_period.items()]


def tally_of(found: Reports) -> Tally:
    """All reports together."""
    return _tally(_past(found))


def _worth(tally: Tally) -> tuple[Fraction, Fraction]:
    """Shares, exactly: a department with many targets must not lose by their number."""
    return -Fraction(tally.on_time, tally.total), Fraction(tally.missing, tally.total)


def _of(reports: Iterable[Report], owner: str | None) -> list[Report]:
    return [report for report in reports if report.target.owner == owner]


def _past(found: Reports) -> list[Report]:
    """The reports that had to be there: a period that is not due yet would compare those who were early."""
    return [report for report in found.reports if report.due < found.moment]


def _owed(reports: Iterable[Report]) -> list[Batch]:
    """Late reports of a target belong together, since what is wanted of it are its last periods; then what is due."""
    by_target: dict[tuple[str, ReportingPeriod | None], list[Report]] = {}
    for report in reports:
        late = report.timeliness is Timeliness.MISSING
        by_target.setdefault((report.target.id, None if late else report.period), []).append(report)
    batches: dict[tuple[ReportingPeriod, ReportingPeriod], Batch] = {}
    for owed in by_target.values():
        first, last = owed[0], owed[-1]
        late = first.timeliness is Timeliness.MISSING
        batch = batches.setdefault((first.period, last.period), Batch(first.period, last.period, first.due, late, []))
        batch.reports.extend(owed)
    return sorted(batches.values(), key=lambda batch: (batch.due, batch.last))


def _tally(reports: Iterable[Report]) -> Tally:
    found = [report.timeliness for report in reports]
    return Tally(*(found.count(each) for each in (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.MISSING)))
