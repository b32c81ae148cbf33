"""Who may write into which district, and see it, where an office asks for that: row-level security.

The table `members` says which role belongs to which district; whoever has that role counts. The tables' owner
and superusers are bound by none of this.
"""

from __future__ import annotations

from typing import Any, cast

from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger.postgres.connection import Connection
from jiangan_targets.storage.ledger.postgres.schema import SCHEMA
from jiangan_targets.storage.ledger.preparation import Isolation

MEMBERS = f"{SCHEMA}.members"
SINCE = 3
"""The version of the schema that has members."""

_TABLE, _LEDGERS, _PLANS = f"{SCHEMA}.records", f"{SCHEMA}.ledgers", f"{SCHEMA}.plans"
_WRITE_OWN, _READ_OWN, _READ_ALL = "records_write_own", "records_read_own", "records_read_all"
_LOCK_OWN = "ledgers_lock_own"


def _member(district: str) -> str:
    # Names of roles that are gone are passed over; asked by name, the server would refuse the whole query.
    return (
        f"EXISTS (SELECT FROM {MEMBERS} AS m JOIN pg_catalog.pg_roles AS r ON r.rolname = m.role "
        f"WHERE m.district = {district} AND pg_catalog.pg_has_role(r.oid, 'USAGE'))"
    )


def isolate(connection: Connection, isolation: Isolation) -> None:
    """Close the districts to others, or open them again."""
    statements = []
    for table in (_TABLE, _LEDGERS, _PLANS):
        own = _member(f"{table.rpartition('.')[2]}.district")
        statements += [
            f"DROP POLICY IF EXISTS {name} ON {table}" for name in (_WRITE_OWN, _READ_OWN, _READ_ALL, _LOCK_OWN)
        ]
        if isolation is Isolation.NOTHING:
            statements.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
            continue
        statements += [
            f"CREATE POLICY {_WRITE_OWN} ON {table} FOR INSERT WITH CHECK ({own})",
            f"CREATE POLICY {_READ_OWN} ON {table} FOR SELECT USING ({own})"
            if isolation is Isolation.ALL
            else f"CREATE POLICY {_READ_ALL} ON {table} FOR SELECT USING (true)",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        ]
        if table == _LEDGERS:
            statements.append(f"CREATE POLICY {_LOCK_OWN} ON {table} FOR UPDATE USING ({own})")
    for statement in statements:
        connection.execute(cast("Any", statement))


def isolation_of(connection: Connection) -> Isolation:
    """What is closed at present."""
    query = (
        "SELECT c.relrowsecurity, p.polname IS NOT NULL FROM pg_catalog.pg_class AS c "
        "LEFT JOIN pg_catalog.pg_policy AS p ON p.polrelid = c.oid AND p.polname = %s WHERE c.oid = %s::regclass"
    )
    row = connection.execute(query, (_READ_OWN, _TABLE)).fetchone()
    if row is None or not row[0]:
        return Isolation.NOTHING
    return Isolation.ALL if row[1] else Isolation.WRITING


def refuse_hidden(connection: Connection, version: int, district: str, place: str) -> None:
    """See to it that a district that may not be seen is not taken for one without records.

    Raises:
        Failure: this user may not see it.
    """
    if hidden(connection, version, [district]):
        raise Failure(
            "{place}: this user may not see the district; whoever keeps the database enters it in {members}.",
            place=place,
            members=MEMBERS,
        )


def hidden(connection: Connection, version: int, districts: list[str]) -> set[str]:
    """Those of the districts that this user may not see; what nobody may see must not be taken for no figure."""
    if not is_partial(connection, version):
        return set()
    query = f"SELECT district FROM unnest(%s::text[]) AS asked (district) WHERE NOT {_member('asked.district')}"  # noqa: S608
    return {row[0] for row in connection.execute(cast("Any", query), (districts,)).fetchall()}


def is_partial(connection: Connection, version: int) -> bool:
    """Whether this user sees only the districts of which they are a member."""
    if version < SINCE or connection.info.parameter_status("crdb_version") is not None:
        return False
    query = (
        "SELECT row_security_active(%s::regclass) AND EXISTS (SELECT FROM pg_catalog.pg_policy "
        "WHERE polrelid = %s::regclass AND polname = %s)"
    )
    row = connection.execute(query, (_TABLE, _TABLE, _READ_OWN)).fetchone()
    return row is not None and bool(row[0])
