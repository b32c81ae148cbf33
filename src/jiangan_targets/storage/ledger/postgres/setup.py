"""Making a database ready for ledgers: schema, roles, migrations."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple, cast

from jiangan_targets.domain.address import shown
from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.ledger.postgres.acceptance import ACCEPTED, RULES, constraint
from jiangan_targets.storage.ledger.postgres.connection import (
    Connection,
    DatabaseError,
    cancel,
    connect,
    replicated,
    transaction,
)
from jiangan_targets.storage.ledger.postgres.isolation import Isolation, isolate, isolation_of
from jiangan_targets.storage.ledger.postgres.refusals import refused
from jiangan_targets.storage.ledger.postgres.schema import GRANTS, LOCK_KEY, MIGRATIONS, READER, SCHEMA, WRITER
from jiangan_targets.storage.ledger.postgres.version import version_of

INSUFFICIENT_PRIVILEGE = "42501"


class Prepared(NamedTuple):
    """A database that is ready: its version before and now, how many rows break a rule, and what is closed."""

    before: int
    now: int
    left_out: int
    isolation: Isolation


def initialise(url: str, isolation: Isolation | None = None) -> Prepared:
    """Create or update schema and roles. Running it again changes nothing; `isolation` stays unless it is given.

    Raises:
        Failure: the server is away, this user may not do it, or the schema is another's or a newer program's.
    """
    place = shown(url)
    try:
        with (
            connect(url, writing=True) as connection,
            replicated(connection, place) as commits,
            transaction(connection),
        ):
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_KEY,))
            connection.execute("SET LOCAL statement_timeout = 0")  # Ten million rows take longer to look through.
            _make_schema(connection, place)
            before = version_of(connection, place)
            _migrate(connection, before)
            _grant(connection)
            left_out = _validate(connection)
            if isolation is not None or before != len(MIGRATIONS):
                isolate(connection, isolation or isolation_of(connection))  # New tables are closed as the others are.
            prepared = Prepared(before, len(MIGRATIONS), left_out, isolation_of(connection))
            signals.hold(partial(cancel, connection))
            commits()
    except DatabaseError as error:
        signals.release()  # No record is at stake.
        if error.sqlstate == INSUFFICIENT_PRIVILEGE:
            raise Failure(
                "{place}: this user may not prepare it; that takes the right to create a schema and roles.", place=place
            ) from error
        raise refused(error, url) from error
    signals.stored()
    return prepared


def _make_schema(connection: Connection, place: str) -> None:
    """The schema and the table of its versions; one that somebody else laid there could have triggers of theirs."""
    # Not IF NOT EXISTS: that takes the right to create one even where it is there.
    if not connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (SCHEMA,)).fetchone():
        connection.execute(cast("Any", f"CREATE SCHEMA {SCHEMA}"))
    query = (
        "SELECT pg_get_userbyid(owner) FROM (SELECT nspowner FROM pg_namespace WHERE nspname = %s "
        "UNION SELECT relowner FROM pg_class WHERE relnamespace = to_regnamespace(%s)) AS owners (owner) "
        "WHERE owner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) AND "
        "((SELECT rolsuper FROM pg_roles WHERE rolname = current_user) OR NOT pg_has_role(owner, 'USAGE')) LIMIT 1"
    )
    if (row := connection.execute(query, (SCHEMA, SCHEMA)).fetchone()) is not None:
        raise Failure(
            "{place}: the schema {schema} belongs to {owner}, who may do with it what they like; "
            "if that is right, run `ledger init` as {owner}, else drop or rename it.",
            place=place,
            schema=SCHEMA,
            owner=row[0],
        )
    connection.execute(cast("Any", f"CREATE TABLE IF NOT EXISTS {SCHEMA}.migrations (version integer PRIMARY KEY)"))


def _migrate(connection: Connection, before: int) -> None:
    for version, statements in enumerate(MIGRATIONS[before:], start=before + 1):
        for statement in statements:
            connection.execute(cast("Any", statement))
        connection.execute(cast("Any", f"INSERT INTO {SCHEMA}.migrations VALUES (%s)"), (version,))  # noqa: S608


def _grant(connection: Connection) -> None:
    for role in (WRITER, READER):
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
            connection.execute(cast("Any", f"CREATE ROLE {role} NOLOGIN"))
    for grant in GRANTS:
        connection.execute(cast("Any", grant))


def _validate(connection: Connection) -> int:
    """Let the constraints hold for the rows of earlier versions too, once none breaks them; how many do."""
    query = f"SELECT count(*) FROM {SCHEMA}.records WHERE NOT ({ACCEPTED})"  # noqa: S608 -- constants
    row = connection.execute(cast("Any", query)).fetchone()
    left_out = int(row[0]) if row else 0
    if not left_out:
        for name in RULES:
            statement = f"ALTER TABLE {SCHEMA}.records VALIDATE CONSTRAINT {constraint(name)}"
            connection.execute(cast("Any", statement))
    return left_out
