"""Whether the milestones on a target's way were reached in time, as far as its figures tell."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Milestone, Target


class Reached(StrEnum):
    """What the figures say of a milestone."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


class MilestoneState(NamedTuple):
    """A milestone and what is known of it."""

    milestone: Milestone
    reached: Reached


def milestone_states(target: Target, records: Sequence[Record]) -> list[MilestoneState]:
    """Of each milestone, by the records that stand.

    One that is to be reached is met by a figure of its day or before, and missed when a figure of its day or later is
    still short of it; what no figure tells is open, also where one before is short and one after is not. The plan of a
    limit is kept by a figure of its day or later, and broken by one before.
    """
    return [MilestoneState(stone, _reached(target, stone, records)) for stone in target.milestones]


def _reached(target: Target, stone: Milestone, records: Sequence[Record]) -> Reached:
    falls = target.value is not None and target.start is not None and target.value < target.start
    ceiling = target.is_limit or falls
    good = [record for record in records if (record.value <= stone.value if ceiling else record.value >= stone.value)]
    bad = [record for record in records if record not in good]
    if target.is_limit:
        kept, broken = any(each.as_of >= stone.by for each in good), any(each.as_of <= stone.by for each in bad)
    else:
        kept, broken = any(each.as_of <= stone.by for each in good), any(each.as_of >= stone.by for each in bad)
    if kept and not broken:
        return Reached.MET
    return Reached.MISSED if broken and not kept else Reached.OPEN
