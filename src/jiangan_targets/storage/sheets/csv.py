"""CSV as offices write it: UTF-8, GB18030 or UTF-16, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from jiangan_targets.domain.cells.shown import Shown
from jiangan_targets.domain.received.grid import Grid, GridRow
from jiangan_targets.domain.text import from_spreadsheet
from jiangan_targets.errors import Failure
from jiangan_targets.storage.encoding import encoding_of, lines_of

MAX_CELL_CHARACTERS = 100_000

_DELIMITERS = "\t,;"
_LOOKED_AT = 20
"""This many first lines decide what divides the cells."""


def read(data: bytes, path: Path) -> Grid:
    """The table in the file.

    Raises:
        Failure: it is no text, or no table; names the line. Also while the rows are read.
    """
    return Grid(_rows(data, _encoding(data, path), path))


def _encoding(data: bytes, path: Path) -> str:
    encoding = encoding_of(data)
    if encoding is None:
        raise Failure("{path} is neither Excel nor text in UTF-8, GB18030 or UTF-16; save it again as CSV.", path=path)
    return encoding


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
    with lines_of(data, encoding) as lines:
        try:
            delimiter = _delimiter(islice(lines, _LOOKED_AT))
        except csv.Error:
            delimiter = ","
    with lines_of(data, encoding) as lines:
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
