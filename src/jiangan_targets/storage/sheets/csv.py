"""CSV as offices write it: UTF-8, GB18030 or UTF-16, with commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from jiangan_targets.domain.grid import Grid, GridRow
from jiangan_targets.domain.shown import Shown
from jiangan_targets.domain.text import from_spreadsheet
from jiangan_targets.errors import Failure

MAX_CELL_CHARACTERS = 100_000

_DELIMITERS = "\t,;"
_LOOKED_AT = 20
"""This many first lines decide what divides the cells."""


def read(data: bytes, path: Path) -> Grid:
    """The table in the file.

    Raises:
        Failure: it is no text, or no table; names the line. Also while the rows are read.
    """
    return Grid(_rows(data, encoding_of(data, path), path))


def encoding_of(data: bytes, path: Path) -> str:
    """Which of the usual encodings a text is in: UTF-8, UTF-16 or GB18030.

    Raises:
        Failure: it is in none of them.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encodings = [encoding]
            break
    else:
        # Half of the bytes of a comma, digit or line end in UTF-16 are zero; no other text has any.
        zeros = data[:1000].count(0)
        little = data[1:1000:2].count(0) >= data[0:1000:2].count(0)
        encodings = [("utf-16-le" if little else "utf-16-be")] if zeros else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            with _lines(data, encoding) as lines:
                if not any("\0" in line for line in lines):
                    return encoding
        except UnicodeDecodeError:
            continue
    raise Failure("{path} is neither Excel nor text in UTF-8, GB18030 or UTF-16; save it again as CSV.", path=path)


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The text line by line: a large file is not held a second time."""
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _delimiter(lines: Iterable[str]) -> str:
    """The sign that divides most of the lines, then most of them alike, then into most cells.

    A sign that stands in notes only divides fewer lines, and each into another number of cells.
    """
    listed = list(lines)

    def divided(delimiter: str) -> tuple[int, int, int]:
        widths = [len(row) for row in csv.reader(listed, delimiter=delimiter) if len(row) > 1]
        usual, times = max(Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return len(widths), times, usual

    return max(_DELIMITERS, key=divided)


def _rows(data: bytes, encoding: str, path: Path) -> Iterator[GridRow]:
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    with _lines(data, encoding) as lines:
        try:
            delimiter = _delimiter(islice(lines, _LOOKED_AT))
        except csv.Error:
            delimiter = ","
    with _lines(data, encoding) as lines:
        for number, row in enumerate(_table(lines, delimiter, path), start=1):
            cells = [(place, Shown(from_spreadsheet(text))) for place, text in enumerate(row, start=1) if text.strip()]
            if cells:
                yield GridRow(number, cells)


def _table(lines: Iterable[str], delimiter: str, path: Path) -> Iterator[list[str]]:
    """The rows of the text. A quotation mark that is left open must not swallow the rows behind it."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    width = 2
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            if "limit" in str(error):
                raise Failure(
                    "{path}, line {line}: not a table that can be read; save it again as CSV.", path=path, line=line
                ) from error
            raise _open_quote(path, line) from error
        if row is None:
            return
        width = max(width, len(row))
        if reader.line_num > line and any(_swallowed(text, delimiter, width) for text in row):
            raise _open_quote(path, line)
        yield row


def _swallowed(text: str, delimiter: str, width: int) -> bool:
    """Whether a text has lines that look like rows of the table."""
    return any(line.count(delimiter) >= width - 1 for line in text.splitlines()[1:])


def _open_quote(path: Path, line: int) -> Failure:
    return Failure(
        "{path}, line {line}: a quotation mark is left open or not doubled; correct it, or save the table as .xlsx.",
        path=path,
        line=line,
    )
