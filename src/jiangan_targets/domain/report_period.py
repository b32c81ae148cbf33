"""The periods that a report is about: a month, a quarter, a half or the whole of a plan's year."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.calendar import FIRST_YEAR, LAST_YEAR, month_end
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Failure

_MONTHS_OF_YEAR = 12


class Cycle(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF: 6, Cycle.YEAR: 12}[self]


# The year is optional; a quarter and a half are counted in Chinese as well.
_WRITTEN = {
    Cycle.MONTH: r"(?:(?P<year>[0-9]{4})(?:-|/|年))?(?P<number>[0-9]{1,2})(?:月份?)?",
    Cycle.QUARTER: r"(?:(?P<year>[0-9]{4})(?:-|/|年)?)?[Qq第前]?(?P<number>[0-9一二三四])(?:季度?)?",
    Cycle.HALF: r"(?:(?P<year>[0-9]{4})(?:-|/|年)?)?[Hh]?(?P<number>[0-9上下])(?:半年)?",
}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


class ReportPeriod(NamedTuple):
    """A period of a year by its number, from 1 on; a year's is 1."""

    year: int
    cycle: Cycle
    number: int

    @property
    def last_month(self) -> int:
        """The month it ends with."""
        return self.number * self.cycle.months

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.last_month - self.cycle.months + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return month_end(self.year, self.last_month)

    @property
    def before(self) -> ReportPeriod | None:
        """The period before it in the same year: another year has targets of its own."""
        return self._replace(number=self.number - 1) if self.number > 1 else None

    def __str__(self) -> str:
        if self.cycle is Cycle.YEAR:
            return str(self.year)
        sign = {Cycle.MONTH: "", Cycle.QUARTER: "Q", Cycle.HALF: "H"}[self.cycle]
        return f"{self.year}-{sign}{self.number:0{2 if self.cycle is Cycle.MONTH else 1}}"


def parse_period(cycle: Cycle, text: str, year: int | None, usual: int) -> ReportPeriod | None:
    """Read `2024-09`, `9` or `9月` as a month, `3`, `2024-Q3` or `三季度` as a quarter, `1` or `上半年` as a half.

    `year` is that of a period which does not name its own; None is given when neither does. An example is of `usual`.

    Raises:
        Failure: the text is no such period.
    """
    found = re.fullmatch(_WRITTEN[cycle], "".join(half_width(text).split()))
    if found:
        number = _NUMERALS.get(found["number"]) or int(found["number"])
        own = int(found["year"]) if found["year"] else year
        if 1 <= number <= _MONTHS_OF_YEAR // cycle.months and (own is None or FIRST_YEAR <= own <= LAST_YEAR):
            return None if own is None else ReportPeriod(own, cycle, number)
    example = ReportPeriod(usual, cycle, {Cycle.MONTH: 9, Cycle.QUARTER: 3}.get(cycle, 1))
    raise Failure("“{text}” is no such period; write it like {example}.", text=text, example=str(example))


def last_complete_month(on: date, year: int) -> ReportPeriod:
    """The last month of `year` that was over when `on` began; January where none was."""
    if on.year > year:
        return ReportPeriod(year, Cycle.MONTH, _MONTHS_OF_YEAR)
    return ReportPeriod(year, Cycle.MONTH, max(on.month - 1, 1) if on.year == year else 1)
