"""Sheets of an .xlsx or .xlsm file as rows of cells, within bounds: a hostile file costs one line.

A file of a few kilobytes can ask for gigabytes (a zip bomb, a million empty rows, an entity that
expands). So the archive is measured before anything is parsed, entities are refused, and the
sheet is streamed. Macros and links are never run or followed: they are not even read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from jiangan_targets.domain.cell import Cell, Merged, ReceivedSheet, column_letters
from jiangan_targets.errors import Failure, Message, message

MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_PARTS = 2_000
MAX_COLUMNS = 100
MAX_EMPTY_ROWS = 1_000
"""After this many rows without content a sheet has ended, whatever formatting follows."""

SIGNIFICANT_DIGITS = 15
"""What Excel shows and keeps of a number; the rest is binary noise."""

# What openpyxl and its parser raise on files that are not what they say.
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError, EOFError)

_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_sheets(data: bytes, path: Path) -> Iterator[ReceivedSheet]:
    """The visible sheets, in the workbook's order.

    Raises:
        Failure: openpyxl is not installed, or the file is damaged, oversized or hostile.
    """
    _measure(data, path)
    try:
        import openpyxl  # noqa: PLC0415 -- an extra, and heavy
    except ImportError as error:
        raise openpyxl_missing() from error
    try:
        shown = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        typed = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        merges = _merged_ranges(data, shown)
        for name in shown.sheetnames:
            if getattr(shown[name], "sheet_state", "hidden") == "visible" and hasattr(shown[name], "iter_rows"):
                yield ReceivedSheet(name, _guarded(_rows(shown[name], typed[name], merges.get(name, [])), path))
    except _DAMAGE as error:
        raise _damaged(path) from error


def _guarded(rows: Iterator[list[Cell]], path: Path) -> Iterator[list[Cell]]:
    """The sheet is parsed while it is read, so damage shows here too."""
    try:
        yield from rows
    except _DAMAGE as error:
        raise _damaged(path) from error


def openpyxl_missing() -> Failure:
    """How to get what Excel files need."""
    return Failure("Excel files need one more package: pip install 'jiangan-targets[excel]'. CSV works without it.")


def _damaged(path: Path) -> Failure:
    return Failure("{path} is not an Excel file that can be read; save it again as .xlsx or CSV.", path=path)


def _measure(data: bytes, path: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise _too_large(path)
            for part in parts:
                _look_into(archive, part, path)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise _damaged(path) from error


def _look_into(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    """Unpack one part within its stated size, and refuse markup that defines entities."""
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(part) as file:
        content = file.read(part.file_size + 1)
    if len(content) > part.file_size:
        raise _too_large(path)
    if b"\0" in content or _ENTITY.search(content):
        raise Failure("{path} defines XML entities, which no spreadsheet program writes; it is not read.", path=path)


def _too_large(path: Path) -> Failure:
    limit = MAX_UNPACKED_BYTES // 1024 // 1024
    return Failure("{path} unpacks to more than {limit} MB; keep only the sheet to import.", path=path, limit=limit)


class _Range(NamedTuple):
    """A merged range; rows and columns count from 1."""

    top: int
    bottom: int
    left: int
    right: int
    name: str


def _merged_ranges(data: bytes, workbook: Any) -> dict[str, list[_Range]]:  # noqa: ANN401 -- openpyxl is untyped here
    """By sheet, from the top down. openpyxl's stream leaves them out."""
    found: dict[str, list[_Range]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for sheet in workbook.worksheets:
            part = str(getattr(sheet, "_worksheet_path", ""))
            if part in archive.namelist():
                ranges = (_merged_range(*corners) for corners in _MERGED.findall(archive.read(part)))
                found[sheet.title] = sorted(ranges)
    return found


def _merged_range(left: bytes, top: bytes, right: bytes, bottom: bytes) -> _Range:
    name = f"{left.decode()}{top.decode()}:{right.decode()}{bottom.decode()}"
    return _Range(int(top), int(bottom), _column_number(left), min(_column_number(right), MAX_COLUMNS), name)


def _merged_by_row(ranges: list[_Range]) -> Iterator[dict[int, _Range]]:
    """For row after row: which columns lie in which range. Ranges do not overlap, so a row has no more than columns.

    Raises:
        ValueError: they do overlap; no spreadsheet program writes that.
    """
    ahead, active = deque(ranges), list[_Range]()
    for row in count(1):
        active = [each for each in active if each.bottom >= row]
        while ahead and ahead[0].top == row:
            active.append(ahead.popleft())
            if len(active) > MAX_COLUMNS:
                raise ValueError(row)
        yield {column: each for each in active for column in range(each.left, each.right + 1)}


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:3]:
        number = number * 26 + letter - ord("A") + 1
    return number


def _rows(shown: Any, typed: Any, ranges: list[_Range]) -> Iterator[list[Cell]]:  # noqa: ANN401 -- see above
    empty = 0
    anchors: dict[str, Merged] = {}
    for sheet in (shown, typed):
        # The size that a sheet states of itself may be wrong: rows beyond it would be left out in silence.
        sheet.reset_dimensions()
    rows = zip(shown.iter_rows(max_col=MAX_COLUMNS), typed.iter_rows(max_col=MAX_COLUMNS), strict=False)
    for number, ((values, formulas), merged) in enumerate(zip(rows, _merged_by_row(ranges), strict=False), start=1):
        row = [
            _cell(f"{column_letters(place)}{number}", value, formula)
            for place, (value, formula) in enumerate(zip(values, formulas, strict=False), start=1)
        ]
        for place, area in merged.items():
            row += [Cell(f"{column_letters(more)}{number}") for more in range(len(row) + 1, place + 1)]
            anchor = anchors.setdefault(area.name, Merged(area.name, row[place - 1].value))
            row[place - 1] = row[place - 1]._replace(merged=anchor)
        while row and row[-1].value is None and row[-1].problem is None and row[-1].merged is None:
            row.pop()
        empty = 0 if any(cell.value is not None or cell.problem for cell in row) else empty + 1
        if empty > MAX_EMPTY_ROWS:
            return
        yield row


def _cell(address: str, shown: Any, typed: Any) -> Cell:  # noqa: ANN401 -- see above
    value, number_format = shown.value, str(getattr(shown, "number_format", "") or "")
    problem = _problem(value, typed, is_error=shown.data_type == "e")
    if problem is not None:
        return Cell(address, None if value is None else str(value), problem=problem)
    if isinstance(value, bool):
        return Cell(address, str(value))
    if isinstance(value, int | float):
        return _number(address, value, number_format)
    if isinstance(value, datetime):
        return Cell(address, value.date())
    if value is None or isinstance(value, date):
        return Cell(address, value)
    return Cell(address, str(value))


def _problem(value: object, typed: Any, *, is_error: bool) -> Message | None:  # noqa: ANN401 -- see above
    if is_error:
        return message("shows the error {error}; correct the formula.", error=value)
    if value is None and typed.data_type == "f":
        return message("a formula without its result; open the file in Excel and save it, or enter the figure.")
    return None


def _number(address: str, value: float, number_format: str) -> Cell:
    """A number as the sheet shows it: a percentage, or with a unit that the format adds."""
    exact = Decimal(f"{value:.{SIGNIFICANT_DIGITS}g}")
    bare = _LITERAL.sub("", number_format)
    if "%" in bare:
        return Cell(address, exact, percent=True)
    # Only what stands behind the digits is a unit; before them stands a currency.
    behind = re.split("[0#?]", number_format.split(";", 1)[0])[-1]
    added = "".join(quoted for quoted, _escaped in _LITERAL.findall(behind)).strip()
    # A format that scales (0!.0,"万" shows 9000 as 0.9万) leaves the figure itself in the cell.
    scales = "!" in number_format or re.search(r",(?![#0?])", bare) is not None
    return Cell(address, f"{exact:f}{added}") if added and not scales else Cell(address, exact)
