"""Making a database ready for ledgers: schema, roles, migrations."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

import psycopg

from jiangan_targets.domain.address import shown
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.ledger.postgres.connection import (
    cancel,
    connect,
    refused,
    replicated,
)
from jiangan_targets.storage.ledger.postgres.schema import GRANTS, LOCK_KEY, MIGRATIONS, READER, SCHEMA, WRITER


def initialise(url: str) -> tuple[int, int]:
    """Create or update schema and roles; gives the version before and after. Running it again changes nothing.

    Raises:
        Failure: the server is away, or this user may not do it.
    """
    try:
        with connect(url) as connection, replicated(connection, shown(url)), connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_KEY,))
            connection.execute(cast("Any", f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            connection.execute(
                cast("Any", f"CREATE TABLE IF NOT EXISTS {SCHEMA}.migrations (version integer PRIMARY KEY)")
            )
            query = f"SELECT coalesce(max(version), 0) FROM {SCHEMA}.migrations"  # noqa: S608 -- a constant
            found = connection.execute(cast("Any", query)).fetchone()
            before = int(found[0]) if found else 0
            for version, statements in enumerate(MIGRATIONS[before:], start=before + 1):
                for statement in statements:
                    connection.execute(cast("Any", statement))
                connection.execute(cast("Any", f"INSERT INTO {SCHEMA}.migrations VALUES (%s)"), (version,))  # noqa: S608
            for role in (WRITER, READER):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
                    connection.execute(cast("Any", f"CREATE ROLE {role} NOLOGIN"))
            for grant in GRANTS:
                connection.execute(cast("Any", grant))
            signals.hold(partial(cancel, connection))
    except psycopg.Error as error:
        signals.release()  # No record is at stake.
        raise refused(error, url) from error
    signals.stored()
    return before, len(MIGRATIONS)
