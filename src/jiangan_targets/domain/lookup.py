"""Finding what a person means: a target by id, alias, either name or an unambiguous prefix; a record by its id's."""

from __future__ import annotations

from collections.abc import Iterable

from jiangan_targets.domain.record import Entry, Reported, Withdrawal
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.errors import Failure

_SUGGESTIONS = 3
_SHOWN_IDS = 5
_SIMILARITY = 0.5


def names_of(target: Target) -> tuple[str, ...]:
    """All that a target may be called on the command line, the id first."""
    return tuple(dict.fromkeys((target.id, *target.aliases, target.name, target.name_en)))


def find_target(plan: Plan, text: str) -> Target:
    """The one target that `text` names; letter case does not matter.

    Raises:
        Failure: no target has that name, or a prefix fits several; says which were near.
    """
    wanted = text.strip().casefold()
    exact = _named(plan.targets, wanted, whole=True)
    found = exact or _named(plan.targets, wanted, whole=False)
    if len(found) == 1:
        return found[0]
    if found:
        raise Failure(
            "“{text}” fits several targets: {ids}. Type one of these ids.",
            text=text,
            ids=[target.id for target in found],
        )
    near = _near(plan, wanted)
    if near:
        raise Failure("No target is called “{text}”. Did you mean {ids}?", text=text, ids=near)
    raise Failure("No target is called “{text}”. `jiangan-targets status` lists them all.", text=text)


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
    found = _near(plan, text.strip().casefold())
    return plan.target(found[0]) if found else None


def _named(targets: Iterable[Target], wanted: str, *, whole: bool) -> list[Target]:
    if not wanted:
        return []
    names = ((target, [name.casefold() for name in names_of(target)]) for target in targets)
    if whole:
        return [target for target, known in names if wanted in known]
    return [target for target, known in names if any(name.startswith(wanted) for name in known)]


def _near(plan: Plan, wanted: str) -> list[str]:
    """Ids of the targets with a similar name, the most similar first."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only a mistyped name needs it

    owners = {name.casefold(): target.id for target in plan.targets for name in names_of(target)}
    containing = [owner for name, owner in owners.items() if len(wanted) > 1 and wanted in name]
    similar = [owners[name] for name in get_close_matches(wanted, owners, n=_SUGGESTIONS, cutoff=_SIMILARITY)]
    return list(dict.fromkeys([*similar, *containing]))[:_SUGGESTIONS]
