"""The curve of a year: how a total is spread over its months, learnt from last year (进度曲线).

The months are equal parts, as everywhere here: the end of February is the same place in a year of 28 and of 29 days.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, elapsed_parts, year_end
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Target

LEAST_RECORDS = 4
"""How many figures of last year make a curve; fewer leave too much of the year to a straight line."""

MONTHS = 12


class Basis(StrEnum):
    """What a curve was learnt from."""

    LAST_YEAR_MONTHS = "last_year_months"
    LAST_YEAR_LEDGER = "last_year_ledger"
    CURVE = "curve"


class Curve(NamedTuple):
    """What a year had brought by when: corners of (parts of the year gone, value), from 0 to the whole year.

    The values are in the target's unit; those of `Basis.CURVE` are shares and say nothing about last year's amount.
    """

    basis: Basis
    corners: tuple[tuple[int, Decimal], ...]

    @property
    def whole(self) -> Decimal:
        """What the whole year brought."""
        return self.corners[-1][1]

    def at(self, parts: int) -> Decimal:
        """What the year had brought when so many of `PARTS_OF_YEAR` were gone; straight between two corners."""
        for (earlier, value), (later, next_value) in pairwise(self.corners):
            if parts <= later:
                return value + (next_value - value) * (parts - earlier) / (later - earlier)
        return self.whole


def stated_curve(target: Target) -> Curve | None:
    """The curve that the targets file has: last year's figures by months, or the months' shares of a year."""
    if target.last_year_months:
        return _by_months(Basis.LAST_YEAR_MONTHS, target.last_year_months)
    if target.curve:
        return _by_months(Basis.CURVE, list(accumulate(target.curve)))
    return None


def _by_months(basis: Basis, values: Sequence[Decimal]) -> Curve:
    ends = ((number * PARTS_OF_YEAR // MONTHS, value) for number, value in enumerate(values, start=1))
    return Curve(basis, ((0, Decimal(0)), *ends))


def recorded_curve(records: Sequence[Record], year: int) -> Curve | None:
    """The curve of a year's records of one total, oldest first; None when they are too few, or do not reach its end."""
    if len(records) < LEAST_RECORDS or records[-1].as_of != year_end(year):
        return None
    corners = ((elapsed_parts(record.as_of, year), record.value) for record in records)
    return Curve(Basis.LAST_YEAR_LEDGER, ((0, Decimal(0)), *corners))
