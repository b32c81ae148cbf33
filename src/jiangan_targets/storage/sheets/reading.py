"""The sheets of a file that somebody sent, by what the file is, not by what it is called."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from jiangan_targets.domain.cells.cell import Cell, ReceivedSheet
from jiangan_targets.domain.received.grid import Grid, rows_of
from jiangan_targets.errors import Failure, message
from jiangan_targets.storage.archive import Archive
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.sheets import csv, foreign, xls
from jiangan_targets.storage.sheets.ods import document
from jiangan_targets.storage.sheets.xlsx import workbook

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 100_000
"""Rows with content that are read of a sheet."""
MAX_CELLS = 3_000_000
"""Cells in them, with the empty ones between: a few bytes can repeat or merge a cell ten million times."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What damaged files make their readers raise.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, struct.error, EOFError, OSError),
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, StopIteration),
)


def read_sheets(path: Path, data: bytes | None = None) -> Iterator[ReceivedSheet]:
    """The visible sheets of a file in their order: one of a CSV, several of a workbook.

    A sheet that cannot be read says so and does not hide the others. `data` is what was read already, of a pipe;
    then `path` is its name in messages.

    Raises:
        Failure: there is no such file, or it is none that can be read; says what to do. Also while rows are read.
    """
    data = read_file(path, MAX_BYTES + 1) if data is None else data
    if data is None:
        raise Failure("There is no file {path}.", path=path)
    if len(data) > MAX_BYTES:
        raise Failure(
            "{path} is larger than {limit} MB; keep only the table to import.", path=path, limit=MAX_BYTES >> 20
        )
    foreign.refuse(data, path)
    try:
        for name, load in _sheets(data, path):
            yield _received(name, load, path)
    except _DAMAGE as error:
        raise _damaged(path) from error


def _sheets(data: bytes, path: Path) -> Iterator[tuple[str | None, Callable[[], Grid]]]:
    """The sheets' names, each with what reads it."""
    if data.startswith(_COMPOUND):
        foreign.refuse_compound(data, path)
        yield from xls.sheets(data, path)
    elif data.startswith(_ZIP):
        archive = Archive(data, path)
        mimetype = archive.part("mimetype").read(100) if "mimetype" in archive else b""
        foreign.refuse_archive(archive.names, mimetype, path)
        yield from document.sheets(archive, path) if mimetype else workbook.sheets(archive, path)
    else:
        table = csv.read(data, path)
        yield None, lambda: table


def _received(name: str | None, load: Callable[[], Grid], path: Path) -> ReceivedSheet:
    try:
        grid = load()
    except Failure as failure:
        return ReceivedSheet(name, (), failure.message)
    except _DAMAGE:
        return ReceivedSheet(name, (), message("is damaged and cannot be read; open the file and save it again."))
    return ReceivedSheet(name, _bounded(rows_of(grid), path))


def _bounded(rows: Iterator[list[Cell]], path: Path) -> Iterator[list[Cell]]:
    """The rows, as they are read: damage shows here too."""
    with_content = cells = 0
    try:
        for row in rows:
            with_content += bool(row)
            cells += len(row)
            if with_content > MAX_ROWS:
                raise Failure("{path} has more than {limit} rows; split it.", path=path, limit=MAX_ROWS)
            if cells > MAX_CELLS:
                raise Failure(
                    "{path} has more than {limit} cells; keep only the table to import.", path=path, limit=MAX_CELLS
                )
            yield row
    except _DAMAGE as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> Failure:
    return Failure("{path} is not a workbook that can be read; save it again as .xlsx or CSV.", path=path)
