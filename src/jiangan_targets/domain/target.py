"""What the year must reach: a plan of targets in groups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

DEFAULT_STALE_AFTER_DAYS = 45
DEFAULT_RATE_TOLERANCE = Decimal("0.2")
"""Points below an `about` rate that still count as reaching it."""

DEFAULT_TOLERANCE_PERCENT = Decimal(2)
"""Percent below an `about` total or level that still counts as reaching it."""


class Kind(StrEnum):
    """How a target's figure behaves over the year."""

    TOTAL = "total"  # 累计: from 0 on 1 January towards the target
    LEVEL = "level"  # 时点: a stock at a moment
    RATE = "rate"  # 比率: growth or share in percent, never prorated


class Comparison(StrEnum):
    """When a figure satisfies the target."""

    AT_LEAST = "at_least"  # 达到, 以上
    MORE_THAN = "more_than"  # 突破, 超过
    ABOUT = "about"  # 左右
    AT_MOST = "at_most"  # 以内


class Milestone(NamedTuple):
    """A value to be reached by the end of a day within the year."""

    by: date
    value: Decimal


class Target(NamedTuple):
    """One target of the year; `value`, `baseline` and `last_year` are in `unit`."""

    id: str
    name: str
    name_en: str
    group: str
    kind: Kind
    comparison: Comparison
    value: Decimal
    unit: str
    year: int
    quote: str = ""
    aliases: tuple[str, ...] = ()
    unit_en: str | None = None
    baseline: Decimal | None = None
    last_year: Decimal | None = None
    tolerance: Decimal | None = None
    stretch: bool = False
    owner: str | None = None
    stale_after_days: int = DEFAULT_STALE_AFTER_DAYS
    decimals: int | None = None
    milestones: tuple[Milestone, ...] = ()
    growth_of: str | None = None
    """Of a rate: the id of the target, or the name of another indicator, whose growth it is."""

    @property
    def threshold(self) -> Decimal:
        """The value the comparison is made with: an `about` target less its tolerance."""
        if self.comparison is not Comparison.ABOUT:
            return self.value
        if self.kind is Kind.RATE:
            return self.value - (DEFAULT_RATE_TOLERANCE if self.tolerance is None else self.tolerance)
        percent = DEFAULT_TOLERANCE_PERCENT if self.tolerance is None else self.tolerance
        return self.value - abs(self.value) * percent / 100

    @property
    def start(self) -> Decimal | None:
        """The value on 1 January: 0 for a total, a level's baseline, else unknown (None)."""
        return Decimal(0) if self.kind is Kind.TOTAL else self.baseline

    @property
    def prorated(self) -> bool:
        """Whether the year's pace applies at all: not to rates, nor to levels without a baseline."""
        return self.kind is not Kind.RATE and self.start is not None

    def satisfied_by(self, value: Decimal) -> bool:
        """Whether `value` is what the target asks for."""
        if self.comparison is Comparison.AT_MOST:
            return value <= self.value
        if self.comparison is Comparison.MORE_THAN:
            return value > self.value
        return value >= self.threshold


class Group(NamedTuple):
    """A heading of the plan, as in the source."""

    id: str
    name: str
    name_en: str


class Lights(NamedTuple):
    """The two thresholds of the standing, in percent of the target below (or above) the pace."""

    behind: Decimal = Decimal(0)
    far_behind: Decimal = Decimal(-10)


class Plan(NamedTuple):
    """A year's targets, in the order of the source."""

    year: int
    title: str
    title_en: str
    language: str
    source: str
    lights: Lights
    groups: tuple[Group, ...]
    targets: tuple[Target, ...]

    def target(self, target_id: str) -> Target | None:
        """The target with this id, or None."""
        return next((target for target in self.targets if target.id == target_id), None)
