"""A chart of a target's records against its pace line, drawn in characters."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, elapsed_parts
from jiangan_targets.domain.curve import Curve
from jiangan_targets.domain.milestones import milestone_states
from jiangan_targets.domain.pace import pace
from jiangan_targets.domain.quantity import canonical, format_quantity
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Target
from jiangan_targets.render.drawing.cells import pad
from jiangan_targets.render.drawing.legend import MILESTONES, Drawn, legend
from jiangan_targets.render.drawing.scale import Scale, course, goal_line, level_last_year, value_scale

_ROWS_BETWEEN = 9
_COLUMNS_PER_MONTH = 4
_COLUMNS = 12 * _COLUMNS_PER_MONTH
_MONTH_DAYS = (1, 8, 15, 22)


class Signs(NamedTuple):
    """The characters that a chart is drawn with."""

    drawn: dict[Drawn, str]
    edge: str
    floor: str
    corner: str


_ORDER = (
    *(Drawn.RECORD, Drawn.PACE, Drawn.GOAL, Drawn.COURSE, Drawn.LAST_YEAR),
    *(Drawn.MET, Drawn.OPEN, Drawn.MISSED),
)
PLAIN = Signs(dict(zip(_ORDER, "●··∙╌◆◇✗", strict=True)), "│", "─", "└")
ASCII = Signs(dict(zip(_ORDER, "o..:~#?x", strict=True)), "|", "-", "+")


def draw_chart(
    target: Target, records: list[Record], curve: Curve | None = None, *, ascii_only: bool = False
) -> list[str]:
    """The lines of the chart, months across, values up between round ticks, and its legend.

    `curve` is last year's course, where one is known.
    """
    signs = ASCII if ascii_only else PLAIN
    paced = course(target, curve)
    scale = value_scale(target, records, paced)
    grid = _Grid(scale)
    last_year, goal = level_last_year(target), goal_line(target)
    for column, day in enumerate(_days(target.year)):
        # What is drawn later is seen where both run.
        grid.put(column, last_year, signs.drawn[Drawn.LAST_YEAR])
        grid.put(column, None if paced is None else pace(paced, day), signs.drawn[Drawn.COURSE])
        grid.put(column, pace(target, day) if goal is None else goal, signs.drawn[Drawn.PACE])
    for stone, reached in milestone_states(target, records):
        grid.put(_column(stone.by, target.year), stone.value, signs.drawn[MILESTONES[reached]])
    for record in records:
        grid.put(_column(record.as_of, target.year), record.value, signs.drawn[Drawn.RECORD])
    shown = {grid.row(tick): format_quantity(canonical(tick)) for tick in scale.ticks}
    margin = max(map(len, shown.values()))
    lines = [f"{shown.get(row, ''):>{margin}} {signs.edge}{text}".rstrip() for row, text in enumerate(grid.lines())]
    months = "".join(pad(str(month), _COLUMNS_PER_MONTH) for month in range(1, 13))
    named = "  ".join(f"{signs.drawn[drawn]} {name}" for drawn, name in legend(target, records, paced))
    axis = [f"{'':>{margin}} {signs.corner}{signs.floor * _COLUMNS}", f"{'':>{margin}}  {months}".rstrip()]
    return [*lines, *axis, "", named]


class _Grid:
    """Characters in rows and columns; every tick has a row of its own."""

    def __init__(self, scale: Scale) -> None:
        intervals = len(scale.ticks) - 1
        self._scale, self._last = scale, intervals * max(_ROWS_BETWEEN // intervals, 2)
        self._rows = [[" "] * _COLUMNS for _ in range(self._last + 1)]

    def row(self, value: Decimal) -> int:
        """The row of a value, from the top."""
        return self._last - int((self._scale.position(value) * self._last).to_integral_value(ROUND_HALF_UP))

    def put(self, column: int, value: Decimal | None, sign: str) -> None:
        """Draw a value; nothing where there is none."""
        if value is not None:
            self._rows[self.row(value)][column] = sign

    def lines(self) -> list[str]:
        """The rows as text."""
        return ["".join(row) for row in self._rows]


def _days(year: int) -> list[date]:
    """The day that each column of the chart stands for."""
    return [date(year, month, day) for month in range(1, 13) for day in _MONTH_DAYS]


def _column(day: date, year: int) -> int:
    return min(elapsed_parts(day, year) * _COLUMNS // PARTS_OF_YEAR, _COLUMNS - 1)
