"""One target in several districts: how each stands on it by its own plan, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import AsOf
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.lookup import find_whole, fitting_target, near_targets
from jiangan_targets.domain.overview import DistrictPlan, Reading, Unread
from jiangan_targets.domain.parts import ValueFrom
from jiangan_targets.domain.places import places
from jiangan_targets.domain.plan_progress import assess_plan
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.status import comparable_gap
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.errors import Failure

_SUGGESTIONS = 5


class PlacedRow(NamedTuple):
    """How a district stands on the target, and its place among all."""

    name: str
    digest: str
    progress: Progress
    place: int | None


class Comparison(NamedTuple):
    """The districts whose plan has the target, the best first; those without it, and those that could not be read."""

    day: AsOf
    target: Target
    rows: list[PlacedRow]
    without: list[str]
    unread: list[Unread]

    @property
    def unreported(self) -> list[str]:
        """The districts that have no figure of it."""
        return sorted(row.name for row in self.rows if row.progress.record is None)

    @property
    def summed(self) -> list[str]:
        """The districts whose figure is the sum of its parts."""
        return sorted(row.name for row in self.rows if row.progress.value_from is ValueFrom.PARTS)

    @property
    def unlike(self) -> list[str]:
        """The districts where it is of another kind than in most, or a limit and no goal: they have no place."""
        return sorted(row.name for row in self.rows if _nature(row.progress.target) != _nature(self.target))

    @property
    def otherwise(self) -> list[str]:
        """The districts where it is called otherwise than in most."""
        return sorted(row.name for row in self.rows if row.progress.target.name != self.target.name)


def targets_meant(districts: Iterable[DistrictPlan], text: str) -> dict[str, Target]:
    """The target that `text` names in each plan that has one, by the plan's digest.

    Raises:
        Failure: no plan has one, it fits several targets of a plan, or those of several plans are not the same.
    """
    plans = {each.digest: each.plan for each in districts}
    fitting = {digest: fitting_target(plan, text) for digest, plan in plans.items()}
    found = {digest: target for digest, target in fitting.items() if target is not None}
    for digest, target in found.items():
        if target.part is not None:
            find_whole(plans[digest], text)  # It says that a part is none.
    if not found:
        if not plans:
            raise Failure("There is no plan that could have a target “{text}”.", text=text)
        near = sorted({each for plan in plans.values() for each in near_targets(plan, text)})[:_SUGGESTIONS]
        if near:
            raise Failure("No target is called “{text}”. Did you mean {ids}?", text=text, ids=near)
        raise Failure(
            "No target is called “{text}”. `jiangan-targets overview` without --target lists them all.", text=text
        )
    ids = {target.id for target in found.values()}
    if len(ids) > 1 and len({target.name for target in found.values()}) > 1:
        raise Failure(
            "“{text}” is not the same target in all plans: {ids}. Type one of these ids.", text=text, ids=sorted(ids)
        )
    return found | _as_others_call_it(plans, found)


def _as_others_call_it(plans: Mapping[str, Plan], found: Mapping[str, Target]) -> dict[str, Target]:
    """The same target in plans that do not know the word, as an alias that only one of them has."""
    ids, names = {target.id for target in found.values()}, {target.name for target in found.values()}
    same = {
        digest: [each for each in plan.targets if each.id in ids]
        or [each for each in plan.targets if each.name in names]
        for digest, plan in plans.items()
        if digest not in found
    }
    return {digest: targets[0] for digest, targets in same.items() if len(targets) == 1}


def needed(plan: Plan, target: Target) -> Plan:
    """A plan with only what is needed to judge a target: itself, and the target whose figure its value is."""
    ids = {target.id} if target.reference is None else {target.id, target.reference.figure}
    return plan._replace(targets=tuple(each for each in plan.targets if each.id in ids))


def compare(read: Iterable[Reading | Unread], meant: Mapping[str, Target], day: AsOf) -> Comparison:
    """The districts on a day; `meant` has the target of each plan, by its digest."""
    judged: list[tuple[DistrictPlan, Progress]] = []
    without: list[str] = []
    unread: list[Unread] = []
    for each in read:
        if isinstance(each, Unread):
            unread.append(each)
        elif (target := meant.get(each.district.digest)) is None:
            without.append(each.district.name)
        else:
            progress = assess_plan(needed(each.district.plan, target), each.figures, day.on)
            judged.append((each.district, next(item for item in progress if item.target.id == target.id)))
    usual = _usual([item.target for _district, item in judged]) or next(iter(meant.values()))
    comparable = [item for _district, item in judged if _nature(item.target) == _nature(usual)]
    found = dict(zip(map(id, comparable), places(_measures(comparable)), strict=True))
    rows = [PlacedRow(plan.name, plan.digest, item, found.get(id(item))) for plan, item in judged]
    rows.sort(key=lambda row: (row.place is None, row.place or 0, row.progress.record is None, row.name))
    return Comparison(day, usual, rows, sorted(without), sorted(unread, key=lambda each: each.name))


def _usual(targets: list[Target]) -> Target | None:
    """Of the kind that most districts have, as most of them call it."""
    natures = Counter(map(_nature, targets))
    alike = [target for target in targets if natures[_nature(target)] == max(natures.values())]
    alike = [target for target in alike if _nature(target) == _nature(alike[0])]
    names = Counter(target.name for target in alike)
    return max(alike, key=lambda target: names[target.name], default=None)


def _nature(target: Target) -> tuple[Kind, bool]:
    """What must be the same for places: a rate is not compared with a total, nor a limit with a goal."""
    return target.kind, target.is_limit


def _measures(items: list[Progress]) -> list[Decimal | None]:
    """What the districts are compared by, as it is shown: the gap, which counts for each by its own day.

    Gaps of several units are compared as shares of the targets. Where nothing has a gap, as no event has one,
    it is completion; of a limit, the less of it is used up the better.
    """
    units = {"" if item.target.gap_in_points else item.target.unit for item in items if item.gap is not None}
    if units:
        found = [item.gap if len(units) == 1 else comparable_gap(item) for item in items]
    else:
        found = [
            -item.completion if item.completion is not None and item.target.is_limit else item.completion
            for item in items
        ]
    return [None if measure is None else round_half_up(measure, 1) for measure in found]
