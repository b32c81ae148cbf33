"""Several districts as a workbook, a sheet for each table. Needs openpyxl."""

from __future__ import annotations

from jiangan_targets.domain.comparison import Comparison
from jiangan_targets.domain.overview import Overview
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.overview.composing import compose
from jiangan_targets.render.overview.page import Page, Table
from jiangan_targets.render.sheet import Sheet
from jiangan_targets.render.workbook import plain_workbook

_NAMED = 50


def render(found: Overview | Comparison, _style: Style) -> bytes:
    """The workbook; the same districts give the same bytes."""
    page = compose(found, _NAMED)
    sheets = [_sheet(page, table, is_first=not number) for number, table in enumerate(page.tables)]
    return plain_workbook(sheets or [_sheet(page, Table(page.title, [], []), is_first=True)], found.day.on)


def _sheet(page: Page, table: Table, *, is_first: bool) -> Sheet:
    texts = tuple(number for number, column in enumerate(table.columns, start=1) if column.text)
    return Sheet(
        name=table.name,
        title=page.title if is_first else table.name,
        lines=[*page.lines, *page.notes] if is_first else page.lines[:1],
        headings=[column.heading for column in table.columns],
        rows=table.rows,
        texts=texts,
        name_column=min(texts, default=1),
    )
