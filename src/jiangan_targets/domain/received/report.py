"""One cell of a row made a report: its value in the target's unit, and its day; or the reason why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.lookup import names_of
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.period import parse_day_or_period
from jiangan_targets.domain.received.cell import as_shown, is_no_figure, is_number, is_plain_number
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.completion import contradicting_rate
from jiangan_targets.domain.received.divided import is_divided
from jiangan_targets.domain.received.figures import Asked, day_beside, day_of, doubt_of_period
from jiangan_targets.domain.received.heading_words import Role, Sense
from jiangan_targets.domain.received.headings import HeadingReader, Meaning, Word
from jiangan_targets.domain.received.name import Names
from jiangan_targets.domain.received.other_figures import measured_otherwise, says_another_day
from jiangan_targets.domain.received.reading_choice import Choice
from jiangan_targets.domain.received.row import Row
from jiangan_targets.domain.received.setting import Setting
from jiangan_targets.domain.received.tables_read import TablesRead, Taken
from jiangan_targets.domain.received.topic import Topics, aside_from, is_bare, unsaid_below
from jiangan_targets.domain.received.unit import PERCENT, Stated, measured, unit_of
from jiangan_targets.domain.recording import ReportedFigure
from jiangan_targets.domain.signature import Signature
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.errors import Failure, Message, message

Read = TypeVar("Read")

_NEW_OF_YEAR = re.compile(r"(?:本年|当年|今年|年内|20\d\d年)度?(?:新增|新建|新开|实施)")
_OUT_OF_DATE = re.compile(r"[(（]?(?:过期|stale)[)）]?$", re.IGNORECASE)
_MAY_GROW = frozenset({Role.FIGURE, Role.GROWTH, Role.UNKNOWN, Role.MONTHLY})


class Context(NamedTuple):
    """What is the same for all tables of a file."""

    plan: Plan
    reader: HeadingReader
    names: Names
    as_of: date | None
    choice: Choice
    found: TablesRead
    topics: Topics


class TableFacts(NamedTuple):
    """A table's columns, what the lines around it say, the words of a line between its rows, and where it begins."""

    columns: Sequence[Column]
    setting: Setting
    words: tuple[Word, ...]
    address: str


class ShownFigure(NamedTuple):
    """A cell with something in it, its column, and what headings and row together say that it is."""

    column: Column
    cell: Cell
    meaning: Meaning


class Reporter:
    """Makes reports of the figures of one table."""

    def __init__(self, context: Context, table: TableFacts) -> None:
        self._context, self._found = context, context.found
        self._columns, self._setting, self._address = table.columns, table.setting, table.address
        columns = table.columns
        self._asked = Asked(context.as_of, day_beside(columns, context.plan.year), context.plan.year)
        self._by_role = {column.role: column for column in reversed(columns)}
        self._roles = {column.place: column.role for column in columns}

    def report(self, row: Row, target: Target, each: ShownFigure) -> None:
        """Report one figure, or tell why it cannot be."""
        column, cell, _meaning = each
        if (reason := self._objection(row, target, each)) is not None:
            self._found.once(self._found.untaken, cell.address, reason, key=f"{self._address} {column.letters}")
            return
        if is_divided(row, column, self._columns, target):
            told = message("a number with a comma, divided into two cells; put it in quotes.")
            self._found.refuse(cell.address, told)
            return
        value = self.value(row, target, each)
        day = self._day(row, each)
        if value is None or day is None:
            return
        if (note_cell := self._contradicting(row, day)) is not None:
            told = message("“{text}” says that this is another figure.", text=note_cell.text)
            self._found.refuse(note_cell.address, told)
            return
        if self._has_slipped(row, target, each, value):
            return
        note, source = (row.text_of(self._by_role.get(role)) for role in (Role.NOTE, Role.SOURCE))
        signature = Signature(row.text_of(self._by_role.get(Role.BY)))
        report = ReportedFigure(target, value, day, note=note, source=source, signature=signature)
        unit = unit_of(cell, self._stated(row, each), target)
        self._found.take(Taken(cell.address, column.heading, report, unit), row.division)

    def _has_slipped(self, row: Row, target: Target, each: ShownFigure, value: Decimal) -> bool:
        """Whether the rate of completion shows that zeros are missing; one that does not fit otherwise is told."""
        column, cell, _meaning = each
        misfit = None if column.chosen else contradicting_rate(row, self._columns, cell, value, target)
        if misfit is None:
            return False
        told = message(
            "“{text}” as the rate of completion does not fit “{figure}”; correct one.",
            text=misfit.text,
            figure=cell.text,
        )
        wrong = misfit.slip or is_bare(column)
        self._found.once(self._found.problems if wrong else self._found.remarks, cell.address, told)
        return wrong

    def _contradicting(self, row: Row, day: date) -> Cell | None:
        """The remark that says another day."""
        remarks = (as_shown(row.cell(column)) for column in self._columns if column.role in {Role.NOTE, Role.UNKNOWN})
        return next((cell for cell in remarks if cell.text and says_another_day(cell.text, day)), None)

    def value(self, row: Row, target: Target, each: ShownFigure) -> Decimal | None:
        """The figure in the target's unit; None when it cannot be read, which is told."""
        return self._tried(each.cell, lambda: self._measured(row, target, each))

    def _objection(self, row: Row, target: Target, each: ShownFigure) -> Message | None:
        """Why a whole column cannot be taken for such a target."""
        column, cell, meaning = each
        if meaning.role in {Role.RANK, Role.RATIO}:  # an event or a rank, which is of a day
            return None
        if column.meaning.completion and target.kind is Kind.RATE and not column.chosen:
            return message("“{heading}” may be the rate of completion.", heading=column.heading)
        if (other := self._unknown_beside(row, each)) is not None:
            return message(
                "“{heading}” may be of “{text}”, which is not understood.", heading=column.heading, text=other.heading
            )
        if (other := self._new_of_the_year(target, column)) is not None:
            return message(
                "“{heading}” beside “{text}” may be of more than the year.", heading=column.heading, text=other.heading
            )
        if (title := self._of_another_measure(target, column)) is not None:
            return message("“{text}” may say that “{name}” is not what the figures measure.", text=title, name=row.text)
        if self._may_be_growth(row, target, each):
            return message(
                "“{heading}” below “{text}” may be growth.", heading=column.heading, text=self._setting.growth
            )
        shows = cell.percent or normal_form(cell.text).endswith(PERCENT) or (row.unit and row.unit.unit == PERCENT)
        if meaning.role is Role.GROWTH and not meaning.sure and not shows:
            return message("“{heading}” does not say whether it is in percent.", heading=column.heading)
        aside = aside_from(column, self._columns, self._setting)
        period = doubt_of_period(column, self._columns, meaning, self._setting)
        return aside or period or unsaid_below(column, self._setting)

    def _of_another_measure(self, target: Target, column: Column) -> str | None:
        found = measured_otherwise(column.heading, self._setting.measure, names_of(target))
        return None if column.chosen else found

    def _unknown_beside(self, row: Row, each: ShownFigure) -> Column | None:
        """The column of numbers left of growth that it may be the growth of, if it is not understood."""
        if each.column.role is not Role.GROWTH or each.column.chosen:
            return None
        left = [column for column in self._columns if column.place < each.column.place and column.role in _MAY_GROW]
        unknown = bool(left) and left[-1].role is Role.UNKNOWN and is_number(row.cell(left[-1]))
        return left[-1] if unknown else None

    def _new_of_the_year(self, target: Target, column: Column) -> Column | None:
        """当年新增 beside 累计: then that is of all years, for what counts from 1 January on."""
        by_word = any(word.sense is Sense.CUMULATIVE for word in column.words)
        if target.kind is not Kind.TOTAL or column.chosen or column.meaning.period is not None or not by_word:
            return None
        return next((each for each in self._columns if _NEW_OF_YEAR.search(normal_form(each.heading))), None)

    def _may_be_growth(self, row: Row, target: Target, each: ShownFigure) -> bool:
        """Whether a line above speaks of growth, and neither a unit nor a word says that this is an amount."""
        column, cell, meaning = each
        said = meaning.unit or row.unit or self._setting.units or not is_plain_number(cell.text)
        named = any(word.sense in {Sense.DONE, Sense.COMPLETED} for word in column.words)
        apart = any(role is Role.GROWTH for role in self._roles.values())
        return bool(self._setting.growth) and target.unit != PERCENT and not (said or named or apart or column.chosen)

    def _measured(self, row: Row, target: Target, each: ShownFigure) -> Decimal:
        _column, cell, meaning = each
        if cell.problem is not None:
            raise Failure(cell.problem.template, **cell.problem.fields)
        table = () if meaning.role in {Role.GROWTH, Role.RATIO} else self._setting.units
        return measured(cell, self._stated(row, each), table, target)

    def _stated(self, row: Row, each: ShownFigure) -> list[Stated]:
        """The units of the figure's own heading, of the names' heading and of its row."""
        column, _cell, meaning = each
        stated = [Stated(meaning.unit, column.heading)] if meaning.unit else []
        if meaning.role in {Role.GROWTH, Role.RATIO}:
            return stated or [Stated(PERCENT, column.heading)]
        naming = self._by_role.get(Role.NAME)
        if naming is not None and naming.meaning.unit:
            stated.append(Stated(naming.meaning.unit, naming.heading))
        return [*stated, *([row.unit] if row.unit else [])]

    def _day(self, row: Row, each: ShownFigure) -> date | None:
        """The day of the figure; a reason that is the same for all rows is told once."""
        column, cell, meaning = each
        saying = self._by_role.get(Role.DAY)
        own_cell = as_shown(row.cell(saying)) if saying is not None else None
        own = None
        if own_cell is not None and not is_no_figure(own_cell):
            own = self._tried(own_cell, lambda: self._own_day(own_cell))
            if own is None:
                return None
            if saying is not None and saying.is_any_day and self._asked.as_of not in {None, own}:
                told = message("the sheet says {day}, --on {as_of}.", day=own, as_of=self._asked.as_of)
                self._found.refuse(own_cell.address, told)
                return None
        try:
            return day_of(own, meaning, column, self._setting, self._asked)
        except Failure as failure:
            if own_cell is not None:
                self._found.refuse(own_cell.address, failure.message)
            else:
                self._found.once(self._found.problems, cell.address, failure.message, key=self._address)
            return None

    def day_said(self, row: Row, column: Column, meaning: Meaning) -> date | None:
        """The day of what a row says beside its figure; None when nothing says any, or not clearly, which is told."""
        saying = self._by_role.get(Role.DAY)
        own = saying is not None and not is_no_figure(as_shown(row.cell(saying)))
        said = (meaning.period, self._setting.day, self._setting.bare, self._asked.as_of, self._asked.beside)
        if not own and all(each is None for each in said):
            return None
        return self._day(row, ShownFigure(column, row.cell(column), meaning))

    def _own_day(self, cell: Cell) -> date:
        if isinstance(cell.value, date):
            return cell.value
        if isinstance(cell.value, Decimal):
            raise Failure("{value} is a number, not a date; format the cell as a date.", value=cell.value)
        return parse_day_or_period(_OUT_OF_DATE.sub("", cell.text).rstrip(), self._context.plan.year)

    def _tried(self, cell: Cell, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except Failure as failure:
            self._found.refuse(cell.address, failure.message)
            return None
