"""What a server, or the way to it, refused: in words that never hold a password, and whether it may pass."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import psycopg
from psycopg import errors

from jiangan_targets.domain.address import shown
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.storage.ledger.postgres.acceptance import rule_of
from jiangan_targets.storage.ledger.postgres.connection import Connection
from jiangan_targets.storage.ledger.postgres.schema import SCHEMA

_POOLERS = "08P01"
"""The code that PgBouncer gives to whatever it says itself, as that the server behind it is away."""

_AMBIGUOUS = {None, "40003", "08007", _POOLERS}
"""Codes that leave open what was stored: of the way to the server, and CockroachDB's statement_completion_unknown."""

_POLICY_CHECK = "ExecWithCheckOptions"
"""Where the server's sources refuse a row of another district: the text is in its own language."""

_STATEMENT_POOLING = "statement pooling"
"""As PgBouncer says, in every language."""


class Reason(NamedTuple):
    """Why a server cannot be reached: by which words it is known, and whether it may be otherwise a little later."""

    signs: tuple[str, ...]
    told: Message
    passes: bool = False


# A failed connection has no code, only a text: the driver's, libpq's, or the server's in its own language. The first
# that fits counts.
REASONS = (
    Reason(("does not match host name",), message("its certificate is of another name")),
    Reason(("root certificate file",), message("there is no file with the certificates to trust; see sslrootcert")),
    Reason(("certificate verify failed",), message("its certificate is not one to trust; see sslrootcert")),
    Reason(("does not support SSL",), message("it offers no encrypted connection")),
    Reason(("definition of service",), message("there is no such service in the service file")),
    Reason(
        ("received invalid", "expected authentication request", "unexpected message from server"),
        message("what answers there is no PostgreSQL server"),
    ),
    Reason(("invalid ", "malformed"), message("a setting of the address has a value that does not exist")),
    Reason(("authentication failed", "no password supplied", "认证失败"), message("user or password is wrong")),
    Reason(
        ("too many c", "connection slots", "no more connections", "太多的客户", "太多的连接"),
        message("it takes no more connections now"),
        passes=True,
    ),
    Reason(
        ("not permitted to log in", "permission denied for database", "不允许登录", "对数据库"),
        message("this user may not use it"),
    ),
    Reason(("pg_hba.conf",), message("its pg_hba.conf lets this user not in from here")),
    Reason(('role "', "角色"), message("there is no such user")),
    Reason(("temporary failure in name",), message("the name of the host cannot be looked up now"), passes=True),
    Reason(
        ("could not translate host", "failed to resolve host", "name or service not known"),
        message("there is no such host"),
    ),
    Reason(("not in hot standby",), message("there is no standby server"), passes=True),
    Reason(
        ("session is read-only", "in hot standby", "in a read-only transaction"),
        message("no server there takes records now, only standby servers answer"),
        passes=True,
    ),
    Reason(
        ("connection refused", "no such file", "server login has been failing"),
        message("no server answers there"),
        passes=True,
    ),
    Reason(("timeout expired", "timed out"), message("no answer in time"), passes=True),
    Reason(("starting up", "shutting down", "recovery", "not ready"), message("it is not ready"), passes=True),
    Reason(('database "', "数据库 "), message("there is no such database")),
    Reason(
        ("server closed", "connection to server was lost", "is lost", "server conn crashed"),
        message("the connection broke"),
        passes=True,
    ),
)

_PASSING = {"40001", "40P01", "25006", "53300", "57P01", "57P02", "57P03", "08000", "08003", "08006"}
"""Codes of what may be otherwise a little later: conflicts, a standby that becomes the main server, a restart."""

_PREPARED_ELSEWHERE = {"26000", "42P05"}
"""Codes of a prepared statement that is not there, or there already; a new connection has prepared none."""

_PLANNED_ANEW = "RevalidateCachedQuery"
"""Where the server's sources refuse what was prepared, as a column has another type since."""


@contextmanager
def understood(place: str) -> Iterator[None]:
    """Around questions to a server, and what is made of its answers: they may be nothing that ours would answer.

    Raises:
        Failure: they are.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise _not_ours(place) from error


def _not_ours(place: str) -> Failure:
    return Failure(
        "{place}: what the server answers is no ledger of this program; "
        "whoever keeps it should look at its tables. Nothing was recorded.",
        place=place,
    )


def rolled_back(connection: Connection, error: psycopg.Error) -> bool:
    """Whether the server itself answered a commit with `error`, so that nothing of it was stored."""
    return not connection.closed and error.sqlstate not in _AMBIGUOUS


def refused(error: psycopg.Error, url: str, needed: str) -> Failure:
    """What the server or the way to it refused, without the address's password; `needed` is the role for it."""
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
        return _forbidden(error, place, needed)
    if isinstance(error, errors.LockNotAvailable):
        return Failure("{place}: others have held the ledger for too long; try again later.", place=place)
    if isinstance(error, errors.QueryCanceled):
        return Failure("{place}: the server took too long; try again later.", place=place)
    if isinstance(error, errors.DatatypeMismatch) or (isinstance(error, psycopg.DataError) and error.sqlstate is None):
        return _not_ours(place)  # as the server finds, or the driver
    return _unreachable(error, place)


def _unreachable(error: psycopg.Error, place: str) -> Failure:
    if _STATEMENT_POOLING in str(error):
        return Failure(
            "{place}: a pooler answers there that gives every statement to another session (statement mode), "
            "so nothing can be recorded as a whole; have it pool by transaction or by session.",
            place=place,
        )
    found = _reasons(error)
    told = next((reason.told for reason in found if not reason.passes), found[0].told if found else None)
    why = told or error.sqlstate or type(error).__name__
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError | errors.ReadOnlySqlTransaction):
        return Failure("{place} cannot be reached ({reason}); nothing was recorded.", place=place, reason=why)
    return Failure("{place} refused ({reason}); nothing was recorded.", place=place, reason=why)


def _forbidden(error: psycopg.Error, place: str, needed: str) -> Failure:
    if error.diag.source_function == _POLICY_CHECK:
        return Failure(
            "{place}: this user may not write into the district; whoever keeps the database enters it in {members}. "
            "Nothing was recorded.",
            place=place,
            members=f"{SCHEMA}.members",
        )
    return Failure("{place}: this user may not do that; ask for the role {role}.", place=place, role=needed)


def _reasons(error: psycopg.Error) -> list[Reason]:
    """Why, for each server that was tried, of what is known; the driver's text itself may hold the address."""
    _first, *each = str(error).casefold().split("\n- host")
    tried = each or [_first]
    found = (
        next((reason for reason in REASONS if any(sign.casefold() in text for sign in reason.signs)), None)
        for text in tried
    )
    return [reason for reason in found if reason is not None]


def may_pass(error: psycopg.Error) -> bool:
    """Whether to try again: after a conflict, or when a server is away, comes up, or takes the place of another."""
    if error.sqlstate in {None, _POOLERS} and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        found = _reasons(error)
        return _STATEMENT_POOLING not in str(error) and (not found or any(reason.passes for reason in found))
    return error.sqlstate in _PASSING | _PREPARED_ELSEWHERE or error.diag.source_function == _PLANNED_ANEW
