"""What the year must reach: a plan of targets in groups."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Self

from jiangan_targets.domain.kinds import Better, Comparison, Judged, Kind, Pacing

if TYPE_CHECKING:
    from jiangan_targets.domain.due import Reporting

DEFAULT_STALE_AFTER_DAYS = 45
DEFAULT_RATE_TOLERANCE = Decimal("0.2")
"""Points beside an `about` rate that still count as reaching it."""

DEFAULT_TOLERANCE_PERCENT = Decimal(2)
"""Percent beside an `about` total or level that still counts as reaching it."""

PART_SIGN = "/"
"""Between the id of a target and the name of a part of it."""

DONE = Decimal(100)
"""The figure of an event that is done; before that, its progress (形象进度) in percent."""


class Milestone(NamedTuple):
    """A value to be reached by the end of a day within the year."""

    by: date
    value: Decimal


class Reference(NamedTuple):
    """A value that is another target's current figure, `plus` so much in its unit: 与经济增长同步, 高于全市平均."""

    figure: str
    plus: Decimal


class Revision(NamedTuple):
    """A value that is in force from a day on (调整预算): reports of earlier days keep the one before.

    `plan` has the milestones that lead to it, where they change with the value; else the earlier ones stay.
    """

    start: date
    value: Decimal
    reason: str | None = None
    plan: tuple[Milestone, ...] = ()


class Share(NamedTuple):
    """A year's share of what several years are to reach together."""

    year: int
    value: Decimal


class Part(NamedTuple):
    """What a unit (a sub-district, a department) has of a target; `value` is None where it only reports."""

    name: str
    value: Decimal | None = None
    last_year: Decimal | None = None
    owner: str | None = None


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
    last_year_months: tuple[Decimal, ...] = ()
    """What last year had brought by the end of each month, in the target's unit; the twelfth is its whole."""
    curve: tuple[Decimal, ...] = ()
    """The shares of a year that its twelve months bring, in percent."""
    pace: Pacing = Pacing.CALENDAR
    broad: bool = False
    """Whether it is made of so much (retail, revenue, investment) that chance evens out."""
    growth_of: str | None = None
    """Of a rate: the id of the target, or the name of another indicator, whose growth it is."""
    parts: tuple[Part, ...] = ()
    unit_of: str | None = None
    """What one part is called: 街道."""
    part: str | None = None
    """Of a part the name that is behind the sign in its id, as in `parking/大智街道`; see `domain.parts`."""

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
        capped = self.comparison is Comparison.AT_MOST or self.comparison is Comparison.LESS_THAN
        return capped or self.kind is Kind.RANK or self.better is Better.LOWER

    @property
    def is_limit(self) -> bool:
        """Whether a figure uses the value up, and has no completion; a fall (下降10%以上: at most −10) is reached."""
        return self.lower_is_better and self.kind is not Kind.RANK and (self.value is None or self.value >= 0)

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
    def expected_in_full(self) -> bool:
        """Whether a figure is compared with the value itself on any day: growth, a rank, what is to be kept."""
        return self.kind is Kind.RATE or self.kind is Kind.RANK or self.judged is Judged.YEAR_END

    @property
    def judged_at_year_end(self) -> bool:
        """Whether a satisfied figure keeps pace until 31 December: it can still turn, or be used up."""
        if self.judged is not None:
            return self.judged is Judged.YEAR_END
        if self.kind is not Kind.TOTAL:
            return self.kind is Kind.RATE or self.kind is Kind.RANK
        return self.lower_is_better or self.comparison is Comparison.WITHIN

    @property
    def gap_in_points(self) -> bool:
        """Whether a gap is in percentage points; else it is in the target's unit, or in places of a rank."""
        return not self.expected_in_full or "%" in self.unit or "百分点" in self.unit

    def satisfied_by(self, value: Decimal) -> bool:
        """Whether `value` is what the target asks for; nothing is while it has no value."""
        if self.kind is Kind.EVENT:
            return value >= DONE
        if self.value is None or self.threshold is None:
            return False
        if self.comparison is Comparison.ABOUT:
            return value <= self.threshold if self.lower_is_better else value >= self.threshold
        if self.comparison is Comparison.WITHIN:
            return self.value <= value and (self.upper is None or value <= self.upper)
        if self.comparison is Comparison.MORE_THAN:
            return value > self.value
        if self.comparison is Comparison.LESS_THAN:
            return value < self.value
        return value >= self.value if self.comparison is Comparison.AT_LEAST else value <= self.value

    def beyond_limit(self, value: Decimal) -> bool:
        """Whether a total has passed its limit: it cannot come back."""
        if self.kind is not Kind.TOTAL or self.value is None:
            return False
        if self.comparison is Comparison.WITHIN:
            return self.upper is not None and value > self.upper
        return self.lower_is_better and not self.satisfied_by(value)

    def in_force(self, day: date) -> Self:
        """The target with the value and the milestones that are in force on a day."""
        revised = self
        for revision in self.revisions:
            if revision.start <= day:
                revised = revised._replace(value=revision.value, milestones=revision.plan or revised.milestones)
        return revised


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
    rate: "Lights | None" = None


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
    reporting: "Reporting | None" = None

    def target(self, target_id: str) -> Target | None:
        """The target, or the part of one, with this id; None where there is none."""
        found = next((target for target in self.targets if target.id == target_id), None)
        if found is None and PART_SIGN in target_id:
            from jiangan_targets.domain.parts import find_part  # noqa: PLC0415 -- few targets have parts

            return find_part(self, target_id)
        return found
