"""Received sheets taken in row by row: tables may stand below each other or side by side, each with its own day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from jiangan_targets.domain.cells.cell import Cell, ReceivedSheet, column_letters
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.received.cell import is_number, shown
from jiangan_targets.domain.received.column import Column, columns_of, remark_on, side_by_side
from jiangan_targets.domain.received.header import HeaderFinder
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.received.headings import HeadingReader
from jiangan_targets.domain.received.lines import Lines
from jiangan_targets.domain.received.name import Names
from jiangan_targets.domain.received.reading_choice import Choice, is_chosen
from jiangan_targets.domain.received.report import Context
from jiangan_targets.domain.received.signature import Signatures, read_signature
from jiangan_targets.domain.received.table import Table
from jiangan_targets.domain.received.tables_read import CellFinding, SheetRead, TablesRead
from jiangan_targets.domain.received.title import Said
from jiangan_targets.domain.received.topic import Topics
from jiangan_targets.domain.signature import Signature
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Failure, message

_ABOVE = 3
"""Rows above the first chosen one that may hold its headings."""

_MOST_CELLS = 2
"""Different texts in a line between rows: a number, and what it says."""

_NOT_FIGURES = re.compile(r"填表说明|填报说明|^说明$|示例|样例|样表|例表|示范|^填报记录$|^recordsmade$|^排名$|^ranks$")
"""Names of sheets that explain, or list what was recorded before; read only when they are chosen."""


def take_in(
    sheets: Iterable[ReceivedSheet], plan: Plan, as_of: date | None, choice: Choice | None = None
) -> TablesRead:
    """What the sheets of a file report. `as_of` is the day of figures whose sheet says none.

    Raises:
        Failure: there is no sheet of a name that was chosen, or the only one cannot be read.
    """
    choice, found = choice or Choice(), TablesRead()
    reader = HeadingReader(plan)
    names = Names(plan, reader)
    context = Context(plan, reader, names, as_of, choice, found, Topics(plan, reader, names))
    listed = list(sheets)
    if len(listed) == 1 and (problem := listed[0].problem) is not None:
        raise Failure("{address}: {problem}", address=listed[0].name or "?", problem=problem)
    for sheet in _chosen(listed, choice):
        name = sheet.name or ""
        found.begin(name if len(listed) > 1 else "")
        if sheet.problem is not None:
            found.untaken.append(CellFinding(name, sheet.problem))
        elif not choice.sheets and len(listed) > 1 and _NOT_FIGURES.search(normal_form(name)):
            found.sheets.append(SheetRead(name, 0, has_table=False, skipped=True))
        else:
            _read(sheet, context)
    return found


def _chosen(sheets: list[ReceivedSheet], choice: Choice) -> list[ReceivedSheet]:
    if not choice.sheets:
        return sheets
    by_name = {normal_form(sheet.name or ""): sheet for sheet in sheets}
    for name in choice.sheets:
        if normal_form(name) not in by_name:
            names = [sheet.name for sheet in sheets if sheet.name]
            raise Failure("There is no sheet “{name}”; there are: {names}.", name=name, names=names)
    wanted = {normal_form(name) for name in choice.sheets}
    return [sheet for name, sheet in by_name.items() if name in wanted]


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
        self._finder = HeaderFinder(context.reader, context.names, context.topics)
        self._lines = Lines(name, context.reader)
        self._above: list[list[Cell]] = []
        self._header: list[list[Cell]] = []
        self._current: list[Table] = []
        self._remarkable: list[Column] = []
        self._taken_before = 0
        self._explained_before = 0
        self._signatures = Signatures()
        self._orphan: tuple[str, str] | None = None
        self.tables = 0

    def take(self, cells: list[Cell]) -> None:
        """Take the next row in."""
        if (
            not cells
            or not self._context.choice.takes_row(cells[0].address)
            or not any(shown(cell) or cell.problem for cell in cells)
        ):
            return
        if (signed := read_signature(cells)) is not None and not self._context.names.any_in(map(shown, cells)):
            self._take_signature(cells, *signed)
            return
        if self._header and self._finder.continues(self._header, cells):
            self._header.append(cells)
            return
        if self._header:
            self._begin()
        if self._finder.begins(cells, below_rows=bool(self._current)):
            self._open_header(cells)
        elif self._current or self._begins_by_choice(cells):
            self._take_row(cells)
        else:
            self._note_orphan(cells)
            self._add_line(cells)

    def _take_signature(self, cells: list[Cell], signature: Signature, problems: Sequence[CellFinding]) -> None:
        """Who filled in a table; what else the line says counts as of any other line, and no cell is a figure."""
        if self._header:
            self._begin()
        for problem in problems:
            self._found.refuse(*problem)
        below, said = self._signatures.take(signature, any_table=self.tables > 0), self._take_line(cells)
        if below:
            self._lines.note(said)

    def close(self) -> None:
        """There are no more rows."""
        if self._header:
            self._begin()
        self._close_tables()
        if not self.tables and self._orphan is not None:
            address, letters = self._orphan
            told = message(
                "no header is understood; names of targets stand in column {column}: "
                "choose with --names {column} --figures.",
                column=letters,
            )
            self._found.once(self._found.untaken, address, told)

    def _open_header(self, cells: list[Cell]) -> None:
        """Begin a header; the row above may belong to it."""
        leading = self._above[-1:] if self._above and self._finder.leads(self._above[-1], cells) else []
        if leading:
            self._lines.drop_last()
        self._close_tables()
        self._header = [*leading, cells]

    def _begin(self) -> None:
        """Begin the tables below a header."""
        header, self._header = self._header, []
        columns = columns_of(header, self._context.reader, self._context.choice)
        topic = self._context.topics.of_title(self._lines.titles)
        self._lines.begin_table()
        tables = [each for table in side_by_side(columns) for each in self._context.topics.tables(table)]
        addresses = {place: cell.address for row in header for place, cell in enumerate(row)}
        for number, (table, own) in enumerate(tables, start=1):
            address = addresses.get(table[0].place, "")
            made = Table(self._context, table, address, own or topic, rightmost=number == len(tables))
            made.set(self._lines.setting, self._lines.words)
            self._current.append(made)
        read = (each for table, _own in tables for each in table if each.role is not Role.OF_ANOTHER)
        seen = {each.place: each for each in read}.values()
        self._remarkable = [each for each in seen if each.heading and remark_on(each) is not None]
        self._taken_before, self._explained_before = len(self._found.taken), len(self._found.explained)
        self._signatures.begin_table()
        self._above = []
        self.tables += 1

    def _begins_by_choice(self, cells: Sequence[Cell]) -> bool:
        """Whether chosen columns begin a table here, without a header that is understood: it stands above, if any."""
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
            self._lines.take_row()
            self._above = []
            return
        places = {place for table in self._current for place in table.places if place < len(cells)}
        if any(self._finder.is_heading(cells[place]) for place in places):
            self._open_header(cells)
            return
        if (stray := self._context.names.before_a_number(cells)) is not None:
            told = message("“{text}” stands in no column of names; move it there.", text=shown(stray))
            self._found.refuse(stray.address, told)
        self._take_line(cells)

    def _take_line(self, cells: list[Cell]) -> Said:
        said = self._add_line(cells)
        # A row with a number, a name and a department is about something else, whatever its words.
        is_line = len({shown(cell) for cell in cells} - {""}) <= _MOST_CELLS
        if is_line and self._lines.set_between(said):
            for table in self._current:
                table.set(self._lines.setting, self._lines.words)
        return said

    def _add_line(self, cells: list[Cell]) -> Said:
        self._above = [*self._above, cells][-_ABOVE:]
        address = next(cell.address for cell in cells if shown(cell) or cell.problem)
        return self._lines.add(address, [text for cell in cells if (text := shown(cell))])

    def _close_tables(self) -> None:
        """Check what stands below the tables, and tell what was left out of those that figures were taken from."""
        taken = self._found.taken[self._taken_before :] if self._current else []
        for problem in self._lines.contradictions(taken):
            self._found.refuse(*problem)
        silent = not (self._found.problems or self._found.untaken) and any(each.has_ours for each in self._current)
        for column in self._remarkable if taken or silent else ():
            if (told := remark_on(column)) is not None:
                self._found.once(self._found.remarks, column.letters, told)
        if self._current:
            self._found.sign(self._taken_before, self._explained_before, self._signatures.end_table())
        self._current = []

    def _note_orphan(self, cells: Sequence[Cell]) -> None:
        for place, cell in enumerate(cells):
            if self._orphan is None and self._context.names.find(shown(cell)):
                self._orphan = (cell.address, column_letters(place + 1))
