"""Excel workbooks an office can print and a department can fill in. Needs openpyxl."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.status import Status
from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.fixed_archive import fixed
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.sheet import Percent, Sheet, Value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TITLE_FONT, _HEAD_FONT, _TEXT_FONT = "黑体", "黑体", "仿宋"
_THIN = Side(style="thin", color="B0B7BF")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="DCE6F1")
_LOCKED_FILL = PatternFill("solid", fgColor="F2F2F2")
_WIDEST, _LEAST_TEXT, _LEAST = 40, 18, 10
_TITLE_HEIGHT, _HEAD_HEIGHT, _ROW_HEIGHT = 32, 26, 20
_POINTS = "+0.0;-0.0;0.0"
_PERCENT = "0.0%"
_MAX_PLACES = 6

_FILLS = {
    Standing.FAR_BEHIND: "F8CBAD",
    Standing.MISSED: "F8CBAD",
    Standing.OVER_LIMIT: "F8CBAD",
    Standing.BEHIND: "FFE699",
    Standing.ON_PACE: "E2EFDA",
    Standing.AHEAD: "C6E0B4",
    Standing.MET: "A9D08E",
}

# Columns of the status sheet, from 1.
_COMPLETION, _GAP, _STANDING, _ID = 6, 9, 10, 14
# Columns of the form.
_NEW_FIGURE, _NEW_DAY, _LAST_FORM_COLUMN = 7, 8, 12


def status_workbook(status: Status, sheet: Sheet, records: Sheet) -> bytes:
    """The status sheet, ready for A4, and the records behind it."""
    book = Workbook()
    page = _write(book, sheet)
    first, last = _body(sheet)
    for row, item in enumerate(status.progress, start=first):
        _at(page, row, _GAP).number_format = _POINTS
        fill = _FILLS.get(item.standing)
        if fill:
            _at(page, row, _STANDING).fill = PatternFill("solid", fgColor=fill)
    if last >= first:
        bars = DataBarRule(start_type="num", start_value=0, end_type="num", end_value=1, color="8FAADC")  # type: ignore[no-untyped-call]
        letter = get_column_letter(_COMPLETION)
        page.conditional_formatting.add(f"{letter}{first}:{letter}{last}", bars)
    page.column_dimensions[get_column_letter(_ID)].hidden = True
    page.auto_filter.ref = f"A{first - 1}:{get_column_letter(_ID)}{last}"
    _for_print(page, sheet)
    _for_print(_write(book, records), records)
    return _saved(book, status.on)


def form_workbook(status: Status, sheet: Sheet) -> bytes:
    """The form: locked but for the cells to fill, which take numbers and days of the year only."""
    book = Workbook()
    page = _write(book, sheet)
    first, last = _body(sheet)
    for row in range(first, last + 1):
        for column in range(1, _LAST_FORM_COLUMN + 1):
            cell = _at(page, row, column)
            if column < _NEW_FIGURE:
                cell.fill = _LOCKED_FILL
            else:
                cell.protection = Protection(locked=False)
        _at(page, row, _NEW_DAY).number_format = "yyyy-mm-dd"
        _at(page, row, _NEW_FIGURE).number_format = "General"
    if last >= first:
        _validate(page, first, last, status.plan.year)
    # Protected against slips, not against people: there is no password.
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.protection.formatRows = False
    _for_print(page, sheet)
    return _saved(book, status.on)


def plain_workbook(sheets: Sequence[Sheet], day: date) -> bytes:
    """Sheets to be read and printed, one after the other."""
    book = Workbook()
    for sheet in sheets:
        _for_print(_write(book, sheet), sheet)
    return _saved(book, day)


def _validate(page: Worksheet, first: int, last: int, year: int) -> None:
    # A warning only: 0.9万 is no number to Excel, and import understands it.
    number = DataValidation(type="decimal", operator="between", formula1="-1E15", formula2="1E15", errorStyle="warning")
    number.error = _("This is not a plain number. Keep it if it is one with its unit, like 0.9万.")
    day = DataValidation(
        type="date", operator="between", formula1=f"DATE({year},1,1)", formula2=f"DATE({year},12,31)", allow_blank=True
    )
    day.error = _("A day of {year} is needed, like {year}-09-30.").format(year=year)
    for rule, column in ((number, _NEW_FIGURE), (day, _NEW_DAY)):
        rule.errorTitle = _("Please check")
        rule.showErrorMessage = True
        letter = get_column_letter(column)
        rule.add(f"{letter}{first}:{letter}{last}")
        page.add_data_validation(rule)


def _body(sheet: Sheet) -> tuple[int, int]:
    """The first and last row of values."""
    first = len(sheet.lines) + 3
    return first, first + len(sheet.rows) - 1


def _write(book: Workbook, sheet: Sheet) -> Worksheet:
    """Title, lines, headings and rows, with their formats and widths."""
    page: Worksheet = book.active if book.active is not None and book.active.title == "Sheet" else book.create_sheet()
    page.title = sheet.name
    width = len(sheet.headings)
    for row, text in enumerate((sheet.title, *sheet.lines), start=1):
        cell = _at(page, row, 1)
        _put(cell, text)
        cell.font = Font(name=_TITLE_FONT, size=16) if row == 1 else Font(name=_TEXT_FONT, size=11)
        cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center", wrap_text=row > 1)
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    page.row_dimensions[1].height = _TITLE_HEIGHT
    first, _last = _body(sheet)
    for column, heading in enumerate(sheet.headings, start=1):
        cell = _at(page, first - 1, column)
        _put(cell, heading)
        cell.font = Font(name=_HEAD_FONT, size=11)
        cell.fill, cell.border = _HEAD_FILL, _GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        longest = max([cell_len(heading), *(cell_len(_shown(row[column - 1])) for row in sheet.rows)])
        least = _LEAST_TEXT if column in sheet.texts else _LEAST
        page.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, least), _WIDEST)
    page.row_dimensions[first - 1].height = _HEAD_HEIGHT
    for number, values in enumerate(sheet.rows, start=first):
        page.row_dimensions[number].height = _ROW_HEIGHT
        for column, value in enumerate(values, start=1):
            cell = _at(page, number, column)
            _put(cell, value)
            cell.font, cell.border = Font(name=_TEXT_FONT, size=11), _GRID
            number_like = isinstance(value, int | Decimal | Percent) and column > 1
            side = "right" if number_like else "left" if column in sheet.texts else "center"
            cell.alignment = Alignment(horizontal=side, vertical="center", shrink_to_fit=side != "right")
    page.freeze_panes = f"C{first}"
    return page


def _at(page: Worksheet, row: int, column: int) -> Cell:
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 -- only titles are merged, and they are written before
    return cell


def _put(cell: Cell, value: Value) -> None:
    """A value as what it is: text stays text, whatever sign it begins with."""
    if isinstance(value, str):
        cell.value = value or None
        if value:
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        return
    if isinstance(value, Percent):
        # Excel keeps 56.3 % as 0.563.
        cell.value, cell.number_format = value.value / 100, _PERCENT
        return
    cell.value = value
    if isinstance(value, Decimal):
        places = min(max(-int(value.as_tuple().exponent), 0), _MAX_PLACES)
        cell.number_format = "#,##0" + (f".{'0' * places}" if places else "")
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _shown(value: Value) -> str:
    if isinstance(value, Percent):
        return f"{value.value}%"
    return f"{value:,f}" if isinstance(value, Decimal) else str("" if value is None else value)


def _for_print(page: Worksheet, sheet: Sheet) -> None:
    """A4 landscape, as wide as the paper, the heading on every page, pages numbered."""
    first, _last = _body(sheet)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    page.print_title_rows = f"{first - 1}:{first - 1}"
    page.print_options.horizontalCentered = True
    footer = page.HeaderFooter.oddFooter
    assert footer is not None  # noqa: S101 -- openpyxl makes it with the sheet
    assert footer.center is not None  # noqa: S101
    footer.center.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
    page.page_margins.left = page.page_margins.right = 0.4


def _saved(book: Workbook, day: date) -> bytes:
    # Dated by what it says, so that the same status gives the same bytes.
    book.properties.creator = "jiangan-targets"
    book.properties.created = datetime.combine(day, time())
    file = io.BytesIO()
    book.save(file)
    return fixed(file.getvalue(), day)
