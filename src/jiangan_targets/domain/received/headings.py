"""What a column is, decided word by word from all the headings above it.

A heading is understood when words with a known meaning, periods, units and signs make up all of it. A column of
figures is one whose words all agree that it holds what was reached since 1 January; everything else is another thing
by name (a plan, a rate of completion, one month's own figure, …) or unknown, and is never taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.period import PARTS, Period, Span, in_digits, periods_at
from jiangan_targets.domain.quantity import unit_parts
from jiangan_targets.domain.received.heading_words import (
    MAX_CHARACTERS,
    NAME_OR_PLAN,
    NUMBER_WORDS,
    Role,
    Sense,
    text_role,
)
from jiangan_targets.domain.received.place_words import street
from jiangan_targets.domain.received.unit_words import BASE_UNITS, MONEY_IN_ENGLISH, PERCENT_UNITS
from jiangan_targets.domain.target import Plan

_BRACKETS = re.compile(r"[()\[\]{}<>《》【】]+")
_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)")
_SIGNS = re.compile(r"[:;,/|\\·\"]+")
_YEAR = re.compile(r"(20\d\d)年?度?(?!\d)")
_INDEX = re.compile(r".*=100")
_MULTIPLIERS = {"千", "万", "十万", "百万", "千万", "亿", "万亿"}
_LONGEST_WORD = max(map(len, NUMBER_WORDS))
_LABELS = {"单位", "计量单位"}
_CACHED = 4096


class Word(NamedTuple):
    """A part of a heading: a word with its sense, a period, a year or a unit; without any of them, not understood."""

    text: str
    sense: Sense | None = None
    period: Period | None = None
    year: int | None = None
    unit: str | None = None

    @property
    def understood(self) -> bool:
        """Whether it means anything."""
        return (self.sense, self.period, self.year, self.unit) != (None, None, None, None)


class Meaning(NamedTuple):
    """What the words above a column say of its figures.

    `cumulative`: they run from January on, or are of a moment. `vague`: they are of a period that is said elsewhere.
    `sure`: growth that can only be in percent. `completion`: a percentage that may be the completion. `unknown`: the
    words that are not understood.
    """

    role: Role
    period: Period | None = None
    unit: str | None = None
    cumulative: bool = False
    vague: bool = False
    sure: bool = False
    completion: bool = False
    unknown: str = ""


class HeadingReader:
    """Reads headings for a plan: its units are known, its year, and its district if the title names one."""

    def __init__(self, plan: Plan) -> None:
        self.year = plan.year
        self.district = next(iter(re.findall(r"^[^0-9]*?[区县市]", normal_form(plan.title))), "")
        self.parts_called = {normal_form(each.unit_of) for each in plan.targets if each.unit_of}
        self.parts = {street(normal_form(part.name)) for each in plan.targets for part in each.parts}
        self.groups = {normal_form(name) for group in plan.groups for name in (group.name, group.name_en) if name}
        units = BASE_UNITS | {normal_form(target.unit) for target in plan.targets}
        self._bases = (units | {unit_parts(unit).root for unit in units}) - {""}
        english = {(normal_form(each.unit_en), normal_form(each.unit)) for each in plan.targets if each.unit_en}
        several = Counter(name for name, _unit in english)
        self._english = MONEY_IN_ENGLISH | {name: unit for name, unit in english if several[name] == 1}
        self._read: dict[str, tuple[Word, ...]] = {}

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of one heading; what is not understood comes as words without a meaning."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = tuple(self._words_of(text))
            if len(self._read) > _CACHED:
                self._read.clear()
        return known

    def words_of_all(self, texts: Sequence[str]) -> tuple[Word, ...]:
        """The words of headings that stand above each other; one word may be broken into two of them."""
        words = tuple(word for text in texts for word in self.words(text))
        if all(word.understood for word in words):
            return words
        joined = self.words("".join(texts))
        return joined if all(word.understood for word in joined) else words

    def unit(self, normal: str) -> str | None:
        """The unit that a normal form is: `万个`, `%`, also `万` alone; None for anything else."""
        if normal in PERCENT_UNITS:
            return PERCENT_UNITS[normal]
        known = normal in self._bases or normal in _MULTIPLIERS or unit_parts(normal).root in self._bases
        return normal if known else None

    def unit_in_words(self, normal: str) -> str | None:
        """As `unit`, also of one of the plan's units in English: `spaces` is 个."""
        return self.unit(normal) or self._english.get(normal)

    def unit_of_names(self, normal: str) -> str | None:
        """The unit behind the heading of names: 指标（亿元）; None for any other heading."""
        found = _BRACKETED.fullmatch(normal)
        if found is None or not (text_role(found[1]) is Role.NAME or found[1] in NAME_OR_PLAN):
            return None
        return self.unit(found[2].removeprefix("单位:"))

    def _words_of(self, text: str) -> Iterable[Word]:
        normal = in_digits(normal_form(text))
        if len(normal) > MAX_CHARACTERS:
            return [Word(text.strip())]
        found = list[Word]()
        for group in filter(None, _BRACKETS.split(normal)):
            if (unit := self.unit_in_words(group)) is not None:
                found.append(Word(group, unit=unit))
                continue
            for part in filter(None, _SIGNS.split(group)):
                found += self._parts(part)
        return found

    def _parts(self, part: str) -> list[Word]:
        if _INDEX.fullmatch(part):
            return [Word(part, Sense.INDEX)]
        if (unit := self.unit(part)) is not None:
            return [Word(part, unit=unit)]
        if part in _LABELS:
            return []
        return self._divided(part, 0, set()) or [Word(part)]

    def _divided(self, part: str, place: int, dead: set[int]) -> list[Word] | None:
        """The words that make up the rest of a part, the longest first; None when no words do."""
        if place == len(part):
            return []
        if place in dead:
            return None
        for word in self._at(part, place):
            rest = self._divided(part, place + len(word.text), dead)
            if rest is not None:
                return [word, *rest]
        dead.add(place)
        return None

    def _at(self, part: str, place: int) -> list[Word]:
        """The words that begin at a place, the longest first."""
        found = [
            Word(text, sense)
            for end in range(place + 1, min(len(part), place + _LONGEST_WORD) + 1)
            if (sense := NUMBER_WORDS.get(text := part[place:end]))
        ]
        found += [Word(part[place:end], period=period) for end, period in periods_at(part, place, self.year)]
        if year := _YEAR.match(part, place):
            found.append(Word(year[0], year=int(year[1])))
        if self.district and part.startswith(self.district, place):
            found.append(Word(self.district, Sense.NEUTRAL))
        rest = part[place:]
        # A short unit is believed only where it stands alone: 个 and 家 are parts of many words.
        if (unit := self.unit(rest)) is not None and (rest in PERCENT_UNITS or len(rest) > 1):
            found.append(Word(rest, unit=unit))
        return sorted(found, key=lambda word: -len(word.text))

    def meaning(self, words: Sequence[Word]) -> Meaning:
        """What all the words together say."""
        unknown = " ".join(word.text for word in words if not word.understood)
        units = {word.unit for word in words if word.unit}
        periods = [word.period for word in words if word.period]
        senses = {word.sense for word in words if word.sense}
        if unknown or len(units) > 1 or len({period.end for period in periods}) > 1:
            shown = unknown or "/".join(word.text for word in words)
            return Meaning(Role.UNKNOWN, unit=next(iter(units)) if len(units) == 1 else None, unknown=shown)
        unit = next(iter(units), None)
        if Sense.VALUE_ADDED in senses:  # 增加值（亿元）, 增加值增速
            own = unit is not None and unit_parts(unit).root == "元" and not senses & _GROWTH
            senses.add(Sense.VALUE if own else Sense.CHANGE_AMOUNT)
        since = any(period.span is Span.SINCE_JANUARY for period in periods)
        part = any(period.span in PARTS for period in periods)
        if since and part and Sense.CUMULATIVE not in senses:  # “1-9月” above “9月”
            return Meaning(Role.UNKNOWN, unit=unit, unknown="/".join(word.text for word in words))
        cumulative = not any(period.span in _APART for period in periods) and (
            since
            or bool(senses & {Sense.CUMULATIVE, Sense.MOMENT})
            or (Sense.AS_OF in senses and bool(periods))
            or (Sense.THIS_YEAR in senses and bool(senses & {Sense.DONE, Sense.COMPLETED}))
        )
        years = {word.year or (word.period.year if word.period else None) for word in words} - {None}
        role = _role(senses, unit, another_year=bool(years - {self.year}), cumulative=cumulative, periods=periods)
        if role is None and (senses & {Sense.THIS_YEAR, Sense.THIS_PERIOD} or years):
            role = Role.FIGURE
        return Meaning(
            role or Role.UNKNOWN,
            period=periods[0] if periods else None,
            unit=unit,
            cumulative=cumulative,
            vague=not cumulative and not periods and (not senses & _MEASURES or Sense.THIS_PERIOD in senses),
            sure=unit == "%" or Sense.GROWTH in senses,
            completion=unit == "%" and Sense.COMPLETED in senses,
            unknown="" if role else "/".join(word.text for word in words),
        )


_MEASURES = {Sense.DONE, Sense.COMPLETED, Sense.VALUE}
_APART = {Span.MONTHS, Span.DAYS}
_GROWTH = {Sense.GROWTH, Sense.CHANGE, Sense.COMPARED}

# What one word decides, whatever stands beside it; the first that is there counts.
_DECIDING = (
    (Sense.FORECAST, Role.FORECAST),
    (Sense.RATIO, Role.RATIO),
    (Sense.RANK, Role.RANK),
    (Sense.REMAINING, Role.REMAINING),
    (Sense.INDEX, Role.INDEX),
    (Sense.PLAN, Role.PLAN),
    (Sense.COMPARED_OTHERWISE, Role.COMPARISON),
    (Sense.CHANGE_AMOUNT, Role.COMPARISON),
    (Sense.PAST, Role.PAST),
)


def _role(
    senses: set[Sense], unit: str | None, *, another_year: bool, cumulative: bool, periods: list[Period]
) -> Role | None:
    """The role, or None when the words do not say any."""
    if (decided := next((role for sense, role in _DECIDING if sense in senses), None)) is not None:
        return decided
    if another_year:
        return Role.PAST
    if Sense.MONTHLY in senses or (not cumulative and any(period.span in PARTS for period in periods)):
        return Role.MONTHLY
    if senses & _GROWTH:
        in_units = unit not in {None, "%"} or {Sense.GROWTH, Sense.CHANGE} <= senses
        return Role.COMPARISON if in_units else Role.GROWTH
    if Sense.REAL_PRICES in senses or (periods and not cumulative):
        return None
    return Role.FIGURE if cumulative or senses & {*_MEASURES, Sense.QUANTITY} else None
