"""The way to a PostgreSQL server, straight or through a pooler, and its time limits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

from jiangan_targets.domain.address import shown
from jiangan_targets.errors import Failure, OutcomeUnknown

try:
    import psycopg
    from psycopg import errors
except ImportError as missing:
    raise Failure(
        "A ledger in PostgreSQL needs one more package: pip install 'jiangan-targets[postgres]'."
    ) from missing

# What psycopg logs of a connection that broke is told in our words, once.
logging.getLogger("psycopg").setLevel(logging.CRITICAL)

STATEMENT_SECONDS = 60
LOCK_SECONDS = 30
_PLANS_ALIKE_SINCE = 12_00_00  # The server's version that knows `plan_cache_mode`.

CANCEL_SECONDS = 5.0
"""How long it may take to ask a server to end something: one that hangs takes the question, and never answers."""

# A user or a database may be set up to have commits acknowledged before they are on the server's disk.
_DURABLE = (
    "pg_catalog.set_config('synchronous_commit', CASE pg_catalog.current_setting('synchronous_commit') "
    "WHEN 'off' THEN 'local' ELSE pg_catalog.current_setting('synchronous_commit') END, true)"
)

Connection = psycopg.Connection[tuple[Any, ...]]
DatabaseError = psycopg.Error


def connect(url: str, *, writing: bool) -> Connection:
    """A connection with time limits; libpq's variables, service and password files count.

    Of several hosts it is to the one that takes records; for reading to any, if there is none or that is asked for.

    Raises:
        Failure: the address is malformed; it is not repeated, as it may have a password.
        psycopg.OperationalError: the server is away or refuses.
    """
    from jiangan_targets.storage.ledger.postgres.parameters import attempts  # noqa: PLC0415 -- needs the driver

    *first, last = attempts(url, writing=writing)
    for parameters in first:
        with suppress(psycopg.OperationalError):
            return _prepared(url, parameters)
    return _prepared(url, last)


def _prepared(url: str, parameters: dict[str, str]) -> Connection:
    # Whatever the address or the server's defaults say: texts are UTF-8, and dates are as the driver reads them.
    # Nothing is prepared on the server until it is known to be one: see `prepare_on`.
    connection = psycopg.connect(url, client_encoding="UTF8", prepare_threshold=None, **cast("Any", parameters))
    connection.autocommit = True
    if connection.info.parameter_status("server_encoding") == "SQL_ASCII":
        connection.close()
        raise Failure(
            "{place}: the database takes any bytes for text (SQL_ASCII); make one with ENCODING 'UTF8'.",
            place=shown(url),
        )
    if connection.info.parameter_status("crdb_version") is None:
        # Whoever waited for the lock must see what its holder stored, whatever the database's own default is.
        # CockroachDB has no such locks and keeps its own default, SERIALIZABLE.
        connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
    return connection


def prepare_on(connection: Connection, process: int) -> None:
    """Have the server plan once what is asked again over a connection, if the process that answers is its own.

    A pooler gives a key of its own as the connection's, and may have another process answer the next transaction,
    where under the same name something else is prepared.

    Raises:
        errors.InvalidSqlStatementName: the process was its own before, and is no more; what it answered may be to
            something else than was asked.
    """
    own = process == connection.info.backend_pid
    if connection.prepare_threshold is not None and not own:
        raise errors.InvalidSqlStatementName
    connection.prepare_threshold = 1 if own else None


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """A transaction with our settings, which end with it: a pooler may then give the session to somebody else."""
    with connection.transaction():
        _set(connection)
        yield


@contextmanager
def pipelined(connection: Connection) -> Iterator[psycopg.Pipeline]:
    """The same, in fewer trips to the server: what is asked is sent when an answer is fetched, with all before it.

    So what is not fetched fails later, at the end of the transaction at the latest.
    """
    with connection.pipeline() as pipeline, psycopg.Transaction(connection):
        try:
            _set(connection)
            yield pipeline
        except BaseException:
            # After an error the server passes over all else up to this point, a rollback too.
            with suppress(DatabaseError):
                pipeline.sync()
            raise


def _set(connection: Connection) -> None:
    wanted = {
        # Functions that others put into a schema of the search path would be run as this user.
        "search_path": "pg_catalog, pg_temp",
        "datestyle": "ISO",
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "lock_timeout": f"{LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{STATEMENT_SECONDS}s",
    }
    postgres = connection.info.parameter_status("crdb_version") is None
    if postgres:
        wanted |= {
            # That standbys did not confirm a commit is told by a warning only.
            "client_min_messages": "warning",
            # Where it is off, a district's rows are refused instead of left out.
            "row_security": "on",
            # The rules look dear to the server, and compiling them takes longer than any answer.
            "jit": "off",
        }
    if postgres and connection.prepare_threshold is not None and connection.info.server_version >= _PLANS_ALIKE_SINCE:
        # Of one target, the server would plan each time anew, as there might be many.
        wanted["plan_cache_mode"] = "force_generic_plan"
    calls = ["pg_catalog.set_config(%s, %s, true)"] * len(wanted) + [_DURABLE] * postgres
    values = [text for pair in wanted.items() for text in pair]
    connection.execute(cast("Any", f"SELECT {', '.join(calls)}"), values)


@contextmanager
def replicated(connection: Connection, place: str) -> Iterator[Callable[[], None]]:
    """Around a transaction: its commit counts only when the standbys that the server waits for confirmed it.

    Gives a function to be called before the commit: from then on no warning at all is taken for a success.

    Raises:
        OutcomeUnknown: it is committed on the server alone, which gave up waiting; a failover may lose it.
    """
    warnings: list[str | None] = []

    def note(notice: errors.Diagnostic) -> None:
        if notice.severity_nonlocalized == "WARNING":
            warnings.append(notice.source_function)

    connection.add_notice_handler(note)
    try:
        yield warnings.clear
    finally:
        connection.remove_notice_handler(note)
        # A warning only, in the server's language; the place in its sources has the same name in all.
        if "SyncRepWaitForLSN" in warnings:
            raise OutcomeUnknown(
                "{place} has stored it, but its standby server did not confirm it; "
                "look with `jiangan-targets history` before you record again.",
                place=place,
            )
    if warnings:
        raise OutcomeUnknown(
            "{place} warned when it stored it; look with `jiangan-targets history` before you record again.",
            place=place,
        )


def confirm(connection: Connection) -> None:
    """Have the standbys confirm what is found: it may be on this server alone, whose commit nobody saw.

    What is committed with this changes nothing, and its commit waits for them.
    """
    if connection.info.parameter_status("crdb_version") is None:  # What is seen there, most of its servers have.
        # Fetched, so that a refusal comes before the commit, whose own would mean that nothing is stored.
        connection.execute("SELECT pg_logical_emit_message(true, 'jiangan_targets', '')").fetchone()


def cancel(connection: Connection) -> None:
    """Ask the server to end what it does for a connection; may be called from another thread. Best effort."""
    with suppress(DatabaseError):
        connection.cancel_safe(timeout=CANCEL_SECONDS)
