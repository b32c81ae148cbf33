"""Completion, pace, gap and standing of a target: the rules the whole tool exists for.

Sources: the pace by months and "subtract first, round last" follow published reports of Chinese
governments (Jiangmen: 629.0 of 647.4 by the end of October is 97.2 %, ahead by 13.8 points).
All numbers here are exact or carry the full precision of `Decimal`; rounding is for display.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.kinds import Comparison, Kind, Pacing
from jiangan_targets.domain.pace import pace
from jiangan_targets.domain.parts import PartsSum, ValueFrom, missing_parts
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import DONE, Lights, Target

_NO_FIGURES: Mapping[str, Record] = MappingProxyType({})


class Standing(StrEnum):
    """How a target stands, from the record's own day."""

    NO_DATA = "no_data"
    IN_PROGRESS = "in_progress"
    FAR_BEHIND = "far_behind"
    BEHIND = "behind"
    ON_PACE = "on_pace"
    AHEAD = "ahead"
    MET = "met"
    MISSED = "missed"
    OVER_LIMIT = "over_limit"
    TRACKED = "tracked"


UNFAVOURABLE = frozenset({Standing.BEHIND, Standing.FAR_BEHIND, Standing.MISSED, Standing.OVER_LIMIT})
"""The standings that need attention."""

FAVOURABLE = frozenset({Standing.ON_PACE, Standing.AHEAD, Standing.MET})
"""The standings that keep pace, or better."""

SETTLED = frozenset({Standing.MET, Standing.MISSED, Standing.TRACKED})
"""The standings that wait for no figure of 31 December."""


class ByCalendar(NamedTuple):
    """What the calendar's pace asks for, and the gap to it, in percent of the target and percentage points."""

    pace_percent: Decimal | None
    gap: Decimal | None


class Progress(NamedTuple):
    """A target with the value in force, its current record and what follows from it; unknown numbers are None.

    `completion`, `pace_percent` and `plan_percent` are in percent; `gap` is in percentage points, or in
    the target's unit (see `Target.gap_in_points`), and positive is good; `expected` is in the target's
    unit, `age_days` counted to the day of the report. `compared_with` is the figure that a reference means.
    `by_calendar` is the pace and the gap by the calendar, of a target that is judged by last year's course. `summed`
    is what its parts add up to, `record` too where it has no figure of its own; `difference` is by how much its own
    is above their sum of the same day, where rounding does not make it.
    """

    target: Target
    record: Record | None
    standing: Standing
    completion: Decimal | None = None
    expected: Decimal | None = None
    pace_percent: Decimal | None = None
    plan_percent: Decimal | None = None
    gap: Decimal | None = None
    age_days: int | None = None
    stale: bool = False
    compared_with: Record | None = None
    by_calendar: ByCalendar | None = None
    parts: "tuple[Progress, ...]" = ()
    summed: PartsSum | None = None
    difference: Decimal | None = None

    @property
    def value_from(self) -> ValueFrom | None:
        """Where its figure comes from; None while it has none."""
        if self.record is None:
            return None
        return ValueFrom.PARTS if self.summed is not None and self.record == self.summed.record else ValueFrom.RECORD

    @property
    def missing_parts(self) -> tuple[str, ...]:
        """The parts that have no figure though others have."""
        known = {part.target.part or "": part.record for part in self.parts if part.record is not None}
        return missing_parts(self.target, known)

    @property
    def reaches_stretch(self) -> bool:
        """Whether the figure reaches the upper tier (力争); of an allowance that is only known when the year ends."""
        target, record = self.target, self.record
        if record is None or target.stretch_value is None:
            return False
        if not target.lower_is_better:
            return record.value >= target.stretch_value
        complete = self.value_from is ValueFrom.RECORD or self.summed is None or self.summed.complete
        ended = complete and (target.kind is not Kind.TOTAL or record.as_of >= year_end(target.year))
        return ended and record.value <= target.stretch_value


def share_of(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """In percent; None when it is unknown, or would be a division by zero."""
    return None if part is None or not whole else Decimal(part) * 100 / whole


def _completion(target: Target, value: Decimal) -> Decimal | None:
    """An event's own progress; a rank has none, nor has a range that is to be kept: its lower end is no goal."""
    if target.kind is Kind.EVENT:
        return value
    in_range = target.comparison is Comparison.WITHIN and not target.prorated
    return None if target.kind is Kind.RANK or in_range else share_of(value, target.value)


def _gap(target: Target, value: Decimal, expected: Decimal | None) -> Decimal | None:
    """In percentage points, or the unit of what is expected in full; positive is always good."""
    if expected is None:
        return None
    difference = expected - value if target.lower_is_better else value - expected
    if target.comparison is Comparison.WITHIN and target.upper is not None:
        from_above = target.upper - value
        difference = min(difference, from_above) if not target.prorated or from_above < 0 else difference
    if target.expected_in_full:
        return difference
    return None if not target.value else difference * 100 / abs(target.value)


def _standing(  # noqa: PLR0913 -- all that a standing rests on
    target: Target, record: Record, on: date, gap: Decimal | None, lights: Lights, *, final: bool
) -> Standing:
    if target.kind is Kind.EVENT:
        return _of_event(target, record, on)
    if target.value is None:
        return Standing.TRACKED if target.reference is None else Standing.IN_PROGRESS
    satisfied = target.satisfied_by(record.value)
    at_year_end = final and record.as_of >= year_end(target.year)
    if at_year_end or (satisfied and not target.judged_at_year_end):
        return Standing.MET if satisfied else Standing.MISSED
    if target.beyond_limit(record.value):
        return Standing.OVER_LIMIT
    if satisfied and not target.prorated:
        return Standing.ON_PACE
    if target.value == 0:
        return Standing.ON_PACE if satisfied else Standing.BEHIND
    if gap is None:
        return Standing.IN_PROGRESS
    return _by_shortfall(target, gap, lights)


def _of_event(target: Target, record: Record, on: date) -> Standing:
    """What is not done is judged by the day of the report: no figure will come to say that it is late."""
    if target.satisfied_by(record.value):
        return Standing.MET
    if on >= year_end(target.year):
        return Standing.MISSED
    return Standing.FAR_BEHIND if target.by is not None and on > target.by else Standing.IN_PROGRESS


def share_of_target(target: Target, gap: Decimal) -> Decimal:
    """A gap as a share of the target's value, in percent: what standings and their order go by.

    The gap of a total or level is such a share already; of what is expected in full it is in points or its unit.
    """
    if not target.expected_in_full or not target.value:
        return gap
    return gap * 100 / abs(target.value)


def _by_shortfall(target: Target, gap: Decimal, lights: Lights) -> Standing:
    """By the gap against the thresholds: those of rates in their unit, all others as a share of the target."""
    measure = share_of_target(target, gap)
    if target.kind is Kind.RATE and lights.rate is not None:
        measure, lights = gap, lights.rate
    if measure < lights.far_behind:
        return Standing.FAR_BEHIND
    # A gap shown as 0.0 is never called behind: the figure and the word stand side by side.
    shown_as_zero = abs(gap) < 1 and round_half_up(gap, 1) == 0
    if measure < lights.behind and not (shown_as_zero and lights.behind <= 0):
        return Standing.BEHIND
    return Standing.ON_PACE if shown_as_zero or gap <= 0 or measure <= lights.ahead else Standing.AHEAD


def resolved(target: Target, on: date, figures: Mapping[str, Record]) -> tuple[Target, Record | None]:
    """The target with the value that is in force on a day, and the figure of another target that it rests on."""
    if target.reference is None:
        return target.in_force(on), None
    figure = figures.get(target.reference.figure)
    return (target, None) if figure is None else (target._replace(value=figure.value + target.reference.plus), figure)


def assess(  # noqa: PLR0913 -- all that a target is judged by
    target: Target,
    record: Record | None,
    on: date,
    lights: Lights,
    figures: Mapping[str, Record] = _NO_FIGURES,
    *,
    final: bool = True,
) -> Progress:
    """Judge `record` at its own `as_of` by the value in force on the day of the report, `on`.

    Its age is counted to `on` (at most 31 December). `figures` are the current ones by target, for a
    value that is another target's figure. A sum that parts are missing of is not `final`: no year is lost by it.
    """
    target, compared_with = resolved(target, on, figures)
    if record is None:
        return Progress(target, None, Standing.NO_DATA, compared_with=compared_with)
    expected = pace(target, record.as_of)
    gap = _gap(target, record.value, expected)
    age_days = (min(on, year_end(target.year)) - record.as_of).days
    paced = expected if target.prorated else None
    return Progress(
        target=target,
        record=record,
        standing=_standing(target, record, on, gap, lights, final=final),
        completion=_completion(target, record.value),
        expected=expected,
        pace_percent=share_of(paced, target.value),
        plan_percent=share_of(record.value, paced),
        gap=gap,
        age_days=age_days,
        # What is done stays done: no later figure is to come.
        stale=age_days > target.stale_after_days and not (target.kind is Kind.EVENT and record.value >= DONE),
        compared_with=compared_with,
        by_calendar=_by_calendar(target, record) if target.pace is Pacing.LAST_YEAR else None,
    )


def _by_calendar(target: Target, record: Record) -> ByCalendar | None:
    """None where no pace applies: the target has no value yet."""
    expected = pace(target._replace(pace=Pacing.CALENDAR), record.as_of)
    if expected is None:
        return None
    return ByCalendar(share_of(expected, target.value), _gap(target, record.value, expected))


def count_standings(progress: list[Progress]) -> dict[Standing, int]:
    """How many targets have each standing, every standing present."""
    found = [item.standing for item in progress]
    return {standing: found.count(standing) for standing in Standing}
