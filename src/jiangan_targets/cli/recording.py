"""Writing records down: who writes and when, and the appending under the ledger's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import date

from jiangan_targets.cli import clock
from jiangan_targets.domain.identifier import RANDOM_BYTES
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.recording import Provenance, Recorded, refuse_doubtful
from jiangan_targets.domain.text import is_text
from jiangan_targets.storage.ledger.interface import Decision, Ledger


def provenance_of(by: str | None) -> Provenance:
    """Who writes at this moment: `by`, or the login name when that is left out."""
    return Provenance(by or _login_name(), clock.now(), os.urandom(RANDOM_BYTES))


def append_records(
    ledger: Ledger, make: Callable[[list[Entry]], list[Recorded]], targets: Collection[str], on: date, *, force: bool
) -> list[Recorded]:
    """Append the records that `make` gives, under the ledger's lock; all of it or nothing.

    It sees of the entries there are those that tell how `targets` stand on a day, and next.

    Raises:
        Failure: a figure is hard to believe, and `force` is not given; nothing was recorded.
    """

    def decide(entries: list[Entry]) -> Decision[list[Recorded]]:
        new = make(entries)
        if not force:
            refuse_doubtful(new)
        return Decision([item.record for item in new if item.is_new], new)

    return ledger.append(decide, targets, around=on)


def _login_name() -> str | None:
    for variable in ("LOGNAME", "USER"):
        if (name := os.environ.get(variable)) and is_text(name):
            return name
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return None
