"""From the cells of a row to the targets that they feed: the amount to one, the growth beside it to another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiangan_targets.domain.cells.cell import column_number
from jiangan_targets.domain.explaining import ReportedReason
from jiangan_targets.domain.received.cell import is_no_figure, shown
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.figures import ROLE_NAMES, Selection, Slot
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.received.headings import Meaning
from jiangan_targets.domain.received.progress import progress_column
from jiangan_targets.domain.received.reason import ReasonReader
from jiangan_targets.domain.received.report import Context, Reporter, ShownFigure, TableFacts
from jiangan_targets.domain.received.row import Row
from jiangan_targets.domain.received.unit import PERCENT
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import message

_RANGE = re.compile(r"([A-Z]+)[0-9]+:([A-Z]+)[0-9]+")
# Rows that hold another figure on purpose, beside one that is taken; what else disagrees is told as a problem.
_LEFT = frozenset({Role.PLAN, Role.PAST, Role.RATIO, Role.RANK, Role.REMAINING, Role.COMPARISON, Role.MONTHLY})
_TAKEN = frozenset({Role.FIGURE, Role.GROWTH})


class Feed:
    """Gives the figures of a table's rows to the targets that they are for."""

    def __init__(self, context: Context, table: TableFacts, selection: Selection) -> None:
        self._context, self._found = context, context.found
        self._columns, self._words, self._address = table.columns, table.words, table.address
        self._selection = selection
        self._reporter = Reporter(context, table)
        self._reasons = ReasonReader(table.columns, context.found)

    def roles(self, row: Row) -> set[Role]:
        """What kinds of figures the row has that count; one of a plan does not."""
        slots = (*self._selection.figures, *self._selection.growth)
        filled = [column for slot in slots for column in slot.columns if not is_no_figure(row.cell(column))]
        return {self._meaning(row, column).role for column in filled} & _TAKEN

    def row(self, row: Row) -> None:
        """Report what a row says about its target, and about the growth of what it names."""
        named = row.named
        if named is None:
            return
        if named.target is not None and (own := self._progress(row, named.target)):
            self._reporter.report(row, named.target, own)
            return
        self._tell_what_is_missing(row)
        figures, growth = self._shown(row, self._selection.figures), self._shown(row, self._selection.growth)
        growth += [each for each in figures if each.meaning.role is Role.GROWTH]
        figures = [each for each in figures if each.meaning.role is Role.FIGURE]
        if named.target is not None and named.is_rate:
            figures = self._own_rate(row, named.target, growth, figures)
        if named.target is not None:
            for each in figures:
                self._reporter.report(row, named.target, each)
        for target in named.growth:
            for each in growth:
                self._reporter.report(row, target, each)

    def explain(self, row: Row) -> None:
        """Take in why the row's target lags; it is as of the day of the row's figure, or of where one would stand."""
        target = row.named.target if row.named is not None else None
        said = None if target is None else self._reasons.read(row)
        if target is None or said is None:
            return
        if target.part is not None:
            told = message("reasons are given for whole targets; this one was left out.")
            self._found.once(self._found.remarks, said.cell.address, told)
            return
        columns = [column for slot in self._selection.figures for column in slot.columns]
        day = None if not columns else self._reporter.day_said(row, columns[0], self._meaning(row, columns[0]))
        by = row.text_of(next((column for column in self._columns if column.role is Role.BY), None))
        self._found.explain(said.cell.address, ReportedReason(target, said.reason, said.measure, as_of=day, by=by))

    def _progress(self, row: Row, target: Target) -> ShownFigure | None:
        """A rank's or an event's figure where no column of figures has one, but one headed 位次 or 完成率 does."""
        column = progress_column(self._columns, target)
        figures = any(not is_no_figure(row.cell(each)) for slot in self._selection.figures for each in slot.columns)
        if column is None or figures or row.words or is_no_figure(row.cell(column)):
            return None
        return ShownFigure(column, row.cell(column), column.meaning)

    def _tell_what_is_missing(self, row: Row) -> None:
        """Columns that could not be told apart, where the row needs them."""
        named, selection = row.named, self._selection
        if named is None:
            return
        enough = selection.growth and (named.is_rate or (named.growth and selection.no_figures))
        by_amount = named.target is not None and not enough
        by_growth = bool(named.growth) or (named.is_rate and not selection.figures)
        for reason in ((selection.problem if by_amount else None), (selection.growth_problem if by_growth else None)):
            if reason is not None:
                self._found.once(self._found.untaken, self._address, reason)

    def _own_rate(
        self, row: Row, target: Target, growth: list[ShownFigure], figures: list[ShownFigure]
    ) -> list[ShownFigure]:
        """The figure of a row that is named for a rate: 社零增速 with 9.9 as its figure, or in the column 增长%."""
        if not growth or not figures:
            return growth or figures
        first, second = figures[0], growth[0]
        unit = first.meaning.unit or (row.unit.unit if row.unit else None)
        if unit is not None and unit != PERCENT:
            return growth
        values = {self._reporter.value(row, target, each) for each in (first, second)}
        if len(values) == 1:
            return [second]
        told = message(
            "{target}: “{first}” and “{second}” differ; which is the rate?",
            target=target.id,
            first=first.column.heading,
            second=second.column.heading,
        )
        self._found.refuse(first.cell.address, told)
        return []

    def _meaning(self, row: Row, column: Column) -> Meaning:
        own = [*row.words, *self._words]
        if column.role is Role.GROWTH:  # a unit of the row is that of its amount
            own = [word for word in own if word.unit is None]
        return self._context.reader.meaning((*column.words, *own)) if own else column.meaning

    def _shown(self, row: Row, slots: Sequence[Slot]) -> list[ShownFigure]:
        """The row's cells with figures; what its words make another thing is left, and counted."""
        found = []
        for slot in slots:
            for column in self._filled(row, slot):
                meaning, cell = self._meaning(row, column), row.cell(column)
                if meaning.role in _TAKEN:
                    found.append(ShownFigure(column, cell, meaning))
                elif meaning.role in _LEFT:
                    self._found.leave(meaning.role, cell.address)
                else:
                    words = (*column.words, *row.words, *self._words)
                    text = meaning.unknown or " ".join(word.text for word in words if word.text)
                    told = message("“{text}” is {role}.", text=text, role=ROLE_NAMES[meaning.role])
                    self._found.refuse(cell.address, told)
        return found

    def _filled(self, row: Row, slot: Slot) -> list[Column]:
        """The one column of a slot that has a figure in this row; a figure for several rows or columns is none."""
        for column in slot.columns:
            cell = row.cell(column)
            if (
                cell.merged is not None
                and shown(cell)
                and self._is_shared(cell.merged.name, slot, down=cell.merged.down)
            ):
                told = message(
                    "part of the merged cells {range}; unmerge them and fill each row.", range=cell.merged.name
                )
                self._found.refuse(cell.address, told)
                return []
        filled = [column for column in slot.columns if not is_no_figure(row.cell(column))]
        if len(filled) > 1:
            self._found.refuse(row.cell(filled[1]).address, message("two figures stand below one heading."))
            return []
        return filled

    def _is_shared(self, merged: str, slot: Slot, *, down: bool) -> bool:
        """Whether a merged range covers other rows, or columns of another heading."""
        ends = _RANGE.fullmatch(merged)
        if down or ends is None:
            return True
        places = range(column_number(ends[1]) - 1, column_number(ends[2]))
        covered = {each.place for each in self._columns if each.place in places and each.role is not Role.BLANK}
        return not covered <= {column.place for column in slot.columns}
