"""A damaged ledger made readable again, whatever it is kept in: what that answers, and what does it."""

from pathlib import Path
from typing import NamedTuple, Protocol

from jiangan_targets.errors import Message


class Dropped(NamedTuple):
    """Lines that are left out, from which line on, and why."""

    line: int
    reason: Message
    text: str


class Repaired(NamedTuple):
    """What a repair kept and dropped, and the files that it wrote; the last one is the copy beside the ledger."""

    kept: int
    dropped: list[Dropped]
    merged: tuple[int, int] | None
    """How many records only the one and only the other side of a merge conflict had."""
    written: list[Path]


class Repairable(Protocol):
    """A ledger that can be damaged."""

    @property
    def place(self) -> str:
        """Where it is, to show to people."""

    def repair(self, *, in_place: bool) -> Repaired | None:
        """Write it anew with the records that can be understood: as a copy beside it, or in its place.

        In its place the damaged one is kept as the copy. None when there is nothing to repair.

        Raises:
            Failure: it is too large, gone, or cannot be written; it is as it was.
        """
