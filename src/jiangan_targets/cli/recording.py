"""Who writes, and when: the clock, chance and the login name, handed down as values; and the writing down."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

from jiangan_targets.cli import options
from jiangan_targets.domain.identifier import RANDOM_BYTES, new_id
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.recording import Desk, Recorded, refuse_doubtful
from jiangan_targets.storage.ledger.opening import Ledger


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


Take = Callable[[list[Entry]], list[Recorded]]
"""Makes records of what was reported, given the entries there are."""


def write_down(ledger: Ledger, take: Take, targets: Collection[str], *, force: bool) -> list[Recorded]:
    """Append what `take` makes of the entries there are, under the ledger's lock; all of it or nothing.

    Raises:
        Failure: a figure is hard to believe, and `force` is not given; nothing was recorded.
    """
    taken: list[Recorded] = []

    def decide(entries: list[Entry]) -> list[Entry]:
        taken[:] = take(entries)
        if not force:
            refuse_doubtful(taken)
        return [item.record for item in taken]

    ledger.append(decide, targets)
    return taken


def _login_name() -> str | None:
    for variable in ("LOGNAME", "USER"):
        if name := os.environ.get(variable):
            return name
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return None
