"""What a plan has to obey beyond the shape of its file: names, groups, what rests on what."""

from __future__ import annotations

from collections.abc import Iterator

from jiangan_targets.domain.due import DueRule, Reporting
from jiangan_targets.domain.due_text import MOST
from jiangan_targets.domain.finding import Finding
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.lookup import names_of
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.parts import whole_of, with_parts
from jiangan_targets.domain.parts_check import part_contradictions
from jiangan_targets.domain.target import Lights, Plan, Target
from jiangan_targets.domain.target_check import contradictions
from jiangan_targets.errors import Failure, InBoth, Message, message


def inspect_plan(plan: Plan) -> list[Finding]:
    """All the ways in which `plan` contradicts itself."""
    found = [*_lights(("lights",), plan.lights), *_lights(("lights", "rate"), plan.lights.rate)]
    found += _reporting(plan, plan.reporting)
    found += _ambiguous_names(plan)
    found += _owners(plan)
    groups = [group.id for group in plan.groups]
    for target in plan.targets:
        if target.group not in groups:
            problem = message("there is no group “{group}”; there are: {groups}", group=target.group, groups=groups)
            found.append(_finding(target, "group", problem))
        found += [_finding(target, key, problem) for key, problem in contradictions(target)]
        found += [_finding(target, key, problem) for key, problem in part_contradictions(target)]
    return [*found, *_references(plan), *_growth(plan)]


def _lights(keys: tuple[str, ...], lights: Lights | None) -> Iterator[Finding]:
    if lights is not None and lights.far_behind > lights.behind:
        yield Finding((*keys, "far_behind"), message("must not be above “behind”"))
    if lights is not None and lights.ahead < lights.behind:
        yield Finding((*keys, "ahead"), message("must not be below “behind”"))


def _reporting(plan: Plan, reporting: Reporting | None) -> Iterator[Finding]:
    """A report is due before the next one is; mail goes to departments that there are."""
    if reporting is None:
        return
    rule, number = reporting.due.rule, reporting.due.number
    most = MOST.get((rule, reporting.every), number)
    if number > most:
        problem = (
            message("with every = “{every}” at most the {limit}th workday", every=reporting.every, limit=most)
            if rule is DueRule.WORKDAY
            else message("with every = “{every}” at most day {limit}", every=reporting.every, limit=most)
        )
        yield Finding(("reporting", "due"), problem)
    owners = {target.owner for target in with_parts(plan)}
    for contact in reporting.contacts:
        if contact.owner not in owners:
            yield Finding(("reporting", "mail", contact.owner), message("no target has this owner"))
        if not _is_address(contact.address):
            yield Finding(
                ("reporting", "mail", contact.owner), message("must be a mail address, like office@example.cn")
            )


def _is_address(text: str) -> bool:
    from jiangan_targets.domain.mail_address import parse_address  # noqa: PLC0415 -- only where mail is sent

    try:
        parse_address(text)
    except Failure:
        return False
    return True


def _finding(target: Target, key: str, problem: Message) -> Finding:
    if target.part is not None:
        return Finding(("targets", whole_of(target), "parts", target.part, key), problem)
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


def _owners(plan: Plan) -> Iterator[Finding]:
    """A department is written one way: otherwise it is reminded, ranked and counted as two."""
    written: dict[str, Target] = {}
    for target in with_parts(plan):
        if target.owner is None:
            continue
        form = normal_form(target.owner)
        first = written.setdefault(form, target)
        if not form:
            yield _finding(target, "owner", message("is blank; leave the key out where there is no owner"))
        elif first.owner != target.owner:
            problem = message(
                "“{name}” is perhaps “{other}”, as {target} has it; write both the same way",
                name=target.owner,
                other=first.owner,
                target=first.id,
            )
            yield _finding(target, "owner", problem)


def _references(plan: Plan) -> Iterator[Finding]:
    """A value that is another target's figure needs that target, in the same unit, and must not come back to itself."""
    for target in plan.targets:
        if target.reference is None:
            continue
        other = plan.target(target.reference.figure)
        if other is None:
            yield _finding(target, "value", message("there is no target “{target}”", target=target.reference.figure))
        elif other.unit != target.unit:
            problem = message(
                "{target} is in {unit}; both must have the same unit",
                target=other.id,
                unit=InBoth(other.unit, other.unit_en or other.unit),
            )
            yield _finding(target, "value", problem)
        elif not _comparable(target, other):
            problem = message(
                "{target} is of kind {kind}; a {own} is compared with a {own}",
                target=other.id,
                kind=other.kind,
                own=target.kind,
            )
            yield _finding(target, "value", problem)
        elif target.id in _followed(plan, target):
            yield _finding(target, "value", message("comes back to itself by way of {target}", target=other.id))


def _comparable(target: Target, other: Target) -> bool:
    """Whether the figure of `other` can be a value of `target`: a rank's is a place, a total's only of its day."""
    alike = {Kind.RATE, Kind.LEVEL}
    return other.kind is target.kind or {other.kind, target.kind} == alike


def _growth(plan: Plan) -> Iterator[Finding]:
    """`growth_of` is the id of a total or level, or the name of an indicator that is no target itself."""
    names = {normal_form(name): each.id for each in plan.targets for name in names_of(each)}
    for target in plan.targets:
        if target.growth_of is None:
            continue
        if target.kind is not Kind.RATE or target.unit != "%":
            yield _finding(target, "growth_of", message("is only for rates in %"))
        of, named = plan.target(target.growth_of), names.get(normal_form(target.growth_of))
        if of is not None and of.kind is Kind.RATE:
            yield _finding(target, "growth_of", message("{id} is a rate itself", id=of.id))
        elif of is None and named is not None:
            yield _finding(target, "growth_of", message("write the id of that target: {id}", id=named))
        elif of is None and target.growth_of.isascii():
            yield _finding(target, "growth_of", message("there is no target “{target}”", target=target.growth_of))


def _followed(plan: Plan, target: Target) -> list[str]:
    """The ids that a target's reference leads to, one after the other, each once."""
    seen: list[str] = []
    following: Target | None = target
    while following is not None and following.reference is not None and following.reference.figure not in seen:
        seen.append(following.reference.figure)
        following = plan.target(following.reference.figure)
    return seen
