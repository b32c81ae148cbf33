"""CSV, harmless when a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from jiangan_targets.domain.quantity import format_quantity
from jiangan_targets.domain.text import safe_for_spreadsheet
from jiangan_targets.render.safe import safe_for_terminal
from jiangan_targets.render.sheet import Percent, Points, Sheet, StaleDay


def render_sheet(sheet: Sheet) -> str:
    """An exported sheet: its headings and rows, percentages and points as people read them."""
    return table(tuple(sheet.headings), sheet.rows)


def render_form(sheet: Sheet) -> str:
    """A form to fill: its lines, headings and rows, then the line to sign, with an empty cell behind each label."""
    above = "".join(table((line,), ()) for line in (sheet.title, *sheet.lines))
    return above + render_sheet(sheet) + table(tuple(cell for label in sheet.foot for cell in (label, "")), ())


def table(columns: tuple[str, ...], rows: Iterable[Sequence[object]]) -> str:
    """Columns and rows as CSV; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Percent):
        return f"{value.value}%"
    if isinstance(value, Points):
        return format_quantity(value.value, grouped=False)
    if isinstance(value, StaleDay):
        return value.text
    if isinstance(value, Decimal):
        return format_quantity(value, grouped=False)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return safe_for_spreadsheet(safe_for_terminal(str(value)))
