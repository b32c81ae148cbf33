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


class _Layout(NamedTuple):
    """Blanks between columns, whether headings are broken into two lines, and the least cells of a text."""

    gap: int
    broken: bool
    least: int | None


_LAYOUTS = (_Layout(2, False, None), _Layout(2, True, 20), _Layout(1, True, 20), _Layout(1, True, 12))  # noqa: FBT003
"""From the most generous."""

_SHORT = 8
"""Cells of a heading, four Chinese characters."""


def lines(columns: Sequence[TextColumn], width: int) -> list[str]:
    """Heading and rows, no wider than `width` where that can be.

    Headings are broken, columns stand closer and texts are broken; then columns are left out, those with the highest
    `spare` first.
    """
    columns = list(columns)
    while True:
        for layout in _LAYOUTS:
            widths = _widths(columns, layout, width)
            if _total(widths, layout.gap) <= width:
                return list(_drawn(columns, widths, layout.gap))
        spare = max((column.spare for column in columns), default=0)
        if not spare:
            return list(_drawn(columns, widths, layout.gap))
        columns.pop(max(number for number, column in enumerate(columns) if column.spare == spare))


def _widths(columns: Sequence[TextColumn], layout: _Layout, width: int) -> list[int]:
    """Of each column; texts share what is left, each no less than it needs or the least."""
    full = [max(map(cell_len, (column.heading, *column.cells))) for column in columns]
    if layout.least is None:
        return full
    widths = [
        min(needed, layout.least) if column.text else _broken(column) if layout.broken else needed
        for column, needed in zip(columns, full, strict=True)
    ]
    left = width - _total(widths, layout.gap)
    for number, column in enumerate(columns):
        if column.text and left > 0:
            more = min(full[number] - widths[number], left)
            widths[number] += more
            left -= more
    return widths


def _broken(column: TextColumn) -> int:
    """What a column needs when its heading is broken into two lines; a short one never is."""
    least, wide = max(map(cell_len, column.cells), default=1), cell_len(column.heading)
    if wide <= _SHORT:
        return max(least, wide)
    enough = (cells for cells in range(max(least, 1), wide) if _fits(wrap(column.heading, cells), cells))
    return max(least, next(enough, wide))


def _fits(broken: list[str], width: int) -> bool:
    return len(broken) <= 2 and all(cell_len(line) <= width for line in broken)  # noqa: PLR2004 -- two lines


def _total(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


def _drawn(columns: Sequence[TextColumn], widths: Sequence[int], gap: int) -> Iterator[str]:
    headings = [wrap(column.heading, wide) for column, wide in zip(columns, widths, strict=True)]
    high = max(map(len, headings), default=0)
    # Upon the rows: a heading of one line stands in the lower one.
    yield from _row([[""] * (high - len(heading)) + heading for heading in headings], columns, widths, gap)
    for row in zip(*(column.cells for column in columns), strict=True):
        cells = [
            _fitted(cell, wide) if column.text and cell_len(cell) > wide else [cell]
            for cell, column, wide in zip(row, columns, widths, strict=True)
        ]
        yield from _row(cells, columns, widths, gap)


def _fitted(cell: str, width: int) -> list[str]:
    """A text broken at blanks; a word that is longer than the column, as a name without blanks may be, within it."""
    return [piece for line in wrap(cell, width) for piece in _pieces(line, width)]


def _pieces(line: str, width: int) -> Iterator[str]:
    piece = ""
    for character in line:
        if piece and cell_len(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def _row(cells: Sequence[list[str]], columns: Sequence[TextColumn], widths: Sequence[int], gap: int) -> Iterator[str]:
    for parts in zip_longest(*cells, fillvalue=""):
        aligned = (
            pad(part, wide) if column.text else " " * (wide - cell_len(part)) + part
            for part, column, wide in zip(parts, columns, widths, strict=True)
        )
        yield (" " * gap).join(aligned).rstrip()
