"""CSV as offices write it: UTF-8, GB18030 or UTF-16, with commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from jiangan_targets.domain.cell import Cell, column_letters
from jiangan_targets.domain.received_table import HEADER_WITHIN
from jiangan_targets.domain.text import from_spreadsheet
from jiangan_targets.errors import Failure

MAX_CELL_CHARACTERS = 100_000

_DELIMITERS = ",;\t"


def read_rows(data: bytes, path: Path) -> Iterator[list[Cell]]:
    """The rows of the file, each cell with its address as a spreadsheet shows it: `B5`.

    Raises:
        Failure: it is no text, or no table; names the line.
    """
    text = decode(data, path)
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        for number, row in enumerate(reader, start=1):
            yield [
                Cell(f"{column_letters(place)}{number}", from_spreadsheet(value))
                for place, value in enumerate(row, start=1)
            ]
    except csv.Error as error:
        raise Failure(
            "{path}, line {line}: not a table that can be read; save it again as CSV.", path=path, line=reader.line_num
        ) from error


def decode(data: bytes, path: Path) -> str:
    """The text, whatever of the usual encodings it is in: UTF-8, UTF-16 or GB18030.

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
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Failure("{path} is neither Excel nor text in UTF-8, GB18030 or UTF-16; save it again as CSV.", path=path)


def _delimiter(text: str) -> str:
    """The sign that most of the first lines are divided by."""
    head = "\n".join(text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN])
    return max(_DELIMITERS, key=head.count)
