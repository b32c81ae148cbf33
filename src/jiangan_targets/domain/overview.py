"""Several districts in one view: how each stands by its own plan, and how all stand on each target.

Each district is judged by the rules of `progress` and nothing else. What is read of one is folded into its row and into
those of the targets, and let go: three thousand districts take no more room than their rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import AsOf
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.places import places
from jiangan_targets.domain.plan_progress import assess_plan
from jiangan_targets.domain.progress import (
    FAVOURABLE,
    UNFAVOURABLE,
    Progress,
    Standing,
    count_standings,
    share_of,
)
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.errors import Message

UNJUDGED = frozenset({Standing.NO_DATA, Standing.IN_PROGRESS, Standing.TRACKED})
"""The standings of a target whose figure is missing, or is compared with nothing."""


class DistrictPlan(NamedTuple):
    """A district and the plan that judges it; plans of the same text have the same `digest`."""

    name: str
    plan: Plan
    digest: str


class Reading(NamedTuple):
    """What was read of a district: its current figures, by the id of the target or part."""

    district: DistrictPlan
    figures: dict[str, Record]


class Unread(NamedTuple):
    """A district of which nothing can be told, and why."""

    name: str
    problem: Message


class DistrictRow(NamedTuple):
    """How a district stands: its targets by standing, the newest day it has a figure of, and its place among all."""

    name: str
    digest: str
    counts: dict[Standing, int]
    stale: int
    latest: date | None
    place: int | None = None

    @property
    def targets(self) -> int:
        """How many targets its plan has."""
        return sum(self.counts.values())

    @property
    def judged(self) -> int:
        """How many of them have a figure that is compared with what is asked for."""
        return self.targets - sum(self.counts[standing] for standing in UNJUDGED)

    @property
    def reported(self) -> int:
        """How many of them have a figure."""
        return self.targets - self.counts[Standing.NO_DATA]

    @property
    def good(self) -> int:
        """How many keep pace or are met."""
        return sum(self.counts[standing] for standing in FAVOURABLE)

    @property
    def lagging(self) -> int:
        """How many need attention."""
        return sum(self.counts[standing] for standing in UNFAVOURABLE)

    @property
    def share(self) -> Decimal | None:
        """Those that keep pace or are met, in percent of all its targets: what is not reported counts against it."""
        return share_of(self.good, self.targets) if self.judged else None


class TargetRow(NamedTuple):
    """How all districts stand on a target: medians of those with a figure, and who has none.

    `target` is as the first plan has it of which there is a gap, whose unit the median gap is in, else as the first
    has it. The median gap is None where some of the gaps are in another unit.
    """

    target: Target
    districts: int
    counts: dict[Standing, int]
    median_completion: Decimal | None
    median_gap: Decimal | None
    unreported: tuple[str, ...]


class Overview(NamedTuple):
    """Districts, the best first, the targets of their plans, and what could not be read."""

    day: AsOf
    districts: list[DistrictRow]
    targets: list[TargetRow]
    unread: list[Unread]

    @property
    def unreported(self) -> list[str]:
        """The districts without any figure."""
        return [row.name for row in self.districts if not row.reported]

    @property
    def counts(self) -> dict[Standing, int]:
        """How many targets of all districts have each standing."""
        return {standing: sum(row.counts[standing] for row in self.districts) for standing in Standing}


class _Collected:
    """What was seen of a target up to now."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.compared: Target | None = None
        self.counts = dict.fromkeys(Standing, 0)
        self.completions: list[Decimal] = []
        self.gaps: list[Decimal] = []
        self.units: set[str] = set()
        self.unreported: list[str] = []

    def add(self, district: str, item: Progress) -> None:
        self.counts[item.standing] += 1
        if item.record is None:
            self.unreported.append(district)
        if item.completion is not None:
            self.completions.append(item.completion)
        if item.gap is not None:
            self.compared = self.compared or item.target
            self.gaps.append(item.gap)
            self.units.add("" if item.target.gap_in_points else item.target.unit)

    @property
    def row(self) -> TargetRow:
        alike = len(self.units) == 1
        return TargetRow(
            target=self.compared or self.target,
            districts=sum(self.counts.values()),
            counts=self.counts,
            median_completion=median(self.completions),
            median_gap=median(self.gaps) if alike else None,
            unreported=tuple(sorted(self.unreported)),
        )


_Key = tuple[str, str, Kind, bool]


def _key(target: Target) -> _Key:
    """What targets of several plans share that are one: the same id for something else is another target."""
    return target.id, target.name, target.kind, target.is_limit


def overview(read: Iterable[Reading | Unread], day: AsOf) -> Overview:
    """All districts on a day, in one pass over what is read of them."""
    rows: list[DistrictRow] = []
    unread: list[Unread] = []
    collected: dict[_Key, _Collected] = {}
    by_plan: dict[str, list[_Collected]] = {}
    for each in read:
        if isinstance(each, Unread):
            unread.append(each)
            continue
        district, plan = each.district, each.district.plan
        if district.digest not in by_plan:
            by_plan[district.digest] = [
                collected.setdefault(_key(target), _Collected(target)) for target in plan.targets
            ]
        progress = assess_plan(plan, each.figures, day.on)
        for target, item in zip(by_plan[district.digest], progress, strict=True):
            target.add(district.name, item)
        rows.append(_row(district, progress))
    targets = [found.row for found in collected.values()]
    return Overview(day, _placed(rows), targets, sorted(unread, key=lambda each: each.name))


def _row(district: DistrictPlan, progress: list[Progress]) -> DistrictRow:
    return DistrictRow(
        name=district.name,
        digest=district.digest,
        counts=count_standings(progress),
        stale=sum(item.stale for item in progress),
        latest=max((item.record.as_of for item in progress if item.record is not None), default=None),
    )


def _placed(rows: list[DistrictRow]) -> list[DistrictRow]:
    """By place, then by name; behind them those of which nothing is judged."""
    found = places([row.share for row in rows])
    placed = [row._replace(place=place) for row, place in zip(rows, found, strict=True)]
    return sorted(placed, key=lambda row: (row.place is None, row.place or 0, row.name))


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the two in the middle; None of nothing."""
    ordered, middle = sorted(values), len(values) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
