"""Doubts about a new figure: the slips that offices really make, caught before they are written."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.pace import pace
from jiangan_targets.domain.quantity import canonical, format_quantity
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Message, message

LARGEST_CHANGE = 10
"""A change by this factor or more is likelier a slip between 万 and 亿 than progress."""

SMALLEST_SHARE = 100
"""A first figure below what is expected by its day, divided by this, is likelier in a wrong unit than true."""

LARGEST_RATE = 200
"""Points; no growth rate or share of a district goes beyond it."""

_INDEX, _NEAR, _FAR = 100, 25, 40
_FRACTION = 2


class Neighbours(NamedTuple):
    """A target's figures that stand next to a day: up to it (one of the same day is superseded), and after it."""

    before: Record | None
    after: Record | None


def doubts(target: Target, new: Record, near: Neighbours, today: date) -> list[Message]:
    """Why the figure of `new` is hard to believe, given what stands next to it."""
    value, as_of = new.value, new.as_of
    before, after = near
    found = []
    if as_of.year > today.year:
        found = [message("{year} has not begun, {day} lies in the future", year=as_of.year, day=as_of)]
    elif as_of > today:
        found = [message("{day} lies in the future", day=as_of)]
    if target.kind is Kind.RATE:
        return found + _rate_doubts(target.in_force(as_of), value)
    if target.kind is Kind.RANK:
        return found
    if target.kind is Kind.EVENT:
        return found + _event_doubts(value, near)
    if value < 0:
        found.append(message("it is below 0"))
    if target.kind is Kind.TOTAL:
        found += _order_doubts(value, as_of, before, after)
    return found + _size_doubts(target.in_force(as_of), new, before, after)


def _event_doubts(value: Decimal, near: Neighbours) -> list[Message]:
    """What is done stays done; and 0.45 for 45 %."""
    found = []
    if near.before is not None and value < near.before.value:
        fields = {"day": near.before.as_of, "value": format_quantity(near.before.value)}
        found.append(message("its progress would fall: {day} already had {value}%", **fields))
    if near.after is not None and value > near.after.value:
        only = f"{format_quantity(near.after.value)}%"
        found.append(message("{day} has only {value}", day=near.after.as_of, value=only))
    if 0 < value < 1:
        fields = {"value": format_quantity(value), "percent": format_quantity(canonical(value * 100))}
        found.append(message("{value} looks like a fraction; in percent it would be {percent}", **fields))
    return found


def _rate_doubts(target: Target, value: Decimal) -> list[Message]:
    """A rate that is another figure: an index, a fraction, an amount."""
    shown, goal = format_quantity(value), abs(target.value or Decimal(0))
    if target.unit == "%" and abs(value - _INDEX) <= _NEAR and goal and abs(goal - _INDEX) > _FAR:
        rise = format_quantity(value - _INDEX)
        return [
            message("{value} looks like an index (last year = 100), which would be {rise}%", value=shown, rise=rise)
        ]
    if target.unit == "%" and goal >= 1 > abs(value) > 0 and abs(value) * 100 <= _FRACTION * goal:
        percent = format_quantity(canonical(value * 100))
        return [
            message("{value} looks like a fraction; in percent it would be {percent}", value=shown, percent=percent)
        ]
    if target.unit == "%" and abs(value) > LARGEST_RATE:
        return [message("a rate of {value}% is beyond ±{limit}%", value=shown, limit=LARGEST_RATE)]
    if goal and abs(value) >= LARGEST_CHANGE * goal:
        return [message("it is {factor} times the target or more (an amount, not a rate?)", factor=LARGEST_CHANGE)]
    return []


def _order_doubts(value: Decimal, as_of: date, before: Record | None, after: Record | None) -> list[Message]:
    """A running total never falls, wherever in time the record is put."""
    found = []
    if before and value < before.value:
        fields = {"day": before.as_of, "value": format_quantity(before.value)}
        same_day = message(
            "the total would fall: {day} already has {value}; take a wrong one back first, with `undo` or `withdraw`",
            **fields,
        )
        earlier = message("the total would fall: {day} already had {value}", **fields)
        found.append(same_day if before.as_of == as_of else earlier)
    if after and value > after.value:
        found.append(message("{day} has only {value}", day=after.as_of, value=format_quantity(after.value)))
    return found


def _size_doubts(target: Target, new: Record, before: Record | None, after: Record | None) -> list[Message]:
    """Too large or too small, beside the figure next to it or else beside the target."""
    known = before or after
    goal = target.value or Decimal(0)
    # What is not to be passed may well be passed, and is better small.
    grows = target.kind is Kind.TOTAL and goal > 0 and not target.lower_is_better
    if known is not None and known.value != 0:
        step = grows and before is not None and new.value - before.value > goal
        beyond = message("a step of more than the whole year's target since {day}", day=known.as_of)
        return [*_jump_doubts(abs(new.value), known), *([beyond] if step else [])]
    value = abs(new.value)
    if goal and value > LARGEST_CHANGE * abs(goal):
        return [message("it is more than {factor} times the target (万 or 亿 mixed up?)", factor=LARGEST_CHANGE)]
    if goal and value == LARGEST_CHANGE * abs(goal):
        return [message("it is exactly {factor} times the target (a digit too many?)", factor=LARGEST_CHANGE)]
    if grows and new.value > goal:
        return [message("the first figure is beyond the whole year's target")]
    expected = pace(target, new.as_of)
    if not target.lower_is_better and value and value * SMALLEST_SHARE <= abs(goal if expected is None else expected):
        return [message("it is less than a hundredth of what is expected by then (万 or 亿 left out?)")]
    return []


def _jump_doubts(value: Decimal, known: Record) -> list[Message]:
    smaller, larger = sorted((value, abs(known.value)))
    fields = {"value": format_quantity(known.value), "day": known.as_of, "factor": LARGEST_CHANGE}
    if larger > LARGEST_CHANGE * smaller:
        return [message("it differs from {value} on {day} by more than {factor} times (万 or 亿 mixed up?)", **fields)]
    if larger == LARGEST_CHANGE * smaller:
        return [message("it differs from {value} on {day} by exactly {factor} times (a digit too many?)", **fields)]
    return []
