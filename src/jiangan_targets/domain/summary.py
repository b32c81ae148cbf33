"""What a week brought: new figures, changed standings, and what needs attention now.

A week's summary uses only what had been written down by its Sunday, so that an old one comes out
the same for ever. `View.REVISED` uses all that is known now instead.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.calendar import within_year, year_end
from jiangan_targets.domain.forecast import Need, needed
from jiangan_targets.domain.progress import UNFAVOURABLE, Progress, Standing, assess, count_standings, share_of_target
from jiangan_targets.domain.record import Entry, Record, Withdrawal, figures_by_target, known_by, withdrawals
from jiangan_targets.domain.status import Status, status_on
from jiangan_targets.domain.target import Comparison, Milestone, Plan, Target
from jiangan_targets.domain.week import Week

MILESTONES_AHEAD = timedelta(weeks=4)


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


def summarise(plan: Plan, entries: list[Entry], week: Week, *, revised: bool = False) -> Summary:
    """The summary of `week`, from a ledger in its order."""
    known = known_by(entries, week.sunday)
    view = _view(entries, known, week, revised=revised)
    used = known if view is View.AS_KNOWN else entries
    used_before = known_by(entries, week.before.sunday) if view is View.AS_KNOWN else entries
    on, earlier_on = (within_year(day, plan.year) for day in (week.sunday, week.before.sunday))
    status, earlier = status_on(plan, used, on), status_on(plan, used_before, earlier_on)
    trends = figures_by_target(used, on)
    moves = _moves(status, earlier)
    return Summary(
        week=week,
        view=view,
        phase=_phase(plan, week),
        status=status,
        earlier=earlier,
        new=_new_figures(plan, trends, figures_by_target(used_before, on), week, view),
        taken_back=_taken_back(plan, used, used_before) if view is View.AS_KNOWN else [],
        moves=moves,
        attention=_attention(status),
        stale=[item for item in status.progress if item.stale],
        unreported=[item.target for item in status.progress if item.record is None],
        reached=[move.progress for move in moves if move.progress.standing is Standing.MET],
        due=_due(status),
        owners=_owners(status),
        trends=trends,
        late=_late(entries, week, view),
    )


def _view(entries: list[Entry], known: list[Entry], week: Week, *, revised: bool) -> View:
    if revised:
        return View.REVISED
    dated = any(isinstance(entry, Record) and entry.as_of <= week.sunday for entry in entries)
    return View.AS_KNOWN if known or not dated else View.FILLED_IN_LATER


def _phase(plan: Plan, week: Week) -> Phase:
    first, last = date(plan.year, 1, 1), year_end(plan.year)
    if week.sunday < first:
        return Phase.NOT_BEGUN
    if week.monday > last:
        return Phase.OVER
    if week.sunday >= last:
        return Phase.CLOSING
    return Phase.OPENING if week.monday < first else Phase.RUNNING


def _new_figures(
    plan: Plan, trends: dict[str, list[Record]], earlier: dict[str, list[Record]], week: Week, view: View
) -> list[NewFigure]:
    """Written down in the week, or, where all is known, dated in it."""
    found = []
    for target in plan.targets:
        # The figure that one of the same day supersedes is what stood before it.
        superseded = {record.as_of: record for record in earlier.get(target.id, ())} if view is View.AS_KNOWN else {}
        before: Record | None = None
        for record in trends.get(target.id, ()):
            if (record.recorded_at.date() if view is View.AS_KNOWN else record.as_of) in week:
                progress = assess(target, record, within_year(week.sunday, plan.year), plan.lights)
                found.append(NewFigure(progress, record, superseded.get(record.as_of, before)))
            before = record
    return found


def _taken_back(plan: Plan, used: list[Entry], used_before: list[Entry]) -> list[TakenBack]:
    """What the week before still believed."""
    stood = {entry.id: entry for entry in used_before if isinstance(entry, Record)}
    before = withdrawals(used_before)
    return [
        TakenBack(target, stood[record], withdrawal)
        for record, withdrawal in withdrawals(used).items()
        if record in stood and record not in before and (target := plan.target(stood[record].target))
    ]


def _moves(status: Status, earlier: Status) -> list[Move]:
    return [
        Move(now, before.standing)
        for now, before in zip(status.progress, earlier.progress, strict=True)
        if now.standing is not before.standing
    ]


def _attention(status: Status) -> list[Attention]:
    """The furthest behind first, by the share of the target; a broken limit of 0 before all."""

    def shortfall(item: Progress) -> tuple[bool, Decimal]:
        return item.gap is not None, Decimal(0) if item.gap is None else share_of_target(item.target, item.gap)

    behind = sorted((item for item in status.progress if item.standing in UNFAVOURABLE), key=shortfall)
    return [Attention(item, needed(item, status.on)) for item in behind]


def _due(status: Status) -> list[Due]:
    found = [
        Due(item, stone, _missing(item, stone))
        for item in status.progress
        for stone in item.target.milestones
        if status.on < stone.by <= status.on + MILESTONES_AHEAD
    ]
    return sorted(found, key=lambda due: due.milestone.by)


def _missing(item: Progress, stone: Milestone) -> Decimal | None:
    target, record = item.target, item.record
    if record is None or target.start is None or target.comparison is Comparison.AT_MOST:
        return None
    ahead = stone.value - record.value
    return max(ahead if target.value >= target.start else -ahead, Decimal(0))


def _owners(status: Status) -> list[Owner]:
    """In the plan's order."""
    names = dict.fromkeys(item.target.owner for item in status.progress if item.target.owner)
    theirs = {name: [item for item in status.progress if item.target.owner == name] for name in names}
    return [
        Owner(name, count_standings(items), [item.target for item in items if item.standing in UNFAVOURABLE])
        for name, items in theirs.items()
    ]


def _late(entries: list[Entry], week: Week, view: View) -> int:
    if view is not View.AS_KNOWN:
        return 0
    taken_back = withdrawals(entries)
    return sum(
        isinstance(entry, Record)
        and entry.id not in taken_back
        and entry.as_of <= week.sunday
        and entry.recorded_at.date() > week.sunday
        for entry in entries
    )
