"""The status of a plan on a day: every target's progress, selected and sorted for a reader."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.calendar import YearPhase, pace_percent, phase_of, year_end
from jiangan_targets.domain.parts import ValueFrom, adds_up, differences, whole_of
from jiangan_targets.domain.plan_progress import assess_plan
from jiangan_targets.domain.progress import (
    SETTLED,
    UNFAVOURABLE,
    Progress,
    Standing,
    count_standings,
    share_of_target,
)
from jiangan_targets.domain.record import Entry, Record, current, figures_by_target, known_at, standing_records
from jiangan_targets.domain.target import PART_SIGN, Plan


class Sort(StrEnum):
    """The order of targets in a report."""

    GROUP = "group"
    GAP = "gap"
    COMPLETION = "completion"


class Status(NamedTuple):
    """How a plan stands on a day.

    `asked` is the day that was meant before it was held inside the year; None when it is `on` itself. `reported`
    tells whether any target of the plan has a figure; `example`, that the plan is the one shipped with the program.
    """

    plan: Plan
    on: date
    progress: list[Progress]
    asked: date | None = None
    reported: bool = True
    example: bool = False

    @property
    def counts(self) -> dict[Standing, int]:
        """How many of the targets shown have each standing; parts are counted only where no whole is shown."""
        return count_standings(self._counted)

    def count_of(self, standings: Collection[Standing]) -> int:
        """How many of the targets shown have one of the standings."""
        return sum(item.standing in standings for item in self._counted)

    @property
    def _counted(self) -> list[Progress]:
        return [item for item in self.progress if item.target.part is None] or self.progress

    @property
    def pace(self) -> Decimal:
        """The share of the year gone on that day, in percent."""
        return pace_percent(self.on, self.plan.year)

    @property
    def phase(self) -> YearPhase:
        """Whether the plan's year had not begun on the day that was meant, ran, or was over."""
        return phase_of(self.asked or self.on, self.plan.year)

    @property
    def unsettled(self) -> list[Progress]:
        """Once the year has ended, the targets shown whose outcome is not known; before, none is asked for."""
        if self.on < year_end(self.plan.year):
            return []
        return [item for item in self.progress if item.standing not in SETTLED]


def status_on(
    plan: Plan, entries: Iterable[Entry], on: date, known: datetime | None = None, asked: date | None = None
) -> Status:
    """The status from records dated up to `on` and written down up to `known` (None: up to now)."""
    standing = standing_records(known_at(entries, known))
    records = current(standing, on)
    progress = [_compared(item, standing) for item in assess_plan(plan, records, on)]
    return Status(plan, on, progress, asked, reported=bool(records))


def _compared(item: Progress, records: list[Record]) -> Progress:
    """With the difference between a target's own figure and the sum of its parts of the same day, if there is one."""
    own = item.record
    if item.summed is None or own is None or item.value_from is ValueFrom.PARTS:
        return item
    of_day = figures_by_target(record for record in records if record.as_of == own.as_of)
    return item._replace(difference=next((found for _own, found in differences(item.target, of_day)), None))


def select(  # noqa: PLR0913 -- each narrows down in its own way
    status: Status,
    targets: Collection[str] = (),
    group: str | None = None,
    standings: Collection[Standing] = (),
    *,
    owner: str | None = None,
    behind: bool = False,
) -> Status:
    """Only the targets that fit all that is asked for, and parts that are named or whose owner is.

    What is empty asks for nothing.
    """
    asked_for = {name.partition(PART_SIGN)[0] for name in targets if PART_SIGN in name}
    offered = (
        each
        for item in status.progress
        for each in (item, *(item.parts if owner is not None or item.target.id in asked_for else ()))
    )
    return status._replace(
        progress=[
            item
            for item in offered
            if (not targets or item.target.id in targets)
            and (group is None or item.target.group == group)
            and (owner is None or item.target.owner == owner)
            and (not standings or item.standing in standings)
            and (not behind or item.standing in UNFAVOURABLE)
        ]
    )


def sort_by(status: Status, sort: Sort) -> Status:
    """The worst first by gap or completion, unknown ones last; by group is the plan's own order."""
    if sort is Sort.GROUP:
        return status
    return status._replace(progress=sorted(status.progress, key=_by_gap if sort is Sort.GAP else _by_completion))


def unfolded(status: Status) -> Status:
    """With the parts of every target behind it, each once."""
    return status._replace(progress=[each for item in folded(status) for each in (item, *item.parts)])


def of_part(status: Status, name: str) -> Status:
    """Only the parts with a name: what one unit has of every target."""
    return status._replace(progress=[item for item in unfolded(status).progress if item.target.part == name])


def to_report(status: Status) -> Status:
    """With the parts of every target, and without the targets that their parts add up to."""
    return status._replace(progress=[item for item in unfolded(status).progress if not adds_up(item.target)])


def folded(status: Status) -> list[Progress]:
    """The targets shown, and parts only where they are shown without their whole."""
    wholes = {item.target.id for item in status.progress}
    return [item for item in status.progress if item.target.part is None or whole_of(item.target) not in wholes]


def _by_gap(item: Progress) -> tuple[int, Decimal]:
    """By `comparable_gap`: 6 微克/立方米 or two places beside points are a share of the target.

    What needs attention and has no gap, a broken limit of 0 or an event that is late, comes first.
    """
    gap = comparable_gap(item)
    return (0 if item.standing in UNFAVOURABLE else 2, Decimal(0)) if gap is None else (1, gap)


def comparable_gap(item: Progress) -> Decimal | None:
    """A gap beside those of other units: points as they are shown, all else as a share of the target, in percent."""
    if item.gap is None or item.target.gap_in_points:
        return item.gap
    return share_of_target(item.target, item.gap)


def _by_completion(item: Progress) -> tuple[int, Decimal]:
    """Limits have none and come behind, those that are used up most first."""
    if item.completion is None:
        return 2, Decimal(0)
    return (1, -item.completion) if item.target.is_limit else (0, item.completion)
