"""The way to a PostgreSQL server: time limits, and refusals in words that never hold a password."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

from jiangan_targets.domain.address import shown
from jiangan_targets.errors import Failure, Message, OutcomeUnknown, message
from jiangan_targets.storage.ledger.postgres.acceptance import rule_of
from jiangan_targets.storage.ledger.postgres.schema import SCHEMA, WRITER

try:
    import psycopg
    from psycopg import conninfo, errors
except ImportError as missing:
    raise Failure(
        "A ledger in PostgreSQL needs one more package: pip install 'jiangan-targets[postgres]'."
    ) from missing

# What psycopg logs of a connection that broke is told in our words, once.
logging.getLogger("psycopg").setLevel(logging.CRITICAL)

CONNECT_SECONDS = 5
STATEMENT_SECONDS = 60
LOCK_SECONDS = 30

_AMBIGUOUS = {None, "40003"}  # statement_completion_unknown, as CockroachDB says

_POLICY_CHECK = "ExecWithCheckOptions"
"""Where the server's sources refuse a row of another district: the text is in its own language."""

Connection = psycopg.Connection[tuple[Any, ...]]
DatabaseError = psycopg.Error


def connect(url: str) -> Connection:
    """A connection with time limits; libpq's variables, service and password files count.

    Raises:
        Failure: the address is malformed; it is not repeated, as it may have a password.
        psycopg.OperationalError: the server is away or refuses.
    """
    try:
        seconds = int(conninfo.conninfo_to_dict(url).get("connect_timeout") or CONNECT_SECONDS)
    except (psycopg.ProgrammingError, ValueError) as error:
        raise Failure("The ledger's address is malformed; write it like postgresql://user@host/database.") from error
    # Whatever the address or the server's defaults say: texts are UTF-8, and dates are as the driver reads them.
    connection = psycopg.connect(url, connect_timeout=seconds, client_encoding="UTF8")
    connection.autocommit = True
    if connection.info.parameter_status("server_encoding") == "SQL_ASCII":
        connection.close()
        raise Failure(
            "{place}: the database takes any bytes for text (SQL_ASCII); make one with ENCODING 'UTF8'.",
            place=shown(url),
        )
    wanted = {
        # Functions that others put into a schema of the search path would be run as this user.
        "search_path": "pg_catalog",
        "datestyle": "ISO",
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "lock_timeout": f"{LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{STATEMENT_SECONDS}s",
    }
    if connection.info.parameter_status("crdb_version") is None:
        # Whoever waited for the lock must see what its holder stored, whatever the database's own default is.
        # CockroachDB has no such locks and keeps its own default, SERIALIZABLE.
        connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        wanted["jit"] = "off"  # The rules look dear to the server, and compiling them takes longer than any answer.
    calls = ", ".join(["pg_catalog.set_config(%s, %s, false)"] * len(wanted))
    connection.execute(cast("Any", f"SELECT {calls}"), [text for pair in wanted.items() for text in pair])
    return connection


@contextmanager
def replicated(connection: Connection, place: str) -> Iterator[None]:
    """Around a transaction: its commit counts only when the standbys that the server waits for confirmed it.

    Raises:
        OutcomeUnknown: it is committed on the server alone, which gave up waiting; a failover may lose it.
    """
    sources: list[str | None] = []

    def note(notice: errors.Diagnostic) -> None:
        sources.append(notice.source_function)

    connection.add_notice_handler(note)
    try:
        yield
    finally:
        connection.remove_notice_handler(note)
        # A warning only, in the server's language; the place in its sources has the same name in all.
        if "SyncRepWaitForLSN" in sources:
            raise OutcomeUnknown(
                "{place} has stored it, but its standby server did not confirm it; "
                "look with `jiangan-targets history` before you record again.",
                place=place,
            )


def cancel(connection: Connection) -> None:
    """Ask the server to end what it does for a connection; may be called from another thread. Best effort."""
    with suppress(DatabaseError):
        getattr(connection, "cancel_safe", connection.cancel)()  # psycopg 3.2 has the safe one


def rolled_back(connection: Connection, error: psycopg.Error) -> bool:
    """Whether the server itself answered a commit with `error`, so that nothing of it was stored."""
    return not connection.closed and error.sqlstate not in _AMBIGUOUS


def refused(error: psycopg.Error, url: str) -> Failure:
    """What the server or the way to it refused, without the address's password."""
    place = shown(url)
    if isinstance(error, errors.UndefinedTable | errors.InvalidSchemaName):
        return Failure("{place} has no ledger yet; `jiangan-targets ledger init` makes one.", place=place)
    if isinstance(error, errors.UndefinedColumn):
        return Failure(
            "{place}: the ledger is of an older version; `jiangan-targets ledger init` brings it up to date.",
            place=place,
        )
    if isinstance(error, errors.CheckViolation) and (rule := rule_of(error.diag.constraint_name)) is not None:
        return Failure("{place} refused: {problem}; nothing was recorded.", place=place, problem=rule.problem)
    if isinstance(error, errors.InsufficientPrivilege):
        return _forbidden(error, place)
    if isinstance(error, errors.LockNotAvailable):
        return Failure("{place}: others have held the ledger for too long; try again later.", place=place)
    if isinstance(error, errors.QueryCanceled):
        return Failure("{place}: the server took too long; try again later.", place=place)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return Failure(
            "{place} cannot be reached ({reason}); nothing was recorded.", place=place, reason=reason_of(error)
        )
    return Failure("{place} refused ({reason}); nothing was recorded.", place=place, reason=reason_of(error))


def _forbidden(error: psycopg.Error, place: str) -> Failure:
    if error.diag.source_function == _POLICY_CHECK:
        return Failure(
            "{place}: this user may not write into the district; whoever keeps the database enters it in {members}. "
            "Nothing was recorded.",
            place=place,
            members=f"{SCHEMA}.members",
        )
    return Failure("{place}: this user may not do that; ask for the role {role}.", place=place, role=WRITER)


def reason_of(error: psycopg.Error) -> Message | str:
    """Why, from what is known of the driver's text, else the server's code; the text itself may hold the address."""
    text = str(error)
    known = {
        "Connection refused": message("no server answers there"),
        "No such file": message("no server answers there"),
        "timeout expired": message("no answer in time"),
        "could not translate host name": message("there is no such host"),
        "authentication failed": message("user or password is wrong"),
        "no password supplied": message("user or password is wrong"),
        "database": message("there is no such database") if "does not exist" in text else message("it is not ready"),
    }
    found = (reason for sign, reason in known.items() if sign in text)
    return next(found, error.sqlstate or type(error).__name__)


def may_pass(error: psycopg.Error, *, met: bool) -> bool:
    """Whether to try again: after a conflict, or when a server that was there (`met`) is away or comes up."""
    if isinstance(error, errors.SerializationFailure | errors.DeadlockDetected | errors.CannotConnectNow):
        return True
    if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled):
        return False
    return met and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
