"""A sheet drawn into a workbook: title, lines, headings and rows, ready for A4. Needs openpyxl."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.sheet import Percent, Points, Sheet, StaleDay, Value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_FONT, TEXT_FONT = "黑体", "仿宋"
TEXT_SIZE = 11
_THIN = Side(style="thin", color="B0B7BF")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL, _STALE_FILL = PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="F4B183")
_WIDEST, _LEAST_TEXT, _LEAST = 34, 16, 9
_TITLE_HEIGHT, _HEAD_HEIGHT, _ROW_HEIGHT, _LINE_HEIGHT = 32, 34, 20, 17
_PERCENT, _DAY = "0.0%", "yyyy-mm-dd"
POINTS = "+0.0;-0.0;0.0"
_MAX_PLACES = 6


def body(sheet: Sheet) -> tuple[int, int]:
    """The first and last row of values."""
    first = len(sheet.lines) + 3
    return first, first + len(sheet.rows) - 1


def write(book: Workbook, sheet: Sheet) -> Worksheet:
    """Title, lines, headings and rows, with their formats and widths."""
    page: Worksheet = book.active if book.active is not None and book.active.title == "Sheet" else book.create_sheet()
    page.title = sheet.name
    for row, text in enumerate((sheet.title, *sheet.lines), start=1):
        cell = at(page, row, 1)
        _put(cell, text)
        cell.font = Font(name=TITLE_FONT, size=16) if row == 1 else Font(name=TEXT_FONT, size=TEXT_SIZE)
        cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center", wrap_text=row > 1)
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(sheet.headings))
    page.row_dimensions[1].height = _TITLE_HEIGHT
    widths = _write_headings(page, sheet)
    first, _last = body(sheet)
    for number, values in enumerate(sheet.rows, start=first):
        lines = max(
            -(-cell_len(_shown(value)) // int(widths[column] - 1)) if column + 1 in sheet.texts else 1
            for column, value in enumerate(values)
        )
        page.row_dimensions[number].height = max(_ROW_HEIGHT, lines * _LINE_HEIGHT)
        for column, value in enumerate(values, start=1):
            _write_value(at(page, number, column), value, column, is_text=column in sheet.texts)
    page.freeze_panes = f"{get_column_letter(sheet.name_column + 1)}{first}"
    return page


def _write_headings(page: Worksheet, sheet: Sheet) -> list[float]:
    """The headings, and the columns as wide as they and what stands below them; gives the widths."""
    first, _last = body(sheet)
    widths = []
    for column, heading in enumerate(sheet.headings, start=1):
        cell = at(page, first - 1, column)
        _put(cell, heading)
        cell.font = Font(name=TITLE_FONT, size=TEXT_SIZE)
        cell.fill, cell.border = _HEAD_FILL, GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        # A heading may be broken between its words.
        longest = max([*map(cell_len, heading.split()), *(cell_len(_shown(row[column - 1])) for row in sheet.rows)])
        least = _LEAST_TEXT if column in sheet.texts else _LEAST
        widths.append(float(min(max(longest + 2, least), _WIDEST)))
        page.column_dimensions[get_column_letter(column)].width = widths[-1]
    page.row_dimensions[first - 1].height = _HEAD_HEIGHT
    return widths


def _write_value(cell: Cell, value: Value, column: int, *, is_text: bool) -> None:
    _put(cell, value)
    cell.font, cell.border = Font(name=TEXT_FONT, size=TEXT_SIZE), GRID
    number_like = isinstance(value, int | Decimal | Percent | Points) and column > 1
    side = "right" if number_like else "left" if is_text else "center"
    cell.alignment = Alignment(
        horizontal=side, vertical="center", wrap_text=is_text, shrink_to_fit=side != "right" and not is_text
    )
    if isinstance(value, StaleDay):
        cell.fill = _STALE_FILL


def at(page: Worksheet, row: int, column: int) -> Cell:
    """A cell of its own, not one inside merged ones."""
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
    if isinstance(value, Points):
        cell.value, cell.number_format = value.value, POINTS
        return
    if isinstance(value, StaleDay):
        before, _day, behind = _("{day} stale").partition("{day}")
        # A day still, which sorts as one: the word is added by its format.
        cell.value, cell.number_format = value.day, "".join((_literal(before), _DAY, _literal(behind)))
        return
    cell.value = value
    if isinstance(value, Decimal):
        places = min(max(-int(value.as_tuple().exponent), 0), _MAX_PLACES)
        cell.number_format = "#,##0" + (f".{'0' * places}" if places else "")
    elif isinstance(value, date):
        cell.number_format = _DAY


def _literal(text: str) -> str:
    """Words in a number format."""
    return f'"{text}"' if text else ""


def _shown(value: Value) -> str:
    if isinstance(value, Percent):
        return f"{value.value}%"
    if isinstance(value, Points):
        return f"{value.value:+}"
    if isinstance(value, StaleDay):
        return value.text
    return f"{value:,f}" if isinstance(value, Decimal) else str("" if value is None else value)


def for_print(page: Worksheet, sheet: Sheet) -> None:
    """A4 landscape, as wide as the paper, the heading on every page, pages numbered; what is not to be printed is not.

    Columns behind `sheet.printed_columns` are hidden, rows behind `sheet.printed_rows` only left out.
    """
    first, last = body(sheet)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    page.print_title_rows = f"{first - 1}:{first - 1}"
    columns = sheet.printed_columns or len(sheet.headings)
    for column in range(columns + 1, len(sheet.headings) + 1):
        page.column_dimensions[get_column_letter(column)].hidden = True
        for row in range(first, last + 1):  # or a centred text would reach into the column beside it
            at(page, row, column).alignment = Alignment(horizontal="left", vertical="center")
    bottom = last if sheet.printed_rows is None else first - 1 + sheet.printed_rows
    page.print_area = f"A1:{get_column_letter(columns)}{max(bottom, page.max_row if sheet.foot else bottom)}"
    page.print_options.horizontalCentered = True
    footer = page.HeaderFooter.oddFooter
    assert footer is not None  # noqa: S101 -- openpyxl makes it with the sheet
    assert footer.center is not None  # noqa: S101
    footer.center.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.6, 0.75, 0.35
