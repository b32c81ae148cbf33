"""What a target still needs, in words."""

from __future__ import annotations

from decimal import ROUND_CEILING

from jiangan_targets.domain.counted import comes_whole
from jiangan_targets.domain.need import Need
from jiangan_targets.domain.target import Target
from jiangan_targets.render import words
from jiangan_targets.render.language import translate as _


def each_month(need: Need, target: Target) -> str:
    """What each month has to bring; of what comes whole no fraction of one, and below one a month what is missing."""
    if not comes_whole(target, need.missing):
        return words.approximate(need.per_month, target)
    if need.per_month < 1:
        return _("{missing} more").format(missing=words.quantity(need.missing, target))
    return words.quantity(need.per_month.to_integral_value(ROUND_CEILING), target)


def still_needed(need: Need, target: Target) -> str:
    """What is missing, and what each week and month has to bring; of what comes whole, no fraction of one.

    Below one a week it is said by the month, below one a month only what is missing.
    """
    missing = words.quantity(need.missing, target)
    if not comes_whole(target, need.missing):
        per_week, per_month = (words.approximate(value, target) for value in (need.per_week, need.per_month))
    else:
        per_week, per_month = (
            words.quantity(value.to_integral_value(ROUND_CEILING), target) for value in (need.per_week, need.per_month)
        )
        if need.per_month < 1:
            return _("{missing} more").format(missing=missing)
        if need.per_week < 1:
            return _("{missing} more: {per_month} per month from now").format(missing=missing, per_month=per_month)
    return _("{missing} more: {per_week} per week or {per_month} per month from now").format(
        missing=missing, per_week=per_week, per_month=per_month
    )


def needed_in_prose(need: Need, target: Target) -> str:
    """The same by months as a sentence of a report."""
    missing, per_month = words.prose_quantity(need.missing, target), words.prose_approximate(need.per_month, target)
    if comes_whole(target, need.missing):
        if need.per_month < 1:
            return _("{missing} more are needed to the year's end.").format(missing=missing)
        per_month = words.prose_quantity(need.per_month.to_integral_value(ROUND_CEILING), target)
    return _("{missing} more are needed: {per_month} per month to the year's end.").format(
        missing=missing, per_month=per_month
    )
