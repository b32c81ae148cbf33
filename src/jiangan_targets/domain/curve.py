"""The curve of a year: how a total is spread over its months, learnt from last year (进度曲线).

The months are equal parts, as everywhere here: the end of February is the same place in a year of 28 and of 29 days.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, elapsed_parts, year_end
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Target

if TYPE_CHECKING:
    from fractions import Fraction

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

    @property
    def fall(self) -> tuple[Decimal, Decimal] | None:
        """The first value that is followed by a smaller one, and that one; None where all grow, as totals do."""
        values = (value for _parts, value in self.corners)
        return next((pair for pair in pairwise(values) if pair[1] < pair[0]), None)

    def at(self, parts: int) -> "Fraction":
        """What the year had brought when so many of `PARTS_OF_YEAR` were gone, exactly; straight between corners."""
        from fractions import Fraction  # noqa: PLC0415 -- only where a course is asked for

        for (earlier, value), (later, next_value) in pairwise(self.corners):
            if parts <= later:
                gone = Fraction(parts - earlier, later - earlier)
                return Fraction(value) + (Fraction(next_value) - Fraction(value)) * gone
        return Fraction(self.whole)

    def of(self, whole: Decimal, parts: int) -> Decimal:
        """What a year that brings `whole` in the end has brought by then, if it comes in as this one."""
        from fractions import Fraction  # noqa: PLC0415 -- only where a course is asked for

        return nearest(Fraction(whole) * self.at(parts) / Fraction(self.whole))

    def by_months(self) -> tuple[Decimal, ...]:
        """What the year had brought by the end of each month."""
        return tuple(nearest(self.at(month * PARTS_OF_YEAR // MONTHS)) for month in range(1, MONTHS + 1))


def nearest(value: "Fraction") -> Decimal:
    """The decimal that is nearest to a fraction: the same number wherever its digits end."""
    return Decimal(value.numerator) / value.denominator


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
