"""What the year must reach: a plan of targets in groups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

DEFAULT_STALE_AFTER_DAYS = 45
DEFAULT_RATE_TOLERANCE = Decimal("0.2")
"""Points beside an `about` rate that still count as reaching it."""

DEFAULT_TOLERANCE_PERCENT = Decimal(2)
"""Percent beside an `about` total or level that still counts as reaching it."""

DONE = Decimal(100)
"""The figure of an event that is done; before that, its progress (形象进度) in percent."""


class Kind(StrEnum):
    """How a target's figure behaves over the year."""

    TOTAL = "total"  # 累计: from 0 on 1 January towards the target
    LEVEL = "level"  # 时点: a stock at a moment
    RATE = "rate"  # 比率: growth, share or yearly mean, never prorated
    EVENT = "event"  # 节点: something is done by a day
    RANK = "rank"  # 位次: smaller is better, judged like a rate


class Comparison(StrEnum):
    """When a figure satisfies the target."""

    AT_LEAST = "at_least"  # 达到, 以上
    MORE_THAN = "more_than"  # 突破, 超过
    ABOUT = "about"  # 左右
    AT_MOST = "at_most"  # 以内
    LESS_THAN = "less_than"  # 低于
    WITHIN = "within"  # 区间


class Better(StrEnum):
    """Which side of an `about` value is the good one."""

    HIGHER = "higher"
    LOWER = "lower"


class Judged(StrEnum):
    """Whether a satisfied target is met at once, or keeps pace until the year ends."""

    AT_ONCE = "at_once"
    YEAR_END = "year_end"


class Milestone(NamedTuple):
    """A value to be reached by the end of a day within the year."""

    by: date
    value: Decimal


class Reference(NamedTuple):
    """A value that is another target's current figure, `plus` so much in its unit: 与经济增长同步, 高于全市平均."""

    figure: str
    plus: Decimal


class Revision(NamedTuple):
    """A value that is in force from a day on (调整预算): reports of earlier days keep the one before."""

    start: date
    value: Decimal
    reason: str | None = None


class Share(NamedTuple):
    """A year's share of what several years are to reach together."""

    year: int
    value: Decimal


class Target(NamedTuple):
    """One target of the year; its values are in `unit`, an event's in percent.

    `value` is None where none is set (待下达), for an event, and for a `reference` until it is
    resolved; of a range it is the lower end and `upper` the other.
    """

    id: str
    name: str
    name_en: str
    group: str
    kind: Kind
    comparison: Comparison
    value: Decimal | None
    unit: str
    year: int
    quote: str = ""
    aliases: tuple[str, ...] = ()
    unit_en: str | None = None
    baseline: Decimal | None = None
    last_year: Decimal | None = None
    tolerance: Decimal | None = None
    better: Better | None = None
    judged: Judged | None = None
    upper: Decimal | None = None
    reference: Reference | None = None
    by: date | None = None
    stretch: bool = False
    stretch_value: Decimal | None = None
    owner: str | None = None
    stale_after_days: int = DEFAULT_STALE_AFTER_DAYS
    decimals: int | None = None
    milestones: tuple[Milestone, ...] = ()
    revisions: tuple[Revision, ...] = ()
    total_by: int | None = None
    years: tuple[Share, ...] = ()
    growth_of: str | None = None
    """Of a rate: the id of the target, or the name of another indicator, whose growth it is."""

    def __str__(self) -> str:
        """The id, for logs; what people are shown has the name in their language."""
        return self.id

    @property
    def threshold(self) -> Decimal | None:
        """The value the comparison is made with: an `about` target with its tolerance."""
        if self.comparison is not Comparison.ABOUT or self.value is None:
            return self.value
        if self.kind is Kind.RATE:
            allowed = DEFAULT_RATE_TOLERANCE if self.tolerance is None else self.tolerance
        else:
            percent = DEFAULT_TOLERANCE_PERCENT if self.tolerance is None else self.tolerance
            allowed = abs(self.value) * percent / 100
        return self.value + allowed if self.lower_is_better else self.value - allowed

    @property
    def lower_is_better(self) -> bool:
        """Whether a smaller figure is the better one."""
        return self.is_limit or self.kind is Kind.RANK or self.better is Better.LOWER

    @property
    def is_limit(self) -> bool:
        """Whether the value is not to be passed: its figure has a share of the limit, and no completion."""
        return self.comparison in {Comparison.AT_MOST, Comparison.LESS_THAN} and self.kind is not Kind.RANK

    @property
    def start(self) -> Decimal | None:
        """The value on 1 January: 0 for a total, a level's baseline, else unknown (None)."""
        return Decimal(0) if self.kind is Kind.TOTAL else self.baseline

    @property
    def prorated(self) -> bool:
        """Whether the year's pace applies at all: to totals, and to levels with a baseline."""
        return self.value is not None and (
            self.kind is Kind.TOTAL or (self.kind is Kind.LEVEL and self.baseline is not None)
        )

    @property
    def judged_at_year_end(self) -> bool:
        """Whether a satisfied figure keeps pace until 31 December: it can still turn, or be used up."""
        if self.judged is not None:
            return self.judged is Judged.YEAR_END
        return self.kind in {Kind.RATE, Kind.RANK} or (
            self.kind is Kind.TOTAL and (self.is_limit or self.comparison is Comparison.WITHIN)
        )

    @property
    def gap_in_points(self) -> bool:
        """Whether a gap is in percentage points; else it is in the target's unit, or in places of a rank."""
        return self.kind in {Kind.TOTAL, Kind.LEVEL} or "%" in self.unit or "百分点" in self.unit

    def satisfied_by(self, value: Decimal) -> bool:
        """Whether `value` is what the target asks for; nothing is while it has no value."""
        if self.kind is Kind.EVENT:
            return value >= DONE
        if self.value is None or self.threshold is None:
            return False
        satisfied = {
            Comparison.AT_LEAST: value >= self.value,
            Comparison.MORE_THAN: value > self.value,
            Comparison.ABOUT: value <= self.threshold if self.lower_is_better else value >= self.threshold,
            Comparison.AT_MOST: value <= self.value,
            Comparison.LESS_THAN: value < self.value,
            Comparison.WITHIN: self.value <= value and (self.upper is None or value <= self.upper),
        }
        return satisfied[self.comparison]

    def beyond_limit(self, value: Decimal) -> bool:
        """Whether a total has passed its limit: it cannot come back."""
        if self.kind is not Kind.TOTAL or self.value is None:
            return False
        if self.comparison is Comparison.WITHIN:
            return self.upper is not None and value > self.upper
        return self.is_limit and not self.satisfied_by(value)

    def reaches_stretch(self, value: Decimal) -> bool:
        """Whether `value` reaches the upper tier (力争), where there is one."""
        if self.stretch_value is None:
            return False
        return value <= self.stretch_value if self.lower_is_better else value >= self.stretch_value

    def in_force(self, day: date) -> Target:
        """The target with the value that is in force on a day."""
        revised = [revision.value for revision in self.revisions if revision.start <= day]
        return self._replace(value=revised[-1]) if revised else self


class Group(NamedTuple):
    """A heading of the plan, as in the source."""

    id: str
    name: str
    name_en: str


class Lights(NamedTuple):
    """The thresholds of the standing, in percent of the target beside the pace.

    `rate` has those of rates, in their unit; without it they are shares of the target too.
    """

    behind: Decimal = Decimal(0)
    far_behind: Decimal = Decimal(-10)
    ahead: Decimal = Decimal(0)
    rate: Lights | None = None


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
