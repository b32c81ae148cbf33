"""What a person decides about a received table when its headings do not: which sheets, columns and rows are meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import column_letters
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.errors import Misuse

_LETTERS = re.compile(r"[A-Z]{1,3}")
_ROWS = re.compile(r"([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6})?)?")
_ROW = re.compile(r"(?<![0-9])[0-9]+$")
_DIGITS = re.compile(r"[0-9]+")


class Choice(NamedTuple):
    """What was chosen; nothing where the table itself decides.

    `names` and `figures` are letters of columns, `rows` the first and the last row (None: to the end). `headings`, by
    letters, are those that the columns of figures had when the choice was kept.
    """

    sheets: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    rows: tuple[int, int | None] | None = None
    headings: Mapping[str, str] = MappingProxyType({})

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not (self.sheets or self.names or self.figures or self.rows)

    def takes_row(self, address: str) -> bool:
        """Whether the row of a cell is one of those that were chosen, or none was."""
        number = _ROW.search(address) if self.rows is not None else None
        if self.rows is None or number is None:
            return True
        first, last = self.rows
        return first <= int(number[0]) and (last is None or int(number[0]) <= last)

    def over(self, kept: Choice) -> Choice:
        """What is chosen here, and what was kept where that says nothing."""
        return Choice(
            self.sheets or kept.sheets,
            self.names or kept.names,
            self.figures or kept.figures,
            self.rows or kept.rows,
            MappingProxyType({}) if self.figures else kept.headings,
        )


def parse_columns(texts: Sequence[str], option: str) -> tuple[str, ...]:
    """Read letters of columns: `D`, `C,D`.

    Raises:
        Misuse: not letters of a column.
    """
    found = [part.strip().upper() for text in texts for part in text.split(",")]
    for part in found:
        if not _LETTERS.fullmatch(part):
            raise Misuse("{option}: “{text}” is no column; write its letters, like D or C,D.", option=option, text=part)
    return tuple(dict.fromkeys(found))


def parse_rows(text: str) -> tuple[int, int | None]:
    """Read the rows to take: `5-40`, `5-` to the end, `7` alone.

    Raises:
        Misuse: not rows, or the last before the first.
    """
    found = _ROWS.fullmatch(text.strip())
    first = int(found[1]) if found else 0
    last = None if found and text.strip().endswith("-") else int(found[2] or found[1]) if found else 0
    if not found or (last is not None and last < first):
        raise Misuse("--rows: “{text}” are no rows; write them like 5-40, or 5- to the end.", text=text)
    return first, last


def rows_text(rows: tuple[int, int | None]) -> str:
    """As `parse_rows` reads them."""
    first, last = rows
    return f"{first}-{last or ''}"


def is_chosen(place: int, letters: Sequence[str]) -> bool:
    """Whether a column, counted from 0, is among the letters."""
    return column_letters(place + 1) in letters


def same_heading(kept: str, shown: str) -> bool:
    """Whether a heading is the one that was kept, another month's aside: `1-9月累计` and `1-10月累计`."""
    first, second = (_DIGITS.sub("#", normal_form(text)) for text in (kept, shown))
    return first == second
