"""What a plan has to obey beyond the shape of its file: names, groups, milestones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.finding import Finding
from jiangan_targets.domain.target import Comparison, Kind, Plan, Target
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Message, message


def inspect_plan(plan: Plan) -> list[Finding]:
    """All the ways in which `plan` contradicts itself."""
    found = []
    if plan.lights.far_behind > plan.lights.behind:
        found.append(Finding(("lights", "far_behind"), message("must not be above “behind”")))
    found += _ambiguous_names(plan)
    groups = [group.id for group in plan.groups]
    for target in plan.targets:
        if target.group not in groups:
            problem = message(
                "there is no group “{group}”; there are: {groups}", group=target.group, groups=", ".join(groups)
            )
            found.append(_finding(target, "group", problem))
        found += _misplaced_keys(target)
        found += _milestones(target)
    return found


def _finding(target: Target, key: str, problem: Message) -> Finding:
    return Finding(("targets", target.id, key), problem)


def _ambiguous_names(plan: Plan) -> Iterator[Finding]:
    """A name on the command line must mean one target."""
    owners: dict[str, str] = {target.id.casefold(): target.id for target in plan.targets}
    for target in plan.targets:
        own: set[str] = set()
        for key, name in (
            *(("aliases", alias) for alias in target.aliases),
            ("name", target.name),
            ("name_en", target.name_en),
        ):
            folded = name.casefold()
            owner = owners.setdefault(folded, target.id)
            if owner != target.id or (key == "aliases" and folded in own):
                yield _finding(
                    target, key, message("“{name}” already names {owner}; names must differ", name=name, owner=owner)
                )
            own.add(folded)


def _misplaced_keys(target: Target) -> Iterator[Finding]:
    """Keys that would silently do nothing, or make figures ambiguous."""
    if half_width(target.unit).strip()[:1].isdecimal():
        yield _finding(
            target, "unit", message("must not begin with a digit: behind a figure it would be read as part of it")
        )
    if target.baseline is not None and target.kind is not Kind.LEVEL:
        yield _finding(target, "baseline", message("is only for kind level; last year's figure goes into last_year"))
    if target.tolerance is not None and target.comparison is not Comparison.ABOUT:
        yield _finding(target, "tolerance", message("is only for comparison about"))
    if target.milestones and not target.prorated:
        yield _finding(target, "milestones", message("are only for totals and for levels with a baseline"))


def _milestones(target: Target) -> Iterator[Finding]:
    """Milestones lead from the start to the target, each inside the year, none turning back."""
    if not target.prorated or target.start is None:
        return
    for milestone in target.milestones:
        if milestone.by.year != target.year:
            yield _finding(target, "milestones", message("{day} is outside {year}", day=milestone.by, year=target.year))
        if milestone.by == year_end(target.year) and milestone.value != target.value:
            yield _finding(target, "milestones", message("the milestone of 31 December is the target's value itself"))
    days = [milestone.by for milestone in target.milestones]
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield _finding(target, "milestones", message("must be in order of their dates, each day once"))
    values = [target.start, *(milestone.value for milestone in target.milestones), target.value]
    if values != sorted(values, reverse=target.value < target.start):
        yield _finding(target, "milestones", message("must lead from the start to the target without turning back"))
