"""Entries of an append-only ledger: figures, reasons why targets lag, and what takes either back.

The current value of a target is the record with the latest `as_of`, then the last in the
ledger: its order decides, not the clock, since clocks jump. A wrong record is never edited but
taken back by a `Withdrawal`, or superseded by a second record for the same target and day. So is a reason.
"""

from collections.abc import Container, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, NamedTuple

from jiangan_targets.domain.target import PART_SIGN

# A field's type decides, by its name, how it is written everywhere: see `storage.ledger.fields`.
Name = Annotated[str, "Name"]
"""An id: Latin letters, digits, `_`, `.` and `-`."""

Text = Annotated[str | None, "Text"]
"""What people wrote, if they did."""

Statement = Annotated[str, "Statement"]
"""What people wrote, where an entry is nothing without it."""

PartName = Annotated[str | None, "PartName"]
"""What a part of the target is called, of whose figure this is one; None where it is the whole's."""

Deadline = Annotated[date | None, "Deadline"]
"""A day by which something is promised, if one was."""

Digest = Annotated[str | None, "Digest"]
"""Twelve hexadecimal digits over what an entry was made of, where that was a row of a table."""

Seal = Annotated[str | None, "Seal"]
"""The check value of an entry; None when it was added by hand."""


class Record(NamedTuple):
    """One reported figure. `value` is in the target's unit; `recorded_at` carries an offset.

    This is the one list of a record's fields: the file, the database, CSV, JSON and sheets take them
    from here, in this order.
    """

    id: Name
    target: Name
    value: Decimal
    as_of: date
    recorded_at: datetime
    by: Text = None
    note: Text = None
    source: Text = None
    origin: Digest = None
    check: Seal = None
    part: PartName = None

    @property
    def subject(self) -> str:
        """The id of what this is a figure of: the target's, or that of a part, `parking/大智街道`."""
        return self.target if self.part is None else f"{self.target}{PART_SIGN}{self.part}"


class Reason(NamedTuple):
    """Why a target lags (滞后原因) as of a day, and what is done about it (整改措施).

    `promised` is the day by which the target is to be on pace again (整改时限).
    """

    id: Name
    target: Name
    as_of: date
    recorded_at: datetime
    reason: Statement
    measure: Text = None
    promised: Deadline = None
    by: Text = None
    check: Seal = None

    @property
    def subject(self) -> str:
        """The id of the target that lags: reasons are given for wholes."""
        return self.target


class Withdrawal(NamedTuple):
    """Takes one record or reason back; it stays in the ledger."""

    id: Name
    target: Name
    withdraws: Name
    recorded_at: datetime
    by: Text = None
    reason: Text = None
    check: Seal = None


Reported = Record | Reason
"""What somebody reported, and can be taken back."""

Entry = Reported | Withdrawal

_UNSEEN = {"origin", "check"}
SHOWN = tuple(
    shown
    for key in Record._fields
    for shown in ((key, "part") if key == "target" else (key,))
    if key not in {*_UNSEEN, "part"}
)
"""The fields of a record that people are shown; the part stands behind its target."""

SHOWN_OF_REASONS = tuple(key for key in Reason._fields if key not in {*SHOWN, *_UNSEEN})
"""The fields that a reason has beside those of a record."""


class Fate(NamedTuple):
    """What has become of a record or a reason: taken back by, or superseded by, the entry with that id."""

    record: Reported
    withdrawn_by: Withdrawal | None
    superseded_by: str | None


def known_at(entries: Iterable[Entry], moment: datetime | None) -> list[Entry]:
    """The entries that had been written down by `moment` (inclusive); all when it is None."""
    if moment is None:
        return list(entries)
    return [entry for entry in entries if entry.recorded_at <= moment]


def known_by(entries: Iterable[Entry], day: date) -> list[Entry]:
    """The entries written down up to the end of `day`, by the clock where each was written."""
    return [entry for entry in entries if entry.recorded_at.date() <= day]


def withdrawals(entries: Iterable[Entry]) -> dict[str, Withdrawal]:
    """By the id of the record or reason that each takes back."""
    return {entry.withdraws: entry for entry in entries if isinstance(entry, Withdrawal)}


def standing_records(entries: Iterable[Entry], withdrawn: Container[str] | None = None) -> list[Record]:
    """The records that nobody took back, in the ledger's order; `withdrawn` has the ids of the others, if known."""
    entries = list(entries)
    if withdrawn is None:
        withdrawn = withdrawals(entries)
    return [entry for entry in entries if isinstance(entry, Record) and entry.id not in withdrawn]


def figures_by_target(records: Iterable[Record], on: date | None = None) -> dict[str, list[Record]]:
    """Of each target, and each part, that has any: its records, oldest day first, one per day, none dated after `on`.

    `records` are those that stand, in the ledger's order: the last of a day supersedes the others.
    """
    by_day: dict[str, dict[date, Record]] = {}
    for record in records:
        if on is None or record.as_of <= on:
            by_day.setdefault(record.subject, {})[record.as_of] = record
    return {target: [days[day] for day in sorted(days)] for target, days in by_day.items()}


def current(records: Iterable[Record], on: date | None = None) -> dict[str, Record]:
    """The current record of each target and each part as of `on`, of those that stand.

    It is that of the latest day, then the last in the ledger.
    """
    latest: dict[str, Record] = {}
    for record in records:
        known = latest.get(record.subject)
        if (on is None or record.as_of <= on) and (known is None or record.as_of >= known.as_of):
            latest[record.subject] = record
    return latest


def fates(entries: Iterable[Entry]) -> list[Fate]:
    """Every record and reason in ledger order, with what became of it."""
    entries = list(entries)
    taken_back = withdrawals(entries)
    reported = [entry for entry in entries if not isinstance(entry, Withdrawal)]
    last_of_day = {_place(entry): entry.id for entry in reported if entry.id not in taken_back}
    return [
        Fate(
            record=entry,
            withdrawn_by=taken_back.get(entry.id),
            superseded_by=(
                last if (last := last_of_day.get(_place(entry))) != entry.id and entry.id not in taken_back else None
            ),
        )
        for entry in reported
    ]


def _place(entry: Reported) -> tuple[bool, str, date]:
    """What only one of the entries of a kind can stand for: a target, or a part, on a day."""
    return isinstance(entry, Record), entry.subject, entry.as_of
