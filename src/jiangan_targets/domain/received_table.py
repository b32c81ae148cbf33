"""A table that somebody filled in, taken in: which column is what, which row is which target.

Departments send back the form, an old export, or a table of their own. Columns are found by the
names offices use, targets by id or exact name: nothing is guessed, what cannot be read is told by
the address of its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar

from jiangan_targets.domain.cell import Cell
from jiangan_targets.domain.dates import parse_day_or_period, period_end
from jiangan_targets.domain.lookup import named_exactly
from jiangan_targets.domain.quantity import canonical, parse_quantity
from jiangan_targets.domain.recording import ReportedFigure
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.domain.text import MAX_TEXT, half_width
from jiangan_targets.errors import Failure, Message, message

HEADER_WITHIN = 20
"""The header must be among this many first rows; above it stand titles."""

Read = TypeVar("Read")


class Problem(NamedTuple):
    """What is wrong with a cell."""

    address: str
    message: Message


class Intake(NamedTuple):
    """What a table reports, by the address of each row's name; what cannot be read; what is about no target."""

    reports: list[tuple[str, ReportedFigure]]
    problems: list[Problem]
    skipped: list[Problem]


class Column(StrEnum):
    """What a column may be."""

    ID = "id"
    NAME = "name"
    UNIT = "unit"
    VALUE = "value"
    AS_OF = "as_of"
    NOTE = "note"
    SOURCE = "source"


_HEADINGS = {
    Column.ID: {"编号", "目标编号", "指标编号", "id"},
    Column.NAME: {"指标名称", "指标", "项目", "项目名称", "目标", "目标名称", "名称", "target", "target name", "name"},
    Column.UNIT: {"单位", "计量单位", "unit"},
    Column.VALUE: {
        *("累计完成", "累计完成数", "累计完成值", "累计完成量", "累计完成情况", "完成情况", "完成数", "完成值"),
        *("实际完成", "实际完成数", "实际完成值", "完成量", "累计", "累计数", "本年累计", "数值", "数据", "现值"),
        *("本期数据", "本期数", "新数据", "最新数据", "当前值", "当前数"),
        *("done so far", "new figure", "value", "figure", "current"),
    },
    Column.AS_OF: {
        *("截至", "截至日期", "截至时间", "数据截至", "截止", "截止日期", "截止时间", "日期"),
        *("as of", "as_of", "date"),
    },
    Column.NOTE: {"备注", "说明", "note", "notes", "remarks"},
    Column.SOURCE: {"来源", "数据来源", "source"},
}

# “1-9月累计完成”, “截至9月底完成情况”, “前三季度”: figures from 1 January to a day that the heading says.
# “9月完成” may be that month's alone and is not taken.
_PERIOD_FIGURES = re.compile(
    r"(?:\d{4}年)?(?:1月?[-—~至到]\d{1,2}月份?|截[至止].+|\d{1,2}月[底末].*|\d{1,2}月份?累计.*|上半年|前三季度|一季度|全年)"
    r"(?:累计)?(?:完成)?(?:情况|数|值|量)?"
)
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")
_BLANKS = re.compile(r"\s+")


class _Layout(NamedTuple):
    """Where the columns are, and the day that all figures share when rows do not say theirs."""

    columns: dict[Column, int]
    as_of: date | None


def take_in(rows: Iterable[Sequence[Cell]], plan: Plan, as_of: date | None) -> Intake | None:
    """Read a table; None when no row looks like its header. `as_of` is the day of rows that have none.

    Raises:
        Failure: several columns could be the figures.
    """
    reader: _Reader | None = None
    titles: list[str] = []
    for number, row in enumerate(rows):
        if reader is not None:
            reader.take(row)
        elif number >= HEADER_WITHIN:
            return None
        elif layout := _layout(row, plan.year, titles):
            reader = _Reader(plan, layout.columns, as_of or layout.as_of)
        else:
            titles += [cell.text for cell in row if cell.text]
    return None if reader is None else reader.found


def _layout(row: Sequence[Cell], year: int, titles: list[str]) -> _Layout | None:
    """The row's columns if it is the header: one that names targets, and one with figures."""
    columns: dict[Column, int] = {}
    figures: list[tuple[int, date | None]] = []
    for place, cell in enumerate(row):
        heading = _IN_BRACKETS.sub("", _BLANKS.sub(" ", half_width(cell.text)).strip().casefold())
        kind = next((kind for kind, names in _HEADINGS.items() if heading in names), None)
        since_january = kind is None and _PERIOD_FIGURES.fullmatch(heading.replace(" ", ""))
        period = period_end(heading, year) if since_january else None
        if kind is Column.VALUE or period is not None:
            figures.append((place, period))
        elif kind is not None:
            columns.setdefault(kind, place)
    if not figures or not columns.keys() & {Column.ID, Column.NAME}:
        return None
    if len(figures) > 1:
        addresses = ", ".join(row[place].address for place, _period in figures)
        raise Failure("Several columns could be the figures: {addresses}; keep one of them.", addresses=addresses)
    ((columns[Column.VALUE], period),) = figures
    told = (period_end(title, year) for title in reversed(titles))
    return _Layout(columns, period or next((day for day in told if day), None))


class _Reader:
    """The rows below a header, taken in one by one."""

    def __init__(self, plan: Plan, columns: dict[Column, int], as_of: date | None) -> None:
        self.found = Intake([], [], [])
        self._plan = plan
        self._columns = columns
        self._as_of = as_of
        self._said: dict[tuple[str, date], Decimal] = {}

    def take(self, row: Sequence[Cell]) -> None:
        """Make a report of a row that has a figure and a target, or say why not."""
        cells = {kind: row[place] for kind, place in self._columns.items() if place < len(row)}
        figure = cells.get(Column.VALUE)
        if figure is None or not (figure.text or figure.problem or figure.merged):
            return
        names = [cells[kind] for kind in (Column.ID, Column.NAME) if kind in cells and cells[kind].text]
        found = [(cell, target) for cell in names if (target := named_exactly(self._plan, cell.text))]
        if names and not found:
            self._unknown(names[-1], by_id=Column.NAME not in cells)
            return
        problems = [*_unreadable(cells), *_long_texts(cells), *_contradiction(found)]
        # A figure without a name is a subtotal or a footer, unless its name was merged away.
        if found and not problems:
            named, target = found[0]
            self._report(target, named, figure, cells)
        self.found.problems.extend(problems)

    def _unknown(self, named: Cell, *, by_id: bool) -> None:
        """An id must fit; a table of names has other indicators too."""
        if by_id:
            told = message("no target is called “{text}”.", text=named.text)
            self.found.problems.append(Problem(named.address, told))
        else:
            left_out = message("no target is called “{text}”; this row is left out.", text=named.text)
            self.found.skipped.append(Problem(named.address, left_out))

    def _report(self, target: Target, named: Cell, figure: Cell, cells: dict[Column, Cell]) -> None:
        value = self._tried(figure, lambda: _value(figure, cells.get(Column.UNIT), target))
        date_cell = cells.get(Column.AS_OF, named)
        day = self._tried(date_cell, lambda: self._day(cells.get(Column.AS_OF)))
        if value is None or day is None:
            return
        if self._said.setdefault((target.id, day), value) != value:
            twice = message("{target} of {day} stands there twice with different figures.", target=target.id, day=day)
            self.found.problems.append(Problem(figure.address, twice))
            return
        note, source = (cells[kind].text or None if kind in cells else None for kind in (Column.NOTE, Column.SOURCE))
        self.found.reports.append((named.address, ReportedFigure(target, value, day, note=note, source=source)))

    def _tried(self, cell: Cell, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except Failure as failure:
            self.found.problems.append(Problem(cell.address, failure.message))
            return None

    def _day(self, cell: Cell | None) -> date:
        day = _day(cell, self._plan.year) or self._as_of
        if day is None:
            raise Failure("no day is given; fill it in, or add --as-of 2024-09-30.")
        return day


def _contradiction(found: list[tuple[Cell, Target]]) -> Iterator[Problem]:
    """A column 编号 may be a serial number and name nothing; if it names a target, it must be the same one."""
    ids = [target.id for _cell, target in found]
    if len(set(ids)) > 1:
        yield Problem(
            found[0][0].address, message("the id means {first}, the name {second}.", first=ids[0], second=ids[1])
        )


def _unreadable(cells: dict[Column, Cell]) -> Iterator[Problem]:
    for cell in cells.values():
        if cell.problem is not None:
            yield Problem(cell.address, cell.problem)
        elif cell.merged is not None and cell.merged.down:
            told = message("part of the merged cells {range}; unmerge them and fill each row.", range=cell.merged.name)
            yield Problem(cell.address, told)


def _long_texts(cells: dict[Column, Cell]) -> Iterator[Problem]:
    for kind in (Column.NOTE, Column.SOURCE):
        if kind in cells and len(cells[kind].text) > MAX_TEXT:
            yield Problem(cells[kind].address, message("longer than {limit} characters.", limit=MAX_TEXT))


def _value(cell: Cell, unit: Cell | None, target: Target) -> Decimal:
    """The figure a cell shows, in the target's unit; the row's own unit counts when the cell has none."""
    if isinstance(cell.value, date):
        raise Failure("this is a date, not a figure.")
    text = cell.text
    if isinstance(cell.value, Decimal):
        text = f"{canonical(cell.value * 100):f}%" if cell.percent else f"{cell.value:f}"
    if unit is not None and unit.text not in {"", target.unit, target.unit_en} and text[-1:].isdigit():
        text += unit.text
    return parse_quantity(text, target.unit, target.unit_en)


def _day(cell: Cell | None, year: int) -> date | None:
    if cell is None or not cell.text:
        return None
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, Decimal):
        raise Failure("{value} is a number, not a date; format the cell as a date.", value=cell.value)
    return parse_day_or_period(cell.text, year)
