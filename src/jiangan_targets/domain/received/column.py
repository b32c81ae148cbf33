"""The columns of a table: the headings above each, read together, and the tables that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import Cell, column_letters
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.period import PARTS
from jiangan_targets.domain.received.cell import shown
from jiangan_targets.domain.received.heading_words import NAME_OR_PLAN, Role, Sense, text_role
from jiangan_targets.domain.received.headings import HeadingReader, Meaning, Word
from jiangan_targets.domain.received.reading_choice import Choice, is_chosen
from jiangan_targets.errors import Message, message

NUMBERS = frozenset(
    {
        *(Role.FIGURE, Role.GROWTH, Role.PLAN, Role.RATIO, Role.RANK, Role.REMAINING, Role.PAST, Role.MONTHLY),
        *(Role.COMPARISON, Role.FORECAST, Role.INDEX),
    }
)
"""Roles of columns of numbers."""

_NAMING = frozenset({Role.NAME, Role.ID, Role.SERIAL})
_KINDS = frozenset({"类别", "项目类别", "分类", "大类", "类型"})
_FIRST = re.compile(r"(?:20\d\d年)?(?:第?[1一首]季度?|上半年)")
_CHOSEN = (Word("", Sense.DONE), Word("", Sense.CUMULATIVE))


class Column(NamedTuple):
    """A column, counted from 0: the headings above it and what they mean.

    `merged` is the range that its lowest heading is merged into; columns that share one are one column. `chosen`: a
    person said that it holds the figures.
    """

    place: int
    heading: str
    meaning: Meaning
    words: tuple[Word, ...] = ()
    merged: str | None = None
    hidden: bool = False
    chosen: bool = False

    @property
    def letters(self) -> str:
        """As a spreadsheet names it."""
        return column_letters(self.place + 1)

    @property
    def role(self) -> Role:
        """What it holds."""
        return self.meaning.role

    @property
    def is_any_day(self) -> bool:
        """Whether it has days of which its heading, 日期, does not say that figures are of them."""
        return self.role is Role.DAY and normal_form(self.heading) in {"日期", "date"}


def columns_of(header: Sequence[Sequence[Cell]], reader: HeadingReader, choice: Choice) -> list[Column]:
    """The columns below the rows of a header."""
    width = max(len(row) for row in header)
    rows = [[*row, *(Cell("") for _ in range(width - len(row)))] for row in header]
    found: list[Column] = []
    for place in range(width):
        column = _column(rows, place, reader, found)
        found.append(_as_chosen(column, choice))
    return _without_series(found)


def _without_series(columns: list[Column]) -> list[Column]:
    """一季度 beside 二季度 may as well be parts of a plan, if no word says more: then it is not known."""
    bare = [column for column in columns if column.words and all(word.period for word in column.words)]
    if not any(_FIRST.fullmatch(normal_form(each.heading)) for each in bare):
        return columns
    if not any(word.period and word.period.span in PARTS for each in bare for word in each.words):
        return columns
    return [
        column._replace(meaning=Meaning(Role.UNKNOWN, unknown=column.heading))
        if column in bare and column.role is Role.FIGURE and _FIRST.fullmatch(normal_form(column.heading))
        else column
        for column in columns
    ]


def _column(rows: list[list[Cell]], place: int, reader: HeadingReader, left: Sequence[Column]) -> Column:
    texts = _headings_above(rows, place)
    cells = [row[place] for row in rows]
    # A hidden row hides all of its cells: then it says nothing about the column.
    hidden = any(cell.hidden and not all(each.hidden for each in row) for cell, row in zip(cells, rows, strict=True))
    lowest = next((cell.merged for cell in reversed(cells) if shown(cell)), None)
    heading, merged = " ".join(texts), lowest.name if lowest else None
    named = any(each.role is Role.NAME for each in left) and not _names_again(heading, merged, left)
    meaning, words = _meaning(texts, reader, named=named)
    return Column(place, heading, meaning, words, merged, hidden)


def _names_again(heading: str, merged: str | None, left: Sequence[Column]) -> bool:
    """Whether 指标 stands above names once more: merged across two columns, or above a table further right."""
    normal = normal_form(heading)
    if any(each.role is Role.NAME and each.merged is not None and each.merged == merged for each in left):
        return True
    same = [
        number for number, each in enumerate(left) if each.role is Role.NAME and normal_form(each.heading) == normal
    ]
    return bool(same) and any(each.role in NUMBERS for each in left[same[-1] + 1 :])


def _headings_above(rows: list[list[Cell]], place: int) -> list[str]:
    texts, last = list[str](), None
    for number, row in enumerate(rows):
        cell = row[place]
        if cell.merged is not None and cell.merged.name == last:
            continue
        last = cell.merged.name if cell.merged else None
        if text := shown(cell) or _spanning(rows, number, place):
            texts.append(" ".join(text.split()))
    return texts


def _spanning(rows: list[list[Cell]], number: int, place: int) -> str:
    """The heading to the left that spans this column too, where merging was lost: both have a heading below it."""
    if not any(shown(row[place]) for row in rows[number + 1 :]):
        return ""
    for left in range(place - 1, -1, -1):
        if text := shown(rows[number][left]):
            divided = any(shown(row[left]) and not row[left].merged for row in rows[number + 1 :])
            return text if divided and text_role(text) is None else ""
    return ""


def _meaning(texts: list[str], reader: HeadingReader, *, named: bool) -> tuple[Meaning, tuple[Word, ...]]:
    if not texts:
        return Meaning(Role.BLANK), ()
    joined = "".join(texts)
    if normal_form(joined) in NAME_OR_PLAN:
        return (Meaning(Role.PLAN), (Word(joined, Sense.PLAN),)) if named else (Meaning(Role.NAME), ())
    words = reader.words_of_all(texts)
    role = text_role(joined) or (Role.DIVISION if normal_form(joined) in reader.parts_called else None)
    if role is None and normal_form(texts[-1]) not in NAME_OR_PLAN:
        # A day is one only without other words: “计划完成 / 截至日期” is a deadline, “目标 / 年度” a plan.
        below = text_role(texts[-1])
        role = below if below not in {Role.DAY, Role.PERIOD} else None
    if role is Role.GROUP and named and normal_form(texts[-1]) in _KINDS:
        role = Role.DIVISION
    if role is not None:
        return Meaning(role), ()
    if (unit := reader.unit_of_names(normal_form(joined))) and not named:
        return Meaning(Role.NAME, unit=unit), ()
    return reader.meaning(words), words


def _as_chosen(column: Column, choice: Choice) -> Column:
    """The column as a person decided; what its heading clearly says otherwise is kept, and told by the reader."""
    if is_chosen(column.place, choice.names):
        return column._replace(meaning=Meaning(Role.NAME, unit=column.meaning.unit))
    if choice.names and column.role is Role.NAME:
        return column._replace(meaning=Meaning(Role.REMARK))
    if not choice.figures:
        return column
    if not is_chosen(column.place, choice.figures):
        other = column.role in {Role.FIGURE, Role.GROWTH}
        return column._replace(meaning=Meaning(Role.REMARK)) if other else column
    if column.role in {Role.UNKNOWN, Role.BLANK}:
        words = (*(word for word in column.words if word.understood), *_CHOSEN)
        return column._replace(meaning=Meaning(Role.FIGURE, unit=column.meaning.unit), words=words, chosen=True)
    return column._replace(chosen=True)


def side_by_side(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns of each of several tables that stand beside each other.

    Another table begins where targets are named again, and has figures of its own.
    """
    tables: list[list[Column]] = [[]]
    for number, column in enumerate(columns):
        begun = any(each.role in NUMBERS for each in tables[-1])
        if begun and column.role in _NAMING and any(each.role in NUMBERS for each in columns[number:]):
            tables.append([])
        tables[-1].append(column)
    return [_with_names(table) for table in tables]


def _with_names(table: list[Column]) -> list[Column]:
    """The columns of a table; where none is headed as names, a first one without a heading has them."""
    if any(column.role in {Role.NAME, Role.ID} for column in table):
        return table
    for number, column in enumerate(table):
        if column.role is Role.BLANK and not column.chosen:
            return [*table[:number], column._replace(meaning=Meaning(Role.NAME)), *table[number + 1 :]]
        if column.role is not Role.SERIAL:
            break
    return table


def remark_on(column: Column) -> Message | None:
    """What is to be said of a column, when figures were taken beside it."""
    if column.hidden and column.role in {Role.FIGURE, Role.GROWTH, Role.UNKNOWN, Role.REASON, Role.MEASURE}:
        return message("“{heading}” is hidden and was not read.", heading=column.heading)
    if column.role is Role.UNKNOWN:
        return message("“{heading}” is not understood and was not read.", heading=column.heading)
    if column.is_any_day:
        return message("“{heading}” is taken as the day of the figures.", heading=column.heading)
    return None
