"""A reminder as plain text for terminals and mail: one fixed width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiangan_targets.render import words
from jiangan_targets.render.drawing.cells import cell_len, pad, wrap
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.reminder.page import Page, Section, Table
from jiangan_targets.render.sheet import Percent, Value

WIDTH = 72
_FIRST_NUMBER = 2


def render(page: Page) -> str:
    """The same lines wherever they are read."""
    lines = [*_head(page)]
    for section in page.sections:
        lines += ["", _("[{heading}]").format(heading=section.name), *owed_lines(section)]
    for table in page.tables:
        lines += ["", _("[{heading}]").format(heading=table.heading), *_table(table)]
    return _joined(lines)


def render_section(page: Page, section: Section, closing: Iterable[str]) -> str:
    """What one department gets, with what is said to it in the end."""
    lines = [*_head(page, f"{section.name} · {words.day(page.day)}"), "", *owed_lines(section)]
    for table in page.tables:
        lines += ["", _("[{heading}]").format(heading=table.heading), *_table(table)]
    return _joined([*lines, "", *(line for text in closing for line in wrap(text, WIDTH))])


def owed_lines(section: Section) -> Iterator[str]:
    """A sentence per period, its targets below."""
    for owed in section.owed:
        yield from _hanging("  ! " if owed.late else "  · ", owed.text)
        for target in owed.targets:
            yield from _hanging("      ", target)


def _head(page: Page, name: str | None = None) -> Iterator[str]:
    heading = page.heading if name is None else name
    yield page.title
    yield heading
    yield "═" * min(max(cell_len(page.title), cell_len(heading)), WIDTH)
    for note in page.notes:
        yield from wrap(note, WIDTH)


def _hanging(start: str, text: str) -> Iterator[str]:
    first, *rest = wrap(text, WIDTH - cell_len(start))
    yield start + first
    yield from (" " * cell_len(start) + line for line in rest)


def _table(table: Table) -> Iterator[str]:
    """Columns as wide as they need to be; figures to the right."""
    rows = [table.columns, *([_cell(value) for value in row] for row in table.rows)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(table.columns))]
    for row in rows:
        cells = (
            pad(cell, width) if column < _FIRST_NUMBER else " " * (width - cell_len(cell)) + cell
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  " + "  ".join(cells)


def _cell(value: Value) -> str:
    return words.percent(value.value) if isinstance(value, Percent) else str(value)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"
