"""The pace: what the share of the year that is gone asks of a target.

Chinese practice counts the year in months (see `calendar`); published progress reports judge every
figure against the value that this line has on the figure's own day.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiangan_targets.domain.calendar import elapsed_parts, month_end, year_end
from jiangan_targets.domain.kinds import Pacing
from jiangan_targets.domain.target import Target


def pace(target: Target, day: date) -> Decimal | None:
    """What is expected at the end of `day`, in the target's unit; None when unknown.

    A straight line from the start (0, or the baseline) to the target, or a piecewise one through
    the milestones, along the share of the year gone; or last year's course, where the target asks for it.
    A rate, a rank and what is to be kept all year are expected in full on any day.
    """
    if target.expected_in_full:
        return target.value
    if not target.prorated or target.start is None or target.value is None:
        return None
    gone = elapsed_parts(day, target.year)
    if target.pace is Pacing.LAST_YEAR:
        from jiangan_targets.domain.curve import stated_curve  # noqa: PLC0415 -- few targets have a course of their own

        if (curve := stated_curve(target)) is not None:
            return curve.of(target.value, gone)
    earlier, value = 0, target.start
    for by, milestone in (*target.milestones, (year_end(target.year), target.value)):
        later = elapsed_parts(by, target.year)
        if gone <= later:
            return value + (milestone - value) * (gone - earlier) / (later - earlier)
        earlier, value = later, milestone
    return target.value


def corners(target: Target) -> list[date]:
    """The days between which the pace is straight, from the last day before the year to 31 December."""
    end = year_end(target.year)
    if target.pace is Pacing.LAST_YEAR:
        return [end.replace(year=target.year - 1), *(month_end(target.year, month) for month in range(1, 13))]
    return [end.replace(year=target.year - 1), *(stone.by for stone in target.milestones if stone.by < end), end]
