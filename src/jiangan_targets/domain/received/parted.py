"""Whose figure a row has, where its target is split among sub-districts or departments: a part's, or the whole's.

A row of a target that has parts is the whole's only if it says so, or says nothing: 合计, the district, who answers
for the whole. What it calls otherwise must be one of the parts; nothing is taken for the whole by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.normal_form import normal_form, without_numbering
from jiangan_targets.domain.parts import parts_of
from jiangan_targets.domain.received.cell import shown
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.heading_words import Role
from jiangan_targets.domain.received.headings import HeadingReader
from jiangan_targets.domain.received.name import Named, Names
from jiangan_targets.domain.received.place_words import PLACE_ENDINGS, street
from jiangan_targets.domain.received.row import Row
from jiangan_targets.domain.received.tables_read import CellFinding
from jiangan_targets.domain.received.who import Who, says_who
from jiangan_targets.domain.target import Target
from jiangan_targets.domain.whole_words import WHOLE
from jiangan_targets.errors import message

_SUBTOTAL = "小计"


class PartReader:
    """Decides it for the rows of a table; trusting where a person chose the columns and saw the others."""

    def __init__(self, columns: Sequence[Column], reader: HeadingReader, names: Names) -> None:
        self._reader, self._names = reader, names
        self._trusting = any(column.chosen for column in columns)
        self._known: dict[str, dict[str, Target]] = {}
        self.place = ""
        """The part that the lines above say all rows are about, in normal form."""
        named = min((each.place for each in columns if each.role is Role.NAME), default=0)
        self._leading = [column for column in columns if says_who(column) and column.place < named]
        self._above: dict[int, str] = {}

    def resolve(self, row: Row) -> Row:
        """The row about the part that it means; about nothing where it is a subtotal; or why that cannot be said."""
        named, unsaid = row.named, [*self._unsaid(row)]
        if named is None:
            return row
        if named.target is not None and named.target.part is not None:
            return row._replace(problems=(*row.problems, *self._other_parts(row, named.target)))
        if self.place:
            return self._of_the_place(row, named)
        whole = next((target for target in named.wholes if target.parts), None)
        if whole is None:
            places = [each for each in unsaid if normal_form(each[1]).endswith(PLACE_ENDINGS)]
            return row._replace(problems=(*row.problems, *self._not_of_the_whole(row), *map(_left_empty, places)))
        return self._split(row, named, whole, unsaid)

    def _split(self, row: Row, named: Named, whole: Target, unsaid: Sequence[tuple[Cell, str]]) -> Row:
        """A row of a target that has parts; of `unsaid` cells it is not known what they mean."""
        said = [who for who in row.who if who.role is Role.DIVISION] or list(row.who)
        if said and all(normal_form(who.text) == _SUBTOTAL for who in said):
            return row._replace(named=None, name=said[0].cell, text=said[0].text)
        found = [(who, part) for who in said if (part := self._called(whole, who.text)) is not None]
        if found and self._is_whole(whole, found[0][0]):
            if any(cell.text == whole.id for cell in row.cells):
                return row
            return row._replace(problems=(*row.problems, self._either(whole, found[0][0])))
        unknown = [who for who in said if self._called(whole, who.text) is None and not self._is_whole(whole, who)]
        wrong = _two(whole, [who for who, _part in found], {part.id for _who, part in found})
        wrong += [] if found else map(_left_empty, unsaid)
        # A department beside a part by name only answers for it.
        wrong += [_no_part(whole, who) for who in unknown if not found or who.role is Role.DIVISION]
        if found and not wrong:
            return row._replace(named=self._of_part(named, found[0][1]))
        return row._replace(problems=(*row.problems, *wrong))

    def _of_the_place(self, row: Row, named: Named) -> Row:
        """A row in a sub-district's own sheet: its part of the target, or nothing where it has none."""
        part = next((each for whole in named.wholes if (each := self._called(whole, self.place)) is not None), None)
        if part is None:
            told = message("{target} has no part “{text}”.", target=named.wholes[0].id, text=self.place)
            return row._replace(doubts=(CellFinding(row.name.address, told),))
        named = self._of_part(named, part)
        return row._replace(named=named, problems=(*row.problems, *self._other_parts(row, part)))

    def belongs(self, row: Row, named: Named, *, of_topic: bool) -> Row | None:
        """A row without a target, right below one that has parts, about a part of it or what looks like one."""
        whole = next((target for target in named.wholes if target.parts), None)
        if whole is None:
            return None
        who = row.who if not row.text else (Who(row.name, row.text, Role.DIVISION),)
        # 区城管局 in a table of one target is its owner, or nobody it knows; below a target's row it may be anything.
        said = not row.text and any(of_topic or each.role is Role.DIVISION for each in who)
        if not said and not any(
            self._may_be_part(whole, each, by_name=bool(row.text) and not of_topic) for each in who
        ):
            return None
        return row._replace(who=who)

    def is_part(self, text: str) -> bool:
        """Whether it is what a part of some target is called."""
        return self._names.is_part(normal_form(text))

    def _unsaid(self, row: Row) -> Iterator[tuple[Cell, str]]:
        """Empty cells of columns left of the names, below a part: merged, they would mean it again."""
        for column in self._leading:
            cell = row.cell(column)
            text = shown(cell)
            above = self._above.get(column.place, "") if not text else ""
            self._above[column.place] = text or above
            if above and self._names.is_part(without_numbering(normal_form(above))):
                yield cell, above

    def _may_be_part(self, whole: Target, who: Who, *, by_name: bool) -> bool:
        if self._called(whole, who.text) is not None:
            return True
        normal = without_numbering(normal_form(who.text))
        ending = (*PLACE_ENDINGS, *((normal_form(whole.unit_of),) if whole.unit_of else ()))
        return normal.endswith(ending) or (not by_name and normal in WHOLE)

    def _called(self, whole: Target, text: str) -> Target | None:
        """The part of a target that a cell names, by its name or, where it is one part's alone, its owner."""
        known = self._known.get(whole.id)
        if known is None:
            parts = parts_of(whole)
            owners = [street(normal_form(part.owner or "")) for part in parts]
            alone = {owner: part for owner, part in zip(owners, parts, strict=True) if owners.count(owner) == 1}
            known = self._known[whole.id] = alone | {street(normal_form(part.part or "")): part for part in parts}
        normal = street(normal_form(text))
        return known.get(normal) or known.get(without_numbering(normal))

    def _of_part(self, named: Named, part: Target) -> Named:
        """What a name means in a row of a part: that part of each target that has it, and no other."""
        by_whole = {whole.id: self._called(whole, part.part or "") for whole in named.wholes}
        growth = tuple(found for whole in named.growth if (found := by_whole[whole.id]) is not None)
        return named._replace(target=named.target and by_whole[named.target.id], growth=growth)

    def _either(self, whole: Target, who: Who) -> CellFinding:
        told = message(
            "“{text}” has a part of {target} and answers for the whole; write {part} or {id} as the id.",
            text=who.text,
            target=whole,
            part=(self._called(whole, who.text) or whole).id,
            id=whole.id,
        )
        return CellFinding(who.cell.address, told)

    def _is_whole(self, whole: Target, who: Who) -> bool:
        normal = normal_form(who.text)
        owner = whole.owner is not None and who.role is not Role.DIVISION and normal == normal_form(whole.owner)
        return owner or self._is_district(normal)

    def _is_district(self, normal: str) -> bool:
        return normal in WHOLE or (len(normal) > 1 and self._reader.district.endswith(normal))

    def _other_parts(self, row: Row, part: Target) -> Iterator[CellFinding]:
        """What a row that names a part by its id says against it."""
        whole = self._names.whole_of(part)
        names = {street(normal_form(name)) for name in (part.part, part.owner) if name}
        place = [Who(row.name, self.place, Role.DIVISION)] if self.place else []
        for who in (*row.who, *place):
            normal = street(normal_form(who.text))
            if normal not in names and (who.role is Role.DIVISION or self._called(whole, who.text) is not None):
                told = message("the row is about {target}, not about “{text}”.", target=part.id, text=who.text)
                yield CellFinding(who.cell.address, told)

    def _not_of_the_whole(self, row: Row) -> Iterator[CellFinding]:
        """What says that the row of a target without parts is about a part of the district."""
        for who in row.who:
            normal = normal_form(who.text)
            place = self._names.is_part(normal) and normal.endswith(PLACE_ENDINGS)
            if place or (who.role is Role.DIVISION and not self._trusting and not self._is_district(normal)):
                told = message("the row is about “{text}”, not about the whole.", text=who.text)
                yield CellFinding(who.cell.address, told)


def _left_empty(unsaid: tuple[Cell, str]) -> CellFinding:
    cell, above = unsaid
    told = message("empty below “{text}”; write whose figure it is: a part, or 合计 for the whole.", text=above)
    return CellFinding(cell.address, told)


def _two(whole: Target, who: Sequence[Who], parts: set[str]) -> list[CellFinding]:
    if len(parts) <= 1:
        return []
    told = message(
        "“{first}” and “{second}” are two parts of {target}.", first=who[0].text, second=who[-1].text, target=whole
    )
    return [CellFinding(who[-1].cell.address, told)]


def _no_part(whole: Target, who: Who) -> CellFinding:
    told = message(
        "“{text}” is no part of {target}; there are: {parts}. Leave the cell empty, or write 合计, for the whole; "
        "who answers for it is its owner in the targets file.",
        text=who.text,
        target=whole,
        parts=[part.name for part in whole.parts],
    )
    return CellFinding(who.cell.address, told)
