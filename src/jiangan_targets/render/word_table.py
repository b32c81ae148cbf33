"""A table in a Word document whose header stands on each page and whose rows are not split. Needs python-docx."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from jiangan_targets.render import word_layout as layout
from jiangan_targets.render.language import chinese
from jiangan_targets.render.word_layout import Type

Key = TypeVar("Key")

_LINE = 12
_CELL_MARGIN = 45
_PLAIN_SIZE = 8.5


def shared(keys: Collection[Key], fixed: Mapping[Key, float], shares: Mapping[Key, float]) -> dict[Key, Mm]:
    """The widths of columns: some are fixed, in mm, the others share what is left of the printed area."""
    rest = layout.TEXT_WIDTH - sum(fixed[key] for key in keys if key in fixed)
    whole = sum(share for key, share in shares.items() if key in keys)
    return {key: Mm(fixed[key] if key in fixed else rest * shares[key] / whole) for key in keys}


def add_table(
    document: Document,
    headings: Mapping[Key, str],
    rows: Iterable[Mapping[Key, str]],
    widths: Mapping[Key, Mm],
    to_the_left: Collection[Key],
) -> None:
    """Add a table in the middle of the page; all but the columns `to_the_left` are centred."""
    table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    layout.set_margins(table, _CELL_MARGIN)
    size = layout.TABLE_SIZE if chinese() else _PLAIN_SIZE
    for place, key in enumerate(headings):
        table.columns[place].width = widths[key]
    _fill(table.rows[0], headings, widths, Type(layout.HEAD_FONT, size, bold=not chinese()), ())
    table.rows[0]._tr.get_or_add_trPr().append(layout.tag("tblHeader"))  # noqa: SLF001 -- python-docx has no such key
    for row in rows:
        cells = {key: row[key] for key in headings}
        _fill(table.add_row(), cells, widths, Type(layout.BODY_FONT, size), to_the_left)


def _fill(
    row: _Row,
    texts: Mapping[Key, str],
    widths: Mapping[Key, Mm],
    wanted: Type,
    to_the_left: Collection[Key],
) -> None:
    row._tr.get_or_add_trPr().append(layout.tag("cantSplit"))  # noqa: SLF001
    for cell, (key, text) in zip(row.cells, texts.items(), strict=True):
        cell.width = widths[key]
        _write(cell, text, wanted, left=key in to_the_left)


def _write(cell: _Cell, text: str, wanted: Type, *, left: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text)
    layout.set_type(paragraph, wanted)
    if not left:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    layout.off_the_grid(paragraph, _LINE)
