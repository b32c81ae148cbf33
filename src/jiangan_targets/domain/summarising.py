"""Summarising a week: from a ledger in its order to what the week brought."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import within_year, year_end
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.lag import lagging, recovered
from jiangan_targets.domain.parts import ValueFrom
from jiangan_targets.domain.plan_progress import assess_plan
from jiangan_targets.domain.progress import (
    UNFAVOURABLE,
    Progress,
    Standing,
    assess,
    count_standings,
)
from jiangan_targets.domain.record import (
    Entry,
    Record,
    Withdrawal,
    current,
    figures_by_target,
    known_by,
    standing_records,
    withdrawals,
)
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.summary import (
    NOTHING_MORE,
    Due,
    Move,
    NewFigure,
    Owner,
    Phase,
    Summary,
    Supplements,
    TakenBack,
    View,
)
from jiangan_targets.domain.target import DONE, Milestone, Plan
from jiangan_targets.domain.week import Week

MILESTONES_AHEAD = timedelta(weeks=4)


def summarise(
    plan: Plan, entries: list[Entry], week: Week, supplements: Supplements = NOTHING_MORE, *, revised: bool = False
) -> Summary:
    """The summary of `week`, from a ledger in its order; `supplements` have what plan and ledger do not say."""
    known = known_by(entries, week.sunday)
    view = View.REVISED if revised else view_of(entries, known, week.sunday)
    seen = known if view is View.AS_KNOWN else entries
    seen_before = known_by(entries, week.before.sunday) if view is View.AS_KNOWN else entries
    now, before = _look(seen), _look(seen_before)
    on, earlier_on = (within_year(day, plan.year) for day in (week.sunday, week.before.sunday))
    status = Status(plan, on, assess_plan(plan, current(now.stand, on), on))
    earlier = Status(plan, earlier_on, assess_plan(plan, current(before.stand, earlier_on), earlier_on))
    trends = figures_by_target(now.stand, on)
    moves = _moves(status, earlier)
    return Summary(
        week=week,
        view=view,
        phase=_phase(plan, week),
        status=status,
        earlier=earlier,
        new=[
            *_new_figures(status, trends, figures_by_target(before.stand, on), week, view),
            *_new_sums(status, earlier),
        ],
        taken_back=_taken_back(plan, now, before),
        moves=moves,
        attention=lagging(status, seen, supplements.last_year),
        recovered=recovered(status, seen, earlier, seen_before),
        stale=[item for item in status.progress if item.stale],
        unreported=[item.target for item in status.progress if item.record is None],
        reached=[move.progress for move in moves if move.progress.standing is Standing.MET],
        due=_due(status),
        owners=_owners(status),
        trends=trends,
        punctuality=supplements.punctuality if view is View.AS_KNOWN else None,
        reported=supplements.reported if view is View.AS_KNOWN else None,
        late=_late(entries, week, view),
    )


class _Look(NamedTuple):
    """What was known at a moment: the records that stood, and what was taken back."""

    stand: list[Record]
    withdrawn: dict[str, Withdrawal]


def _look(entries: list[Entry]) -> _Look:
    withdrawn = withdrawals(entries)
    return _Look(standing_records(entries, withdrawn), withdrawn)


def view_of(entries: list[Entry], known: list[Entry], last: date) -> View:
    """Whether days up to `last` are told from what was known then, or were filled in later altogether."""
    dated = any(isinstance(entry, Record) and entry.as_of <= last for entry in entries)
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
    status: Status, trends: dict[str, list[Record]], earlier: dict[str, list[Record]], week: Week, view: View
) -> list[NewFigure]:
    """Written down in the week, or, where all is known, dated in it."""
    found = []
    figures = {item.target.id: item.record for item in status.progress if item.record is not None}
    for target in status.plan.targets:
        # The figure that one of the same day supersedes is what stood before it.
        superseded = {record.as_of: record for record in earlier.get(target.id, ())} if view is View.AS_KNOWN else {}
        before: Record | None = None
        for record in trends.get(target.id, ()):
            if (record.recorded_at.date() if view is View.AS_KNOWN else record.as_of) in week:
                progress = assess(target, record, status.on, status.plan.lights, figures)
                found.append(NewFigure(progress, record, superseded.get(record.as_of, before)))
            before = record
    return found


def _new_sums(status: Status, earlier: Status) -> list[NewFigure]:
    """Of targets that have no figure of their own: what their parts add up to, where that is news."""
    return [
        NewFigure(now, now.record, before.record)
        for now, before in zip(status.progress, earlier.progress, strict=True)
        if now.record is not None and now.value_from is ValueFrom.PARTS and now.record != before.record
    ]


def _taken_back(plan: Plan, now: _Look, before: _Look) -> list[TakenBack]:
    """What the week before still believed."""
    stood = {record.id: record for record in before.stand}
    return [
        TakenBack(target, stood[record], withdrawal)
        for record, withdrawal in now.withdrawn.items()
        if record in stood and record not in before.withdrawn and (target := plan.target(stood[record].subject))
    ]


def _moves(status: Status, earlier: Status) -> list[Move]:
    return [
        Move(now, before.standing)
        for now, before in zip(status.progress, earlier.progress, strict=True)
        if now.standing is not before.standing
    ]


def _due(status: Status) -> list[Due]:
    found = [
        Due(item, stone, _missing(item, stone))
        for item in status.progress
        for stone in _milestones(item)
        if status.on < stone.by <= status.on + MILESTONES_AHEAD
    ]
    return sorted(found, key=lambda due: due.milestone.by)


def _milestones(item: Progress) -> tuple[Milestone, ...]:
    """Those of the plan; an event that is not done has its day."""
    target = item.target
    if target.kind is not Kind.EVENT or target.by is None or item.standing is Standing.MET:
        return target.milestones
    return (Milestone(target.by, DONE),)


def _missing(item: Progress, stone: Milestone) -> Decimal | None:
    target, record = item.target, item.record
    if record is not None and target.kind is Kind.EVENT:
        return stone.value - record.value
    if record is None or target.start is None or target.value is None or target.lower_is_better:
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
    last = week.sunday
    return sum(record.as_of <= last < record.recorded_at.date() for record in standing_records(entries))
