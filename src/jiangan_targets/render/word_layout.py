"""The layout of official documents in Word: fonts, grid, margins, page numbers. Needs python-docx.

By GB/T 9704—2012 (党政机关公文格式): A4 with margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters on a page,
the title in 小标宋 of size 2 (22 pt), all else in 仿宋 of size 3 (16 pt), headings in 黑体 and 楷体, page numbers
`— 1 —` of size 4 (14 pt) on the outer side.
"""

from __future__ import annotations

from typing import NamedTuple

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from jiangan_targets.render.drawing.cells import cell_len, wrap

TITLE_FONT, BODY_FONT, HEAD_FONT, SUBHEAD_FONT, NUMBER_FONT = (
    *("方正小标宋简体", "仿宋_GB2312", "黑体"),
    *("楷体_GB2312", "宋体"),
)
LATIN_FONT = "Times New Roman"
TITLE_SIZE, BODY_SIZE, NUMBER_SIZE, TABLE_SIZE = 22, 16, 14, 9
TEXT_WIDTH = 156
"""Of the printed area, in mm."""

CHARACTERS, PLAIN_CHARACTERS = 28, 40
"""Chinese ones on a line of the body, by the standard and where it is plain."""

_LINE_PITCH = 579
"""A twenty-second of 225 mm, in twentieths of a point."""

LINE = _LINE_PITCH / 20
"""The same in points."""

_CHARACTER_SPACE = -842
"""What a twenty-eighth of 156 mm is more than 16 pt, in 4096ths of a point."""

_CONDENSED = 98
"""Percent of a character's own width: one that is wider than its cell would take two of them in LibreOffice."""

_PLAIN_BODY, _PLAIN_TITLE = 11, 16

_GAP = 4
"""Half characters between two texts on a line."""

_TABLE_PROPERTIES = ("tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")
"""In the order of the schema."""


class Type(NamedTuple):
    """A font and its size in points."""

    font: str
    size: float
    bold: bool = False
    colour: str | None = None


def tag(name: str, **attributes: str) -> BaseOxmlElement:
    """An element of WordprocessingML by its name without the prefix."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key.rstrip('_')}"), value)
    return made


def lay_out(document: Document, *, official: bool) -> None:
    """Set the page, its grid where it is an official one, the styles and the page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(22)
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 -- python-docx has no grid
        section._sectPr.remove(old)  # noqa: SLF001
    if official:
        grid = tag("docGrid", type="linesAndChars", linePitch=str(_LINE_PITCH), charSpace=str(_CHARACTER_SPACE))
        section._sectPr.append(grid)  # noqa: SLF001
    for control in document.settings.element.findall(qn("w:characterSpacingControl")):
        control.set(qn("w:val"), "doNotCompress")
    _styles(document, official=official)
    _page_numbers(document, section)


def _styles(document: Document, *, official: bool) -> None:
    types = {
        "Normal": Type(BODY_FONT, BODY_SIZE),
        "Title": Type(TITLE_FONT, TITLE_SIZE),
        "Heading 1": Type(HEAD_FONT, BODY_SIZE),
        "Heading 2": Type(SUBHEAD_FONT, BODY_SIZE),
    }
    if not official:
        types = {
            "Normal": Type(BODY_FONT, _PLAIN_BODY),
            "Title": Type(TITLE_FONT, _PLAIN_TITLE, bold=True),
            "Heading 1": Type(HEAD_FONT, 13, bold=True),
            "Heading 2": Type(SUBHEAD_FONT, _PLAIN_BODY, bold=True),
        }
    for name, each in types.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 -- these four are
        for part in ("w:rPr", "w:pPr"):
            for old in style.element.findall(qn(part)):
                style.element.remove(old)
        set_type(style, each)
        paragraphs = style.paragraph_format
        paragraphs.space_before = paragraphs.space_after = Pt(0 if official else 4)
        paragraphs.line_spacing = 1.0
        paragraphs.widow_control = False
        if official and name == "Normal":
            _unspaced(style)
            style.font._element.get_or_add_rPr().insert_element_before(  # noqa: SLF001 -- python-docx cannot condense
                tag("w", val=str(_CONDENSED)), "w:kern", "w:position", "w:sz"
            )
        if name != "Normal":
            paragraphs.keep_with_next = True


def _unspaced(style: ParagraphStyle) -> None:
    """Put no room of its own between Chinese and digits: the grid says where a sign stands."""
    properties = style.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN"):
        properties.insert_element_before(
            tag(name, val="0"), "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )


def set_type(item: ParagraphStyle | Paragraph, wanted: Type) -> None:
    """Set the font of a style, or of all runs of a paragraph: Chinese signs have an attribute of their own."""
    for holder in [item] if isinstance(item, ParagraphStyle) else item.runs:
        font = holder.font
        font.name, font.size, font.bold = LATIN_FONT, Pt(wanted.size), wanted.bold
        font.color.rgb = RGBColor.from_string(wanted.colour or "000000")
        properties = font._element.get_or_add_rPr()  # noqa: SLF001 -- python-docx knows no eastAsia
        properties.rFonts.set(qn("w:eastAsia"), wanted.font)


def sides(left: str, right: str, cells: int) -> tuple[str, int]:
    """Two texts at either side of a line of so many half characters, before a tab to the right, and how many lines.

    The second stands below where the first leaves no room: it would be torn apart.
    """
    lines = wrap(left, cells)
    together = cell_len(lines[-1]) + cell_len(right) + _GAP <= cells
    return (f"{left}\t{right}", len(lines)) if together else (f"{left}\n\t{right}", len(lines) + 1)


def indent(paragraph: Paragraph, characters: float = 2, side: str = "firstLine") -> None:
    """Indent by so many characters of the body: the first line, or all from the `left` or the `right`."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- python-docx knows no characters
    found = properties.find(qn("w:ind"))
    if found is None:
        paragraph.paragraph_format.left_indent = Pt(0)
        found = properties.find(qn("w:ind"))
    assert found is not None  # noqa: S101 -- just made
    found.set(qn(f"w:{side}Chars"), str(round(characters * 100)))
    # Not more than the cells of the grid: LibreOffice takes the next one then.
    found.set(qn(f"w:{side}"), str(int(characters * (BODY_SIZE + _CHARACTER_SPACE / 4096) * 20)))


def off_the_grid(paragraph: Paragraph, line: float) -> None:
    """Give a paragraph lines of so many points, whatever the grid says."""
    paragraph.paragraph_format.line_spacing = Pt(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(tag("snapToGrid", val="0"), "w:spacing", "w:ind", "w:jc", "w:rPr")


def rule(paragraph: Paragraph, side: str, colour: str, eighths: int, space: int = 6) -> None:
    """Draw a line above or below a paragraph, so many eighths of a point thick, so many points away from it."""
    borders = tag("pBdr")
    borders.append(tag(side, val="single", sz=str(eighths), space=str(space), color=colour))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- python-docx knows no borders
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")


def set_borders(table: Table, **eighths: int) -> None:
    """Draw only these lines of a table: `top`, `insideH`, `bottom`, each so many eighths of a point thick."""
    borders = tag("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        size = eighths.get(side, 0)
        borders.append(tag(side, val="single" if size else "nil", sz=str(size), space="0", color="000000"))
    _insert(table, borders)


def set_margins(table: Table, twentieths: int) -> None:
    """Keep the text of all cells so far from their sides, in twentieths of a point."""
    margins = tag("tblCellMar")
    margins.extend(tag(side, w=str(twentieths), type="dxa") for side in ("left", "right"))
    _insert(table, margins)
    if table.alignment is None:
        # The text of a table begins where other text does, its lines so much to the left, unless it is pushed in.
        _insert(table, tag("tblInd", w=str(twentieths), type="dxa"))


def _insert(table: Table, part: BaseOxmlElement) -> None:
    """Put a property of a table where the schema wants it: Word takes the order seriously."""
    place = _TABLE_PROPERTIES.index(str(part.tag).rpartition("}")[2])
    followers = (f"w:{name}" for name in _TABLE_PROPERTIES[place + 1 :])
    table._tbl.tblPr.insert_element_before(part, *followers)  # noqa: SLF001 -- python-docx knows none of these


def _page_numbers(document: Document, section: Section) -> None:
    """On the outer side: to the right on odd pages, to the left on even ones, a character in."""
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right")
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left")


def _page_number(footer: _Footer, alignment: WD_ALIGN_PARAGRAPH, side: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Normal"
    paragraph.add_run("— ")
    for parts in ([tag("fldChar", fldCharType="begin")], [_instruction()], [tag("fldChar", fldCharType="end")]):
        paragraph.add_run()._r.extend(parts)  # noqa: SLF001 -- python-docx knows no fields
    paragraph.add_run(" —")
    set_type(paragraph, Type(NUMBER_FONT, NUMBER_SIZE))
    paragraph.alignment = alignment
    indent(paragraph, 1, side)
    off_the_grid(paragraph, NUMBER_SIZE + 2)


def _instruction() -> BaseOxmlElement:
    made = tag("instrText")
    made.text = "PAGE"
    return made
