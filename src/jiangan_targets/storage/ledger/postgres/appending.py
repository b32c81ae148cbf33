"""Appending to a ledger in a transaction: its lock, what there is around a day, and rows in their order."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple, cast

from jiangan_targets.domain.record import Entry, Reason
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger.postgres import queries
from jiangan_targets.storage.ledger.postgres.connection import Connection, prepare_on
from jiangan_targets.storage.ledger.postgres.rows import row_of
from jiangan_targets.storage.ledger.postgres.schema import COLUMNS, SCHEMA

ROW_LOCKED_SINCE = 5
"""The version of the schema that has a row to lock for each ledger."""

_TIMES = 3
"""How often the row is asked for: once made, by us or by another, it is there the next time."""

_ROWS_AT_ONCE = 1_000
"""A statement has room for some sixty thousand values."""

Question = tuple[str, dict[str, object]]
"""A query, and what it asks by."""


class Whose(NamedTuple):
    """A district's year."""

    district: str
    year: int


def locked(connection: Connection, whose: Whose, version: int, question: Question, place: str) -> list[tuple[Any, ...]]:
    """Let nobody else append to a district's year until the transaction ends; the answer to a question from then on.

    Raises:
        Failure: there is no row to lock, and the database keeps none.
    """
    if version < ROW_LOCKED_SINCE:
        key = crc32(f"{SCHEMA} {whose.district} {whose.year}".encode())
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (key,))
        return connection.execute(*question).fetchall()
    for _time in range(_TIMES):
        # Both go out at once, as others wait meanwhile; the server answers the second once it holds the lock.
        row, answer = connection.execute(queries.LOCK, whose), connection.execute(*question)
        found = answer.fetchall()
        if (held := row.fetchone()) is not None:
            prepare_on(connection, held[0])
            return found
        connection.execute(queries.LEDGER, whose)
    raise Failure(
        "{place}: the database does not keep the row of {table} that writers lock; nothing was recorded. "
        "Its owner should look for rules and triggers there.",
        place=place,
        table=queries.LEDGERS,
    )


def insert(connection: Connection, whose: Whose, entries: Sequence[Entry], place: str) -> None:
    """Put entries behind all others.

    Raises:
        Failure: an id is taken, or the database would not put them behind the others, or not as they are.
    """
    if not entries:
        return
    rows = [row_of(entry) for entry in entries]
    # Only what there is to store: a column of a newer version is asked for when something is to be put there.
    # A reason always is: an older database would take it for a broken figure.
    asked = {"measure"} if any(isinstance(entry, Reason) for entry in entries) else set()
    columns = tuple(column for column in COLUMNS if column in asked or any(row[column] is not None for row in rows))
    stored: list[tuple[Any, ...]] = []
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        values = chain(*((*whose, *map(row.__getitem__, columns)) for row in some), whose)
        stored += connection.execute(cast("Any", queries.insert(columns, len(some))), tuple(values)).fetchall()
    if len(stored) != len(entries):
        raise Failure("An id was taken by another record just now; nothing was recorded. Try again.")
    if [row[2:] for row in stored] != [tuple(map(row.__getitem__, columns)) for row in rows]:
        raise Failure(
            "{place}: the database would store something else than is recorded; nothing was recorded. "
            "Its owner should look for triggers and changed columns there.",
            place=place,
        )
    before = [row[1] for row in stored[:1] if row[1] is not None]  # none in an empty ledger
    if any(one >= following for one, following in pairwise([*before, *(row[0] for row in stored)])):
        raise Failure(
            "{place}: the database does not number its rows in their order; nothing was recorded. Its owner mends it: "
            "see “The order” in docs/scale.md.",
            place=place,
        )
