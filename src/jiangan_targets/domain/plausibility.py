"""Doubts about a new figure: the slips that offices really make, caught before they are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.quantity import format_quantity
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Kind, Target
from jiangan_targets.errors import Message, message

LARGEST_CHANGE = 10
"""A change by more than this factor is likelier a slip between 万 and 亿 than progress."""

LARGEST_RATE = 200
"""Points; no growth rate or share of a district goes beyond it."""


class Neighbours(NamedTuple):
    """A target's figures that stand next to a day: up to it (one of the same day is superseded), and after it."""

    before: Record | None
    after: Record | None


def doubts(target: Target, new: Record, near: Neighbours, today: date) -> list[Message]:
    """Why the figure of `new` is hard to believe, given what stands next to it."""
    value, as_of = new.value, new.as_of
    before, after = near
    found = _date_doubts(as_of, today, target.year)
    if target.kind is Kind.RATE:
        if abs(value) > LARGEST_RATE:
            found.append(
                message("a rate of {value}% is beyond ±{limit}%", value=format_quantity(value), limit=LARGEST_RATE)
            )
        return found
    if value < 0:
        found.append(message("it is below 0"))
    if target.kind is Kind.TOTAL:
        found += _order_doubts(value, before, after)
    found += _size_doubts(target, value, before or after)
    return found


def _date_doubts(as_of: date, today: date, year: int) -> list[Message]:
    if as_of.year != year:
        return [message("{day} is outside {year}", day=as_of, year=year)]
    if as_of > today:
        return [message("{day} lies in the future", day=as_of)]
    return []


def _order_doubts(value: Decimal, before: Record | None, after: Record | None) -> list[Message]:
    """A running total never falls, wherever in time the record is put."""
    found = []
    if before and value < before.value:
        found.append(
            message(
                "the total would fall: {day} already had {value}", day=before.as_of, value=format_quantity(before.value)
            )
        )
    if after and value > after.value:
        found.append(message("{day} has only {value}", day=after.as_of, value=format_quantity(after.value)))
    return found


def _size_doubts(target: Target, value: Decimal, known: Record | None) -> list[Message]:
    if known is None or known.value == 0:
        if target.value and abs(value) > LARGEST_CHANGE * abs(target.value):
            return [message("it is more than {factor} times the target", factor=LARGEST_CHANGE)]
        return []
    smaller, larger = sorted((abs(value), abs(known.value)))
    if larger > LARGEST_CHANGE * smaller:
        return [
            message(
                "it differs from {value} on {day} by more than {factor} times (万 or 亿 mixed up?)",
                value=format_quantity(known.value),
                day=known.as_of,
                factor=LARGEST_CHANGE,
            )
        ]
    return []
