"""Reading the yearly targets out of a Chinese government report's text.

The text goes through as lines, sentences and clauses. What a clause speaks of (this year's targets, results, a later
year) is followed from line to line; a clause about targets gives proposals, every other clause with a number is told
with the reason why it was set aside. The rules are this project's own, made of how such reports are worded.
"""

from __future__ import annotations

import re

from jiangan_targets.domain.report_text.amounts import amounts
from jiangan_targets.domain.report_text.clause import Carried, has_number, read_clause
from jiangan_targets.domain.report_text.cues import Scope
from jiangan_targets.domain.report_text.draft import Setting
from jiangan_targets.domain.report_text.names import thing
from jiangan_targets.domain.report_text.proposal import Proposal, Reading, SetAside
from jiangan_targets.domain.report_text.repeats import TWICE, doubted, is_label, repeated
from jiangan_targets.domain.report_text.rows import LONGEST_LABEL, due_in, rank_in, value_in
from jiangan_targets.domain.report_text.scope import Tracker
from jiangan_targets.domain.report_text.tables import Column, TableRow, cells, columns, table_row
from jiangan_targets.domain.report_text.text import Clause, Line, lines, sentences
from jiangan_targets.domain.report_text.wording import (
    is_contrasted,
    is_short,
    is_worded,
    looks_ahead,
    may_announce,
    tells_results,
)
from jiangan_targets.domain.report_text.wrapping import unwrapped
from jiangan_targets.domain.report_text.year import Timeline, timeline
from jiangan_targets.errors import Message, message

_EXPECTED = re.compile("预期目标|主要目标|奋斗目标|目标(?:是|为|:)")
_REASONS = {
    Scope.EARLIER: message("it is a result of an earlier year"),
    Scope.REACHED: message("it says what has been reached"),
    Scope.LATER: message("it is about a later year"),
    Scope.MEANING: message("it explains a word"),
    Scope.UNKNOWN: message("nothing says that it is a target"),
}


def read_report(text: str, year: int | None = None) -> Reading:
    """Read the targets of `year` out of a text; without a year, of the year that the text calls its targets'."""
    text = unwrapped(text)
    found = list(lines(text))
    when = timeline([line.text for line in found], year)
    reader = _Reader(text, when, tells_results=any(tells_results(line, when) for line in found))
    for number, (line, following) in enumerate(zip(found, [*found[1:], None], strict=False)):
        reader.take(line, following)
        reader.end_line(number)
    return reader.reading()


def year_of(text: str) -> int | None:
    """The year that a text calls its targets', None when it does not say."""
    return timeline([line.text for line in lines(unwrapped(text))], None).year


class _Reader:
    """Takes the lines of a text one by one."""

    def __init__(self, source: str, when: Timeline, *, tells_results: bool) -> None:
        self._source = source
        self._when = when
        self._tells_results = tells_results
        self._tracker = Tracker(when)
        self._columns: list[Column] | None = None
        self._in_titles = True
        self._listed = self._under_goals = False
        self._carried = Carried()
        self._told = False
        self._proposals: list[Proposal] = []
        self._lines: list[int] = []
        self._headlines: set[int] = set()
        self._aside: list[SetAside] = []

    def reading(self) -> Reading:
        """All that was taken, but for headlines of what follows."""
        twice = repeated(self._proposals, self._headlines)
        aside = [SetAside(self._proposals[number].quote, TWICE) for number in sorted(twice)]
        kept = [number for number in range(len(self._proposals)) if number not in twice]
        told = doubted([self._proposals[number] for number in kept], [self._lines[number] for number in kept])
        return Reading(self._when.year, told, (*self._aside, *aside))

    def end_line(self, number: int) -> None:
        """A line of that number has been read, in however many cells."""
        self._lines += [number] * (len(self._proposals) - len(self._lines))

    def take(self, line: Line, following: Line | None = None) -> None:
        """Read a line: a row of a table, a heading, or sentences. What follows may set it against what was reached."""
        row = cells(line)
        if len(row) > 1:
            self._take_row(row)
            return
        self._columns = None
        announces = may_announce(line)
        if announces and self._tracker.heading(line.text, title=self._in_titles and not line.marker):
            self._under_goals = line.text.rstrip(" :").endswith("预期目标")
            if has_number(line.text):
                self._aside.append(SetAside(self._written(line), message("it is a heading")))
            return
        self._in_titles = self._in_titles and announces
        cut = list(sentences(line))
        told = [*cut, *(sentences(following) if following and not following.marker else ())]
        contrasted = is_contrasted(told, self._when)
        self._tracker.begin(line.marker, contrasted=contrasted, worded=is_worded(line))
        self._carried = Carried() if line.marker or self._told else Carried(self._carried.named)
        # What is under the heading 预期目标 is a paragraph, or a list of short lines.
        self._listed, self._under_goals = self._under_goals, self._under_goals and is_short(line)
        before = len(self._proposals)
        for clauses in cut:
            self._take_sentence(clauses, self._tracker)
        self._told = len(self._proposals) > before
        if is_short(line) and not line.marker:
            self._headlines.update(range(before, len(self._proposals)))

    def _take_sentence(self, clauses: list[Clause], tracker: Tracker) -> None:
        scopes = tracker.sentence(clauses)
        last = max((number for number, scope in enumerate(scopes) if scope is Scope.TARGET), default=0)
        for number, (clause, following, scope) in enumerate(zip(clauses, [*clauses[1:], None], scopes, strict=True)):
            if following and is_label(clause, following):
                self._set_aside(clause, TWICE)
            else:
                self._take_clause(clause, scope, before_targets=number < last)

    def _take_clause(self, clause: Clause, scope: Scope, *, before_targets: bool) -> None:
        if _EXPECTED.search(clause.text):
            self._listed = scope is Scope.TARGET
        if scope is Scope.TARGET:
            self._read(clause)
        elif scope is Scope.UNKNOWN and (not self._tells_results or looks_ahead(clause)):
            self._read(clause, message("nothing says that it is a target of the year"))
        elif has_number(clause.text):
            self._set_aside(clause, _REASONS[scope])
            if before_targets:
                # 去年接待游客80万人次，今年力争达到90万人次: what is told of may be named there.
                self._carried = Carried(read_clause(clause, self._carried, self._setting()).carried.named)

    def _set_aside(self, clause: Clause, reason: Message) -> None:
        self._aside.append(SetAside(self._source[clause.start : clause.end], reason))

    def _read(self, clause: Clause, *doubts: Message) -> None:
        found = read_clause(clause, self._carried, self._setting(*doubts))
        self._proposals += found.proposals
        self._aside += found.set_aside
        self._carried = found.carried

    def _setting(self, *doubts: Message) -> Setting:
        return Setting(self._source, self._when.year, self._listed, doubts)

    def _take_row(self, row: list[Line]) -> None:
        """A heading of columns, a row below one, or, without one, cells that are read like lines."""
        if heading := columns(row, self._when):
            self._columns = heading
        elif heading := self._columns:
            told = table_row(row, heading)
            self._carried = Carried()
            for kind, cell in told.cells:
                if kind is Column.TARGET and cell.text.strip():
                    self._take_cell(cell, told)
                elif kind is Column.GROWTH and (grown := value_in(cell, told, self._setting(), "增长")):
                    self._proposals.append(grown)
            for kind, cell in told.cells:
                self._pass_over(cell, kind)
        else:
            for cell in row:
                if cell.text.strip():
                    self.take(cell)

    def _take_cell(self, cell: Line, row: TableRow) -> None:
        """A cell that tells targets: a figure, sentences, or a thing with its day in another cell."""
        if valued := value_in(cell, row, self._setting()) or rank_in(cell, row, self._setting()):
            self._proposals.append(valued)
            return
        for label in row.only(Column.NAME, LONGEST_LABEL):
            self._carried = Carried(thing(self._written(label)))
        before = len(self._proposals)
        for clauses in sentences(cell):
            self._take_sentence(clauses, Tracker(self._when, Scope.TARGET))
        if len(self._proposals) == before and (due := due_in(cell, row, self._setting())):
            self._proposals.append(due)

    def _pass_over(self, cell: Line, kind: Column) -> None:
        """A cell that tells no targets. Serial numbers and days are no clauses with a number."""
        said = [clause for clauses in sentences(cell) for clause in clauses]
        if kind is Column.TARGET or not (kind is Column.REACHED or any(amounts(clause.bare) for clause in said)):
            return
        reason = _REASONS[Scope.REACHED] if kind is Column.REACHED else message("its column holds no targets")
        for clause in said:
            if has_number(clause.text):
                self._set_aside(clause, reason)

    def _written(self, line: Line) -> str:
        return self._source[line.start : line.start + len(line.text)].strip()
