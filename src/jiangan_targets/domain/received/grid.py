"""The rows of a sheet from what its file keeps: cells with content, hidden rows and columns, merged ranges."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import Cell, Merged, column_letters
from jiangan_targets.domain.cells.shown import Shown
from jiangan_targets.errors import Failure, message

MAX_COLUMNS = 256
"""Columns that are read; what stands beyond is told as one cell with a problem."""
MAX_EMPTY_ROWS = 1_000
"""Of a run of empty rows no more are delivered; the rows behind them are."""

_LETTERS = [column_letters(number) for number in range(1, MAX_COLUMNS + 1)]


class Area(NamedTuple):
    """A merged range; rows and columns count from 1, and the last ones belong to it."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def name(self) -> str:
        """As spreadsheets write it: `A3:A5`."""
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"


class GridRow(NamedTuple):
    """A row with content: its number from 1, and what its cells show by their columns, both ascending."""

    number: int
    cells: Sequence[tuple[int, Shown]]
    hidden: bool = False


class Grid(NamedTuple):
    """A sheet as a file keeps it: its rows from the top, those without content left out."""

    rows: Iterable[GridRow]
    areas: Sequence[Area] = ()
    hidden_columns: frozenset[int] = frozenset()


def check_apart(areas: Iterable[Area]) -> None:
    """Merged ranges do not overlap: else it is not clear which cell is shown.

    Raises:
        Failure: two do; names one.
    """
    covered = [0] * (MAX_COLUMNS + 1)
    for area in sorted(areas):
        for column in range(area.left, min(area.right, MAX_COLUMNS) + 1):
            if covered[column] >= area.top:
                raise Failure("its merged cells {range} overlap others; unmerge them.", range=area.name)
            covered[column] = area.bottom


def rows_of(grid: Grid) -> Iterator[list[Cell]]:
    """Row after row, as `ReceivedSheet` describes them.

    A row ends after its last cell with content. Long runs of empty rows are shortened. What a merged range covers is
    not shown, so only its first cell keeps its value.
    """
    layout = _Layout(grid)
    last = 0
    for row in grid.rows:
        empty = 0
        for number in range(last + 1, row.number):
            between = layout.cells(GridRow(number, ()))
            empty += not between
            if between or empty <= MAX_EMPTY_ROWS:
                yield between
        last = row.number
        yield layout.cells(row)


class _Layout:
    """Hidden columns and merged ranges, applied to row after row from the top.

    Ranges are swept, not written out cell by cell: a few bytes can merge a whole sheet.
    """

    def __init__(self, grid: Grid) -> None:
        self._hidden = grid.hidden_columns
        self._ahead = deque(sorted(area for area in grid.areas if area.left <= MAX_COLUMNS))
        self._active: list[tuple[Area, Merged]] = []

    def cells(self, row: GridRow) -> list[Cell]:
        """A row's cells; to be asked for every row from 1, also those without content."""
        made: list[Cell] = []
        for column, (value, percent, problem) in row.cells:
            if len(made) < min(column - 1, MAX_COLUMNS):
                made += self._blanks(row, len(made), min(column - 1, MAX_COLUMNS))
            if column > MAX_COLUMNS:
                made.append(_beyond(row.number, column))
                break
            hidden = row.hidden or column in self._hidden
            made.append(Cell(f"{_LETTERS[column - 1]}{row.number}", value, percent, problem, hidden))
        if self._active or (self._ahead and self._ahead[0].top <= row.number):
            self._merge(row, made)
        return made

    def _blanks(self, row: GridRow, first: int, last: int) -> list[Cell]:
        return [
            Cell(f"{_LETTERS[place]}{row.number}", hidden=row.hidden or place + 1 in self._hidden)
            for place in range(first, last)
        ]

    def _merge(self, row: GridRow, made: list[Cell]) -> None:
        """Say of the row's cells which ranges they lie in."""
        self._active = [(area, merged) for area, merged in self._active if area.bottom >= row.number]
        while self._ahead and self._ahead[0].top <= row.number:
            area = self._ahead.popleft()
            anchor = made[area.left - 1].value if area.left <= len(made) else None
            self._active.append((area, Merged(area.name, anchor)))
        for area, merged in self._active:
            right = min(area.right, MAX_COLUMNS)
            made += self._blanks(row, len(made), right)
            for place in range(area.left - 1, right):
                if row.number != area.top or place != area.left - 1:
                    made[place] = Cell(made[place].address, hidden=made[place].hidden)
                made[place] = made[place]._replace(merged=merged)


def _beyond(number: int, column: int) -> Cell:
    told = message("stands beyond column {column}; keep only the table to import.", column=column_letters(MAX_COLUMNS))
    return Cell(f"{column_letters(column)}{number}", problem=told)
