"""Where the year ends (年底预计): what last year brought after the same day, raised by most of this year's growth.

forecast = so far + R × (1 + ¾ g): R is what last year brought after this day, g this year's growth so far. The weight
of g was flat-best between ½ and 1 on published monthly series; `benchmarks/outlook.py` measures it again.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, elapsed_parts, year_end
from jiangan_targets.domain.curve import LEAST_RECORDS, MONTHS, Basis, Curve, nearest, recorded_curve, stated_curve
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.need import Need, needed
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Message, message

GROWTH_WEIGHT = Fraction(3, 4)
BAND = Fraction(1, 10)
"""The share of R beside a forecast within which about four in five broad totals ended."""

SHOCK = Fraction(3, 10)
"""A growth beyond which, either way, a year is not like the one before."""

_LEAST_PARTS = 2 * PARTS_OF_YEAR // MONTHS  # two months


class Likelihood(StrEnum):
    """What a forecast says of the target."""

    LIKELY_MET = "likely_met"
    OPEN = "open"
    LIKELY_MISSED = "likely_missed"


_SETTLED = {
    Standing.MET: Likelihood.LIKELY_MET,
    Standing.MISSED: Likelihood.LIKELY_MISSED,
    Standing.OVER_LIMIT: Likelihood.LIKELY_MISSED,
}
"""What has happened already, and no guess at the rest of the year makes open again."""


class LastYear(NamedTuple):
    """Last year's target of the same id, and its records that stand, oldest first, one a day."""

    year: int
    target: Target
    records: list[Record]


class Outlook(NamedTuple):
    """A target's progress and its likely end; values in its unit, `percent` of the target; what is unknown is None.

    `low` and `high` are stated for broad totals only. `remark` says why nothing is projected, or what to bear in mind.
    `curve` is last year's course, also where nothing is projected yet.
    """

    progress: Progress
    need: Need | None
    curve: Curve | None = None
    basis: Basis | None = None
    forecast: Decimal | None = None
    percent: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    likelihood: Likelihood | None = None
    growth: Decimal | None = None
    remark: Message | None = None


def outlook(progress: Progress, on: date, last_year: LastYear | None = None) -> Outlook:
    """The likely end of the year of a target, as known on a day."""
    target, record = progress.target, progress.record
    if target.kind is not Kind.TOTAL:
        return Outlook(progress, needed(progress, on))
    curve, remark = stated_curve(target), None
    if curve is None:
        curve, remark = _of_ledger(target, last_year)
    found = Outlook(progress, needed(progress, on), curve)
    if record is None:
        return found
    if on >= year_end(target.year) > record.as_of:
        return found._replace(remark=message("the year is over, and its last figure is of {day}", day=record.as_of))
    if curve is None:
        return found._replace(remark=remark)
    return _projected(found._replace(basis=curve.basis), curve, record)


def _of_ledger(target: Target, last_year: LastYear | None) -> tuple[Curve | None, Message | None]:
    """The curve of last year's records; or none, and why."""
    if last_year is None or not last_year.records:
        return None, None
    if (last_year.target.kind, last_year.target.unit) != (target.kind, target.unit):
        problem = message("in {year} it was counted otherwise (kind or unit)", year=last_year.year)
        return None, problem
    curve = recorded_curve(last_year.records, last_year.year)
    if curve is not None:
        return curve, None
    problem = message(
        "figures of {year}: {count}; a curve needs {least} or more, the last of 31 December",
        year=last_year.year,
        count=len(last_year.records),
        least=LEAST_RECORDS,
    )
    return None, problem


def _projected(found: Outlook, curve: Curve, record: Record) -> Outlook:
    target, value = found.progress.target, Fraction(record.value)
    gone = elapsed_parts(record.as_of, target.year)
    if gone < _LEAST_PARTS:
        return found._replace(remark=message("too early: less than two months are in"))
    before, whole = curve.at(gone), Fraction(curve.whole)
    of_amounts = curve.basis is not Basis.CURVE or target.last_year is not None
    if curve.basis is Basis.CURVE and target.last_year is not None:
        before, whole = Fraction(target.last_year) * before / whole, Fraction(target.last_year)
    if before <= 0 or whole <= 0:
        return found._replace(remark=message("last year had brought nothing by then"))
    if of_amounts:
        return _warned(_grown(found, value, before, whole), curve)
    if value <= 0:
        return found._replace(remark=message("shares alone say nothing of a year that has brought nothing so far"))
    # Shares alone know no growth: the rest of the year is to the part that is gone as its shares are.
    rest = value * (whole - before) / before
    return _warned(_judged(found, value + rest, rest), curve)


def _grown(found: Outlook, value: Fraction, before: Fraction, whole: Fraction) -> Outlook:
    """By the rule: `value` is this year's so far, `before` last year's by the same day, `whole` all that it brought."""
    growth, rest = value / before - 1, whole - before
    judged = _judged(found._replace(growth=nearest(growth * 100)), value + rest * (1 + GROWTH_WEIGHT * growth), rest)
    if abs(growth) <= SHOCK or not rest:
        return judged
    remark = message("this year is not like last year (beyond ±30%): hardly more than a guess")
    likelihood = judged.likelihood and _SETTLED.get(found.progress.standing, Likelihood.OPEN)
    return judged._replace(low=None, high=None, likelihood=likelihood, remark=remark)


def _warned(found: Outlook, curve: Curve) -> Outlook:
    """With the remark that last year is said in two ways, or turns back as single months do, or one with a slip."""
    stated = found.progress.target.last_year
    if found.remark is not None:
        return found
    if curve.basis is Basis.LAST_YEAR_LEDGER and stated not in {None, curve.whole}:
        remark = message(
            "last year's records end with {recorded}; last_year is {stated}", recorded=curve.whole, stated=stated
        )
        return found._replace(remark=remark)
    if curve.fall is None:
        return found
    before, after = curve.fall
    return found._replace(
        remark=message("last year's course falls on the way, from {before} to {after}", before=before, after=after)
    )


def _judged(found: Outlook, end: Fraction, rest: Fraction) -> Outlook:
    target, forecast = found.progress.target, nearest(end)
    low, high = sorted((nearest(end - BAND * rest), nearest(end + BAND * rest)))
    judged = found._replace(forecast=forecast)
    if target.broad:
        judged = judged._replace(low=low, high=high)
    if target.value is None:
        return judged
    likelihood = _SETTLED.get(found.progress.standing) or _likelihood(target, low, forecast, high)
    percent = nearest(end * 100 / Fraction(target.value)) if target.value else None
    return judged._replace(percent=percent, likelihood=likelihood)


def _likelihood(target: Target, low: Decimal, forecast: Decimal, high: Decimal) -> Likelihood:
    """Met or missed when all that is likely says so; else open."""
    satisfied = [target.satisfied_by(value) for value in (low, forecast, high)]
    if all(satisfied):
        return Likelihood.LIKELY_MET
    straddles = target.upper is not None and target.value is not None and low < target.value and high > target.upper
    return Likelihood.OPEN if any(satisfied) or straddles else Likelihood.LIKELY_MISSED
