"""Word documents for the tests, made by python-docx and finished by hand where it has no words for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_paragraphs(path: Path, text: str) -> None:
    """Each line as a paragraph."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))


def write_table(path: Path, title: str, rows: list[list[str]]) -> None:
    """A title, and a table below it."""
    document = Document()
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def write_odd_places(path: Path) -> None:
    """Text where python-docx does not look: a tracked insertion, a content control, a text box; and a struck one."""
    document = Document()
    document.add_paragraph("2026年主要目标")
    body: Any = document.element.body
    insertion = "<w:ins><w:r><w:t>新增停车位300个。</w:t></w:r></w:ins>"
    deletion = "<w:del><w:r><w:delText>新增停车位200个。</w:delText></w:r></w:del>"
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>新增充电桩500个。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    inside = "<w:txbxContent><w:p><w:r><w:t>新建公园7个。</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    parts = (f"<w:p>{insertion}{deletion}</w:p>", control, box)
    for number, part in enumerate(parts, start=1):
        head, _end, rest = part.partition(">")
        body.insert(number, parse_xml(f"{head} {_NAMESPACE}>{rest}"))
    document.save(str(path))
