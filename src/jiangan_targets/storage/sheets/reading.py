"""A table in a file that somebody sent, by what the file is, not by what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jiangan_targets.domain.cell import Cell, ReceivedSheet
from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.sheets import csv, xlsx

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 100_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def read_sheets(path: Path) -> Iterator[ReceivedSheet]:
    """The sheets of a file: one of a CSV, several of a workbook.

    Raises:
        Failure: there is no such file, or it is none that can be read; says what to do.
    """
    data = files.read_file(path)
    if data is None:
        raise Failure("There is no file {path}.", path=path)
    if len(data) > MAX_BYTES:
        raise Failure(
            "{path} is larger than {limit} MB; keep only the table to import.", path=path, limit=MAX_BYTES >> 20
        )
    if data.startswith(_OLE):
        raise Failure("{path} is an old .xls, or has a password; open it and save it as .xlsx without one.", path=path)
    if data.startswith(_ZIP) and _OPEN_DOCUMENT in data[:100]:
        raise Failure("{path} is an OpenDocument file; save it as .xlsx or CSV.", path=path)
    if data.startswith(_ZIP):
        sheets = xlsx.read_sheets(data, path)
    else:
        sheets = iter([ReceivedSheet(None, csv.read_rows(data, path))])
    return (sheet._replace(rows=_bounded(sheet.rows, path)) for sheet in sheets)


def _bounded(rows: Iterable[list[Cell]], path: Path) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows):
        if number >= MAX_ROWS:
            raise Failure("{path} has more than {limit} rows; split it.", path=path, limit=MAX_ROWS)
        yield row
