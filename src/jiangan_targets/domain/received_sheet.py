"""A sheet taken in row by row: lines above, headers, tables below each other or side by side, lines between and below.

Every table has its own day: a new title above it, or a line between its rows, says another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from jiangan_targets.domain.cell import Cell, ReceivedSheet, column_letters
from jiangan_targets.domain.heading_words import Role
from jiangan_targets.domain.headings import HeadingReader
from jiangan_targets.domain.intake import Intake, Problem, SheetRead
from jiangan_targets.domain.normal_form import normal_form, without_numbering
from jiangan_targets.domain.period import Span
from jiangan_targets.domain.reading_choice import Choice, is_chosen
from jiangan_targets.domain.received_column import Column, columns_of, shown, side_by_side
from jiangan_targets.domain.received_header import HeaderFinder
from jiangan_targets.domain.received_name import Names
from jiangan_targets.domain.received_report import Context
from jiangan_targets.domain.received_row import is_number
from jiangan_targets.domain.received_table import Table
from jiangan_targets.domain.received_title import Said, Setting, read_line, setting_of
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Failure, message

_ROW = re.compile(r"[0-9]+$")
_ABOVE = 3
"""Rows above the first chosen one that may hold its headings."""

_NOT_FIGURES = re.compile(r"填表说明|填报说明|^说明$|示例|样例|样表|例表|示范|^填报记录$|^recordsmade$")
"""Names of sheets that explain, or list what was recorded before; read only when they are chosen."""

_FOOTNOTE = re.compile(r"注|备注|说明|附注|数据|单位|截[止至]|本表|以上")


def take_in(sheets: Iterable[ReceivedSheet], plan: Plan, as_of: date | None, choice: Choice | None = None) -> Intake:
    """What the sheets of a file report. `as_of` is the day of figures whose sheet says none.

    Raises:
        Failure: there is no sheet of a name that was chosen.
    """
    choice, found = choice or Choice(), Intake()
    reader = HeadingReader(plan)
    context = Context(plan, reader, Names(plan, reader), as_of, choice, found)
    listed = list(sheets)
    chosen = {normal_form(name) for name in choice.sheets}
    unknown = [name for name in choice.sheets if normal_form(name) not in {normal_form(s.name or "") for s in listed}]
    if unknown:
        shown_names = ", ".join(sheet.name or "" for sheet in listed) or "-"
        raise Failure("There is no sheet “{name}”; there are: {names}.", name=unknown[0], names=shown_names)
    for sheet in listed:
        name = sheet.name or ""
        if chosen and normal_form(name) not in chosen:
            continue
        found.begin(name if len(listed) > 1 else "")
        if sheet.problem is not None:
            found.untaken.append(Problem(name, sheet.problem))
        elif not chosen and len(listed) > 1 and _NOT_FIGURES.search(normal_form(name)):
            found.sheets.append(SheetRead(name, 0, has_table=False, skipped=True))
        else:
            _read(sheet, context)
    return found


def _read(sheet: ReceivedSheet, context: Context) -> None:
    reader = _SheetReader(context, sheet.name or "")
    before = len(context.found.taken)
    for row in sheet.rows:
        reader.take(row)
    reader.close()
    taken = len(context.found.taken) - before
    context.found.sheets.append(SheetRead(sheet.name or "", taken, has_table=reader.tables > 0, skipped=False))


class _SheetReader:
    """One sheet, row by row."""

    def __init__(self, context: Context, name: str) -> None:
        self._context, self._found = context, context.found
        self._finder = HeaderFinder(context.reader, context.names)
        self._always = [read_line("", name, context.reader)] if name else []
        self._groups: list[list[Said]] = [[]]
        self._above: list[list[Cell]] = []
        self._header: list[list[Cell]] = []
        self._current: list[Table] = []
        self._unknown: list[Column] = []
        self._taken_before = 0
        self._setting = Setting()
        self._orphan: tuple[str, str] | None = None
        self.tables = 0

    def take(self, cells: list[Cell]) -> None:
        """Take the next row in."""
        if not cells or not self._is_chosen(cells) or not any(shown(cell) or cell.problem for cell in cells):
            return
        if self._header and self._finder.continues(self._header, cells):
            self._header.append(cells)
            return
        if self._header:
            self._begin()
        if self._finder.begins(cells, below_rows=bool(self._current)):
            self._close_tables()
            self._header = [cells]
        elif self._current:
            self._take_row(cells)
        elif self._begins_by_choice(cells):
            self._take_row(cells)
        else:
            self._note_orphan(cells)
            self._above = [*self._above, cells][-_ABOVE:]
            self._groups[-1].append(self._said(cells))

    def close(self) -> None:
        """There are no more rows."""
        if self._header:
            self._begin()
        self._check_footnotes(self._groups[-1])
        self._close_tables()
        if not self.tables and self._orphan is not None:
            address, letters = self._orphan
            told = message(
                "no header is understood; names of targets stand in column {column}: choose with --names {column} --figures",
                column=letters,
            )
            self._found.once(self._found.untaken, address, told)

    def _is_chosen(self, cells: Sequence[Cell]) -> bool:
        rows = self._context.choice.rows
        number = _ROW.search(cells[0].address)
        if rows is None or number is None:
            return True
        first, last = rows
        return first <= int(number[0]) and (last is None or int(number[0]) <= last)

    def _begin(self) -> None:
        """Begin the tables below a header."""
        header, self._header = self._header, []
        columns = columns_of(header, self._context.reader, self._context.choice)
        self._setting = setting_of(self._groups, self._always, self._context.plan.year)
        tables = side_by_side(columns)
        address = header[0][0].address
        self._current = [
            Table(
                self._context,
                table,
                self._setting,
                header[-1][table[0].place].address if table[0].place < len(header[-1]) else address,
                rightmost=table is tables[-1],
            )
            for table in tables
        ]
        self._unknown = [each for each in columns if each.role is Role.UNKNOWN or (each.hidden and each.heading)]
        self._taken_before = len(self._found.taken)
        self._groups.append([])
        self.tables += 1

    def _begins_by_choice(self, cells: Sequence[Cell]) -> bool:
        """Whether a person's columns begin a table here, without a header that is understood: it stands above, if any."""
        choice = self._context.choice
        if not (choice.names and choice.figures):
            return False
        names = [cell for place, cell in enumerate(cells) if is_chosen(place, choice.names)]
        if not any(self._context.names.find(shown(cell)) for cell in names):
            return False
        self._header = [row for row in self._above if self._heads_figures(row)] or [[Cell("") for _ in cells]]
        self._begin()
        return True

    def _heads_figures(self, row: Sequence[Cell]) -> bool:
        figures = [cell for place, cell in enumerate(row) if is_chosen(place, self._context.choice.figures)]
        return any(shown(cell) and not is_number(cell) for cell in figures)

    def _take_row(self, cells: list[Cell]) -> None:
        taken = [table.take(cells) for table in self._current]
        if any(taken):
            self._groups[-1] = []
        elif any(
            self._finder.is_heading(cells[place])
            for table in self._current
            for place in table.places
            if place < len(cells)
        ):
            self._close_tables()
            self._header = [cells]
        else:
            self._line_between(cells)

    def _line_between(self, cells: Sequence[Cell]) -> None:
        """A line below the first rows: a title of the next ones, or a footnote."""
        said = self._said(cells)
        self._groups[-1].append(said)
        words = self._context.reader.words(without_numbering(normal_form(said.text)))
        if words and all(word.understood for word in words):
            for table in self._current:
                table.set(self._setting, words)
        elif said.periods or said.units or said.stray or said.past or said.forecast or said.index:
            below = setting_of([[said]], [], self._context.plan.year)
            for table in self._current:
                table.set(_combined(self._setting, below, said), ())

    def _check_footnotes(self, lines: Iterable[Said]) -> None:
        """What is said below the rows must not contradict what was taken above it."""
        taken = self._found.taken[self._taken_before :] if self._current else []
        days = {each.report.as_of for each in taken}
        for said in lines:
            if not days or not _FOOTNOTE.match(without_numbering(normal_form(said.text))):
                continue
            ends = {period.end for period in said.periods if period.span is Span.SINCE_JANUARY}
            bases = {normal_form(each.report.target.unit) for each in taken}
            other_unit = said.units and not self._setting.units and not bases <= {*said.units, "%"}
            if (ends and not ends & days) or other_unit or said.forecast or said.past:
                told = message("“{text}” contradicts what was read above it.", text=said.text)
                self._found.refuse(said.address, told)

    def _close_tables(self) -> None:
        """Tell what was left out of tables that figures were taken from."""
        if self._current and len(self._found.taken) > self._taken_before:
            for column in self._unknown:
                told = (
                    message(
                        "column {column} “{heading}” is hidden and was not read",
                        column=column.letters,
                        heading=column.heading,
                    )
                    if column.hidden
                    else message(
                        "column {column} “{heading}” is not understood and was not read",
                        column=column.letters,
                        heading=column.heading,
                    )
                )
                self._found.once(self._found.remarks, column.letters, told)
        self._current = []

    def _said(self, cells: Sequence[Cell]) -> Said:
        texts = list(dict.fromkeys(text for cell in cells if (text := shown(cell))))
        address = next(cell.address for cell in cells if shown(cell) or cell.problem)
        return read_line(address, ":".join(texts), self._context.reader)

    def _note_orphan(self, cells: Sequence[Cell]) -> None:
        for place, cell in enumerate(cells):
            if self._orphan is None and self._context.names.find(shown(cell)):
                self._orphan = (cell.address, column_letters(place + 1))


def _combined(above: Setting, below: Setting, said: Said) -> Setting:
    """What holds below a line between the rows: it may say what was not said, but not contradict it."""
    objections = [*above.objections, *below.objections]
    if above.day is not None and below.day is not None and above.day != below.day:
        objections.append(
            message("“{first}” and “{second}” say different days", first=said.text, second=str(above.day))
        )
    return above._replace(
        day=below.day or above.day,
        cumulative=above.cumulative if below.cumulative is None else below.cumulative,
        units=below.units or above.units,
        objections=tuple(objections),
    )
