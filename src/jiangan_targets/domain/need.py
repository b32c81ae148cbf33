"""What a target still needs: how much, and how fast from now on."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, days_left, elapsed_parts
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.progress import Progress

_DAYS_PER_WEEK = 7
_MONTHS_PER_YEAR = 12


class Need(NamedTuple):
    """What is missing to the target value, in its unit, and the speed that would still make it."""

    missing: Decimal
    per_week: Decimal
    per_month: Decimal


def needed(progress: Progress, on: date) -> Need | None:
    """What each remaining week and month has to bring, counted from the day after `on`.

    None for all but totals and levels to be reached, when the target is met, when nothing was
    reported, and when the year is over.
    """
    target, record = progress.target, progress.record
    if record is None or target.value is None or target.lower_is_better or target.kind not in {Kind.TOTAL, Kind.LEVEL}:
        return None
    missing = target.value - record.value
    days = days_left(on, target.year)
    if missing <= 0 or not days:
        return None
    parts_left = PARTS_OF_YEAR - elapsed_parts(on, target.year)
    return Need(missing, missing * _DAYS_PER_WEEK / days, missing * PARTS_OF_YEAR / (parts_left * _MONTHS_PER_YEAR))
