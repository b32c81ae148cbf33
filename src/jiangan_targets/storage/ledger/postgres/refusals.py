"""What a server, or the way to it, refused: in words that never hold a password, and whether it may pass."""

from __future__ import annotations

import psycopg
from psycopg import errors

from jiangan_targets.domain.address import shown
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.storage.ledger.postgres.acceptance import rule_of
from jiangan_targets.storage.ledger.postgres.connection import Connection
from jiangan_targets.storage.ledger.postgres.schema import SCHEMA, WRITER

_AMBIGUOUS = {None, "40003"}  # statement_completion_unknown, as CockroachDB says

_POLICY_CHECK = "ExecWithCheckOptions"
"""Where the server's sources refuse a row of another district: the text is in its own language."""


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
        return _unreachable(error, place)
    return Failure("{place} refused ({reason}); nothing was recorded.", place=place, reason=reason_of(error))


def _unreachable(error: psycopg.Error, place: str) -> Failure:
    if "statement pooling" in str(error):  # PgBouncer's words are English in every language.
        return Failure(
            "{place}: a pooler answers there that gives every statement to another session (statement mode), "
            "so nothing can be recorded as a whole; have it pool by transaction or by session.",
            place=place,
        )
    return Failure("{place} cannot be reached ({reason}); nothing was recorded.", place=place, reason=reason_of(error))


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
