"""What a week brought: new figures, changed standings, and what needs attention now.

A week's summary uses only what had been written down by its Sunday, so that an old one comes out
the same for ever. `View.REVISED` uses all that is known now instead.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.need import Need
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.record import Record, Withdrawal
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.target import Milestone, Plan, Target
from jiangan_targets.domain.week import Week


class View(StrEnum):
    """What a summary is made of."""

    AS_KNOWN = "as_known"  # what had been written down by the week's end
    REVISED = "revised"  # all that is known now
    FILLED_IN_LATER = "filled_in_later"  # the same, because by the week's end nothing had been written down


class Phase(StrEnum):
    """Where the week lies in the plan's year."""

    NOT_BEGUN = "not_begun"
    OPENING = "opening"  # 1 January is in the week, and not its Monday
    RUNNING = "running"
    CLOSING = "closing"  # 31 December is in the week
    OVER = "over"


class NewFigure(NamedTuple):
    """A figure that is new in the week, judged at its own day, and the figure before it."""

    progress: Progress
    record: Record
    before: Record | None

    @property
    def change(self) -> Decimal:
        """In the target's unit; from 0 where there was no figure."""
        return self.record.value - (self.before.value if self.before else 0)


class Move(NamedTuple):
    """A target whose standing is not what it was the week before."""

    progress: Progress
    before: Standing


class Attention(NamedTuple):
    """A target behind its pace, or missed, and what would still make it (None: no time left, or a rate)."""

    progress: Progress
    need: Need | None


class Due(NamedTuple):
    """A milestone of the next weeks; `missing` to it is in the target's unit (None: no figure yet, or a limit)."""

    progress: Progress
    milestone: Milestone
    missing: Decimal | None


class TakenBack(NamedTuple):
    """A figure of an earlier week that was withdrawn in this one."""

    target: Target
    record: Record
    withdrawal: Withdrawal


class Owner(NamedTuple):
    """A responsible department: how many of its targets have each standing, and which need attention."""

    name: str
    counts: dict[Standing, int]
    behind: list[Target]


class Summary(NamedTuple):
    """A week of a plan. `late` counts the figures for its days that came after it."""

    week: Week
    view: View
    phase: Phase
    status: Status
    earlier: Status
    new: list[NewFigure]
    taken_back: list[TakenBack]
    moves: list[Move]
    attention: list[Attention]
    stale: list[Progress]
    unreported: list[Target]
    reached: list[Progress]
    due: list[Due]
    owners: list[Owner]
    trends: dict[str, list[Record]]
    late: int

    @property
    def plan(self) -> Plan:
        """The targets it is about."""
        return self.status.plan
