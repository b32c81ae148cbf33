"""Which version of the schema a database has."""

from __future__ import annotations

from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger.postgres.connection import Connection
from jiangan_targets.storage.ledger.postgres.queries import VERSION
from jiangan_targets.storage.ledger.postgres.refusals import understood
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS


def version_of(connection: Connection, place: str) -> int:
    """The version of the schema, which this program knows.

    Raises:
        Failure: a newer program made it, and what this one would read or write there might be wrong; or it is none
            of ours.
    """
    with understood(place):
        row = connection.execute(VERSION).fetchone()
        found = int(row[0]) if row else 0
        if found < 0:
            raise ValueError
    if found > len(MIGRATIONS):
        raise Failure(
            "{place}: the ledger is of version {found}, and this program knows {known} only; update the program.",
            place=place,
            found=found,
            known=len(MIGRATIONS),
        )
    return found
