"""Excel workbooks an office can print and a department can fill in. Needs openpyxl."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.status import Status
from jiangan_targets.render.fixed_archive import fixed
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.sheet import Sheet, StatusColumn
from jiangan_targets.render.solid_bars import with_solid_bars
from jiangan_targets.render.workbook_page import GRID, TEXT_FONT, TEXT_SIZE, at, body, for_print, write

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LOCKED_FILL = PatternFill("solid", fgColor="F2F2F2")
_LINE_TO_SIGN = Border(bottom=Side(style="thin", color="000000"))
_GROUP_BORDER = Border(left=GRID.left, right=GRID.right, bottom=GRID.bottom, top=Side(style="medium", color="7F8FA6"))
_POINTS = "+0.0;-0.0;0.0"
_BAR = "8FAADC"
_GREY = "808080"
_FOOT_HEIGHT, _ANSWER_WIDTH = 28, 13

_FILLS = {
    Standing.FAR_BEHIND: "F8CBAD",
    Standing.MISSED: "F8CBAD",
    Standing.OVER_LIMIT: "F8CBAD",
    Standing.BEHIND: "FFE699",
    Standing.ON_PACE: "E2EFDA",
    Standing.AHEAD: "C6E0B4",
    Standing.MET: "A9D08E",
}

# Columns of the form, from 1.
_NEW_FIGURE, _NEW_DAY, _LAST_FORM_COLUMN = 7, 8, 12
_FOOT_COLUMNS = ((1, 1, 2, 2), (4, 5, 6, 8), (9, 9, 10, 11))
"""Of each label of the line to sign, and of the cell for what it asks: the first and the last column."""


def status_workbook(status: Status, sheet: Sheet, records: Sheet, ranks: Sheet | None = None) -> bytes:
    """The status sheet, ready for A4, the ranks where there are any, and the records; `status` in its sheet's order."""
    book = Workbook()
    page = write(book, sheet)
    first, last = body(sheet)
    group = None
    for row, item in enumerate(status.progress, start=first):
        at(page, row, StatusColumn.GAP).number_format = _POINTS
        fill = _FILLS.get(item.standing)
        if fill:
            at(page, row, StatusColumn.STANDING).fill = PatternFill("solid", fgColor=fill)
        if item.target.group != group:
            group = item.target.group
            for column in range(1, len(sheet.headings) + 1):
                at(page, row, column).border = _GROUP_BORDER
    if last >= first:
        bars = DataBarRule(start_type="num", start_value=0, end_type="num", end_value=1, color=_BAR)  # type: ignore[no-untyped-call]
        letter = get_column_letter(StatusColumn.COMPLETION)
        page.conditional_formatting.add(f"{letter}{first}:{letter}{last}", bars)
    page.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(sheet.headings))}{last}"
    for_print(page, sheet)
    if ranks is not None:
        for_print(write(book, ranks), ranks)
    _write_records(book, records)
    return with_solid_bars(_saved(book, status.on), status.on)


def _write_records(book: Workbook, records: Sheet) -> None:
    """The records; those that were taken back stand below the others, in grey, and are not printed."""
    page = write(book, records)
    first, last = body(records)
    printed = len(records.rows) if records.printed_rows is None else records.printed_rows
    for row in range(first + printed, last + 1):
        for column in range(1, len(records.headings) + 1):
            at(page, row, column).font = Font(name=TEXT_FONT, size=TEXT_SIZE, color=_GREY)
    for_print(page, records)


def form_workbook(status: Status, sheet: Sheet) -> bytes:
    """The form: locked but for the cells to fill, which take numbers and days of the year only."""
    book = Workbook()
    page = write(book, sheet)
    first, last = body(sheet)
    for row in range(first, last + 1):
        for column in range(1, _LAST_FORM_COLUMN + 1):
            cell = at(page, row, column)
            if column < _NEW_FIGURE:
                cell.fill = _LOCKED_FILL
            else:
                cell.protection = Protection(locked=False)
        at(page, row, _NEW_DAY).number_format = "yyyy-mm-dd"
        at(page, row, _NEW_FIGURE).number_format = "General"
    for column in (_NEW_FIGURE, _NEW_DAY):
        page.column_dimensions[get_column_letter(column)].width = _ANSWER_WIDTH
    if last >= first:
        _validate(page, first, last, status.plan.year)
    _write_foot(page, last + 2, sheet.foot)
    # Protected against slips, not against people: there is no password.
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.protection.formatRows = False
    for_print(page, sheet)
    return _saved(book, status.on)


def _write_foot(page: Worksheet, row: int, labels: Sequence[str]) -> None:
    """The line to sign: each label, and beside it a cell to fill in, which is text, or a telephone loses its 0."""
    page.row_dimensions[row].height = _FOOT_HEIGHT
    for label, (first, last, begins, ends) in zip(labels, _FOOT_COLUMNS, strict=True):
        said = at(page, row, first)
        said.value, said.font = label, Font(name=TEXT_FONT, size=TEXT_SIZE)
        said.alignment = Alignment(horizontal="right", vertical="bottom")
        for column in range(begins, ends + 1):
            cell = at(page, row, column)
            cell.protection, cell.border, cell.number_format = Protection(locked=False), _LINE_TO_SIGN, "@"
            cell.font = Font(name=TEXT_FONT, size=TEXT_SIZE)
            cell.alignment = Alignment(horizontal="left", vertical="bottom", shrink_to_fit=True)
        for left, right in ((first, last), (begins, ends)):
            if right > left:
                page.merge_cells(start_row=row, start_column=left, end_row=row, end_column=right)


def plain_workbook(sheets: Sequence[Sheet], day: date) -> bytes:
    """Sheets to be read and printed, one after the other."""
    book = Workbook()
    for sheet in sheets:
        for_print(write(book, sheet), sheet)
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


def _saved(book: Workbook, day: date) -> bytes:
    # Dated by what it says, so that the same status gives the same bytes.
    book.properties.creator = "jiangan-targets"
    book.properties.created = datetime.combine(day, time())
    file = io.BytesIO()
    book.save(file)
    return fixed(file.getvalue(), day)
