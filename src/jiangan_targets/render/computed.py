"""Computed figures with their units; of what comes whole, no fraction of one."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jiangan_targets.domain.counted import comes_whole
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.target import Target
from jiangan_targets.render import words
from jiangan_targets.render.language import translate as _


def approximate(value: Decimal, target: Target) -> str:
    """A computed figure with its unit, to the decimals of its target, else whole or to one decimal."""
    return words.quantity(_rounded(value, target), target)


def without_unit(value: Decimal, target: Target) -> str:
    """The same in digits only."""
    return words.number(_rounded(value, target), target)


def prose_approximate(value: Decimal, target: Target) -> str:
    """The same in running text."""
    return words.prose_quantity(_rounded(value, target), target)


def expected(item: Progress) -> str:
    """The pace and what it asks for: `75.0%, that is 12,000 spaces`; of what comes whole, what it takes or allows."""
    assert item.expected is not None  # noqa: S101 -- its only caller has looked
    target, value = item.target, item.expected
    template = _("{pace}, that is {value}")
    if is_whole(target) and value != value.to_integral_value():
        limit = target.lower_is_better
        template = _("{pace}, which allows {value}") if limit else _("{pace}, which takes {value}")
        value = value.to_integral_value(ROUND_FLOOR if limit else ROUND_CEILING)
    return template.format(pace=words.percent(item.pace_percent), value=approximate(value, target))


def is_whole(target: Target) -> bool:
    """Whether nothing about the target has a fraction: it counts things, and its value is a number of them."""
    return comes_whole(target, *(value for value in (target.value, target.upper) if value is not None))


def _rounded(value: Decimal, target: Target) -> Decimal:
    decimals = target.decimals
    if decimals is None:
        decimals = 0 if is_whole(target) else 1
    return round_half_up(value, decimals)
