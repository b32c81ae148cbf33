"""A chart of a target's records against its pace line, drawn in characters."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, elapsed_parts
from jiangan_targets.domain.pace import pace
from jiangan_targets.domain.quantity import format_quantity, round_half_up
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Target
from jiangan_targets.render.drawing.cells import pad
from jiangan_targets.render.drawing.scale import Scale, course, value_scale

_ROWS = 9
_COLUMNS_PER_MONTH = 4
_COLUMNS = 12 * _COLUMNS_PER_MONTH
_MONTH_DAYS = (1, 8, 15, 22)


def draw_chart(target: Target, records: list[Record], *, ascii_only: bool = False) -> list[str]:
    """The lines of the chart: months across, values up; empty when there is nothing to draw."""
    scale = value_scale(target, records)
    mark, dot, edge, floor, corner = ("o", ".", "|", "-", "+") if ascii_only else ("●", "·", "│", "─", "└")
    grid = [[" "] * _COLUMNS for _ in range(_ROWS)]
    # Where both run, the pace is seen.
    for drawn, sign in ((course(target), ":" if ascii_only else "∙"), (target, dot)):
        for column, day in enumerate(_days(target.year)):
            value = None if drawn is None else pace(drawn, day)
            if value is not None:
                grid[_row(scale, value)][column] = sign
    for record in records:
        grid[_row(scale, record.value)][_column(record.as_of, target.year)] = mark
    labels = {0: scale.high, _ROWS - 1: scale.low}
    shown = {row: format_quantity(round_half_up(value, 1 if value % 1 else 0)) for row, value in labels.items()}
    margin = max(map(len, shown.values()))
    lines = [f"{shown.get(row, ''):>{margin}} {edge}{''.join(cells)}".rstrip() for row, cells in enumerate(grid)]
    months = "".join(pad(str(month), _COLUMNS_PER_MONTH) for month in range(1, 13))
    return [*lines, f"{'':>{margin}} {corner}{floor * _COLUMNS}", f"{'':>{margin}}  {months}".rstrip()]


def _days(year: int) -> list[date]:
    """The day that each column of the chart stands for."""
    return [date(year, month, day) for month in range(1, 13) for day in _MONTH_DAYS]


def _row(scale: Scale, value: Decimal) -> int:
    return _ROWS - 1 - int((scale.position(value) * (_ROWS - 1)).to_integral_value(ROUND_HALF_UP))


def _column(day: date, year: int) -> int:
    return min(elapsed_parts(day, year) * _COLUMNS // PARTS_OF_YEAR, _COLUMNS - 1)
