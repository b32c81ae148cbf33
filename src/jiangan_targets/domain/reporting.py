"""From a reported figure to a record: what is added up, what is doubted, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.plausibility import doubts
from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS, canonical, fits
from jiangan_targets.domain.record import Entry, Record, Withdrawal, figures, withdrawals
from jiangan_targets.domain.target import Kind, Target
from jiangan_targets.errors import Failure, Message

MAX_TEXT = 2_000
"""Characters of a note, source, reason or name."""


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

    def unused_id(self, entries: Iterable[Entry]) -> str:
        """A new id that no entry has."""
        taken = {entry.id for entry in entries}
        while (identifier := self.make_id()) in taken:
            pass
        return identifier


def take_down(reports: Iterable[Report], entries: list[Entry], desk: Desk) -> list[Recorded]:
    """Make records of `reports`, each seeing the ones before it; nothing is refused here.

    Raises:
        Failure: there is nothing to add to, a sum has too many digits, or a text is too long.
    """
    seen = list(entries)
    taken = []
    for report in reports:
        standing = figures(seen, report.target.id)
        before = next((record for record in reversed(standing) if record.as_of <= report.as_of), None)
        value = _sum(report, before) if report.add else report.value
        record = Record(
            id=desk.unused_id(seen),
            target=report.target.id,
            value=value,
            as_of=report.as_of,
            recorded_at=desk.now,
            by=clean(desk.by, "by"),
            note=clean(report.note, "note"),
            source=clean(report.source, "source"),
        )
        found = doubts(report.target, record, standing, desk.today, desk.year)
        taken.append(Recorded(record, report.target, before, found))
        seen.append(record)
    return taken


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
        id=desk.unused_id(entries),
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


def clean(text: str | None, key: str) -> str | None:
    """`text` without outer blanks; None when nothing is left.

    Raises:
        Failure: longer than `MAX_TEXT`, or no Unicode text.
    """
    if text is None or not (plain := text.strip()):
        return None
    if len(plain) > MAX_TEXT:
        raise Failure("--{key} is longer than {limit} characters; shorten it.", key=key, limit=MAX_TEXT)
    if any("\ud800" <= character <= "\udfff" for character in plain):
        raise Failure("--{key} is not text in your terminal's encoding (UTF-8 expected).", key=key)
    return plain


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
