"""A worksheet of an .xlsx file: its cells as they are shown, its hidden rows and columns, its merged ranges.

The part is read twice: once for what stands behind the cells (merged ranges) and for damage, and once for the cells,
row by row, so that a long sheet costs no memory. The size that a sheet states of itself is not believed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

from jiangan_targets.domain.cells.cell import column_number
from jiangan_targets.domain.cells.number_format import NumberFormat
from jiangan_targets.domain.cells.shown import SIGNIFICANT_DIGITS, WITHOUT_RESULT, Shown, failed, without_noise
from jiangan_targets.domain.received.grid import MAX_COLUMNS, Area, Grid, GridRow, check_apart
from jiangan_targets.storage.markup import elements, read

MAIN_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
MAX_ROWS = 1_048_576
_MAX_COLUMN = 16_384
_MAX_LETTERS = 3

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?")
_NOTHING = Shown()
_DIGITS = "0123456789"
_TRUE = {"1", "true", "on"}


_LOCAL = {f"{space} {name}": name for space in MAIN_NAMESPACES for name in ("row", "c", "v", "t", "f", "rPh")}


class Book(NamedTuple):
    """What the cells of a workbook refer to: texts and number formats by their places, and the days' beginning."""

    texts: list[str]
    formats: list[NumberFormat]
    from_1904: bool


def read_worksheet(opened: Callable[[], IO[bytes]], book: Book, path: Path) -> Grid:
    """The sheet in a part that can be opened again and again; its rows are read when they are asked for.

    Raises:
        Failure: its merged ranges overlap, or the part is hostile.
        ValueError and what `zipfile` and `expat` raise: it is damaged; also while the rows are read.
    """
    hidden, areas = set[int](), set[Area]()
    columns, merges = names("col"), names("mergeCell")
    for name, told in elements(opened(), path, columns | merges):
        if name in columns:
            if told.get("hidden") in _TRUE or _is_zero(told.get("width")):
                hidden.update(range(int(told["min"]), min(int(told["max"]), MAX_COLUMNS) + 1))
        elif area := _area(told["ref"]):
            areas.add(area)
    check_apart(areas)
    return Grid(_rows(opened, book, path), sorted(areas), frozenset(hidden))


def unescaped(text: str) -> str:
    """A text of a workbook with the signs that XML cannot have: `_x000D_` is a carriage return."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def names(*local: str) -> set[str]:
    """Elements' names in each of the namespaces of workbooks."""
    return {f"{namespace} {name}" for namespace in MAIN_NAMESPACES for name in local}


def _is_zero(size: str | None) -> bool:
    return size is not None and float(size) == 0


def _area(reference: str) -> Area | None:
    """A merged range, or None for a single cell."""
    first, _, last = reference.partition(":")
    (left, top), (right, bottom) = _place(first), _place(last or first)
    if top > bottom or left > right:
        raise ValueError(reference)
    return None if (top, left) == (bottom, right) else Area(top, bottom, left, right)


def _place(reference: str) -> tuple[int, int]:
    """Column and row of `B5`.

    Raises:
        ValueError: it is no such reference.
    """
    found = _REFERENCE.fullmatch(reference)
    if not found or (row := int(found[2])) > MAX_ROWS:
        raise ValueError(reference)
    return _column(found[1]), row


@cache
def _column(letters: str) -> int:
    """The number of a column: A → 1, AB → 28.

    Raises:
        ValueError: there is no such column.
    """
    if not (0 < len(letters) <= _MAX_LETTERS and letters.isascii() and letters.isalpha() and letters.isupper()):
        raise ValueError(letters)
    number = column_number(letters)
    if number > _MAX_COLUMN:
        raise ValueError(letters)
    return number


def _rows(opened: Callable[[], IO[bytes]], book: Book, path: Path) -> Iterator[GridRow]:
    handler = _Rows(book)
    for _ in read(opened(), handler, path):
        yield from handler.finished
        handler.finished.clear()


class _Rows:
    """Makes rows of the elements of a worksheet."""

    def __init__(self, book: Book) -> None:
        self.finished: list[GridRow] = []
        self._book = book
        self._cells: list[tuple[int, Shown]] = []
        self._row = self._column = 0
        self._hidden = self._pronounced = self._open = False
        self._has_formula = self._has_value = False
        self._told: dict[str, str] = {}
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _LOCAL.get(name)
        if local in {"v", "t"}:
            self._open = self._has_value = not self._pronounced
        elif local == "c":
            self._told = attributes
            self._pieces = []
            self._has_formula = self._has_value = False
        elif local == "f":
            self._has_formula = True
        elif local == "row":
            self._begin_row(attributes)
        elif local == "rPh":
            self._pronounced = True

    def end(self, name: str) -> None:
        local = _LOCAL.get(name)
        if local == "c":
            self._end_cell()
        elif local in {"v", "t"}:
            self._open = False
        elif local == "row" and self._cells:
            self.finished.append(GridRow(self._row, self._cells, self._hidden))
        elif local == "rPh":
            self._pronounced = False

    def text(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)

    def _begin_row(self, told: dict[str, str]) -> None:
        number = int(told.get("r", self._row + 1))
        if not self._row < number <= MAX_ROWS:
            raise ValueError(number)
        self._row, self._column, self._cells = number, 0, []
        self._hidden = told.get("hidden") in _TRUE or _is_zero(told.get("ht"))

    def _end_cell(self) -> None:
        reference = self._told.get("r")
        if reference is None:
            column = self._column + 1
        else:
            letters = reference.rstrip(_DIGITS)
            column = _column(letters)
            if column <= self._column or reference[len(letters) :] != str(self._row):
                raise ValueError(reference)
        self._column = column
        if self._has_value or self._has_formula:
            shown = self._shown("".join(self._pieces))
            if shown.value is not None or shown.problem is not None:
                self._cells.append((column, shown))

    def _shown(self, text: str) -> Shown:
        """What the cell shows; nothing where it has only blanks."""
        kind = self._told.get("t", "n")
        if self._has_formula and (not self._has_value or (not text and kind != "str")):
            return WITHOUT_RESULT
        if not text or text.isspace():
            return _NOTHING
        style = self._book.formats[int(self._told.get("s", "0"))]
        if kind == "n":
            return style.show(_number(text), from_1904=self._book.from_1904)
        if kind == "s":
            return style.show_text(self._book.texts[_index(text)])
        if kind == "e":
            return failed(text)
        if kind == "b":
            return Shown("TRUE" if text == "1" else "FALSE")
        if kind == "d":
            return style.show(Decimal((date.fromisoformat(text[:10]) - date(1899, 12, 30)).days))
        if kind not in {"str", "inlineStr"}:
            raise ValueError(kind)
        return style.show_text(unescaped(text))


def _number(text: str) -> Decimal:
    """A number of the file; Excel writes the binary fraction's seventeen digits.

    Raises:
        ValueError: it is none.
    """
    if len(text) <= SIGNIFICANT_DIGITS and text.isascii() and text.isdigit():
        return Decimal(text)
    if not _NUMBER.fullmatch(text) or not math.isfinite(number := float(text)):
        raise ValueError(text)
    return without_noise(number)


def _index(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)
