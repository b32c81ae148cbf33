"""What a row of a table says of itself: which target it is about, and the words beside its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.normal_form import normal_form, without_numbering
from jiangan_targets.domain.period import Span
from jiangan_targets.domain.received.cell import as_shown, is_no_figure, is_number, is_plain_number, says_nothing, shown
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.received.headings import HeadingReader, Word
from jiangan_targets.domain.received.name import Named, Names
from jiangan_targets.domain.received.place_words import DEPARTMENT_ENDINGS
from jiangan_targets.domain.received.remark import remark_of_another, unit_in_remark
from jiangan_targets.domain.received.tables_read import CellFinding
from jiangan_targets.domain.received.unit import PERCENT, Stated
from jiangan_targets.domain.received.who import Who, contradictions, says_who, with_ids
from jiangan_targets.domain.text import MAX_TEXT
from jiangan_targets.domain.whole_words import WHOLE
from jiangan_targets.errors import Message, message

_SERIAL = re.compile(r"\(?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[ivxa-z])\)?[.,]?")
_CONTEXT = frozenset({Role.UNKNOWN, Role.BLANK, Role.GROUP, Role.DIVISION, Role.PERIOD})
_YEAR, _YEARS = re.compile(r"20[0-9]{2}"), 10  # 2023 is a year; 2000 below an unknown heading is a number
_MONTH = re.compile(r"0?([1-9]|1[0-2])")
_KEPT = (Role.NOTE, Role.SOURCE, Role.REASON, Role.MEASURE, Role.BY)


class Row(NamedTuple):
    """A row read: `words` are its own words beside the headings, `division` the department or place it is about.

    `who` are the cells that say so, for a target that is split among them.
    """

    cells: Sequence[Cell]
    name: Cell
    text: str
    named: Named | None
    words: tuple[Word, ...] = ()
    unit: Stated | None = None
    division: str = ""
    who: tuple[Who, ...] = ()
    problems: tuple[CellFinding, ...] = ()
    doubts: tuple[CellFinding, ...] = ()

    def cell(self, column: Column) -> Cell:
        """Its cell in a column; an empty one beyond its end."""
        if column.place < len(self.cells):
            return self.cells[column.place]
        return Cell(column.letters + self.cells[0].address.lstrip(ascii_uppercase))

    def text_of(self, column: Column | None) -> str | None:
        """Its text in a column; None when there is none."""
        return self.cell(column).text or None if column is not None else None


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, columns: Sequence[Column], reader: HeadingReader, names: Names, *, rightmost: bool) -> None:
        self._reader, self._names = reader, names
        # What stands to the right of all headings belongs to the last of tables side by side.
        self._width = columns[-1].place + 1 if rightmost and columns else None
        self._by_role: dict[Role, list[Column]] = {}
        for column in columns:
            self._by_role.setdefault(column.role, []).append(column)
        self._context = [column for column in columns if column.role in _CONTEXT and not column.chosen]
        self._saying = [column for column in columns if says_who(column)]
        self._remarks = [column for column in columns if column.role in {Role.REMARK, *_KEPT} - {Role.BY}]
        figures = [column.place for column in columns if column.role in {Role.FIGURE, Role.GROWTH}]
        self._first_figure = min(figures, default=0)
        self._first_name = min((each.place for each in self._of(Role.NAME, Role.ID)), default=0)
        # Who chose both columns has looked at the others.
        self._trusting = any(each.chosen for each in columns)

    def read(self, cells: Sequence[Cell]) -> Row:
        """The row, with every reason why its figures cannot be used."""
        row = self._about(cells)
        words, doubts, problems = list(row.words), list[CellFinding](), list(row.problems)
        for column in self._context:
            cell = as_shown(row.cell(column))
            text = cell.text
            if is_no_figure(cell) or self._is_group(column, text):
                continue
            own = self._said_beside(column, text)
            words += own
            if not own and not self._trusting and (told := self._complaint(column, cell, text)):
                problems.append(CellFinding(cell.address, told))
            if not own and not self._trusting and (told := self._doubt(column, cell, text)):
                doubts.append(CellFinding(cell.address, told))
        beyond = [] if self._width is None or self._trusting else cells[self._width :]
        problems += [_without_heading(cell, cell.text) for cell in beyond if not is_no_figure(cell)]
        problems += self._unreadable(row)
        remarks = ((as_shown(row.cell(column)), column.role) for column in self._remarks)
        problems += [each for cell, role in remarks if (each := remark_of_another(cell, role, self._reader))]
        stated, problem = self._unit(row)
        return row._replace(
            words=tuple(words),
            unit=stated,
            division=self._division(row),
            who=tuple(self._who(row)),
            problems=(*problems, *([problem] if problem else ())),
            doubts=tuple(doubts),
        )

    def words_of(self, text: str) -> tuple[Word, ...]:
        """The words of a name that is none: `计划`, `其中：实际`; nothing when one of them is not understood."""
        return self._understood(without_numbering(normal_form(text)))

    def _of(self, *roles: Role) -> list[Column]:
        return [column for role in roles for column in self._by_role.get(role, ())]

    def _about(self, cells: Sequence[Cell]) -> Row:
        """The target by the most special of its names; words beside a name, 计划 and 实际, are no names."""
        row = Row(cells, Cell(""), "", None)
        levels = [(cell, text) for cell, text in self._levels(row, Role.NAME) if not is_number(cell)]
        words: tuple[Word, ...] = ()
        while len(levels) > 1 and self._names.find(levels[-1][1]) is None and (own := self._understood(levels[-1][1])):
            words, levels = (*words, *own), levels[:-1]
        by_name = self._names.find(levels[-1][1]) if levels else None
        ids = [(cell, found) for cell, text in self._levels(row, Role.ID) if (found := self._names.find(text))]
        named = with_ids(by_name, ids)
        if by_name is None and ids:
            levels = [(ids[0][0], ids[0][0].text)]
        if not levels:
            levels = [(cell, text) for cell, text in self._levels(row, Role.ID) if not is_number(cell)]
        if not levels:
            return row._replace(words=words)
        cell, text = levels[-1]
        problems = tuple(contradictions(named, ids))
        own = named.words if named else ()
        return Row(cells, cell, text, named, words=(*words, *own), problems=problems)

    def _levels(self, row: Row, role: Role) -> list[tuple[Cell, str]]:
        found: list[tuple[Cell, str]] = []
        for column in self._of(role):
            cell = row.cell(column)
            text = shown(cell)
            same = found and cell.merged is not None and found[-1][0].merged == cell.merged
            if text and not same:
                found.append((cell, text))
        return found

    def _understood(self, text: str) -> tuple[Word, ...]:
        words = self._reader.words(text)
        return words if words and all(word.understood for word in words) else ()

    def _said_beside(self, column: Column, text: str) -> tuple[Word, ...]:
        """The words of a cell without a figure that count for the row: 计划, 1-8月, 2023 in a column 年份."""
        if column.role is Role.PERIOD and (month := _MONTH.fullmatch(text)):
            return self._reader.words(f"{month[1]}月")
        if is_plain_number(text) and not (_YEAR.fullmatch(text) and abs(int(text) - self._reader.year) <= _YEARS):
            return ()
        words = self._understood(text)
        # A day or month below 开工日期 or 竣工 is none of the figures.
        spans = {word.period.span for word in words if word.period}
        foreign = bool(spans) if column.role is Role.UNKNOWN else column.role is not Role.PERIOD and Span.DAY in spans
        return () if foreign else words

    def _complaint(self, column: Column, cell: Cell, text: str) -> Message | None:
        """Why a cell that says nothing that is understood may not be passed over."""
        serial = column.place < self._first_name and _SERIAL.fullmatch(normal_form(text)) is not None
        if column.role is Role.PERIOD:
            return message("“{text}” is no period that is known.", text=text)
        if serial or (is_number(cell) and column.role is not Role.BLANK):
            return None
        if column.role is Role.BLANK:
            return message("“{text}” stands below no heading.", text=text)
        return None

    def _doubt(self, column: Column, cell: Cell, text: str) -> Message | None:
        """Why a column that is not understood, left of the figures, makes all of them doubtful."""
        serial = column.place < self._first_name and _SERIAL.fullmatch(normal_form(text)) is not None
        if column.role is not Role.UNKNOWN or column.place > self._first_figure or is_number(cell) or serial:
            return None
        return message(
            "“{text}” below “{heading}” is not understood, and may say what the figures are of.",
            text=text,
            heading=column.heading,
        )

    def _is_group(self, column: Column, text: str) -> bool:
        """Whether it is the plan's own heading above targets, which says nothing of figures."""
        return column.role is Role.GROUP and normal_form(text) in self._reader.groups

    def _who(self, row: Row) -> Iterator[Who]:
        """The cells that name places or departments, in the columns' order; 累计 below 口径 is none."""
        for column in self._saying:
            cell = as_shown(row.cell(column))
            if is_no_figure(cell) or is_number(cell):
                continue
            measure = column.role is Role.UNIT and self._measure(normal_form(cell.text), row.named)
            if not measure and not self._said_beside(column, cell.text):
                yield Who(cell, cell.text, column.role)

    def _division(self, row: Row) -> str:
        texts = (shown(row.cell(column)) for column in self._of(Role.DEPARTMENT, Role.DIVISION))
        return " ".join(text for text in texts if text)

    def _unit(self, row: Row) -> tuple[Stated | None, CellFinding | None]:
        """The unit in the row's own columns, where a department is none; else one that is all that a note says."""
        stated: Stated | None = None
        for column in self._of(Role.UNIT):
            cell = row.cell(column)
            text = shown(cell)
            normal = normal_form(text)
            if says_nothing(text):
                continue
            unit = self._measure(normal, row.named)
            if unit is not None and stated is not None and unit != stated.unit:
                told = message(
                    "“{first}” and “{second}” state different units; correct one.", first=stated.where, second=text
                )
                return None, CellFinding(cell.address, told)
            if unit is not None:
                stated = Stated(unit, text)
            elif not (normal.endswith(DEPARTMENT_ENDINGS) or normal in WHOLE or self._names.is_part(normal)):
                return None, CellFinding(cell.address, message("“{text}” is no unit that is known.", text=text))
        for column in self._of(Role.NOTE) if stated is None else ():
            text = shown(row.cell(column))
            if unit := unit_in_remark(text, self._reader):
                return Stated(unit, text), None
        return stated, None

    def _measure(self, normal: str, named: Named | None) -> str | None:
        """A unit; of `亿元、%` that of the amount, since the growth beside it is in percent by itself."""
        if (unit := self._reader.unit_in_words(normal)) is not None:
            return unit
        if any(target.unit_en and normal == normal_form(target.unit_en) for target in (named.wholes if named else ())):
            return normal
        units = [self._reader.unit(part) for part in normal.replace("/", ",").split(",")]
        amounts = [unit for unit in units if unit != PERCENT]
        return amounts[0] if None not in units and len(amounts) == 1 and self._of(Role.GROWTH) else None

    def _unreadable(self, row: Row) -> Iterator[CellFinding]:
        for column in self._of(Role.ID, Role.NAME, Role.UNIT, Role.DAY, *_KEPT):
            cell = row.cell(column)
            if cell.problem is not None:
                yield CellFinding(cell.address, cell.problem)
            elif column.role in _KEPT and len(cell.text) > MAX_TEXT:
                yield CellFinding(cell.address, message("longer than {limit} characters.", limit=MAX_TEXT))


def _without_heading(cell: Cell, text: str) -> CellFinding:
    return CellFinding(cell.address, message("“{text}” stands below no heading.", text=text))
