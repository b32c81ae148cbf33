"""What is said to libpq beside the address: time limits, and which of several servers is wanted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from psycopg import ProgrammingError, conninfo, pq

from jiangan_targets.domain.address import shown
from jiangan_targets.errors import Failure

LIMITS = {
    "connect_timeout": "5",
    # A link that was cut is noticed after 3 + 3 × 2 s, or 8 s after something was sent and not confirmed.
    "keepalives_idle": "3",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "8000",
}
"""In libpq's units; what the address, a service file or libpq's variables say counts before them."""

_SERVICE = "PGSERVICE"
_LEFT_OPEN = {None, "any", "prefer-standby"}


def attempts(url: str, *, writing: bool) -> list[dict[str, str]]:
    """The parameters to connect with, besides the address; one after the other, until a server answers.

    Raises:
        Failure: the address is malformed; it is not repeated, as it may have a password.
    """
    try:
        said = _said(conninfo.conninfo_to_dict(url))
    except ProgrammingError as error:
        raise Failure("The ledger's address is malformed; write it like postgresql://user@host/database.") from error
    if not said.get("connect_timeout", "0").removeprefix("-").isdecimal():
        raise Failure("{place}: connect_timeout must be a whole number of seconds.", place=shown(url))
    usual = {name: value for name, value in LIMITS.items() if name not in said}
    return [usual if kind is None else usual | {"target_session_attrs": kind} for kind in _kinds(said, writing=writing)]


def _kinds(said: dict[str, str], *, writing: bool) -> list[str | None]:
    """Which kind of server is asked for, and which next if there is none."""
    asked = said.get("target_session_attrs")
    several = any("," in said.get(name, "") for name in ("host", "hostaddr"))
    if writing:
        return ["read-write" if several and asked in _LEFT_OPEN else asked]
    if asked == "prefer-standby":
        # The driver asks one host after the other, so libpq cannot prefer any of them.
        return ["standby", "any"]
    return ["read-write", "any"] if several and asked is None else [asked]


def _said(given: Mapping[str, object]) -> dict[str, str]:
    """What the address says, then a service file, then libpq's variables."""
    said = {key: str(value) for key, value in given.items() if value is not None}
    with _service(said.get("service")):
        options = pq.Conninfo.get_defaults()
    around = {
        option.keyword.decode(): option.val.decode()
        for option in options
        if option.val is not None and option.val != option.compiled
    }
    return around | said


@contextmanager
def _service(name: str | None) -> Iterator[None]:
    """A service named in the environment, where alone libpq looks when it is asked for its defaults."""
    before = os.environ.get(_SERVICE)
    if name is not None:
        os.environ[_SERVICE] = name
    try:
        yield
    finally:
        if name is not None:
            os.environ.pop(_SERVICE)
            os.environ.update({} if before is None else {_SERVICE: before})
