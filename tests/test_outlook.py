"""Where the year ends: last year's course, this year's growth, and what is said where nothing can be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, month_end
from jiangan_targets.domain.curve import recorded_curve, stated_curve
from jiangan_targets.domain.kinds import Comparison, Kind, Pacing
from jiangan_targets.domain.outlook import LastYear, Likelihood, Outlook, outlook
from jiangan_targets.domain.pace import pace
from jiangan_targets.domain.progress import assess
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Lights, Target

MONTHS = st.lists(st.decimals(0, 1000, places=1), min_size=12, max_size=12).filter(lambda each: sum(each) > 0)
TARGET = Target("x", "x", "x", "a", Kind.TOTAL, Comparison.AT_LEAST, Decimal(120), "亿元", 2024)
YEAR_BEFORE = tuple(Decimal(10 * month) for month in range(1, 13))


def record(value: object, day: date) -> Record:
    """A figure of a day."""
    return Record("x", "x", Decimal(str(value)), day, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def seen(target: Target, value: object, day: date, last_year: LastYear | None = None) -> Outlook:
    """The outlook by one figure."""
    return outlook(assess(target, record(value, day), day, Lights()), day, last_year)


def test_the_rule_to_its_last_digit() -> None:
    """60 so far where last year had 50 and brought 70 after: 60 + 70 × (1 + ¾ × 20 %) = 140.5."""
    target = TARGET._replace(last_year_months=YEAR_BEFORE, broad=True)
    found = seen(target, 60, date(2024, 5, 31))
    assert (found.forecast, found.growth, found.percent) == (
        Decimal("140.5"),
        Decimal(20),
        Decimal("140.5") * 100 / 120,
    )
    assert (found.low, found.high) == (Decimal("133.5"), Decimal("147.5"))
    assert found.likelihood is Likelihood.LIKELY_MET
    assert seen(target._replace(broad=False), 60, date(2024, 5, 31)).low is None


@pytest.mark.parametrize(
    ("comparison", "value", "expected"),
    [
        (Comparison.AT_LEAST, 133, Likelihood.LIKELY_MET),
        (Comparison.AT_LEAST, 140, Likelihood.OPEN),
        (Comparison.AT_LEAST, 148, Likelihood.LIKELY_MISSED),
        (Comparison.AT_MOST, 148, Likelihood.LIKELY_MET),
        (Comparison.AT_MOST, 133, Likelihood.LIKELY_MISSED),
    ],
)
def test_a_verdict_is_what_all_of_the_range_says(comparison: Comparison, value: int, expected: Likelihood) -> None:
    """Met or missed only where both ends say so, for limits too."""
    target = TARGET._replace(last_year_months=YEAR_BEFORE, comparison=comparison, value=Decimal(value))
    assert seen(target, 60, date(2024, 5, 31)).likelihood is expected


def test_a_range_inside_the_likely_one_is_open() -> None:
    """Both ends miss 139 to 141, on either side: nothing is known."""
    target = TARGET._replace(
        last_year_months=YEAR_BEFORE, comparison=Comparison.WITHIN, value=Decimal(141), upper=Decimal(142)
    )
    assert seen(target, 60, date(2024, 5, 31)).likelihood is Likelihood.OPEN


def test_what_cannot_be_projected_says_why() -> None:
    """Too early, nothing last year, no value, a year unlike the last, a finished year."""
    target = TARGET._replace(last_year_months=YEAR_BEFORE)
    early = seen(target, 12, date(2024, 2, 28))
    assert (early.forecast, early.remark and early.remark.template) == (None, "too early: less than two months are in")
    assert seen(target, 20, date(2024, 2, 29)).forecast is not None  # the leap day ends the month
    late = target._replace(last_year_months=(*(Decimal(0),) * 6, *YEAR_BEFORE[6:]))
    nothing = seen(late, 12, date(2024, 6, 30))
    assert nothing.forecast is None
    assert nothing.remark is not None
    tracked = seen(target._replace(value=None), 60, date(2024, 5, 31))
    assert (tracked.forecast, tracked.percent, tracked.likelihood) == (Decimal("140.5"), None, None)
    shock = seen(target._replace(broad=True), 80, date(2024, 5, 31))
    assert (shock.likelihood, shock.low) == (Likelihood.OPEN, None)
    assert shock.remark is not None
    over = seen(target, 119, date(2024, 12, 31))
    assert (over.forecast, over.likelihood) == (Decimal(119), Likelihood.LIKELY_MISSED)


def test_nothing_but_totals_with_a_course_is_projected() -> None:
    """Levels, rates, and totals of which last year is not known: what is needed, and no forecast."""
    assert seen(TARGET, 60, date(2024, 5, 31)).forecast is None
    rate = TARGET._replace(kind=Kind.RATE, unit="%", value=Decimal(7))
    assert seen(rate, 6, date(2024, 5, 31)) == outlook(
        assess(rate, record(6, date(2024, 5, 31)), date(2024, 5, 31), Lights()), date(2024, 5, 31)
    )
    assert seen(rate, 6, date(2024, 5, 31)).forecast is None


@given(MONTHS, st.integers(1, 12))
def test_a_course_by_months_is_what_was_stated(months: list[Decimal], month: int) -> None:
    """At each month's end the figure itself, in between on the line, at the year's end the whole."""
    figures = tuple(sum(months[:number], Decimal(0)) for number in range(1, 13))
    curve = stated_curve(TARGET._replace(last_year_months=figures))
    assert curve is not None
    assert curve.at(month * PARTS_OF_YEAR // 12) == figures[month - 1]
    assert curve.at(0) == 0
    assert curve.whole == figures[-1]
    assert curve.at(PARTS_OF_YEAR // 24) == figures[0] / 2


@given(MONTHS, st.decimals("0.8", "1.25", places=3), st.integers(2, 12))
def test_a_year_like_the_last_ends_where_its_growth_leads(months: list[Decimal], factor: Decimal, month: int) -> None:
    """Raised by g in every month, three quarters of g are expected of the rest: never beyond what came."""
    figures = tuple(sum(months[:number], Decimal(0)) for number in range(1, 13))
    found = seen(TARGET._replace(last_year_months=figures), figures[month - 1] * factor, month_end(2024, month))
    if figures[month - 1] <= 0:
        assert found.forecast is None
        return
    assert found.forecast is not None
    low, high = sorted((figures[-1], figures[-1] * factor))
    assert low - Decimal("1e-20") <= found.forecast <= high + Decimal("1e-20")


@given(MONTHS, st.integers(1, 12))
def test_the_pace_of_last_year_asks_for_last_years_share(months: list[Decimal], month: int) -> None:
    """Of the target, what last year had brought of its own whole; at the end all of it."""
    figures = tuple(sum(months[:number], Decimal(0)) for number in range(1, 13))
    target = TARGET._replace(last_year_months=figures, pace=Pacing.LAST_YEAR)
    assert pace(target, month_end(2024, month)) == Decimal(120) * figures[month - 1] / figures[-1]
    assert pace(target, date(2024, 12, 31)) == 120


def test_records_make_a_course_when_they_are_enough() -> None:
    """Four or more, the last of 31 December."""
    days = [date(2023, 3, 31), date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31)]
    records = [record(10 * number, day) for number, day in enumerate(days, start=1)]
    assert recorded_curve(records[:3], 2023) is None
    assert recorded_curve([*records[:3], record(39, date(2023, 12, 30))], 2023) is None
    curve = recorded_curve(records, 2023)
    assert curve is not None
    assert curve.at(PARTS_OF_YEAR // 2) == 20
