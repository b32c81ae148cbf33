"""What a week brought: new figures, changed standings, and what needs attention now.

A week's summary uses only what had been written down by its Sunday, so that an old one comes out
the same for ever. `View.REVISED` uses all that is known now instead.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from jiangan_targets.domain.lag import Lag, Recovery
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.record import Record, Withdrawal
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.target import Milestone, Plan, Target
from jiangan_targets.domain.week import Week

if TYPE_CHECKING:
    from jiangan_targets.domain.outlook import LastYear
    from jiangan_targets.domain.reminder import Punctuality
    from jiangan_targets.domain.reporting_period import ReportingPeriod


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


class Supplements(NamedTuple):
    """What a summary, or a report, tells beside the year's own plan and ledger.

    Who reported in time, None where no due dates are set or none has passed; and the year before, by target.

    `reported` is the first period that the figures were due for.
    """

    punctuality: Sequence["Punctuality"] | None = None
    last_year: Mapping[str, "LastYear"] = MappingProxyType({})
    reported: "ReportingPeriod | None" = None


NOTHING_MORE = Supplements()
"""Of a plan without due dates and a year before it."""


class Summary(NamedTuple):
    """A week of a plan. `late` counts the figures for its days that came after it.

    `recovered` are the promises, decided in the week, of targets that lag no more.

    `punctuality` is of the last period whose figures were due, `reported`; both are None where no due dates are set,
    where none has passed, and where the week is not told as it was known.
    """

    week: Week
    view: View
    phase: Phase
    status: Status
    earlier: Status
    new: list[NewFigure]
    taken_back: list[TakenBack]
    moves: list[Move]
    attention: list[Lag]
    recovered: list[Recovery]
    stale: list[Progress]
    unreported: list[Target]
    reached: list[Progress]
    due: list[Due]
    owners: list[Owner]
    trends: dict[str, list[Record]]
    punctuality: Sequence["Punctuality"] | None
    reported: "ReportingPeriod | None"
    late: int

    @property
    def plan(self) -> Plan:
        """The targets it is about."""
        return self.status.plan
