"""Workbooks of old Excel and of WPS: .xls and .et, read by olefile and xlrd with their number formats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jiangan_targets.domain.cells.format_code import BUILT_IN, GENERAL
from jiangan_targets.domain.cells.number_format import NumberFormat, number_format
from jiangan_targets.domain.cells.shown import Shown, failed, without_noise
from jiangan_targets.domain.received.grid import Area, Grid, GridRow, check_apart
from jiangan_targets.errors import Failure

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet


_STREAMS = ("Workbook", "Book")
_EMPTY = {0, 6}
_BOOLEAN, _ERROR = 4, 5
_ERRORS: dict[object, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class _Silence(io.TextIOBase):
    """Where the library's warnings go."""

    def write(self, text: str, /) -> int:
        return len(text)


def sheets(data: bytes, path: Path) -> Iterator[tuple[str, Callable[[], Grid]]]:
    """The visible sheets, in the workbook's order, each with what reads it.

    Raises:
        Failure: xlrd and olefile are not installed, or the workbook has a password.
        ValueError: it is damaged; the libraries raise whatever their parsing meets.
    """
    try:
        import xlrd  # noqa: PLC0415 -- an extra
        from olefile import OleFileIO  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise Failure(
            "{path} is an old .xls: save it as .xlsx, or get what reads it: pip install 'jiangan-targets[excel]'.",
            path=path,
        ) from error
    try:
        # xlrd's own reader of compound files goes round for ever in a damaged one.
        with OleFileIO(data) as compound:
            stream = compound.openstream(next(name for name in _STREAMS if compound.exists(name))).read()
        book = xlrd.open_workbook(
            file_contents=stream, formatting_info=True, on_demand=True, ragged_rows=True, logfile=_Silence()
        )
    except Exception as error:
        if "encrypted" in str(error):
            raise Failure("{path} has a password; open it and save it without one.", path=path) from error
        raise ValueError(path) from error
    # Publicly only a loaded sheet says where it is and whether it is hidden, and a damaged one cannot be loaded.
    places, hidden = book._sh_abs_posn, book._sheet_visibility  # type: ignore[attr-defined]  # noqa: SLF001 -- see above
    if len(set(places)) < len(places):
        raise ValueError(path)
    codes = BUILT_IN | {each.format_key: each.format_str for each in book.format_list}
    formats = [number_format(codes.get(each.format_key, GENERAL)) for each in book.xf_list]
    for place, name in enumerate(book.sheet_names()):
        if not hidden[place]:
            yield name, partial(_read, book, place, formats)


def _read(book: Book, place: int, formats: list[NumberFormat]) -> Grid:
    """A sheet, which the library reads whole.

    Raises:
        Failure: its merged ranges overlap.
        ValueError: it is damaged.
    """
    try:
        sheet = book.sheet_by_index(place)
    except Exception as error:
        raise ValueError(place) from error
    book.unload_sheet(place)
    areas = [Area(top + 1, bottom, left + 1, right) for top, bottom, left, right in sheet.merged_cells]
    check_apart(areas)
    columns = ((number + 1, told) for number, told in sheet.colinfo_map.items())
    hidden = frozenset(number for number, told in columns if told.hidden or not told.width)
    return Grid(_rows(sheet, formats, from_1904=bool(book.datemode)), areas, hidden)


def _rows(sheet: Sheet, formats: list[NumberFormat], *, from_1904: bool) -> Iterator[GridRow]:
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number), sheet.row_values(number)
        cells = []
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if kind not in _EMPTY:
                style = formats[sheet.cell_xf_index(number, column)]
                shown = _shown(kind, value, style, from_1904=from_1904)
                if shown.value is not None or shown.problem is not None:
                    cells.append((column + 1, shown))
        if cells:
            told = sheet.rowinfo_map.get(number)
            yield GridRow(number + 1, cells, told is not None and bool(told.hidden or told.height == 0))


def _shown(kind: int, value: object, style: NumberFormat, *, from_1904: bool) -> Shown:
    if isinstance(value, float):
        return style.show(without_noise(value), from_1904=from_1904)
    if kind == _BOOLEAN:
        return Shown("TRUE" if value else "FALSE")
    if kind == _ERROR:
        return failed(_ERRORS.get(value, "#?"))
    text = str(value)
    return style.show_text(text) if text and not text.isspace() else Shown()
