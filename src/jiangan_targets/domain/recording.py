"""From a reported figure to a record: what is added up, what is doubted, what is refused."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.plausibility import Neighbours, doubts
from jiangan_targets.domain.progress import Progress, assess
from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS, canonical, fits
from jiangan_targets.domain.record import Entry, Record, Withdrawal, figures_by_target, withdrawals
from jiangan_targets.domain.target import Kind, Plan, Target
from jiangan_targets.domain.text import clean
from jiangan_targets.errors import Failure, Message


class Report(NamedTuple):
    """A figure as somebody reports it: `value` replaces the latest one, or is added to it."""

    target: Target
    value: Decimal
    as_of: date
    add: bool = False
    note: str | None = None
    source: str | None = None


class Recorded(NamedTuple):
    """A new record, the figure that stood on its day before, and what is hard to believe about it."""

    record: Record
    target: Target
    before: Record | None
    doubts: list[Message]


class Desk(NamedTuple):
    """Who writes down and when; below the command line neither clock nor chance is asked for."""

    by: str | None
    now: datetime
    today: date
    year: int
    make_id: Callable[[], str]

    def unused_id(self, taken: Collection[str]) -> str:
        """A new id that is not among `taken`."""
        while (identifier := self.make_id()) in taken:
            pass
        return identifier


def take_down(reports: Iterable[Report], entries: list[Entry], desk: Desk) -> list[Recorded]:
    """Make records of `reports`, each seeing the ones before it; nothing is refused here.

    Raises:
        Failure: there is nothing to add to, a sum has too many digits, or a text is too long.
    """
    standing = figures_by_target(entries)
    ids = {entry.id for entry in entries}
    taken = []
    for report in reports:
        known = standing.setdefault(report.target.id, [])
        place = bisect_right(known, report.as_of, key=lambda record: record.as_of)
        before = known[place - 1] if place else None
        record = Record(
            id=desk.unused_id(ids),
            target=report.target.id,
            value=_sum(report, before) if report.add else report.value,
            as_of=report.as_of,
            recorded_at=desk.now,
            by=clean(desk.by, "by"),
            note=clean(report.note, "note"),
            source=clean(report.source, "source"),
        )
        neighbours = Neighbours(before, known[place] if place < len(known) else None)
        found = doubts(report.target, record, neighbours, desk.today, desk.year)
        taken.append(Recorded(record, report.target, before, found))
        ids.add(record.id)
        superseded = before is not None and before.as_of == record.as_of
        known[place - 1 if superseded else place : place] = [record]
    return taken


def not_yet_recorded(reports: Iterable[Report], entries: Iterable[Entry]) -> list[Report]:
    """The reports whose figure does not stand already for its target and day."""
    known = {
        (record.target, record.as_of): record.value
        for records in figures_by_target(entries).values()
        for record in records
    }
    fresh = []
    for report in reports:
        place = (report.target.id, report.as_of)
        if known.get(place) != report.value:
            known[place] = report.value
            fresh.append(report)
    return fresh


def progress_of(taken: Recorded, plan: Plan) -> Progress:
    """How the target stands by the new record, on the record's own day."""
    return assess(taken.target, taken.record, taken.record.as_of, plan.lights)


def refuse_doubtful(taken: Iterable[Recorded]) -> None:
    """Refuse all when one is hard to believe.

    Raises:
        Failure: with the first doubt of each doubtful figure's target.
    """
    for item in taken:
        if item.doubts:
            raise Failure(
                "{target}: {doubt}. Nothing was recorded; check the figure, or add --force if it is right.",
                target=item.target.id,
                doubt=item.doubts[0],
            )


def withdrawal(record: Record, entries: list[Entry], reason: str | None, desk: Desk) -> Withdrawal:
    """Take `record` back.

    Raises:
        Failure: it was withdrawn before.
    """
    if record.id in withdrawals(entries):
        raise Failure("{id} was withdrawn before.", id=record.id)
    return Withdrawal(
        id=desk.unused_id({entry.id for entry in entries}),
        target=record.target,
        withdraws=record.id,
        recorded_at=desk.now,
        by=clean(desk.by, "by"),
        reason=clean(reason, "reason"),
    )


def last_record_by(entries: list[Entry], by: str | None) -> Record:
    """The last record that `by` made and nobody took back.

    Raises:
        Failure: there is none.
    """
    taken_back = withdrawals(entries)
    for entry in reversed(entries):
        if isinstance(entry, Record) and entry.by == by and entry.id not in taken_back:
            return entry
    raise Failure("There is no record by {by} to undo; `jiangan-targets history` shows who made which.", by=by or "?")


def _sum(report: Report, before: Record | None) -> Decimal:
    if before is not None:
        start = before.value
    elif report.target.kind is Kind.TOTAL:
        start = Decimal(0)
    elif report.target.baseline is not None:
        start = report.target.baseline
    else:
        raise Failure("{target} has no figure yet to add to; record its level itself.", target=report.target.id)
    total = canonical(start + report.value)
    if not fits(total):
        raise Failure(
            "{target}: the sum has too many digits; at most {digits} digits, {decimals} after the point.",
            target=report.target.id,
            digits=MAX_DIGITS,
            decimals=MAX_DECIMALS,
        )
    return total
