"""The cells and sheets of a table that somebody sent: what they show, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.errors import Message


class Cell(NamedTuple):
    """A cell as it is shown: `problem` says why its value cannot be used, `percent` that 0.07 is shown as 7 %."""

    address: str
    value: str | Decimal | date | None = None
    percent: bool = False
    problem: Message | None = None

    @property
    def text(self) -> str:
        """Its content as text."""
        return "" if self.value is None else str(self.value).strip()


class ReceivedSheet(NamedTuple):
    """A sheet's rows from the top; `name` is None where a file has only one."""

    name: str | None
    rows: Iterable[list[Cell]]


def column_letters(number: int) -> str:
    """A column as spreadsheets name it: 1 → A, 28 → AB."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
