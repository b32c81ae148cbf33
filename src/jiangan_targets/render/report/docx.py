"""A report on a period as a Word document: in Chinese by GB/T 9704—2012, in English plain. Needs python-docx."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from jiangan_targets.render import word_layout as layout
from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.language import chinese
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.report.page import Column, Level, Page
from jiangan_targets.render.word_imprint import add_imprint
from jiangan_targets.render.word_layout import Type
from jiangan_targets.render.word_package import as_bytes, describe, name_fallbacks
from jiangan_targets.render.word_table import add_table, shared

_RED = "FF0000"
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_HEAD_ABOVE = Mm(35)
_LARGEST_HEAD, _SMALLEST_HEAD, _HEAD_WIDTH = 48, 22, 430
"""In points: a name that is too long for one line goes on in a second, and is never smaller than the title."""

_TITLE_LINE, _FOOT_LINE = 35, 22
_KEPT_TOGETHER = 5 * 28
"""Characters of a paragraph that is not divided between pages."""

_NOTE_SIZE, _NOTE_LINE, _FOOT_SIZE = 9, 14, 10
_WIDTHS = {Column.NUMBER: 8, Column.COMPLETION: 16, Column.GAP: 13, Column.STANDING: 17, Column.AS_OF: 21}
"""Of the annex's columns whose texts are all as long, in mm."""

_ENGLISH_WIDTHS = {Column.COMPLETION: 21}
"""Where a heading is one long word."""

_SHARES = {Column.TARGET: 29, Column.OWNER: 22, Column.FIGURES: 30}
"""What the other columns get of the rest."""

_TO_THE_LEFT = frozenset({Column.TARGET, Column.OWNER})
_RANK_WIDTHS = {"place": 12, "change": 14, "completion": 21, "gap": 17, "growth": 19, "standing": 21, "as_of": 22}
_RANK_SHARES = {"part": 30, "figures": 36}
"""Of the tables of ranks, by the names of their columns."""


def render(page: Page) -> bytes:
    """The document; the same page gives the same bytes."""
    document = docx.Document()
    layout.lay_out(document, official=chinese())
    name_fallbacks(document)
    author = page.foot.signature or page.head.office or page.head.name
    describe(document, page.title, author, page.report.dated)
    _head(document, page)
    _title(document, page.title)
    if page.recipients:
        document.add_paragraph(page.recipients)
    for section in page.sections:
        _indented(document.add_heading(section.heading, level=1))
        for line in section.lines:
            is_heading = line.level is Level.HEADING
            _indented(document.add_heading(line.text, level=2) if is_heading else document.add_paragraph(line.text))
    _signature(document, page)
    _annex(document, page)
    _foot(document, page)
    return as_bytes(document, page.report.dated)


def _indented(paragraph: Paragraph) -> Paragraph:
    """Chinese paragraphs and headings begin two characters in."""
    if chinese():
        layout.indent(paragraph)
    return paragraph


def _head(document: Document, page: Page) -> None:
    """The name in red, the serial number, who prints it and when, and the red line; nothing where nobody is named."""
    head = page.head
    if not head.name and not head.issue:
        return
    if head.name:
        size = max(min(_LARGEST_HEAD, _HEAD_WIDTH * 2 // max(cell_len(head.name), 1)), _SMALLEST_HEAD)
        name = _centred(document, head.name, Type(layout.TITLE_FONT, size, colour=_RED))
        layout.off_the_grid(name, size * 1.3)
        name.paragraph_format.space_before = _HEAD_ABOVE
        document.add_paragraph()
    if head.issue:
        _centred(document, head.issue, Type(layout.BODY_FONT, layout.BODY_SIZE))
    line = document.add_paragraph()
    if head.office:
        characters = layout.CHARACTERS if chinese() else layout.PLAIN_CHARACTERS
        line.add_run(layout.sides(head.office, head.date, characters * 2)[0])
        line.paragraph_format.tab_stops.add_tab_stop(Mm(layout.TEXT_WIDTH), alignment=WD_TAB_ALIGNMENT.RIGHT)
    layout.rule(line, "bottom", _RED, 12)
    for _each in range(2):
        document.add_paragraph()


def _centred(document: Document, text: str, wanted: Type) -> Paragraph:
    paragraph = document.add_paragraph(text)
    layout.set_type(paragraph, wanted)
    paragraph.alignment = _CENTRE
    return paragraph


def _title(document: Document, text: str) -> None:
    title = document.add_paragraph(text, style="Title")
    title.alignment = _CENTRE
    if chinese():
        layout.off_the_grid(title, _TITLE_LINE)
        document.add_paragraph()


def _signature(document: Document, page: Page) -> None:
    """What is annexed, then who signs, centred above a date that ends four characters from the right.

    Last words that are short stay with it: a page of signatures alone could belong to anything. Long ones do not, as
    LibreOffice would begin a page with them.
    """
    document.paragraphs[-1].paragraph_format.keep_with_next = len(document.paragraphs[-1].text) <= _KEPT_TOGETHER
    document.add_paragraph().paragraph_format.keep_with_next = True
    for paragraph in _list_of_annexes(document, page):
        paragraph.paragraph_format.keep_with_next = True
    for _each in range(2 if chinese() else 1):
        document.add_paragraph().paragraph_format.keep_with_next = True
    date_width, name_width = cell_len(page.foot.date) / 2, cell_len(page.foot.signature) / 2
    for text, from_right in (
        (page.foot.signature, max(4 + (date_width - name_width) / 2, 0)),
        (page.foot.date, 4),
    ):
        if text:
            paragraph = document.add_paragraph(text)
            paragraph.alignment = _RIGHT
            if chinese():
                layout.off_the_grid(paragraph, layout.LINE)  # digits in a grid are wider, and not in the middle
            layout.indent(paragraph, from_right, "right")
            paragraph.paragraph_format.keep_with_next = text != page.foot.date


def _list_of_annexes(document: Document, page: Page) -> list[Paragraph]:
    """`附件：…`; where there are several, numbered below each other."""
    lead = _("Annex") + ("：" if chinese() else ": ")
    if page.ranks is None:
        return [_indented(document.add_paragraph(f"{lead}{page.annex.title}"))]
    separator = "." if chinese() else ". "
    first = _indented(document.add_paragraph(f"{lead}1{separator}{page.annex.title}"))
    second = document.add_paragraph(f"2{separator}{page.ranks.title}")
    layout.indent(second, len(lead) + 2 if chinese() else len(lead) / 2)
    return [first, second]


def _annex(document: Document, page: Page) -> None:
    """On a page of its own: a table of all targets; on another, where there are any, those of ranks."""
    _annex_title(document, page.annex.label, page.annex.title)
    fixed = _WIDTHS if chinese() else _WIDTHS | _ENGLISH_WIDTHS
    widths = shared(page.annex.headings, fixed, _SHARES)
    add_table(document, page.annex.headings, (row.cells for row in page.annex.rows), widths, _TO_THE_LEFT)
    if page.ranks is None:
        return
    _annex_title(document, page.ranks.label, page.ranks.title)
    for made in page.ranks.tables:
        heading = document.add_paragraph(made.heading)
        layout.set_type(heading, Type(layout.SUBHEAD_FONT, layout.NUMBER_SIZE if chinese() else 11))
        heading.paragraph_format.keep_with_next = True
        texts = {column.value: title for column, title in made.headings.items()}
        rows = ({column.value: text for column, text in row.items()} for row in made.rows)
        add_table(document, texts, rows, shared(texts, _RANK_WIDTHS, _RANK_SHARES), {"part", "figures"})
        notes = document.add_paragraph(made.notes)
        layout.set_type(notes, Type(layout.BODY_FONT, _NOTE_SIZE))
        for paragraph in (heading, notes):
            layout.off_the_grid(paragraph, layout.LINE if paragraph is heading else _NOTE_LINE)


def _annex_title(document: Document, label: str, title: str) -> None:
    paragraph = document.add_paragraph(label)
    paragraph.paragraph_format.page_break_before = True
    layout.set_type(paragraph, Type(layout.HEAD_FONT, layout.BODY_SIZE if chinese() else 11, bold=not chinese()))
    _title(document, title)


def _foot(document: Document, page: Page) -> None:
    """Whom it is copied to, and who printed it when, below all else (版记)."""
    foot = page.foot
    if chinese():
        add_imprint(document, foot.copy_to, foot.office, foot.printed)
        return
    inside = Length(Mm(layout.TEXT_WIDTH) - 2 * Pt(layout.NUMBER_SIZE))
    printed = layout.sides(foot.office, foot.printed, int(inside.pt / _FOOT_SIZE * 2))[0]
    lines = [text for text in (foot.copy_to, foot.office and printed) if text]
    if not lines:
        return
    layout.off_the_grid(document.add_paragraph(), _FOOT_LINE)
    table = document.add_table(rows=0, cols=1)
    table.autofit = False
    table.columns[0].width = Mm(layout.TEXT_WIDTH)
    layout.set_borders(table, top=8, insideH=6, bottom=8)
    layout.set_margins(table, layout.NUMBER_SIZE * 20)
    for text in lines:
        cell = table.add_row().cells[0]
        cell.width = Mm(layout.TEXT_WIDTH)
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text)
        layout.set_type(paragraph, Type(layout.BODY_FONT, _FOOT_SIZE))
        layout.off_the_grid(paragraph, _FOOT_LINE)
        paragraph.paragraph_format.tab_stops.add_tab_stop(inside, alignment=WD_TAB_ALIGNMENT.RIGHT)
    last = document.add_paragraph()  # no document ends with a table
    layout.off_the_grid(last, 1)
