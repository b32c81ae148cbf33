"""A Word document as bytes that are the same whenever it is made. Needs python-docx."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from docx.opc.part import Part

from jiangan_targets.render.fixed_archive import fixed

if TYPE_CHECKING:
    from docx.document import Document

_FALLBACKS = {
    "方正小标宋简体": "小标宋体,FZXiaoBiaoSong-B05S,Noto Serif CJK SC,宋体",
    "仿宋_GB2312": "仿宋,FangSong,Noto Serif CJK SC",
    "楷体_GB2312": "楷体,KaiTi,Noto Serif CJK SC",
    "黑体": "SimHei,Noto Sans CJK SC",
    "宋体": "SimSun,Noto Serif CJK SC",
}
"""What stands in for a font that a machine lacks, the best first."""

_FONT_TABLE = "/word/fontTable.xml"

_MOST_OF_A_PROPERTY = 255
"""Characters; python-docx takes no more."""


def name_fallbacks(document: Document) -> None:
    """Say in the table of fonts what stands in for each that not every machine has."""
    table = next(part for part in document.part.package.iter_parts() if str(part.partname) == _FONT_TABLE)
    assert isinstance(table, Part)  # noqa: S101 -- python-docx reads it as it is
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in _FALLBACKS.items()
    )
    table._blob = table.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())  # noqa: SLF001 -- it has no other way


def describe(document: Document, title: str, author: str, dated: date) -> None:
    """Set the properties that a file manager shows; no clock is asked."""
    properties = document.core_properties
    moment = datetime.combine(dated, time(), UTC).replace(tzinfo=None)
    title, author = title[:_MOST_OF_A_PROPERTY], author[:_MOST_OF_A_PROPERTY]
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created, properties.modified = moment, moment
    properties.comments, properties.revision = "", 1


def as_bytes(document: Document, dated: date) -> bytes:
    """The package, the same bytes for the same document and day."""
    made = io.BytesIO()
    document.save(made)
    return fixed(made.getvalue(), dated)
