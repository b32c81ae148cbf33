"""A ledger in PostgreSQL, or in anything that speaks its protocol.

Whoever appends holds a lock on the district's year, so what `decide` sees is what it
appends to. A transaction that may or may not have been committed when the connection broke is
looked up by the ids of its records before anything is tried again: each is stored exactly once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import cached_property
from typing import Self

from jiangan_targets.domain.address import shown
from jiangan_targets.domain.finding import Finding
from jiangan_targets.domain.parts import split_subject
from jiangan_targets.domain.record import Entry
from jiangan_targets.errors import Message, message
from jiangan_targets.storage.ledger.address import WAIT_SECONDS, Address
from jiangan_targets.storage.ledger.interface import Answer, Decide, Decision, Growth
from jiangan_targets.storage.ledger.postgres import queries
from jiangan_targets.storage.ledger.postgres.acceptance import RULES
from jiangan_targets.storage.ledger.postgres.appending import ROW_LOCKED_SINCE, Question, Whose, insert, locked
from jiangan_targets.storage.ledger.postgres.connection import Connection, confirm
from jiangan_targets.storage.ledger.postgres.isolation import refuse_hidden
from jiangan_targets.storage.ledger.postgres.owner import refuse_lending
from jiangan_targets.storage.ledger.postgres.refusals import understood
from jiangan_targets.storage.ledger.postgres.rows import entry_of
from jiangan_targets.storage.ledger.postgres.session import Server, Session
from jiangan_targets.storage.ledger.postgres.version import version_of
from jiangan_targets.storage.ledger.record_text import digest, sealed

_NAMED = 3  # of the rows that are left out


def recorded_years(address: Address) -> list[int]:
    """The years that a district has records of, oldest first.

    Raises:
        Failure: the server is away or refuses.
    """
    url, district = str(address.url), address.district
    place = shown(url)

    def look(connection: Connection) -> None:
        refuse_lending(connection, place)
        refuse_hidden(connection, version_of(connection, place), district, place)

    session = Session(Server(url, place, look, None, address.wait))
    return session.read(
        lambda connection: [row[0] for row in connection.execute(queries.YEARS, (district,)).fetchall()]
    )


def _pairs(subjects: Collection[str]) -> dict[str, list[str]]:
    """Of the ids of targets and parts the targets, and beside each the name of the part, empty for a whole."""
    pairs = [split_subject(subject) for subject in subjects]
    return {"targets": [target for target, _part in pairs], "parts": [part or "" for _target, part in pairs]}


class PostgresLedger:
    """A district's year in a database; connects when it is first used."""

    def __init__(
        self,
        url: str,
        district: str,
        year: int,
        tell: Callable[[Message], None] | None = None,
        wait: float = WAIT_SECONDS,
    ) -> None:
        """`tell` is told once of rows that are left out, and of a standby server; `wait` is in seconds."""
        self._url = url
        self._district = district
        self._year = year
        self._version = 0
        self._left_out: list[int] = []
        self._tell = tell
        self._session = Session(Server(url, self.place, self._look, tell, wait))

    @cached_property
    def place(self) -> str:
        """The address without its password, the district and the year."""
        return f"{shown(self._url)} ({self._district} {self._year})"

    @property
    def read_in_parts(self) -> bool:
        """By index."""
        return True

    def __enter__(self) -> Self:
        """Keep one connection for all that follows; otherwise each operation has its own."""
        self._session.keep()
        return self

    def __exit__(self, *_error: object) -> None:
        self._session.end()

    def entries(self) -> list[Entry]:
        """All entries, in the ledger's order."""
        return self._session.read(self._read)

    def latest(self, targets: Collection[str], on: date, known: datetime | None) -> list[Entry]:
        """The current record of each target, found by index."""
        wanted = self._whose(**_pairs(targets), on=on, known=known)
        return self._session.read(
            lambda connection: [entry_of(row) for row in connection.execute(queries.LATEST, wanted).fetchall()]
        )

    def append(
        self,
        decide: Decide[Answer],
        targets: Collection[str] | None = None,
        *,
        around: date | None = None,
        keep_seals: bool = False,
    ) -> Answer:
        """Append under the lock of the district's year; see `Ledger`."""
        tried: Decision[Answer] | None = None

        def work(connection: Connection) -> tuple[Answer, bool]:
            nonlocal tried
            whose = Whose(self._district, self._year)
            question = self._question(targets, around) if tried is None else self._question()
            with understood(self.place):
                rows = locked(connection, whose, self._version, question, self.place)
                present = [entry_of(row) for row in rows]
            if tried is not None and {entry.id for entry in tried.entries} <= {entry.id for entry in present}:
                confirm(connection)
            else:
                self._session.missed()
                tried = decide(present)
                if not keep_seals:
                    tried = tried._replace(entries=[sealed(entry) for entry in tried.entries])
                with understood(self.place):
                    insert(connection, whose, tried.entries, self.place)
            return tried.answer, bool(tried.entries)

        return self._session.write(work)

    def growth(self, mark: str) -> Growth | None:
        """What stands behind the row of a mark, if the ids and check values up to it are those of the mark."""
        place, _blank, seals = (mark or f"0 {digest(b'')}").partition(" ")
        if not place.isdigit():
            return None
        return self._session.read(lambda connection: self._growth(connection, int(place), seals))

    def left_out(self) -> list[Finding]:
        """The rows that break a rule, by their ids and numbers; what they say is in no figure."""
        return [
            Finding(
                (identifier,),
                message(
                    "left out of all figures, as {problem}; it is row {row} of the database, whose owner may delete it",
                    problem=RULES[broken[0]].problem,
                    row=row,
                ),
            )
            for row, identifier, broken in self._session.read(self._rows_left_out)
        ]

    def _rows_left_out(self, connection: Connection) -> list[tuple[int, str, list[str]]]:
        rows = connection.execute(queries.LEFT_OUT, self._whose()).fetchall()
        if any(not broken or broken[0] not in RULES for _row, _identifier, broken in rows):
            raise ValueError
        return [(row, identifier, broken) for row, identifier, broken in rows]

    def _growth(self, connection: Connection, place: int, seals: str) -> Growth | None:
        whose = self._whose(place=place)
        found = connection.execute(queries.SEALS, whose).fetchone()
        before = found[0] if found else ""
        if digest(before.encode()) != seals:
            return None
        rows = connection.execute(queries.AFTER, whose).fetchall()
        entries = [entry_of(row[1:]) for row in rows]
        last = rows[-1][0] if rows else place
        now = " ".join([*([before] if before else []), *(f"{entry.id}{entry.check or ''}" for entry in entries)])
        return Growth(entries, f"{last} {digest(now.encode())}")

    def _whose(self, **more: object) -> dict[str, object]:
        """What a query asks by: the district, the year, and more."""
        return {"district": self._district, "year": self._year, **more}

    def _question(self, targets: Collection[str] | None = None, around: date | None = None) -> Question:
        """Which entries there are, of all targets or some; with a day, those that decide what may be recorded."""
        wanted = self._whose(targets=None) if targets is None else self._whose(**_pairs(targets))
        if wanted["targets"] is None or around is None or self._version < ROW_LOCKED_SINCE:
            return queries.READ, wanted
        return queries.AROUND, wanted | {"on": around, "known": None, "left_out": self._left_out}

    def _read(self, connection: Connection) -> list[Entry]:
        return [entry_of(row) for row in connection.execute(*self._question()).fetchall()]

    def _look(self, connection: Connection) -> None:
        refuse_lending(connection, self.place)
        self._version = version_of(connection, self.place)
        refuse_hidden(connection, self._version, self._district, self.place)
        found = self._rows_left_out(connection)
        self._left_out = [row for row, _identifier, _broken in found]
        if self._tell is not None:
            self._tell_left_out([identifier for _row, identifier, _broken in found], self._tell)

    def _tell_left_out(self, found: list[str], tell: Callable[[Message], None]) -> None:
        self._tell = None
        if found:
            ids = [*found[:_NAMED], *(["…"] if len(found) > _NAMED else [])]
            tell(
                message(
                    "hint: {place}: left out, as they are no records: {ids}; see `check`.", place=self.place, ids=ids
                )
            )
