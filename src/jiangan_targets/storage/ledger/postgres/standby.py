"""A standby server, which only follows another: how old is what it has."""

from __future__ import annotations

from collections.abc import Callable

from jiangan_targets.errors import Message, message
from jiangan_targets.storage.ledger.postgres.connection import Connection

# The newest change is all that an ordinary user may know; where nothing was changed since, it looks old and is not.
_AGE = (
    "SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::bigint WHERE pg_is_in_recovery()"
)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def tell_age(connection: Connection, place: str, tell: Callable[[Message], None]) -> None:
    """Say of a standby server how long ago the newest change was stored that it has."""
    if connection.info.parameter_status("crdb_version") is not None:
        return  # It has none.
    if connection.info.parameter_status("in_hot_standby") == "off":
        return  # As PostgreSQL 14 and newer say by themselves.
    row = connection.execute(_AGE).fetchone()
    if row is not None:
        tell(message("hint: {place}: read from a standby server; {age}.", place=place, age=_age(row[0])))


def _age(seconds: int | None) -> Message:
    if seconds is None:
        return message("how old its records are is not known")
    steps = (
        (_MINUTE, message("its newest change was stored {n} s ago", n=seconds)),
        (_HOUR, message("its newest change was stored {n} min ago", n=seconds // _MINUTE)),
        (_DAY, message("its newest change was stored {n} h ago", n=seconds // _HOUR)),
    )
    return next(
        (told for end, told in steps if seconds < 2 * end),
        message("its newest change was stored {n} days ago", n=seconds // _DAY),
    )
