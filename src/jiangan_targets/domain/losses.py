"""What a ledger has lost against what was seen of it before."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class SeenEntry(NamedTuple):
    """What is remembered of an entry: its id, the check value over its content, and the day it was written down."""

    id: str
    check: str
    day: date


class Losses(NamedTuple):
    """Entries seen before that are gone, or say something else now; others that came in between, and a new order."""

    missing: tuple[SeenEntry, ...] = ()
    changed: tuple[SeenEntry, ...] = ()
    inserted: tuple[SeenEntry, ...] = ()
    reordered: bool = False

    @property
    def any(self) -> bool:
        """Whether something was lost; what came in between is none, since a merge puts it there."""
        return bool(self.missing or self.changed or self.reordered)


def losses(seen: Sequence[SeenEntry], now: Sequence[SeenEntry]) -> Losses:
    """Compare what was seen of a ledger with what it holds now, each in the ledger's order."""
    checks: dict[str, set[str]] = {}
    for entry in now:
        checks.setdefault(entry.id, set()).add(entry.check)
    known = {entry.id for entry in seen}
    places: dict[str, int] = {}
    for place, entry in enumerate(now):
        places.setdefault(entry.id, place)
    order = [places[identifier] for identifier in dict.fromkeys(entry.id for entry in seen) if identifier in places]
    last = max(order, default=0)
    return Losses(
        missing=tuple(entry for entry in seen if entry.id not in checks),
        changed=tuple(entry for entry in seen if entry.id in checks and entry.check not in checks[entry.id]),
        inserted=tuple(entry for entry in now[:last] if entry.id not in known),
        reordered=order != sorted(order),
    )
