"""The cells and sheets of a table that somebody sent: what they show, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.errors import Message

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Merged(NamedTuple):
    """A merged range, `A3:A5`, and what its first cell, the anchor, shows."""

    name: str
    anchor: str | Decimal | date | None

    @property
    def down(self) -> bool:
        """Whether it covers several rows."""
        first, _, last = self.name.partition(":")
        return first.lstrip(_LETTERS) != last.lstrip(_LETTERS)


class Cell(NamedTuple):
    """A cell as it is shown.

    `percent` says that 0.07 is shown as 7 %, `problem` why the value cannot be used, `hidden` that its row or column
    is not shown (hidden, filtered out, or without height or width). Every cell of a merged range has `merged`; all
    but its anchor have no value of their own.
    """

    address: str
    value: str | Decimal | date | None = None
    percent: bool = False
    problem: Message | None = None
    hidden: bool = False
    merged: Merged | None = None

    @property
    def text(self) -> str:
        """Its content as text."""
        if isinstance(self.value, Decimal):
            return f"{self.value:f}"
        return "" if self.value is None else str(self.value).strip()


class ReceivedSheet(NamedTuple):
    """A sheet's rows from the top; `name` is None where the file's format has only one, without a name.

    A cell's place in its row is its column; a row ends after its last cell with content, so one without any is empty.
    A row's number stands in the addresses of its cells: of a long run of empty rows only the first are delivered.
    `problem` says why the sheet cannot be read; then it has no rows.
    """

    name: str | None
    rows: Iterable[list[Cell]]
    problem: Message | None = None


def column_letters(number: int) -> str:
    """A column as spreadsheets name it: 1 → A, 28 → AB."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """The reverse of `column_letters`: AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
