"""Finding what a person means: a target by id, alias, either name or an unambiguous prefix; a record by its id's."""

from __future__ import annotations

from collections.abc import Iterable

from jiangan_targets.domain.parts import parts_of, whole_of
from jiangan_targets.domain.record import Entry, Reported, Withdrawal
from jiangan_targets.domain.target import PART_SIGN, Plan, Target
from jiangan_targets.errors import Failure

_SUGGESTIONS = 3
_SHOWN_IDS = 5
_SIMILARITY = 0.5


def names_of(target: Target) -> tuple[str, ...]:
    """All that a target may be called on the command line, the id first."""
    return tuple(dict.fromkeys((target.id, *target.aliases, target.name, target.name_en)))


def find_target(plan: Plan, text: str) -> Target:
    """The one target, or part of one, that `text` names; letter case does not matter.

    A part is named behind its target, `parking/大智街道`, or alone where only one target has it.

    Raises:
        Failure: no target has that name, or a prefix fits several; says which were near.
    """
    found = fitting_target(plan, text)
    if found is not None:
        return found
    near = near_targets(plan, text)
    if near:
        raise Failure("No target is called “{text}”. Did you mean {ids}?", text=text, ids=near)
    raise Failure("No target is called “{text}”. `jiangan-targets status` lists them all.", text=text)


def fitting_target(plan: Plan, text: str) -> Target | None:
    """The one target that `text` names; None when no target has that name.

    Raises:
        Failure: a prefix fits several.
    """
    wanted = text.strip().casefold()
    exact = _named(plan.targets, wanted, whole=True)
    if not exact and any(target.parts for target in plan.targets):
        exact = _named_parts(plan, text)
    found = exact or _named(plan.targets, wanted, whole=False)
    if len(found) > 1:
        raise Failure(
            "“{text}” fits several targets: {ids}. Type one of these ids.",
            text=text,
            ids=[target.id for target in found],
        )
    return found[0] if found else None


def find_whole(plan: Plan, text: str) -> Target:
    """The one target that `text` names, for what is said of whole targets only.

    Raises:
        Failure: as `find_target`, or it is a part.
    """
    found = find_target(plan, text)
    if found.part is not None:
        raise Failure("{target} is a part; this is for the whole target: type {id}.", target=found, id=whole_of(found))
    return found


def _named_parts(plan: Plan, text: str) -> list[Target]:
    """The parts that `text` names: behind a target and a sign by its beginning, or alone by the whole name.

    Raises:
        Failure: the target before the sign has no such part, or several that begin so; says which there are.
    """
    from jiangan_targets.domain.normal_form import normal_form  # noqa: PLC0415 -- few targets have parts

    before, sign, name = text.replace("／", PART_SIGN).partition(PART_SIGN)
    if not sign:
        wanted = normal_form(text)
        return [part for whole in plan.targets for part in parts_of(whole) if normal_form(part.part or "") == wanted]
    whole = find_target(plan, before)
    names = {normal_form(part.name): part.name for part in whole.parts}
    wanted = normal_form(name)
    begin = [part for form, part in names.items() if wanted and form.startswith(wanted)]
    fitting = [names[wanted]] if wanted in names else begin
    if not names:
        raise Failure("{target} has no parts; see [targets.{id}.parts] of the targets file.", target=whole, id=whole.id)
    if len(fitting) != 1:
        raise Failure(
            "{target} has no single part “{name}”; there are: {parts}.",
            target=whole,
            name=name,
            parts=fitting or list(names.values()),
        )
    return [part for part in parts_of(whole) if part.part == fitting[0]]


def find_record(plan: Plan, entries: Iterable[Entry], text: str) -> Reported:
    """The one record or reason whose id is `text` or starts with it.

    Raises:
        Failure: none or several do, or it is a withdrawal.
    """
    wanted = text.strip().lower()
    found = [entry for entry in entries if wanted and entry.id.lower().startswith(wanted)]
    found = [entry for entry in found if entry.id.lower() == wanted] or found
    if not found:
        raise Failure("There is no record “{text}”; `jiangan-targets history` shows the ids.", text=text)
    if len(found) > 1:
        shown = [entry.id for entry in found[:_SHOWN_IDS]]
        raise Failure(
            "“{text}” fits {count} records ({ids}); type more of the id.", text=text, count=len(found), ids=shown
        )
    if isinstance(found[0], Withdrawal):
        raise Failure(
            "{target}: {id} is a withdrawal itself; record the figure again instead.",
            target=plan.target(found[0].target) or found[0].target,
            id=found[0].id,
        )
    return found[0]


def nearest(plan: Plan, text: str) -> Target | None:
    """The target whose name is most like `text`, to be offered, never taken."""
    found = near_targets(plan, text)
    return plan.target(found[0]) if found else None


def _named(targets: Iterable[Target], wanted: str, *, whole: bool) -> list[Target]:
    if not wanted:
        return []
    names = ((target, [name.casefold() for name in names_of(target)]) for target in targets)
    if whole:
        return [target for target, known in names if wanted in known]
    return [target for target, known in names if any(name.startswith(wanted) for name in known)]


def near_targets(plan: Plan, text: str) -> list[str]:
    """Ids of the targets with a similar name, the most similar first."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only a mistyped name needs it

    wanted = text.strip().casefold()
    owners = {name.casefold(): target.id for target in plan.targets for name in names_of(target)}
    containing = [owner for name, owner in owners.items() if len(wanted) > 1 and wanted in name]
    similar = [owners[name] for name in get_close_matches(wanted, owners, n=_SUGGESTIONS, cutoff=_SIMILARITY)]
    return list(dict.fromkeys([*similar, *containing]))[:_SUGGESTIONS]
