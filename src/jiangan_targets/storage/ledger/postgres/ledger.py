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
from functools import partial
from typing import Any, Self, TypeVar, cast

from jiangan_targets.domain.address import shown
from jiangan_targets.domain.quantity import canonical
from jiangan_targets.domain.record import Entry
from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.ledger.fields import KINDS
from jiangan_targets.storage.ledger.interface import Answer, Decide, Decision, Growth
from jiangan_targets.storage.ledger.postgres.connection import (
    Connection,
    DatabaseError,
    cancel,
    connect,
    may_pass,
    refused,
    replicated,
    rolled_back,
)
from jiangan_targets.storage.ledger.postgres.schema import ADDED, COLUMNS, OFFSET, SCHEMA
from jiangan_targets.storage.ledger.record_text import digest, sealed

RETRY_SECONDS = 20.0
"""How long a server that is away, or a conflict, is tried again."""

_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.05, 1.0
_TABLE = f"{SCHEMA}.records"
_COLUMNS = ", ".join(COLUMNS)
# Where the table lacks a column, its name means the one of this row around the query: an older ledger stays readable.
_LACKING = f"(SELECT {', '.join(f'NULL::text AS {column}' for column in ADDED)}) AS lacking"
_ROWS = f"FROM {_LACKING} CROSS JOIN LATERAL (SELECT seq, {_COLUMNS} FROM {_TABLE} WHERE"  # noqa: S608 -- constants
_READ = (
    f"SELECT {', '.join(f'r.{column}' for column in COLUMNS)} {_ROWS} "
    "district = %s AND year = %s AND (%s::text[] IS NULL OR target = ANY(%s))) AS r ORDER BY r.seq"
)
_SEALS = (
    f"SELECT coalesce(string_agg(id || coalesce(check_value, ''), ' ' ORDER BY seq), '') "  # noqa: S608 -- constants
    f"FROM {_TABLE} WHERE district = %s AND year = %s AND seq <= %s"
)
_AFTER = f"SELECT r.* {_ROWS} district = %s AND year = %s AND seq > %s) AS r ORDER BY r.seq"
_YEARS = f"SELECT DISTINCT year FROM {_TABLE} WHERE district = %s ORDER BY year"  # noqa: S608 -- constants
# One index look-up per target, however long its history is.
_LATEST = f"""
    SELECT {", ".join(f"latest.{column}" for column in COLUMNS)}
    FROM unnest(%(targets)s::text[]) AS wanted (target)
    CROSS JOIN {_LACKING}
    CROSS JOIN LATERAL (
        SELECT {_COLUMNS} FROM {_TABLE} AS r
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


def recorded_years(url: str, district: str) -> list[int]:
    """The years that a district has records of, oldest first.

    Raises:
        Failure: the server is away or refuses.
    """
    try:
        with connect(url) as connection:
            return [row[0] for row in connection.execute(_YEARS, (district,)).fetchall()]
    except DatabaseError as error:
        raise refused(error, url) from error


class PostgresLedger:
    """A district's year in a database; connects when it is first used."""

    def __init__(self, url: str, district: str, year: int) -> None:
        self._url = url
        self._district = district
        self._year = year
        self._connection: Connection | None = None
        self._met = False
        self._kept = False
        self._unseen: Connection | None = None  # over which a commit was sent whose end nobody saw

    @property
    def place(self) -> str:
        """The address without its password, the district and the year."""
        return f"{shown(self._url)} ({self._district} {self._year})"

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

    def append(
        self, decide: Decide[Answer], targets: Collection[str] | None = None, *, keep_seals: bool = False
    ) -> Answer:
        """Append under the lock of the district's year; see `Ledger`."""
        tried: Decision[Answer] | None = None

        def attempt() -> Answer:
            nonlocal tried
            connection = self._connect()
            with replicated(connection, self.place), connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (self._lock_key(),))
                if tried is None or not self._stored(tried.entries):
                    tried = decide(self._read(targets))
                    if not keep_seals:
                        tried = tried._replace(entries=[sealed(entry) for entry in tried.entries])
                    self._insert(connection, tried.entries)
                    if tried.entries:
                        signals.hold(partial(cancel, connection))
                        self._unseen = connection
            self._unseen = None
            if tried.entries:
                signals.stored()
            return tried.answer

        return self._steadily(attempt)

    def growth(self, mark: str) -> Growth | None:
        """What stands behind the row of a mark, if the ids and check values up to it are those of the mark."""
        place, _blank, seals = (mark or f"0 {digest(b'')}").partition(" ")
        return self._steadily(lambda: self._growth(int(place), seals)) if place.isdigit() else None

    def _growth(self, place: int, seals: str) -> Growth | None:
        connection, whose = self._connect(), (self._district, self._year, place)
        found = connection.execute(_SEALS, whose).fetchone()
        before = found[0] if found else ""
        if digest(before.encode()) != seals:
            return None
        rows = connection.execute(_AFTER, whose).fetchall()
        entries = [_entry(row[1:]) for row in rows]
        last = rows[-1][0] if rows else place
        now = " ".join([*([before] if before else []), *(f"{entry.id}{entry.check or ''}" for entry in entries)])
        return Growth(entries, f"{last} {digest(now.encode())}")

    def _lock_key(self) -> int:
        return crc32(f"{SCHEMA} {self._district} {self._year}".encode())

    def _insert(self, connection: Connection, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        rows = [_row(entry) for entry in entries]
        # Only what there is to store: a column of a newer version is asked for when something is to be put there.
        columns = [column for column in COLUMNS if any(row[column] is not None for row in rows)]
        insert = (
            f"INSERT INTO {_TABLE} (district, year, {', '.join(columns)}) "  # noqa: S608 -- constants
            f"VALUES ({', '.join(['%s'] * (len(columns) + 2))}) ON CONFLICT DO NOTHING"
        )
        values = [(self._district, self._year, *(row[column] for column in columns)) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(cast("Any", insert), values)
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
                if self._unseen is not None and self._unseen is self._connection and rolled_back(self._unseen, error):
                    self._unseen = None
                    signals.release()
                self._close()
                if signals.came() or time.monotonic() > deadline or not may_pass(error, met=self._met):
                    raise self._given_up(error) from error
            finally:
                if not self._kept:
                    self._close()
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def _given_up(self, error: DatabaseError) -> Failure:
        if self._unseen is None:
            return refused(error, self._url)
        return OutcomeUnknown(
            "The connection to {place} broke while records were stored; "
            "look with `jiangan-targets history` before you record again.",
            place=self.place,
        )


def _row(entry: Entry) -> dict[str, object]:
    offset = entry.recorded_at.utcoffset() or timedelta()
    fields = {**entry._asdict(), OFFSET: int(offset.total_seconds() // 60)}
    return {column: fields.get(key) for column, key in COLUMNS.items()}


def _entry(row: tuple[Any, ...]) -> Entry:
    fields = dict(zip(COLUMNS.values(), row, strict=True))
    zone = timezone(timedelta(minutes=fields[OFFSET]))
    fields["recorded_at"] = fields["recorded_at"].astimezone(zone)
    if fields["value"] is not None:
        fields["value"] = canonical(fields["value"])
    kind = next(kind for key, kind in KINDS if fields[key] is not None)
    return kind(**{key: fields[key] for key in kind._fields})
