"""What this machine has seen of a ledger, compared after whatever reads or writes all of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from jiangan_targets.cli import output
from jiangan_targets.domain.losses import Losses
from jiangan_targets.domain.record import Entry
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger import seen
from jiangan_targets.storage.ledger.interface import Ledger
from jiangan_targets.storage.workspace.locate import state_file


def look(ledger: Ledger, *, accept: bool = False) -> Losses:
    """Compare a ledger with what was seen of it, and keep what is new.

    Raises:
        Failure: the ledger cannot be read, or what was seen cannot be kept.
    """
    path = state_file(ledger.place, os.environ)
    if path is None:
        raise Failure("What this machine sees of the records is not remembered: there is no home folder.")
    try:
        return seen.look(ledger, path, accept=accept)
    except OSError as error:
        raise Failure(
            "What this machine sees of the records is not remembered: {folder} must be a folder of your own "
            "that is closed to others (mode 0700), with room.",
            folder=Path(path).parent,
        ) from error


def tell_losses(ledger: Ledger, recorded: Iterable[Entry] | None = None) -> None:
    """Tell what is missing after something was recorded, best effort: what is recorded is recorded.

    Whoever needs no more than parts of it says what was `recorded`: of a long one that is only noted for the next look.
    """
    path = state_file(ledger.place, os.environ)
    if recorded is not None and ledger.read_in_parts and path is not None and seen.is_long(path):
        with suppress(OSError):
            seen.note(path, recorded)
        return
    try:
        found = look(ledger)
    except Failure:
        return
    if found.any:
        from jiangan_targets.render.vouch import lost_in_short

        output.tell(lost_in_short(found, ledger.place))
