"""A value as people read it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiangan_targets.domain.quantity import format_quantity
from jiangan_targets.render import words
from jiangan_targets.render.sheet import Percent, Points, StaleDay, Value


def shown(value: Value) -> str:
    """In digits with separators, percent and points with one decimal; a dash where there is nothing."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Percent):
        return words.percent(value.value)
    if isinstance(value, Points):
        return words.points(value.value)
    if isinstance(value, StaleDay):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return f"{value:,}"
    return format_quantity(value) if isinstance(value, Decimal) else value
