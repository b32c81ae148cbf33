"""The text of a Word document: paragraphs as lines, rows of tables as cells between bars.

python-docx opens the package; the text is taken from its elements, since its own `text` leaves out what stands in
content controls, text boxes and tracked insertions, and a number must not get lost.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jiangan_targets.errors import Failure
from jiangan_targets.storage.archive import Archive

_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, TypeError, LookupError, AttributeError, RuntimeError, SyntaxError),
)
"""What damaged documents make their readers raise; lxml's own error is a SyntaxError."""

_DOCUMENT = "word/document.xml"
_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {f"{_NAMESPACE}del", f"{_NAMESPACE}moveFrom", _FALLBACK, f"{_NAMESPACE}pPr", f"{_NAMESPACE}rPr"}
"""Struck by a tracked change, or told a second time for old programs, or no text."""

_WRAPPERS = {f"{_NAMESPACE}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
"""What stands around rows and cells without being one."""

_MOST_TAGS = 1_000_000
"""Beginnings and ends of elements; the longest report has a tenth of that."""

_READ_AS_XML = (".xml", ".rels")
_BULLET = "• "
_BETWEEN_CELLS, _BETWEEN_LINES_OF_A_CELL = " | ", "  "


def text_of(data: bytes, path: Path) -> str:
    """The text of a document.

    Raises:
        Failure: it is none, is damaged, or the package that reads it is not installed.
    """
    try:
        archive = Archive(data, path)
        if _DOCUMENT not in archive:
            raise Failure("{path} is no Word document; save the report as .docx or .txt.", path=path)
        _refuse_too_many_elements(archive, path)
        return "\n".join(_lines(_body(data)))
    except _DAMAGE as error:
        raise Failure("{path} is damaged and cannot be read; open it and save it again.", path=path) from error


def _refuse_too_many_elements(archive: Archive, path: Path) -> None:
    """Counted before they are made, as each takes a hundred bytes of memory and some microseconds, whatever it says."""
    written = (archive.part(name).read() for name in archive.names if name.endswith(_READ_AS_XML))
    if sum(part.count(b"<") for part in written) > _MOST_TAGS:
        raise Failure(
            "{path} is too large a document; copy the part that states the targets into a .txt file.", path=path
        )


def _body(data: bytes) -> Any:  # noqa: ANN401 -- an element of lxml, which has no types
    try:
        import docx  # noqa: PLC0415 -- an extra, and heavy
    except ImportError as error:
        raise Failure(
            "Word files need one more package: pip install 'jiangan-targets[word]'. Text works without it."
        ) from error
    return docx.Document(io.BytesIO(data)).element.body


def _lines(parent: Iterable[Any]) -> Iterator[str]:
    """What stands in a body, a cell or a content control, line by line."""
    for element in parent:
        if element.tag == f"{_NAMESPACE}p":
            yield from _paragraph(element)
        elif element.tag == f"{_NAMESPACE}tbl":
            yield from _rows(element)
        elif isinstance(element.tag, str) and element.tag not in _GONE:
            yield from _lines(element)


def _paragraph(element: Any) -> Iterator[str]:  # noqa: ANN401 -- an element of lxml, which has no types
    """Its lines; behind them those of the text boxes that hang on it. A numbered one begins with a bullet."""
    boxes: list[Any] = []
    text = "".join(_pieces(element, boxes))
    numbered = element.find(f"{_NAMESPACE}pPr/{_NAMESPACE}numPr") is not None
    yield from (f"{_BULLET}{text}" if numbered and text.strip() else text).split("\n")
    for box in boxes:
        yield from _lines(box)


def _pieces(element: Iterable[Any], boxes: list[Any]) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_NAMESPACE}t":
            yield child.text or ""
        elif child.tag == f"{_NAMESPACE}tab":
            yield "\t"
        elif child.tag in {f"{_NAMESPACE}br", f"{_NAMESPACE}cr"}:
            yield "\n"
        elif child.tag == f"{_NAMESPACE}noBreakHyphen":
            yield "-"
        elif child.tag == f"{_NAMESPACE}txbxContent":
            boxes.append(child)
        elif isinstance(child.tag, str) and child.tag not in _GONE:
            yield from _pieces(child, boxes)


def _rows(table: Any) -> Iterator[str]:  # noqa: ANN401 -- an element of lxml, which has no types
    for row in _parts(table, "tr"):
        yield _BETWEEN_CELLS.join(_cell(cell) for cell in _parts(row, "tc"))


def _parts(parent: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 -- an element of lxml, which has no types
    """The rows of a table or the cells of a row, those in content controls too, but none of a table in a cell."""
    for child in parent:
        if child.tag == f"{_NAMESPACE}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _parts(child, name)


def _cell(cell: Any) -> str:  # noqa: ANN401 -- an element of lxml, which has no types
    """A cell's text in one line."""
    said = (line.strip().replace("|", "/").replace("\t", " ") for line in _lines(cell))
    return _BETWEEN_LINES_OF_A_CELL.join(line for line in said if line)
