"""What a target still needs, in words."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from jiangan_targets.domain.counted import comes_whole
from jiangan_targets.domain.need import Need
from jiangan_targets.domain.target import Target
from jiangan_targets.render import words
from jiangan_targets.render.computed import approximate, prose_approximate
from jiangan_targets.render.language import translate as _


def each_month(need: Need, target: Target) -> str:
    """What each month has to bring; below one a month of what comes whole, what is missing."""
    return _speed(need.per_month, need, target) or _("{missing} more").format(
        missing=words.quantity(need.missing, target)
    )


def still_needed(need: Need, target: Target) -> str:
    """What is missing, and what each week and month has to bring.

    Of what comes whole, below one a week it is said by the month, below one a month only what is missing.
    """
    missing = words.quantity(need.missing, target)
    per_week, per_month = (_speed(value, need, target) for value in (need.per_week, need.per_month))
    if not per_month:
        return _("{missing} more").format(missing=missing)
    if not per_week:
        return _("{missing} more: {per_month} per month from now").format(missing=missing, per_month=per_month)
    return _("{missing} more: {per_week} per week or {per_month} per month from now").format(
        missing=missing, per_week=per_week, per_month=per_month
    )


def sentence(need: Need, target: Target, *, weekly: bool) -> str:
    """The same as a sentence of a report, with what each week has to bring only where that is wanted."""
    missing = words.prose_quantity(need.missing, target)
    per_week, per_month = (_speed(value, need, target, prose=True) for value in (need.per_week, need.per_month))
    if not per_month:
        return _("Still needed: {missing}.").format(missing=missing)
    if not per_week or not weekly:
        template = _("Still needed: {missing}, {per_month} per month to the year's end.")
        return template.format(missing=missing, per_month=per_month)
    template = _("Still needed: {missing}, {per_week} per week or {per_month} per month to the year's end.")
    return template.format(missing=missing, per_week=per_week, per_month=per_month)


def _speed(value: Decimal, need: Need, target: Target, *, prose: bool = False) -> str:
    """A speed with its unit; of what comes whole no fraction of one, and nothing below one."""
    if not comes_whole(target, need.missing):
        return (prose_approximate if prose else approximate)(value, target)
    quantity = words.prose_quantity if prose else words.quantity
    return "" if value < 1 else quantity(value.to_integral_value(ROUND_CEILING), target)
