"""What the keys of a year's course must not say, and what is worth a look in them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jiangan_targets.domain.curve import MONTHS
from jiangan_targets.domain.finding import Finding, Severity
from jiangan_targets.domain.kinds import Kind, Pacing
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.errors import Message, message

_ROUNDED = Decimal("0.6")
"""Twelve shares rounded to a tenth may miss 100 by so much."""

_SINGLE_MONTHS = 3
"""So many falls have figures of single months, but no total: refunds take back one month or two."""

_LARGE_FIRST = 3
"""Where anything falls, a January above this part of the last figure is one of twelve alike, no sum's beginning."""


def curve_contradictions(target: Target) -> Iterator[tuple[str, Message]]:
    """How a year comes in: twelve figures up to each month's end, or the months' shares of the whole."""
    keys = {
        "last_year_months": bool(target.last_year_months),
        "curve": bool(target.curve),
        "pace": target.pace is not Pacing.CALENDAR,
        "broad": target.broad,
    }
    given = [key for key, is_given in keys.items() if is_given]
    if given and target.kind is not Kind.TOTAL:
        yield given[0], message("is only for kind total")
        return
    if target.last_year_months:
        yield from _months(target)
    if target.curve:
        yield from _shares(target)
    if target.pace is Pacing.LAST_YEAR and not (target.last_year_months or target.curve):
        yield "pace", message("last_year needs last_year_months or curve")
    elif target.pace is Pacing.LAST_YEAR and target.milestones:
        yield "pace", message("last_year does not go with milestones, which are a pace of their own")


def _months(target: Target) -> Iterator[tuple[str, Message]]:
    months = target.last_year_months
    if len(months) != MONTHS or months[-1] <= 0:
        yield "last_year_months", message("needs twelve figures, each up to the end of its month, the last above 0")
    elif _look_single(months):
        problem = message("must be what the year had brought up to each month's end; these look like single months")
        yield "last_year_months", problem
    elif target.last_year is not None and target.last_year != months[-1]:
        yield "last_year", message("must be the last figure of last_year_months, {value}", value=months[-1])


def _shares(target: Target) -> Iterator[tuple[str, Message]]:
    if len(target.curve) != MONTHS or abs(sum(target.curve, Decimal(-100))) > _ROUNDED:
        yield "curve", message("needs twelve shares in percent, one of each month, that add up to 100")
    elif min(target.curve) < 0:
        yield "curve", message("no share may be below 0; last_year_months can say that a month took some back")
    if target.last_year_months:
        yield "curve", message("does not go with last_year_months, which says it already")


def _look_single(months: tuple[Decimal, ...]) -> bool:
    falls = len([*_falls(months)])
    return falls >= _SINGLE_MONTHS or (falls > 0 and months[0] * _LARGE_FIRST > months[-1])


def _falls(months: tuple[Decimal, ...]) -> Iterator[tuple[int, Decimal, Decimal]]:
    """The number of each month that ends below where it began, and both figures; a year begins at 0."""
    for month, (before, after) in enumerate(pairwise((Decimal(0), *months)), start=1):
        if after < before:
            yield month, before, after


def doubtful_curves(plan: Plan) -> list[Finding]:
    """Months that end below where they began: a slip, or a total that did fall."""
    return [
        Finding(
            ("targets", target.id, "last_year_months"),
            message("falls from {before} to {after} in month {month}", before=before, after=after, month=month),
            Severity.HINT,
        )
        for target in plan.targets
        for month, before, after in _falls(target.last_year_months)
    ]
