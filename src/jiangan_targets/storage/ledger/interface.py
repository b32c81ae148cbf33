"""What a ledger of records is, wherever it is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

from jiangan_targets.domain.record import Entry

Answer = TypeVar("Answer")


class Decision(NamedTuple, Generic[Answer]):
    """What is to be appended, and what whoever decided wants to know of it."""

    entries: Sequence[Entry]
    answer: Answer


Decide = Callable[[list[Entry]], Decision[Answer]]
"""Makes new entries of the present ones, under the ledger's lock; may raise to refuse."""


class Ledger(Protocol):
    """A year's records: append-only, in one order that decides what is current."""

    @property
    def place(self) -> str:
        """Where it is, to show to people: never with a password."""

    def entries(self) -> list[Entry]:
        """All entries, in the ledger's order.

        Raises:
            Failure: it cannot be read; says what to do.
        """

    def latest(self, targets: Collection[str], on: date, known: datetime | None) -> list[Entry]:
        """Entries that are enough to tell the current record of `targets` as of `on`, as known at `known`."""

    def append(
        self, decide: Decide[Answer], targets: Collection[str] | None = None, *, keep_seals: bool = False
    ) -> Answer:
        """Append what `decide` makes of the present entries, those of `targets` at least; all of it or nothing.

        Nobody appends in between. Check values are made anew unless they are to be kept. Gives back what
        was decided in the end.

        Raises:
            Failure: refused or failed; nothing was recorded.
            OutcomeUnknown: it may have been recorded.
        """
