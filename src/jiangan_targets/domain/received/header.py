"""Which rows of a sheet are headers: a table may have several below each other, each of one to five rows."""

from __future__ import annotations

from collections.abc import Sequence

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.received.cell import is_number, is_plain_number, shown
from jiangan_targets.domain.received.column import NUMBERS
from jiangan_targets.domain.received.heading_words import (
    MAX_CHARACTERS,
    NAME_OR_PLAN,
    TEXT_HEADINGS,
    Role,
    Sense,
    text_role,
)
from jiangan_targets.domain.received.headings import HeadingReader
from jiangan_targets.domain.received.name import Names
from jiangan_targets.domain.received.topic import Topics

MOST_ROWS = 5
_LONGEST_ABOVE = 20
_CACHED = 4096

_NAMING = frozenset({Role.NAME, Role.ID})
_DOING = frozenset({Role.UNIT, Role.DEPARTMENT, Role.DIVISION})
_FIRST_LETTERS = {word[0] for word, role in TEXT_HEADINGS.items() if role in _NAMING} | {w[0] for w in NAME_OR_PLAN}
_SILENT = frozenset({None, Sense.NEUTRAL, Sense.THIS_YEAR, Sense.THIS_PERIOD, Sense.AS_OF})
# What people also write into cells as a state of affairs: 完成, 未完成.
_STATES = frozenset({Role.REMAINING, Role.FORECAST})


class HeaderFinder:
    """Tells headers from titles and rows of figures."""

    def __init__(self, reader: HeadingReader, names: Names, topics: Topics) -> None:
        self._reader, self._names, self._topics = reader, names, topics
        self._roles: dict[str, Role] = {}

    def begins(self, cells: Sequence[Cell], *, below_rows: bool) -> bool:
        """Whether a row is a header, or its first row; `below_rows` of a table that goes on otherwise."""
        naming = any(self._names_a_column(text) for cell in cells if (text := shown(cell)))
        # Nearly every row ends here: it has numbers, and names no column.
        if not naming and any(is_number(cell) for cell in cells):
            return False
        texts = self._distinct(cells)
        if any(self._role(text) in _DOING for text in texts) and any(map(self._topics.of_heading, texts)):
            return True
        if len(texts) < 2 or any(self._names.find(text) for text in texts):  # noqa: PLR2004 -- one cell is a title
            return False
        if naming:
            return True
        roles = [self._role(text) for text in texts]
        known = [role for role in roles if role is not Role.UNKNOWN]
        measures = [text for text, role in zip(texts, roles, strict=True) if role in NUMBERS and self._is_measure(text)]
        nameless = not shown(cells[0]) or len(known) == len(texts) - 1
        return bool(measures) and (len(known) > 1 or (nameless and not below_rows))

    def is_heading(self, cell: Cell) -> bool:
        """Whether a cell among figures is a heading: then another table has begun."""
        text = shown(cell)
        if not text or is_number(cell) or self._role(text) not in NUMBERS - _STATES:
            return False
        meaning = self._reader.meaning(self._reader.words(text))
        return meaning.role is not Role.FIGURE or meaning.cumulative

    def continues(self, header: Sequence[Sequence[Cell]], cells: Sequence[Cell]) -> bool:
        """Whether a row right below a header belongs to it: headings, but below none of the columns of text."""
        if len(header) >= MOST_ROWS:
            return False
        new, texts = False, set[int]().union(*(self._text_places(row) for row in header))
        named = self._names_below(header, cells)
        for place, cell in enumerate(cells):
            text = shown(cell)
            if not text or place in named or any(_is_one(cell, row[place]) for row in header if place < len(row)):
                continue
            if is_number(cell) or self._names.find(text) or place in texts:
                return False
            new = True
        return new or bool(named)

    def _names_below(self, header: Sequence[Sequence[Cell]], cells: Sequence[Cell]) -> set[int]:
        """The places of names of targets below 年度目标 or 累计完成, in a row that 街道 heads, or still heads."""
        doing = {place for place, cell in enumerate(cells) if self._role(shown(cell)) in _DOING}
        above = {shown(row[place]) for row in header for place in doing if place < len(row)}
        if not doing or above - {"", *(shown(cells[place]) for place in doing)}:
            return set()
        texts = {place: text for place, cell in enumerate(cells) if (text := shown(cell))}
        if not any(self._topics.of_heading(text) for text in texts.values()):
            return set()
        return doing | {
            place for place, text in texts.items() if self._names.find(text) or self._topics.of_heading(text)
        }

    def leads(self, above: Sequence[Cell], header: Sequence[Cell]) -> bool:
        """Whether the row above a header belongs to it: headings of columns of numbers, none of the names' column.

        One text alone, at the left, is a title, also above 名次. Above a heading of names that reaches up, only
        what says what figures are belongs to the header: 累计完成 above names of targets, 城建 does not.
        """
        texts = {place: text for place, cell in enumerate(above) if (text := shown(cell))}
        through = {place for place in texts if place < len(header) and _is_one(above[place], header[place])}
        if through and not any(self._role(text) in NUMBERS or text.startswith("其中") for text in texts.values()):
            return False
        texts = {place: text for place, text in texts.items() if place not in through}
        if not texts or texts.keys() & self._text_places(header) or texts.keys() == {0}:
            return False
        return all(
            (":" not in normal_form(text) or text.startswith("其中")) and len(text) <= _LONGEST_ABOVE
            for text in texts.values()
        )

    def _text_places(self, header: Sequence[Cell]) -> set[int]:
        """The columns, from 0, that a row of headings says hold text."""
        found, named = set[int](), False
        for place, cell in enumerate(header):
            text = shown(cell)
            role = text_role(text)
            if role is not None or (not named and text and self._is_of_names(text)):
                found.add(place)
                named = named or role in _NAMING or role is None
        return found

    def _distinct(self, cells: Sequence[Cell]) -> list[str]:
        """What the cells show, a merged range once."""
        found, last = list[str](), None
        for cell in cells:
            name = cell.merged.name if cell.merged is not None else None
            if (text := shown(cell)) and (name is None or name != last):
                found.append(text)
            last = name
        return found

    def _names_a_column(self, text: str) -> bool:
        """Whether a text is the heading of names; nearly all others are told by their first letter."""
        return text[:1].casefold() in _FIRST_LETTERS and self._role(text) in _NAMING

    def _role(self, text: str) -> Role:
        if len(text) > MAX_CHARACTERS or is_plain_number(text):
            return Role.UNKNOWN
        role = self._roles.get(text)
        if role is None:
            own = Role.NAME if self._is_of_names(text) else text_role(text)
            own = own or (Role.DIVISION if normal_form(text) in self._reader.parts_called else None)
            role = self._roles[text] = own or self._reader.meaning(self._reader.words(text)).role
            if len(self._roles) > _CACHED:
                self._roles.clear()
        return role

    def _is_of_names(self, text: str) -> bool:
        normal = normal_form(text)
        return normal in NAME_OR_PLAN or self._reader.unit_of_names(normal) is not None

    def _is_measure(self, text: str) -> bool:
        return any(word.sense not in _SILENT for word in self._reader.words(text))


def _is_one(cell: Cell, below: Cell) -> bool:
    """Whether both are of one merged range."""
    return cell.merged is not None and below.merged is not None and cell.merged.name == below.merged.name
