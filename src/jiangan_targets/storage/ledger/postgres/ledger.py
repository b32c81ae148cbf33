"""A ledger in PostgreSQL, or in anything that speaks its protocol.

Whoever appends holds an advisory lock on the district's year, so what `decide` sees is what it
appends to. A transaction that may or may not have been committed when the connection broke is
looked up by the ids of its records before anything is tried again: each is stored exactly once.
"""

from __future__ import annotations

import time
from binascii import crc32
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any, Self, TypeVar

from jiangan_targets.domain.quantity import canonical
from jiangan_targets.domain.record import Entry, Record, Withdrawal
from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.ledger.file.ledger import Decide
from jiangan_targets.storage.ledger.postgres.connection import (
    Connection,
    DatabaseError,
    connect,
    may_pass,
    refused,
    shown_address,
)
from jiangan_targets.storage.ledger.postgres.schema import COLUMNS, SCHEMA
from jiangan_targets.storage.ledger.record_text import sealed

RETRY_SECONDS = 20.0
"""How long a server that is away, or a conflict, is tried again."""

_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.05, 1.0
_TABLE = f"{SCHEMA}.records"
_READ = (
    f"SELECT {', '.join(COLUMNS)} FROM {_TABLE} "  # noqa: S608 -- constants
    "WHERE district = %s AND year = %s AND (%s::text[] IS NULL OR target = ANY(%s)) ORDER BY seq"
)
_YEARS = f"SELECT DISTINCT year FROM {_TABLE} WHERE district = %s ORDER BY year"  # noqa: S608 -- constants
_INSERT = (
    f"INSERT INTO {_TABLE} (district, year, {', '.join(COLUMNS)}) "  # noqa: S608 -- constants
    f"VALUES ({', '.join(['%s'] * (len(COLUMNS) + 2))}) ON CONFLICT DO NOTHING"
)
# One index look-up per target, however long its history is.
_LATEST = f"""
    SELECT {", ".join(f"latest.{column}" for column in COLUMNS)}
    FROM unnest(%(targets)s::text[]) AS wanted (target)
    CROSS JOIN LATERAL (
        SELECT * FROM {_TABLE} AS r
        WHERE r.district = %(district)s AND r.year = %(year)s AND r.target = wanted.target
          AND r.withdraws IS NULL AND r.as_of <= %(on)s
          AND (%(known)s::timestamptz IS NULL OR r.recorded_at <= %(known)s)
          AND NOT EXISTS (
            SELECT 1 FROM {_TABLE} AS w
            WHERE w.district = r.district AND w.year = r.year AND w.withdraws = r.id
              AND (%(known)s::timestamptz IS NULL OR w.recorded_at <= %(known)s)
          )
        ORDER BY r.as_of DESC, r.seq DESC LIMIT 1
    ) AS latest
"""  # noqa: S608 -- constants

Result = TypeVar("Result")


class PostgresLedger:
    """A district's year in a database; connects when it is first used."""

    def __init__(self, url: str, district: str, year: int) -> None:
        self._url = url
        self._district = district
        self._year = year
        self._connection: Connection | None = None
        self._met = False
        self._kept = False
        self._unseen = False

    @property
    def place(self) -> str:
        """The address without its password, the district and the year."""
        return f"{shown_address(self._url)} ({self._district} {self._year})"

    def __enter__(self) -> Self:
        """Keep one connection for all that follows; otherwise each operation has its own."""
        self._kept = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._kept = False
        self._close()

    def entries(self) -> list[Entry]:
        """All entries, in the ledger's order."""
        return self._steadily(self._read)

    def latest(self, targets: Collection[str], on: date, known: datetime | None) -> list[Entry]:
        """The current record of each target, found by index."""
        wanted = {"targets": list(targets), "district": self._district, "year": self._year, "on": on, "known": known}
        return self._steadily(lambda: [_entry(row) for row in self._connect().execute(_LATEST, wanted).fetchall()])

    def years(self) -> list[int]:
        """The years that have records here, oldest first."""
        return self._steadily(lambda: [row[0] for row in self._connect().execute(_YEARS, (self._district,)).fetchall()])

    def append(
        self, decide: Decide, targets: Collection[str] | None = None, *, keep_seals: bool = False
    ) -> list[Entry]:
        """Append under the lock of the district's year; see `Ledger`."""
        tried: list[Entry] = []

        def attempt() -> list[Entry]:
            connection = self._connect()
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (self._lock_key(),))
                if not tried or not self._stored(tried):
                    tried[:] = _under_ids(decide(self._read(targets)), tried, keep_seals=keep_seals)
                    self._insert(connection, tried)
                self._unseen = bool(tried)
            self._unseen = False
            return tried

        return self._steadily(attempt)

    def _lock_key(self) -> int:
        return crc32(f"{SCHEMA} {self._district} {self._year}".encode())

    def _insert(self, connection: Connection, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, [(self._district, self._year, *_row(entry)) for entry in entries])
            if cursor.rowcount != len(entries):
                raise Failure("An id was taken by another record just now; nothing was recorded. Try again.")

    def _read(self, targets: Collection[str] | None = None) -> list[Entry]:
        wanted = None if targets is None else list(targets)
        rows = self._connect().execute(_READ, (self._district, self._year, wanted, wanted)).fetchall()
        return [_entry(row) for row in rows]

    def _stored(self, entries: Sequence[Entry]) -> bool:
        query = f"SELECT count(*) FROM {_TABLE} WHERE district = %s AND year = %s AND id = ANY(%s)"  # noqa: S608
        ids = [entry.id for entry in entries]
        found = self._connect().execute(query, (self._district, self._year, ids)).fetchone()
        return found is not None and found[0] == len(ids)

    def _connect(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._url)
            self._met = True
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(DatabaseError):
                self._connection.close()
            self._connection = None

    def _steadily(self, attempt: Callable[[], Result]) -> Result:
        """Run an attempt, again and again while a server that was there is away, for a stated time."""
        deadline = time.monotonic() + RETRY_SECONDS
        pause = _PAUSE_SECONDS
        while True:
            try:
                return attempt()
            except DatabaseError as error:
                self._close()
                if time.monotonic() > deadline or not may_pass(error, met=self._met):
                    raise self._given_up(error) from error
            finally:
                if not self._kept:
                    self._close()
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def _given_up(self, error: DatabaseError) -> Failure:
        if not self._unseen:
            return refused(error, self._url)
        return OutcomeUnknown(
            "The connection to {place} broke while records were stored; "
            "look with `jiangan-targets history` before you record again.",
            place=self.place,
        )


def _under_ids(new: Sequence[Entry], tried: Sequence[Entry], *, keep_seals: bool) -> list[Entry]:
    """The entries under the ids of an attempt whose end nobody saw: at most one of the two can be stored."""
    ids = [entry.id for entry in tried]
    named = [entry._replace(id=ids[number]) if number < len(ids) else entry for number, entry in enumerate(new)]
    return named if keep_seals else [sealed(entry) for entry in named]


def _row(entry: Entry) -> tuple[object, ...]:
    offset = entry.recorded_at.utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    if isinstance(entry, Record):
        return (
            *(entry.id, entry.target, entry.value, entry.as_of, None, entry.recorded_at, minutes),
            *(entry.by, entry.note, entry.source, None, entry.check),
        )
    return (
        *(entry.id, entry.target, None, None, entry.withdraws, entry.recorded_at, minutes),
        *(entry.by, None, None, entry.reason, entry.check),
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    identifier, target, value, as_of, withdraws, moment, minutes, by, note, source, reason, check = row
    recorded_at = moment.astimezone(timezone(timedelta(minutes=minutes)))
    if withdraws is not None:
        return Withdrawal(identifier, target, withdraws, recorded_at, by, reason, check)
    return Record(identifier, target, canonical(value), as_of, recorded_at, by, note, source, check)
