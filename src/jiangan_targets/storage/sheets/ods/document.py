"""The sheets of an OpenDocument spreadsheet: rows and cells that may be repeated, hidden ones, merged ranges.

All sheets stand in one part, which is read once and kept in its short form: what is repeated is not written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.domain.cells.shown import Shown
from jiangan_targets.domain.received.grid import MAX_COLUMNS, Area, Grid, GridRow, check_apart
from jiangan_targets.errors import Failure
from jiangan_targets.storage.archive import Archive
from jiangan_targets.storage.markup import read
from jiangan_targets.storage.sheets.ods.cell import shown

MAX_ROWS = 1_048_576

_NAMESPACES = {
    **{f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0": name for name in ("table", "text", "office", "style")},
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
# Comments, drawings and old versions stand among the cells but are not in them.
_APART = {"office:annotation", "office:forms", "table:shapes", "table:tracked-changes"}
_CELL, _COVERED = "table:table-cell", "table:covered-table-cell"
_PARAGRAPHS = {"text:p", "text:h"}
_SIGNS = {"text:tab": "\t", "text:line-break": "\n"}
_NO_SIZE = re.compile(r"0+(?:\.0*)?[a-z]*")
_MAX_BLANKS = 20
"""No element stands for many more characters than it has."""
_MAX_TABLES = 2_000


class _Row(NamedTuple):
    """A row and how often it is repeated; what its cells show, with their first and last columns."""

    number: int
    times: int
    hidden: bool
    cells: list[tuple[int, int, Shown]]


class _Table:
    """A sheet, as far as it is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[_Row] = []
        self.areas: list[Area] = []
        self.hidden_columns: set[int] = set()
        self.columns = 0
        self.row = 1
        self.column = 1

    def grid(self) -> Grid:
        """Its rows, each as often as it is repeated.

        Raises:
            Failure: its merged ranges overlap.
        """
        check_apart(self.areas)
        return Grid(self._repeated(), self.areas, frozenset(self.hidden_columns))

    def _repeated(self) -> Iterator[GridRow]:
        for row in self.rows:
            cells = [
                (column, each)
                for first, last, each in row.cells
                for column in range(first, min(last, max(first, MAX_COLUMNS + 1)) + 1)
            ]
            for number in range(row.number, row.number + row.times):
                yield GridRow(number, cells, row.hidden)


def sheets(archive: Archive, path: Path) -> Iterator[tuple[str, Callable[[], Grid]]]:
    """The visible sheets, in the document's order, each with what makes its rows.

    Raises:
        Failure: it has a password, or is hostile.
        ValueError, KeyError and what `zipfile` and `expat` raise: it is damaged.
    """
    with archive.part("META-INF/manifest.xml") as manifest:
        if b"encryption-data" in manifest.read():
            raise Failure("{path} has a password; open it and save it without one.", path=path)
    document = _Document()
    for _ in read(archive.part("content.xml"), document, path):
        pass
    for table in document.tables:
        yield table.name, table.grid


@lru_cache(maxsize=1024)
def _short(name: str) -> str:
    """A name as documents usually abbreviate it: `table:table-cell`."""
    namespace, _, local = name.rpartition(" ")
    return f"{_NAMESPACES.get(namespace, '')}:{local}"


def _times(told: dict[str, str], name: str) -> int:
    times = int(told.get(name, "1"))
    if not 0 < times <= MAX_ROWS:
        raise ValueError(times)
    return times


class _Document:
    """Makes tables of the elements of a document."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._not_shown: set[tuple[str, str]] = set()
        self._style = ("", "")
        self._apart = 0
        self._table = _Table("")
        self._row: dict[str, str] = {}
        self._cells: list[tuple[int, int, Shown]] = []
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] | None = None
        self._paragraph = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = _short(name)
        if self._apart or short in _APART or short.startswith("draw:"):
            self._apart += 1
            return
        told = {_short(key): value for key, value in attributes.items()}
        if short in {_CELL, _COVERED}:
            self._cell, self._pieces = told, None
        elif self._cell is not None:
            self._start_text(short, told)
        elif short == "table:table-row":
            self._row, self._cells, self._table.column = told, [], 1
        elif short == "table:table-column":
            self._start_column(told)
        elif short == "table:table":
            self._table = _Table(told["table:name"])
            if len(self.tables) >= _MAX_TABLES:
                raise ValueError(len(self.tables))
            if ("table", told.get("table:style-name", "")) not in self._not_shown:
                self.tables.append(self._table)
        elif short.startswith("style:"):
            self._start_style(short, told)

    def end(self, name: str) -> None:
        short = _short(name)
        if self._apart:
            self._apart -= 1
        elif short in {_CELL, _COVERED}:
            self._end_cell(covered=short == _COVERED)
        elif short == "table:table-row":
            self._end_row()
        elif short in _PARAGRAPHS:
            self._paragraph = False

    def text(self, text: str) -> None:
        if self._paragraph and self._pieces is not None and not self._apart:
            self._pieces.append(text)

    def _start_text(self, short: str, told: dict[str, str]) -> None:
        if short in _PARAGRAPHS:
            self._pieces = [] if self._pieces is None else [*self._pieces, "\n"]
            self._paragraph = True
        elif short == "text:s":
            self.text(" " * min(int(told.get("text:c", "1")), _MAX_BLANKS))
        elif short in _SIGNS:
            self.text(_SIGNS[short])

    def _start_style(self, short: str, told: dict[str, str]) -> None:
        """Remember the styles that hide a table, or leave a row or column without size."""
        if short == "style:style":
            self._style = (told.get("style:family", ""), told.get("style:name", ""))
        sizes = (told.get("style:row-height", ""), told.get("style:column-width", ""))
        if told.get("table:display") == "false" or any(_NO_SIZE.fullmatch(size) for size in sizes):
            self._not_shown.add(self._style)

    def _hidden(self, family: str, told: dict[str, str]) -> bool:
        visible = told.get("table:visibility", "visible") == "visible"
        return not visible or (family, told.get("table:style-name", "")) in self._not_shown

    def _start_column(self, told: dict[str, str]) -> None:
        first = self._table.columns + 1
        self._table.columns += _times(told, "table:number-columns-repeated")
        if self._hidden("table-column", told):
            self._table.hidden_columns.update(range(first, min(self._table.columns, MAX_COLUMNS) + 1))

    def _end_cell(self, *, covered: bool) -> None:
        told, table = self._cell or {}, self._table
        self._cell, self._paragraph = None, False
        first = table.column
        table.column += _times(told, "table:number-columns-repeated")
        down, across = _times(told, "table:number-rows-spanned"), _times(told, "table:number-columns-spanned")
        if down > 1 or across > 1:
            table.areas.append(Area(table.row, table.row + down - 1, first, first + across - 1))
        # What lies under a merged range is kept in the file but not shown.
        content = Shown() if covered else shown(told, None if self._pieces is None else "".join(self._pieces))
        if content.value is not None or content.problem is not None:
            self._cells.append((first, table.column - 1, content))

    def _end_row(self) -> None:
        table, first = self._table, self._table.row
        times = _times(self._row, "table:number-rows-repeated")
        table.row += times
        if table.row > MAX_ROWS + 1:
            raise ValueError(table.row)
        if self._cells:
            table.rows.append(_Row(first, times, self._hidden("table-row", self._row), self._cells))
