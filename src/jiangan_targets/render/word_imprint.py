"""The imprint of an official document (版记): whom it is copied to, who printed it and when. Needs python-docx.

By GB/T 9704—2012, 7.4: in size 4 (14 pt) between lines as wide as the printed area, the outer ones 0.35 mm thick, those
between 0.25 mm; its last line lies on the lower edge of the last page's printed area.

It stands in a box that is bound to the page's lower margin, and that text does not make way for: a floating table is
moved to another page by LibreOffice, and a frame pushes the table above it away. What keeps the text off it is an
empty line of the same height that the box belongs to: where that line does not fit any more, both go to the next page.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from jiangan_targets.render import word_layout as layout
from jiangan_targets.render.drawing.cells import cell_len, wrap
from jiangan_targets.render.word_layout import Type

_LINE, _RULE = 22, 2
_OUTER, _INNER = 8, 6
"""Of lines, in eighths of a point: 0.35 and 0.25 mm."""

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_BOX = """<w:pict {namespaces}>
<v:rect id="imprint" o:spid="_x0000_s1026" filled="f" stroked="f" style="position:absolute;margin-left:0;margin-top:0;\
width:{width}pt;height:{height}pt;z-index:1;mso-wrap-distance-left:0;mso-wrap-distance-right:0;\
mso-wrap-distance-top:0;mso-wrap-distance-bottom:0;mso-position-horizontal:left;mso-position-horizontal-relative:margin;\
mso-position-vertical:bottom;mso-position-vertical-relative:margin">
<v:textbox inset="0,0,0,0"><w:txbxContent/></v:textbox></v:rect></w:pict>"""


def add_imprint(document: Document, copied: str, office: str, printed: str) -> None:
    """Add the imprint behind all else; what is empty is left out."""
    size = layout.NUMBER_SIZE
    width = Mm(layout.TEXT_WIDTH).pt
    label = copied.partition("：")[0]
    hanging = (cell_len(label) / 2 + 1) * size
    parts: list[tuple[Paragraph, float]] = []
    if copied:
        lines = len(wrap(copied[len(label) + 1 :], _cells(width - 2 * size - hanging)))
        paragraph = _text(document, copied)
        paragraph.paragraph_format.left_indent = Pt(size + hanging)
        paragraph.paragraph_format.first_line_indent = Pt(-hanging)
        paragraph.paragraph_format.right_indent = Pt(size)
        parts.append((paragraph, lines * _LINE))
    if office:
        text, lines = layout.sides(office, printed, _cells(width - 2 * size))
        paragraph = _text(document, text)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(size)
        right = Length(Mm(layout.TEXT_WIDTH) - Pt(size))
        paragraph.paragraph_format.tab_stops.add_tab_stop(right, alignment=WD_TAB_ALIGNMENT.RIGHT)
        parts.append((paragraph, lines * _LINE))
    if parts:
        _bind(document, _between_rules(document, [paragraph for paragraph, _height in parts]), _height(parts))


def _cells(width: float) -> int:
    """How many signs of half a Chinese one's width a line has."""
    return int(width / layout.NUMBER_SIZE * 2)


def _height(parts: Sequence[tuple[Paragraph, float]]) -> float:
    """Of the texts and the lines between them, in points."""
    return sum(height for _paragraph, height in parts) + _RULE * (len(parts) + 1)


def _text(document: Document, text: str) -> Paragraph:
    paragraph = document.add_paragraph(text)
    layout.set_type(paragraph, Type(layout.BODY_FONT, layout.NUMBER_SIZE))
    layout.off_the_grid(paragraph, _LINE)
    return paragraph


def _between_rules(document: Document, texts: Sequence[Paragraph]) -> list[Paragraph]:
    """A line above each text and below the last, in paragraphs of their own: texts do not reach from side to side."""
    made = []
    for place, text in enumerate((*texts, None)):
        rule = document.add_paragraph()
        layout.off_the_grid(rule, _RULE)
        outer = place in {0, len(texts)}
        layout.rule(rule, "top" if text is not None else "bottom", "000000", _OUTER if outer else _INNER, space=0)
        made += [rule, text] if text is not None else [rule]
    return made


def _bind(document: Document, inside: Sequence[Paragraph], height: float) -> None:
    """Put paragraphs into the box, and the box on the empty line."""
    line = document.add_paragraph()
    layout.off_the_grid(line, height)
    box = parse_xml(_BOX.format(namespaces=_NAMESPACES, width=f"{Mm(layout.TEXT_WIDTH).pt:.1f}", height=f"{height:g}"))
    (content,) = box.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}txbxContent")
    for paragraph in inside:
        content.append(paragraph._p)  # noqa: SLF001 -- python-docx has no boxes
    line.add_run()._r.append(box)  # noqa: SLF001
