"""Who owns what is asked of a database: their triggers and views run with the rights of whoever asks."""

from __future__ import annotations

from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger.postgres.connection import Connection
from jiangan_targets.storage.ledger.postgres.schema import SCHEMA, TABLES, WRITER

_ORDINARY = (
    "SELECT rolname FROM pg_roles WHERE NOT rolsuper AND oid IN (SELECT nspowner FROM pg_namespace WHERE nspname = %s "
    "UNION SELECT relowner FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relname = ANY(%s)) LIMIT 1"
)


def refuse_lending(connection: Connection, place: str) -> None:
    """See to it that a superuser lends nobody rights that they have not; asks the server of superusers only.

    Raises:
        Failure: the tables belong to somebody who is none.
    """
    if connection.info.parameter_status("is_superuser") != "on":
        return
    row = connection.execute(_ORDINARY, (SCHEMA, SCHEMA, list(TABLES))).fetchone()
    if row is not None:
        raise Failure(
            "{place}: the ledger belongs to {owner}, whose triggers and views would run with a superuser's rights; "
            "use {owner}, or an ordinary user with the role {role}. Nothing was recorded.",
            place=place,
            owner=row[0],
            role=WRITER,
        )
