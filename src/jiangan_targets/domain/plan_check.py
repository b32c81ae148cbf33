"""What a plan has to obey beyond the shape of its file: names, groups, milestones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.lookup import names_of
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.target import Comparison, Kind, Plan, Target
from jiangan_targets.errors import Message, message


class Fault(NamedTuple):
    """What is wrong with a plan, and where: the keys that lead to it."""

    keys: tuple[str, ...]
    problem: Message


def faults(plan: Plan) -> list[Fault]:
    """All the ways in which `plan` contradicts itself."""
    found = []
    if plan.lights.far_behind > plan.lights.behind:
        found.append(Fault(("lights", "far_behind"), message("must not be above “behind”")))
    found += _ambiguous_names(plan)
    groups = [group.id for group in plan.groups]
    for target in plan.targets:
        if target.group not in groups:
            problem = message(
                "there is no group “{group}”; there are: {groups}", group=target.group, groups=", ".join(groups)
            )
            found.append(_fault(target, "group", problem))
        found += _misplaced_keys(target)
        found += _growth_faults(target, plan)
        found += _milestone_faults(target)
    return found


def _fault(target: Target, key: str, problem: Message) -> Fault:
    return Fault(("targets", target.id, key), problem)


def _ambiguous_names(plan: Plan) -> Iterator[Fault]:
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
                yield _fault(
                    target, key, message("“{name}” already names {owner}; names must differ", name=name, owner=owner)
                )
            own.add(folded)


def _misplaced_keys(target: Target) -> Iterator[Fault]:
    """Keys that would silently do nothing."""
    if target.baseline is not None and target.kind is not Kind.LEVEL:
        yield _fault(target, "baseline", message("is only for kind level; last year's figure goes into last_year"))
    if target.tolerance is not None and target.comparison is not Comparison.ABOUT:
        yield _fault(target, "tolerance", message("is only for comparison about"))
    if target.milestones and not target.prorated:
        yield _fault(target, "milestones", message("are only for totals and for levels with a baseline"))


def _growth_faults(target: Target, plan: Plan) -> Iterator[Fault]:
    """`growth_of` is the id of a total or level, or the name of an indicator that is no target itself."""
    if target.growth_of is None:
        return
    if target.kind is not Kind.RATE or target.unit != "%":
        yield _fault(target, "growth_of", message("is only for rates in %"))
    of = plan.target(target.growth_of)
    if of is not None and of.kind is Kind.RATE:
        yield _fault(target, "growth_of", message("{id} is a rate itself", id=of.id))
    names = {normal_form(name): each.id for each in plan.targets for name in names_of(each)}
    named = names.get(normal_form(target.growth_of))
    if of is None and named is not None:
        yield _fault(target, "growth_of", message("write the id of that target: {id}", id=named))
    elif of is None and target.growth_of.isascii():
        yield _fault(target, "growth_of", message("no target has the id “{text}”", text=target.growth_of))


def _milestone_faults(target: Target) -> Iterator[Fault]:
    """Milestones lead from the start to the target, each inside the year, none turning back."""
    if not target.prorated or target.start is None:
        return
    for milestone in target.milestones:
        if milestone.by.year != target.year:
            yield _fault(target, "milestones", message("{day} is outside {year}", day=milestone.by, year=target.year))
        if milestone.by == year_end(target.year) and milestone.value != target.value:
            yield _fault(target, "milestones", message("the milestone of 31 December is the target's value itself"))
    days = [milestone.by for milestone in target.milestones]
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield _fault(target, "milestones", message("must be in order of their dates, each day once"))
    values = [target.start, *(milestone.value for milestone in target.milestones), target.value]
    if values != sorted(values, reverse=target.value < target.start):
        yield _fault(target, "milestones", message("must lead from the start to the target without turning back"))
