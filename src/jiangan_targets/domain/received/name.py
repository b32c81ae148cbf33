"""Which target a row is about: its name must be equal to one of the plan's in normal form, never only similar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.lookup import names_of
from jiangan_targets.domain.normal_form import normal_form, without_numbering
from jiangan_targets.domain.parts import parts_of, whole_of, with_parts
from jiangan_targets.domain.received.cell import is_number, shown
from jiangan_targets.domain.received.headings import HeadingReader, Word
from jiangan_targets.domain.received.place_words import street
from jiangan_targets.domain.target import Plan, Target

_BRACKETS = re.compile(r"(.+?)\(([^()]*)\)")
_AS_BRACKETS = str.maketrans("[]{}【】〔〕〖〗", "()()()()()")
_DIVIDED = re.compile(r"[,;/:|]")
_CACHED = 4096
_GROWTH = ("增速", "增长率", "增长", "增幅", "growth")


class Named(NamedTuple):
    """What a name means: the target it names, and those fed by the growth of what it names.

    `words` stand in brackets behind it: a unit, a period. `is_rate`: the row's own figure is a growth rate.
    """

    target: Target | None
    growth: tuple[Target, ...]
    words: tuple[Word, ...] = ()
    is_rate: bool = False

    @property
    def wholes(self) -> tuple[Target, ...]:
        """Every target that it feeds."""
        return (*((self.target,) if self.target is not None else ()), *self.growth)


def is_growth(target: Target) -> bool:
    """Whether a target is the growth of something: then a column 同比增长% holds its figures."""
    if target.kind is not Kind.RATE or target.unit != "%":
        return False
    return target.growth_of is not None or normal_form(target.name).endswith(_GROWTH)


class Names:
    """All names of a plan in normal form; a name that means two targets means none."""

    def __init__(self, plan: Plan, reader: HeadingReader) -> None:
        self._reader = reader
        self._targets: dict[str, Target | None] = {}
        self._growth: dict[str, tuple[Target, ...]] = {}
        self._found: dict[str, Named | None] = {}
        self._parts = reader.parts
        self._rates = {target.id for whole in plan.targets if is_growth(whole) for target in (whole, *parts_of(whole))}
        self._by_id = by_id = {target.id: target for target in plan.targets}
        for target in with_parts(plan):
            self._add(target, (normal_form(name) for name in names_of(target)))
            if target.growth_of is not None:
                of = by_id.get(target.growth_of)
                for name in {normal_form(name) for name in (names_of(of) if of else (target.growth_of,))}:
                    self._growth[name] = (*self._growth.get(name, ()), target)

    def _add(self, target: Target, names: Iterable[str]) -> None:
        for name in set(names):
            known = self._targets.get(name, target)
            self._targets[name] = target if known is target else None

    def find(self, text: str) -> Named | None:
        """What a cell names; None for what is not in the plan."""
        if text not in self._found:
            if len(self._found) > _CACHED:
                self._found.clear()
            self._found[text] = self._find(normal_form(text))
        return self._found[text]

    def is_part(self, normal: str) -> bool:
        """Whether a normal form is the name of a part of some target."""
        return street(normal) in self._parts

    def whole_of(self, part: Target) -> Target:
        """The target that a part belongs to."""
        return self._by_id[whole_of(part)]

    def any_in(self, texts: Iterable[str]) -> bool:
        """Whether one of several texts names a target, a colon behind it or not."""
        return any(self.find(text.rstrip(":： ")) is not None for text in texts)

    def before_a_number(self, cells: Sequence[Cell]) -> Cell | None:
        """The first cell that names a target, if a number stands behind it in the row."""
        found = next((place for place, cell in enumerate(cells) if self.find(shown(cell))), len(cells))
        return cells[found] if any(is_number(cell) for cell in cells[found + 1 :]) else None

    def _find(self, normal: str) -> Named | None:
        plain = normal.translate(_AS_BRACKETS)
        for name in dict.fromkeys((normal, without_numbering(normal), plain, without_numbering(plain))):
            words: tuple[Word, ...] = ()
            while (found := self._named(name)) is None and (bracketed := _BRACKETS.fullmatch(name)):
                own = self._reader.words(bracketed[2])
                if self._is_same(bracketed[1], bracketed[2]):
                    own = ()
                elif not own or not all(word.understood for word in own):
                    break
                name, words = bracketed[1], (*own, *words)  # noqa: PLW2901 -- the name without its last brackets
            if found is not None:
                return found._replace(words=words)
        return self._with_unit_behind(normal)

    def _with_unit_behind(self, normal: str) -> Named | None:
        """A name with its unit behind a comma or a stroke: 新增停车位、万个."""
        for divided in _DIVIDED.finditer(normal):
            name, unit = normal[: divided.start()], self._reader.unit(normal[divided.end() :])
            if unit is not None and (found := self._named(name) or self._named(without_numbering(name))):
                return found._replace(words=(Word(unit, unit=unit),))
        return None

    def _is_same(self, name: str, other: str) -> bool:
        """Whether two names mean the same: 地区生产总值（GDP）."""
        found = [self._named(each) for each in (name, other)]
        meant = [{target.id for target in (each.target, *each.growth) if target} for each in found if each]
        return len(meant) == len(found) and bool(meant[0] & meant[1])

    def _named(self, name: str) -> Named | None:
        target, growth = self._targets.get(name), self._growth.get(name, ())
        is_rate = target is not None and target.id in self._rates
        return Named(target, growth, is_rate=is_rate) if target is not None or growth else None
