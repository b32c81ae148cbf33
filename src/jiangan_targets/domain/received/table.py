"""The rows below one header, taken in: a figure counts only when every word around it agrees on what it is."""

from __future__ import annotations

from collections.abc import Sequence

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.received.cell import is_no_figure, is_number, shown
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.feed import Feed
from jiangan_targets.domain.received.figures import Slot, select
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.received.headings import Word
from jiangan_targets.domain.received.name import Named
from jiangan_targets.domain.received.parted import PartReader
from jiangan_targets.domain.received.report import Context, TableFacts
from jiangan_targets.domain.received.row import Row, RowReader
from jiangan_targets.domain.received.setting import Setting
from jiangan_targets.domain.received.tables_read import CellFinding
from jiangan_targets.domain.whole_words import WHOLE
from jiangan_targets.errors import message


class Table:
    """One table: its columns, the lines that hold for it, and its rows taken in one by one."""

    def __init__(
        self, context: Context, columns: Sequence[Column], address: str, topic: Named | None, *, rightmost: bool
    ) -> None:
        self._context, self._topic = context, topic
        self._parts = PartReader(columns, context.reader, context.names)
        self._columns = columns
        self._address = address
        self._rows = RowReader(columns, context.reader, context.names, rightmost=rightmost)
        self._named = topic is not None or any(column.role in {Role.NAME, Role.ID} for column in columns)
        self._last: Row | None = None
        self.has_ours = False
        self._bare = False
        self._below_names: dict[tuple[str, str | None], set[Role]] = {}
        context.found.headings.update({each.letters: each.heading for each in columns if each.chosen})
        self.set(Setting(), ())

    def set(self, setting: Setting, words: tuple[Word, ...]) -> None:
        """What holds for the rows from here on; `words` are those of a line between the rows."""
        self._setting, self._parts.place = setting, setting.place
        selection = select(self._columns, setting, self._context.as_of, self._context.choice.headings)
        slots: tuple[Slot, ...] = (*selection.figures, *selection.growth)
        self._figure_columns = [column for slot in slots for column in slot.columns]
        self._undecided = selection.problem is not None and not selection.no_figures
        self._feed = Feed(self._context, TableFacts(self._columns, setting, words, self._address), selection)

    @property
    def places(self) -> list[int]:
        """The columns that figures are taken from, counted from 0."""
        return [column.place for column in self._figure_columns]

    def take(self, cells: Sequence[Cell]) -> bool:
        """Take a row in; False for a row that is neither about a target nor has figures, a line between the rows."""
        if not self._named:
            return self._looks_for_names(cells)
        row = self._rows.read(cells)
        filled = [column for column in self._figure_columns if not is_no_figure(row.cell(column))]
        if row.named is None and filled:
            row = self._of_a_part(row) or self._continued(row)
        elif row.named is None and self._undecided and any(is_number(cell) for cell in cells):
            row = self._of_a_part(row) or row
        if row.named is None:
            return self._stranger(row, [row.cell(column) for column in filled])
        if self._last is None or row.name is not self._last.name:
            self._bare = all(row.cell(each).value is None for each in self._figure_columns)
        self._last, self.has_ours = row, True
        row = self._parts.resolve(row)
        if row.named is None:
            return self._stranger(row, [row.cell(column) for column in filled])
        shared = any(row.cell(each).value is None and shown(row.cell(each)) for each in self._figure_columns)
        if self._figure_columns and not filled and not shared:
            self._context.found.no_figure += 1
            if self._explains(row) and not self._refused(row):
                self._feed.explain(row)
        elif not self._refused(row) and not self._twice_below_a_name(row):
            self._feed.row(row)
            self._feed.explain(row)
        return True

    def _explains(self, row: Row) -> bool:
        """Whether a row without a figure says why its target lags, so that what speaks against it counts."""
        return any(column.role in {Role.REASON, Role.MEASURE} and shown(row.cell(column)) for column in self._columns)

    def _of_a_part(self, row: Row) -> Row | None:
        """A row of a part below its target, or in a table that is of one target."""
        above = self._last
        named = self._topic if above is None or above.named is None else above.named
        found = None if named is None else self._parts.belongs(row, named, of_topic=named is self._topic)
        if found is None or named is None:
            return None
        if above is None or above.named is None:
            return found._replace(name=found.who[0].cell, text=found.who[0].text, named=named)
        # What its target's row says holds for its parts' too: the unit above all.
        words, unit = (*named.words, *found.words), found.unit or above.unit
        return found._replace(name=above.name, text=above.text, named=named, words=words, unit=unit)

    def _looks_for_names(self, cells: Sequence[Cell]) -> bool:
        """Where no column is headed as names: tell which one has them."""
        for column in self._columns:
            cell = cells[column.place] if column.place < len(cells) else None
            if cell is not None and self._context.names.find(shown(cell)):
                told = message(
                    "names of targets stand below “{heading}”: choose with --names {column}.",
                    heading=column.heading,
                    column=column.letters,
                )
                self._context.found.once(self._context.found.untaken, cell.address, told, key=self._address)
            elif cell is not None and self._parts.is_part(shown(cell)):
                told = message(
                    "“{text}” is a part, but of which target is not said; write the target's name above the table.",
                    text=shown(cell),
                )
                self._context.found.once(self._context.found.untaken, cell.address, told, key=self._address)
        return any(is_number(cell) for cell in cells)

    def _continued(self, row: Row) -> Row:
        """A row that says 实际 below one that says 计划, or below a name without figures, is about the same target.

        So is one called 增速 right below what it is the growth of.
        """
        last = self._last
        if last is None or last.named is None:
            return row
        own = self._rows.words_of(row.text) if row.text else ()
        grown = bool(last.named.growth) and self._context.reader.meaning(own).role is Role.GROWTH
        own = own if self._bare or grown else ()
        if not own and (row.text or not (row.words and last.words)):
            return row
        if own and self._bare and not last.words:
            self._context.found.no_figure -= 1  # the name's own row, counted as one without a figure
        return row._replace(name=last.name, text=last.text, named=last.named, words=(*own, *row.words))

    def _stranger(self, row: Row, filled: Sequence[Cell]) -> bool:
        """A row that is about no target."""
        numbers = [cell for cell in filled if is_number(cell) or cell.problem is not None]
        found = self._context.found
        if not numbers:
            return False
        if row.text:
            self._last = row
            found.pass_over(row.name.address, row.text, similar=not self._rows.words_of(row.text))
        elif any(normal_form(shown(cell)) in WHOLE for cell in row.cells) or self._is_numbering(row):
            return True
        elif self._last is not None and self._last.named is None:
            found.pass_over(numbers[0].address, "")
        else:
            found.refuse(numbers[0].address, message("a figure without a name."))
        return True

    def _is_numbering(self, row: Row) -> bool:
        """The line `甲 乙 1 2 3` below a header counts its columns."""
        numbers = [int(text) for cell in row.cells if (text := cell.text).isascii() and text.isdigit()]
        first = numbers[0] if numbers else None
        return (
            self._last is None and first in {0, 1} and numbers == list(range(first or 0, (first or 0) + len(numbers)))
        )

    def _refused(self, row: Row) -> bool:
        """Whether something but the figures themselves speaks against the row."""
        found = self._context.found
        if all(cell.hidden for cell in row.cells):
            found.refuse(row.name.address, message("the row is hidden; show it, or delete it."))
            return True
        for problem in row.problems:
            found.refuse(*problem)
        reasons = [*(CellFinding(self._address, objection) for objection in self._setting.objections), *row.doubts]
        for reason in reasons[:1]:
            found.once(found.untaken, *reason, key=self._address)
        return bool(row.problems or reasons)

    def _twice_below_a_name(self, row: Row) -> bool:
        """Two rows of figures below one merged name must say what each is."""
        merged = row.name.merged
        if merged is None or not merged.down:
            return False
        target = row.named.target if row.named is not None else None
        seen = self._below_names.setdefault((merged.name, target and target.id), set())
        roles = self._feed.roles(row)
        if not roles & seen:
            seen |= roles
            return False
        self._context.found.refuse(
            row.name.address, message("several rows of figures belong to “{text}”; say which counts.", text=row.text)
        )
        return True
