"""An account of what sixteen sub-districts reported, kept in fractions beside the program: it asks it nothing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction
from typing import NamedTuple

STREETS = (
    *("大智街道", "一元街道", "车站街道", "四唯街道", "永清街道", "西马街道", "球场街道", "劳动街道"),
    *("二七街道", "新村街道", "丹水池街道", "台北街道", "花桥街道", "谌家矶街道", "后湖街道", "塔子湖街道"),
)


class Made(NamedTuple):
    """A figure that was recorded in a month's round; the part is None for the whole's own."""

    month: int
    part: str | None
    day: date
    value: int


class Account:
    """What was recorded, in order, and what follows from it by the rules of the manual."""

    def __init__(self, targets: dict[str, int]) -> None:
        self.targets = targets
        self.made: list[Made] = []

    def figures(self, part: str | None, on: date, known: int) -> dict[date, int]:
        """By day: the last that was recorded of each."""
        return {
            each.day: each.value for each in self.made if each.part == part and each.day <= on and each.month <= known
        }

    def current(self, on: date, known: int = 12) -> dict[str, tuple[date, int]]:
        """The latest day that each part has a figure of, and the figure."""
        found = {name: self.figures(name, on, known) for name in self.targets}
        return {name: (max(days), days[max(days)]) for name, days in found.items() if days}

    def places(self, measures: dict[str, Fraction]) -> dict[str, int]:
        """One more than there are better ones."""
        return {name: 1 + sum(other > own for other in measures.values()) for name, own in measures.items()}

    def by_completion(self, on: date, known: int = 12) -> dict[str, int]:
        """The places by the share of the part's value."""
        current = self.current(on, known)
        return self.places({name: Fraction(value, self.targets[name]) for name, (_day, value) in current.items()})

    def by_gap(self, on: date) -> dict[str, int]:
        """The places by the share less the months that were gone on the day of the figure."""
        current = self.current(on)
        return self.places(
            {
                name: Fraction(value, self.targets[name]) - Fraction(day.month, 12)
                for name, (day, value) in current.items()
            }
        )

    def by_growth(self, on: date, before: dict[tuple[str, int], int]) -> dict[str, int]:
        """The places by the quotient with last year's figure of the same month's end."""
        current = self.current(on)
        return self.places(
            {
                name: Fraction(value, before[name, day.month])
                for name, (day, value) in current.items()
                if (name, day.month) in before
            }
        )


def end_of(month: int, year: int = 2024) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
