"""Completion, pace, gap and standing of a target: the rules the whole tool exists for.

Sources: the pace by months and "subtract first, round last" follow published reports of Chinese
governments (Jiangmen: 629.0 of 647.4 by the end of October is 97.2 %, ahead by 13.8 points).
All numbers here are exact or carry the full precision of `Decimal`; rounding is for display.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.pace import pace
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Comparison, Kind, Lights, Plan, Target


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


UNFAVOURABLE = frozenset({Standing.BEHIND, Standing.FAR_BEHIND, Standing.MISSED})
"""The standings that need attention."""


class Progress(NamedTuple):
    """A target, its current record and what follows from it; unknown numbers are None.

    `completion` and `pace_percent` are in percent, `gap` in percentage points (positive is
    good), `expected` in the target's unit, `age_days` counted to the day of the report.
    """

    target: Target
    record: Record | None
    standing: Standing
    completion: Decimal | None = None
    expected: Decimal | None = None
    pace_percent: Decimal | None = None
    gap: Decimal | None = None
    age_days: int | None = None
    stale: bool = False


def _percent_of_target(value: Decimal, target: Target) -> Decimal | None:
    return None if target.value == 0 else value * 100 / target.value


def _gap(target: Target, value: Decimal, expected: Decimal | None) -> Decimal | None:
    """In percentage points; positive is always good."""
    if expected is None:
        return None
    difference = expected - value if target.comparison is Comparison.AT_MOST else value - expected
    if target.kind is Kind.RATE:
        return difference
    return None if target.value == 0 else difference * 100 / abs(target.value)


def _standing(target: Target, record: Record, gap: Decimal | None, lights: Lights) -> Standing:
    satisfied = target.satisfied_by(record.value)
    at_year_end = record.as_of >= year_end(target.year)
    # A rate can still turn, and an allowance can still be used up, until the year is over.
    open_until_year_end = target.kind is Kind.RATE or (
        target.kind is Kind.TOTAL and target.comparison is Comparison.AT_MOST
    )
    if satisfied and (at_year_end or not open_until_year_end):
        return Standing.MET
    if at_year_end:
        return Standing.MISSED
    if target.kind is Kind.RATE and satisfied:
        return Standing.ON_PACE
    if target.value == 0:
        return Standing.ON_PACE if satisfied else Standing.BEHIND
    if gap is None:
        return Standing.IN_PROGRESS
    return _by_shortfall(target, gap, lights)


def share_of_target(target: Target, gap: Decimal) -> Decimal:
    """A gap as a share of the target's value, in percent: what standings and their order go by.

    The gap of a total or level is such a share already; a rate's is in points.
    """
    return gap * 100 / abs(target.value) if target.kind is Kind.RATE else gap


def _by_shortfall(target: Target, gap: Decimal, lights: Lights) -> Standing:
    """By the gap as a share of the target against the two thresholds."""
    share = share_of_target(target, gap)
    if share < lights.far_behind:
        return Standing.FAR_BEHIND
    # A gap shown as 0.0 is never called behind: the figure and the word stand side by side.
    shown_as_zero = round_half_up(gap, 1) == 0
    if share < lights.behind and not (shown_as_zero and lights.behind <= 0):
        return Standing.BEHIND
    return Standing.ON_PACE if shown_as_zero or gap <= 0 else Standing.AHEAD


def assess(target: Target, record: Record | None, on: date, lights: Lights) -> Progress:
    """Judge `record` at its own `as_of`; only its age is counted to `on` (at most 31 December)."""
    if record is None:
        return Progress(target, None, Standing.NO_DATA)
    expected = pace(target, record.as_of)
    gap = _gap(target, record.value, expected)
    age_days = (min(on, year_end(target.year)) - record.as_of).days
    return Progress(
        target=target,
        record=record,
        standing=_standing(target, record, gap, lights),
        completion=_percent_of_target(record.value, target),
        expected=expected,
        pace_percent=_percent_of_target(expected, target) if expected is not None and target.prorated else None,
        gap=gap,
        age_days=age_days,
        stale=age_days > target.stale_after_days,
    )


def assess_plan(plan: Plan, records: dict[str, Record], on: date) -> list[Progress]:
    """Every target of the plan, in its order."""
    return [assess(target, records.get(target.id), on, plan.lights) for target in plan.targets]


def count_standings(progress: list[Progress]) -> dict[Standing, int]:
    """How many targets have each standing, every standing present."""
    counts = dict.fromkeys(Standing, 0)
    for item in progress:
        counts[item.standing] += 1
    return counts
