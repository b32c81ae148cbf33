"""The axes of every chart: the year across, a target's values up, and what is drawn on them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, elapsed_parts
from jiangan_targets.domain.counted import comes_whole
from jiangan_targets.domain.curve import Curve, stated_curve
from jiangan_targets.domain.kinds import Kind, Pacing
from jiangan_targets.domain.pace import corners, pace
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import DONE, Target

_STEPS = tuple(Decimal(step) for step in ("1", "2", "2.5", "4", "5", "10"))
_LEAST_INTERVALS, _BEST_INTERVALS, _MOST_INTERVALS = 3, 4, 6


class Scale(NamedTuple):
    """The lowest and highest value a chart has room for, and the round values between them, both ends included."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def position(self, value: Decimal) -> Decimal:
        """0 at the bottom, 1 at the top."""
        return (value - self.low) / (self.high - self.low)


def round_scale(low: Decimal, high: Decimal, *, whole: bool = False) -> Scale:
    """Room for both values between round ticks (0, 4,000, 8,000 …): of round steps the one that adds least.

    No tick of what comes `whole` has a fraction: there may be fewer of them.
    """
    if low == high:
        low -= 1
    power = Decimal(10) ** ((high - low).adjusted() - 1)
    found: list[tuple[tuple[Decimal, int], Scale]] = []
    for step in (step * power for step in (*_STEPS, *(10 * each for each in _STEPS))):
        first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
        intervals = int(last - first)
        if whole and step != step.to_integral_value():
            continue
        if (1 if whole and step == 1 else _LEAST_INTERVALS) <= intervals <= _MOST_INTERVALS:
            ticks = tuple((first + number) * step for number in range(intervals + 1))
            added = (low - ticks[0]) + (ticks[-1] - high)
            found.append(((added, abs(intervals - _BEST_INTERVALS)), Scale(ticks[0], ticks[-1], ticks)))
    return min(found, key=lambda each: each[0])[1]


def value_scale(target: Target, records: list[Record], by_last_year: Target | None = None) -> Scale:
    """Room for the records, the target and its start, and last year's course; what starts at 0 is drawn from 0.

    A course may turn back, and so lie above the year's end or below its beginning.
    """
    values = [*(record.value for record in records), *(stone.value for stone in target.milestones)]
    values += [value for value in (target.value, target.upper, target.stretch_value) if value is not None]
    if target.kind is Kind.EVENT:
        values += [Decimal(0), DONE]
    values += [value for value in (target.start, level_last_year(target)) if value is not None]
    values += [value for each in (target, by_last_year) if each is not None for _share, value in pace_corners(each)]
    if not values:  # neither a value nor a figure: an empty chart
        values = [Decimal(0), Decimal(1)]
    return round_scale(min(values), max(values), whole=comes_whole(target, *values))


def share_of_year(day: date, year: int) -> Decimal:
    """0 before 1 January, 1 at the end of 31 December, counted in months like the pace."""
    return Decimal(elapsed_parts(day, year)) / PARTS_OF_YEAR


def pace_corners(target: Target) -> list[tuple[Decimal, Decimal]]:
    """The corners of the pace as (share of the year, value); empty where there is no pace."""
    values = ((day, pace(target, day)) for day in corners(target))
    return [(share_of_year(day, target.year), value) for day, value in values if value is not None]


def course(target: Target, curve: Curve | None = None) -> Target | None:
    """The target paced by last year's course, where that is known and is not its pace anyway.

    `curve` is that of last year's records, for a target that states none.
    """
    if target.pace is Pacing.LAST_YEAR or target.value is None or curve is None:
        return None
    paced = target._replace(pace=Pacing.LAST_YEAR)
    return paced if stated_curve(target) is not None else paced._replace(last_year_months=curve.by_months())


def goal_line(target: Target) -> Decimal | None:
    """The value of a target that no pace leads to: of a level without a baseline."""
    if target.kind is not Kind.LEVEL or target.expected_in_full or target.prorated:
        return None
    return target.value


def level_last_year(target: Target) -> Decimal | None:
    """Last year's figure, where it was as it is now: a level or a rate, and no sum of a year."""
    return target.last_year if target.kind in {Kind.LEVEL, Kind.RATE} else None
