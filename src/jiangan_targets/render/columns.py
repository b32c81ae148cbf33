"""Tables of plain text in columns, quick however many rows there are: rich takes a millisecond for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from jiangan_targets.render.drawing.cells import cell_len, pad, wrap


class TextColumn(NamedTuple):
    """A column's heading and cells; a `text` stands left and may be broken, all else stands right and may not."""

    heading: str
    cells: Sequence[str]
    text: bool = False
    spare: int = 0

    @property
    def width(self) -> int:
        """In cells, of the longest."""
        return max(map(cell_len, (self.heading, *self.cells)))


_LEAST_TEXT = 12
_GAPS = (2, 1)


def lines(columns: Sequence[TextColumn], width: int) -> list[str]:
    """Heading and rows, no wider than `width` where that can be.

    Columns stand closer, then texts are broken, then columns are left out, those with the highest `spare` first.
    """
    columns = list(columns)
    while True:
        for gap in _GAPS:
            widths = _widths(columns, gap, width)
            if sum(widths) + gap * (len(columns) - 1) <= width:
                return list(_drawn(columns, widths, gap))
        spare = max((column.spare for column in columns), default=0)
        if not spare:
            return list(_drawn(columns, widths, gap))
        last = max(number for number, column in enumerate(columns) if column.spare == spare)
        columns.pop(last)


def _widths(columns: Sequence[TextColumn], gap: int, width: int) -> list[int]:
    """Of each column; texts share what is left, each no less than it needs or `_LEAST_TEXT`."""
    widths = [min(column.width, _LEAST_TEXT) if column.text else column.width for column in columns]
    left = width - sum(widths) - gap * (len(columns) - 1)
    for number, column in enumerate(columns):
        if column.text and left > 0:
            more = min(column.width - widths[number], left)
            widths[number] += more
            left -= more
    return widths


def _drawn(columns: Sequence[TextColumn], widths: Sequence[int], gap: int) -> Iterator[str]:
    for row in ([column.heading for column in columns], *zip(*(column.cells for column in columns), strict=True)):
        cells = [
            wrap(cell, wide) if column.text and cell_len(cell) > wide else [cell]
            for cell, column, wide in zip(row, columns, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            aligned = (
                pad(part, wide) if column.text else " " * (wide - cell_len(part)) + part
                for part, column, wide in zip(parts, columns, widths, strict=True)
            )
            yield (" " * gap).join(aligned).rstrip()
