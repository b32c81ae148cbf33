"""A plan out of what a report proposes: each proposal becomes a target that passes `check`, or is left over.

What a targets file cannot say without a person (与经济增长同步, 完成上级下达任务) becomes a target that is only
tracked; what is left over keeps its clause and the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiangan_targets.domain.founding.new_plan import NewPlan
from jiangan_targets.domain.founding.target_draft import LONGEST_NAME, Draft, draft_target, is_tier
from jiangan_targets.domain.founding.target_id import make_ids
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.report_text.proposal import Compared, Proposal, Reading, SetAside
from jiangan_targets.domain.target import Group, Lights, Plan, Target
from jiangan_targets.errors import Message, message

GROUP = Group("targets", "主要目标", "Main targets")


def plan_from_report(reading: Reading, year: int, title: str | None = None, source: str = "") -> NewPlan:
    """The plan of `year` that a report proposes; one without any target is for the caller to refuse."""
    left_over = list(reading.set_aside)
    drafts: list[Draft] = []
    follows: list[int] = []
    for proposal, upper in _tiers(reading.proposals):
        made = draft_target(proposal, upper, year, GROUP.id)
        if isinstance(made, Message):
            left_over.append(SetAside(proposal.quote, made))
            continue
        if proposal.comparison is Compared.SAME_AS:
            follows.append(len(drafts))
        drafts.append(made)
    targets, doubts = _named(drafts)
    plan = Plan(
        year=year,
        title=title or f"{year}年主要目标",
        title_en=title or f"Main targets for {year}",
        language="zh",
        source=source,
        lights=Lights(),
        groups=(GROUP,),
        targets=tuple(targets),
    )
    notes = {each.id: draft.notes for each, draft in zip(targets, drafts, strict=True)}
    return NewPlan(plan, doubts, notes | _offers(targets, follows), tuple(left_over))


def _tiers(proposals: Iterable[Proposal]) -> Iterator[tuple[Proposal, Proposal | None]]:
    """The proposals, each with the one behind it that is its upper tier."""
    waiting: Proposal | None = None
    for proposal in proposals:
        if waiting is None:
            waiting = proposal
        elif is_tier(waiting, proposal):
            yield waiting, proposal
            waiting = None
        else:
            yield waiting, None
            waiting = proposal
    if waiting is not None:
        yield waiting, None


def _named(drafts: list[Draft]) -> tuple[list[Target], dict[str, tuple[Message, ...]]]:
    """The targets with ids and with names of their own, and what is doubtful in each."""
    ids = make_ids(draft.target.name for draft in drafts)
    names = _Names(ids)
    targets, doubts = [], {}
    for identifier, draft in zip(ids, drafts, strict=True):
        name = names.take(draft.target.name, identifier)
        doubts[identifier] = draft.doubts
        if name != draft.target.name:
            said = message("another target has this name; give each its own, or delete one")
            doubts[identifier] = (*draft.doubts, said)
        targets.append(draft.target._replace(id=identifier, name=name, name_en=name))
    return targets, doubts


class _Names:
    """Names that mean one target each, capitals aside; an id means its own."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._owners = {identifier: identifier for identifier in ids}
        self._counted: dict[str, int] = {}

    def take(self, name: str, identifier: str) -> str:
        """The name, with a number behind it when it already means another target."""
        free, folded = name, name.casefold()
        while self._owners.setdefault(free.casefold(), identifier) != identifier:
            number = self._counted[folded] = self._counted.get(folded, 1) + 1
            mark = f"（{number}）"
            free = name[: LONGEST_NAME - len(mark)] + mark
        return free


def _offers(targets: list[Target], follows: list[int]) -> dict[str, tuple[Message, ...]]:
    """For what follows another figure, how to say so, where the economy's growth is among the targets."""
    growth = next((each for each in targets if each.id == "gdp-growth" and each.kind is Kind.RATE), None)
    if growth is None or growth.value is None:
        return {}
    said = message('if it is the economy\'s growth: value = {{ figure = "{id}" }}', id=growth.id)
    return {targets[place].id: (said,) for place in follows if targets[place].unit == growth.unit}
