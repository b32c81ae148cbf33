"""The axes of every chart: the year across, a target's values up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, elapsed_parts
from jiangan_targets.domain.curve import stated_curve
from jiangan_targets.domain.pace import corners, pace
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import DONE, Kind, Pacing, Target


class Scale(NamedTuple):
    """The lowest and highest value a chart has room for."""

    low: Decimal
    high: Decimal

    def position(self, value: Decimal) -> Decimal:
        """0 at the bottom, 1 at the top."""
        return (value - self.low) / (self.high - self.low)


def value_scale(target: Target, records: list[Record]) -> Scale:
    """Room for the records, the target and its start; what starts at 0 is drawn from 0."""
    values = [*(record.value for record in records), *(stone.value for stone in target.milestones)]
    values += [value for value in (target.value, target.upper, target.stretch_value) if value is not None]
    if target.kind is Kind.EVENT:
        values += [Decimal(0), DONE]
    if target.start is not None:
        values.append(target.start)
    if not values:  # neither a value nor a figure: an empty chart
        values = [Decimal(0), Decimal(1)]
    low, high = min(values), max(values)
    return Scale(low - 1 if low == high else low, high)


def share_of_year(day: date, year: int) -> Decimal:
    """0 before 1 January, 1 at the end of 31 December, counted in months like the pace."""
    return Decimal(elapsed_parts(day, year)) / PARTS_OF_YEAR


def pace_corners(target: Target) -> list[tuple[Decimal, Decimal]]:
    """The corners of the pace as (share of the year, value); empty where there is no pace."""
    values = ((day, pace(target, day)) for day in corners(target))
    return [(share_of_year(day, target.year), value) for day, value in values if value is not None]


def course(target: Target) -> Target | None:
    """The target paced by last year's course, where that is known and is not its pace anyway."""
    if target.pace is Pacing.LAST_YEAR or target.value is None or stated_curve(target) is None:
        return None
    return target._replace(pace=Pacing.LAST_YEAR)
