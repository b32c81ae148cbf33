"""Who writes, and when: the clock, chance and the login name, handed down as values."""

from __future__ import annotations

import os

from jiangan_targets.cli import options
from jiangan_targets.domain.identifier import RANDOM_BYTES, new_id
from jiangan_targets.domain.reporting import Desk


def open_desk(by: str | None, year: int) -> Desk:
    """A desk at this moment; `by` is the login name when it is left out."""
    now = options.now()
    return Desk(
        by=by or _login_name(),
        now=now.replace(microsecond=0),
        today=now.date(),
        year=year,
        make_id=lambda: new_id(now, os.urandom(RANDOM_BYTES)),
    )


def _login_name() -> str | None:
    for variable in ("LOGNAME", "USER"):
        if name := os.environ.get(variable):
            return name
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return None
