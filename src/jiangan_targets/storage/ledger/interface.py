"""What a ledger of records is, wherever it is kept."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, Self, TypeVar

from jiangan_targets.domain.record import Entry

if TYPE_CHECKING:
    from jiangan_targets.domain.finding import Finding

Answer = TypeVar("Answer")


class Decision(NamedTuple, Generic[Answer]):
    """What is to be appended, and what whoever decided wants to know of it."""

    entries: Sequence[Entry]
    answer: Answer


Decide = Callable[[list[Entry]], Decision[Answer]]
"""Makes new entries of the present ones, under the ledger's lock; may raise to refuse."""


UNMARKED = ""
"""The mark of an empty ledger."""


class Growth(NamedTuple):
    """The entries that a ledger got behind those of a mark, and the mark of all it holds now."""

    entries: list[Entry]
    mark: str


class Ledger(Protocol):
    """A year's records: append-only, in one order that decides what is current."""

    @property
    def place(self) -> str:
        """Where it is, to show to people: never with a password."""

    @property
    def read_in_parts(self) -> bool:
        """Whether a part of it can be read without reading all."""

    def __enter__(self) -> Self:
        """Keep open what several operations need."""

    def __exit__(self, *_error: object) -> None: ...

    def entries(self) -> list[Entry]:
        """All entries, in the ledger's order.

        Raises:
            Failure: it cannot be read; says what to do.
        """

    def latest(self, targets: Collection[str], on: date, known: datetime | None) -> list[Entry]:
        """Entries that are enough to tell the current record of `targets` as of `on`, as known at `known`."""

    def append(
        self,
        decide: Decide[Answer],
        targets: Collection[str] | None = None,
        *,
        around: date | None = None,
        keep_seals: bool = False,
    ) -> Answer:
        """Append what `decide` makes of the present entries, those of `targets` at least; all of it or nothing.

        With `around`, of each target at least the record that counts on that day, and on the next day that has one.
        Nobody appends in between. Check values are made anew unless they are to be kept. Gives back what was
        decided in the end.

        Raises:
            Failure: refused or failed; nothing was recorded.
            OutcomeUnknown: it may have been recorded.
        """

    def left_out(self) -> list["Finding"]:
        """What was put there that is no entry and is in none of the answers, by its id; a file has all or nothing.

        Raises:
            Failure: it cannot be read.
        """

    def growth(self, mark: str) -> Growth | None:
        """What came behind the entries that `mark` stands for; None when the ledger does not begin with them any more.

        Quick, however long the ledger is; a check value is believed. A mark fits ledgers of its own kind only.

        Raises:
            Failure: it cannot be read.
        """
