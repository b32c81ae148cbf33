"""Making a database ready for ledgers: schema, roles, migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

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
from jiangan_targets.storage.ledger.postgres.isolation import MEMBERS, isolate, isolation_of
from jiangan_targets.storage.ledger.postgres.refusals import refused
from jiangan_targets.storage.ledger.postgres.schema import (
    BY_YEAR,
    GRANTS,
    LOCK_KEY,
    MIGRATIONS,
    PARTITIONS,
    READER,
    SCHEMA,
    TABLES,
    WRITER,
)
from jiangan_targets.storage.ledger.postgres.version import version_of
from jiangan_targets.storage.ledger.preparation import Isolation, Names, Prepared

_FORBIDDEN = "42501"
_BY_YEAR = f"SELECT relkind = 'p' FROM pg_class WHERE oid = to_regclass('{SCHEMA}.records')"  # noqa: S608 -- constants
_PARTS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass"


def initialise(url: str, isolation: Isolation | None = None, *, by_year: bool = False) -> Prepared:
    """Create or update schema and roles. Running it again changes nothing; `isolation` stays unless it is given.

    With `by_year` the table of a new ledger is divided by year.

    Raises:
        Failure: the server is away, this user may not do it, the schema is another's or a newer program's, or its
            table is there already and not divided.
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
            prepared = _prepare(connection, place, isolation, by_year=by_year)
            signals.hold(partial(cancel, connection))
            commits()
    except DatabaseError as error:
        signals.release()  # No record is at stake.
        if error.sqlstate == _FORBIDDEN:
            raise Failure(
                "{place}: this user may not prepare it; that takes whoever owns the schema {schema}.",
                place=place,
                schema=SCHEMA,
            ) from error
        raise refused(error, url, WRITER) from error
    signals.stored()
    return prepared


def _prepare(connection: Connection, place: str, isolation: Isolation | None, *, by_year: bool) -> Prepared:
    _make_schema(connection, place)
    before = version_of(connection, place)
    found = connection.execute(_BY_YEAR).fetchone()
    is_by_year = by_year if found is None else bool(found[0])
    if by_year and not is_by_year:
        raise Failure(
            "{place}: the table of records is there already, and not divided by year; docs/scale.md says how it is "
            "converted. Nothing was changed.",
            place=place,
        )
    _make_roles(connection, place)
    _migrate(connection, before, by_year=is_by_year)
    for grant in GRANTS:
        connection.execute(cast("Any", grant))
    # A part may have got rights of its own when it was made, by the owner's default privileges.
    for part in connection.execute(_PARTS, (f"{SCHEMA}.records",)).fetchall():
        connection.execute(cast("Any", f"REVOKE ALL ON {part[0]} FROM {WRITER}, {READER}, PUBLIC"))
    left_out = _validate(connection)
    if isolation is not None or before != len(MIGRATIONS):
        isolate(connection, isolation or isolation_of(connection))  # New tables are closed as the others are.
    names = Names(WRITER, READER, MEMBERS)
    return Prepared(before, len(MIGRATIONS), left_out, isolation_of(connection), is_by_year, names)


@contextmanager
def _needing(missing: Failure) -> Iterator[None]:
    """Around a step: which right is missing where this user may not do it."""
    try:
        yield
    except DatabaseError as error:
        if error.sqlstate == _FORBIDDEN:
            raise missing from error
        raise


def _make_schema(connection: Connection, place: str) -> None:
    """The schema and the table of its versions; one that somebody else laid there could have triggers of theirs."""
    # Not IF NOT EXISTS: that takes the right to create one even where it is there.
    if not connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (SCHEMA,)).fetchone():
        # Quoted by the server where that is needed: somebody will type it.
        named = connection.execute("SELECT quote_ident(current_database()), quote_ident(current_user)").fetchone()
        database, user = named or ("", "")
        missing = Failure(
            "{place}: this user may not create a schema; whoever owns the database says: "
            "GRANT CREATE ON DATABASE {database} TO {user}",
            place=place,
            database=database,
            user=user,
        )
        with _needing(missing):
            connection.execute(cast("Any", f"CREATE SCHEMA {SCHEMA}"))
    # Other tables that are kept beside ours are nobody's business.
    query = (
        "SELECT pg_get_userbyid(owner) FROM (SELECT nspowner FROM pg_namespace WHERE nspname = %s "
        "UNION SELECT relowner FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relname = ANY(%s)) "
        "AS owners (owner) WHERE owner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) AND "
        "((SELECT rolsuper FROM pg_roles WHERE rolname = current_user) OR NOT pg_has_role(owner, 'USAGE')) LIMIT 1"
    )
    if (row := connection.execute(query, (SCHEMA, SCHEMA, list(TABLES))).fetchone()) is not None:
        raise Failure(
            "{place}: the schema {schema} belongs to {owner}, who may do with it what they like; "
            "if that is right, run `ledger init` as {owner}, else drop or rename it.",
            place=place,
            schema=SCHEMA,
            owner=row[0],
        )
    connection.execute(cast("Any", f"CREATE TABLE IF NOT EXISTS {SCHEMA}.migrations (version integer PRIMARY KEY)"))


def _make_roles(connection: Connection, place: str) -> None:
    for role in (WRITER, READER):
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
            missing = Failure(
                "{place}: the role {role} is missing, and this user may not create it; somebody with CREATEROLE says: "
                "CREATE ROLE {role}",
                place=place,
                role=role,
            )
            with _needing(missing):
                connection.execute(cast("Any", f"CREATE ROLE {role} NOLOGIN"))


def _migrate(connection: Connection, before: int, *, by_year: bool) -> None:
    for version, statements in enumerate(MIGRATIONS[before:], start=before + 1):
        for place, statement in enumerate(statements):
            divided = BY_YEAR if by_year and (version, place) == (1, 0) else ""
            connection.execute(cast("Any", statement + divided))
        connection.execute(cast("Any", f"INSERT INTO {SCHEMA}.migrations VALUES (%s)"), (version,))  # noqa: S608
    if by_year and before == 0:
        for statement in PARTITIONS:
            connection.execute(cast("Any", statement))


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
