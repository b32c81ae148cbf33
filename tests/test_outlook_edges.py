"""Where the year ends, at the edges: exact ties, what is settled already, courses that turn back, shares alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.calendar import PARTS_OF_YEAR, elapsed_parts, month_end
from jiangan_targets.domain.curve import Basis, recorded_curve, stated_curve
from jiangan_targets.domain.curve_check import curve_contradictions, doubtful_curves
from jiangan_targets.domain.kinds import Comparison, Kind, Pacing
from jiangan_targets.domain.outlook import LastYear, Likelihood, Outlook, outlook
from jiangan_targets.domain.progress import Standing, assess
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Group, Lights, Plan, Target

TARGET = Target("x", "x", "x", "a", Kind.TOTAL, Comparison.AT_LEAST, Decimal(100), "亿元", 2024)
EVEN = tuple(Decimal(10 * month) for month in range(1, 13))
JUNE = date(2024, 6, 30)


def record(value: object, day: date) -> Record:
    """A figure of a day."""
    return Record("x", "x", Decimal(str(value)), day, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def seen(target: Target, value: object, day: date = JUNE, last_year: LastYear | None = None) -> Outlook:
    """The outlook by one figure."""
    return outlook(assess(target, record(value, day), day, Lights()), day, last_year)


def ending(before: int, whole: int) -> tuple[Decimal, ...]:
    """Months that had brought `before` by June, and `whole` by the year's end."""
    return (*(Decimal(before * month) / 6 for month in range(1, 6)), Decimal(before), *[Decimal(whole)] * 6)


@given(
    st.lists(st.decimals(0, 99, places=1), min_size=12, max_size=12),
    st.decimals(1, 999, places=2),
    st.dates(date(2024, 3, 1), date(2024, 12, 30)),
)
def test_a_forecast_is_that_of_fractions(months: list[Decimal], value: Decimal, day: date) -> None:
    """By the formula written down again, with fractions, on any day of a leap year."""
    figures = [sum(months[:number], Decimal(0)) for number in range(13)]
    share = Fraction(day.day, month_end(2024, day.month).day)
    before = Fraction(figures[day.month - 1]) + Fraction(months[day.month - 1]) * share
    found = seen(TARGET._replace(last_year_months=tuple(figures[1:])), value, day)
    if before <= 0:
        assert found.forecast is None
        return
    growth = Fraction(value) / before - 1
    expected = Fraction(value) + (Fraction(figures[12]) - before) * (1 + Fraction(3, 4) * growth)
    assert found.forecast is not None
    assert abs(Fraction(found.forecast) - expected) <= abs(expected) / 10**27


@pytest.mark.parametrize(
    ("before", "whole", "value", "end"), [(70, 84, 72, "86.3"), (22, 44, 40, "75.5"), (6, 58, 70, "538")]
)
def test_an_exact_end_is_not_a_hair_beside_itself(before: int, whole: int, value: int, end: str) -> None:
    """What ends exactly at its limit keeps it: a division in between must not add its last digit."""
    target = TARGET._replace(last_year_months=ending(before, whole), comparison=Comparison.AT_MOST, value=Decimal(end))
    assert seen(target, value).forecast == Decimal(end)


@pytest.mark.parametrize(
    ("comparison", "value", "upper", "likelihood"),
    [
        (Comparison.AT_LEAST, 80, None, Likelihood.LIKELY_MET),
        (Comparison.MORE_THAN, 80, None, Likelihood.LIKELY_MET),
        (Comparison.AT_MOST, 80, None, Likelihood.LIKELY_MISSED),
        (Comparison.LESS_THAN, 80, None, Likelihood.LIKELY_MISSED),
        (Comparison.WITHIN, 50, 80, Likelihood.LIKELY_MISSED),
        (Comparison.AT_LEAST, 95, None, Likelihood.OPEN),
        (Comparison.AT_MOST, 95, None, Likelihood.OPEN),
    ],
)
def test_what_has_happened_is_not_open_in_a_shock_year(
    comparison: Comparison, value: int, upper: int | None, likelihood: Likelihood
) -> None:
    """90 where last year had 60: a guess, but 80 are passed, for good or for ill."""
    target = TARGET._replace(
        last_year_months=EVEN,
        comparison=comparison,
        value=Decimal(value),
        upper=None if upper is None else Decimal(upper),
    )
    found = seen(target, 90)
    assert (found.likelihood, found.low) == (likelihood, None)
    assert found.remark is not None
    standing = found.progress.standing
    assert (standing in {Standing.MET, Standing.OVER_LIMIT}) == (likelihood is not Likelihood.OPEN)


@pytest.mark.parametrize(("value", "shock"), [(78, False), ("78.01", True), (42, False), ("41.99", True)])
def test_thirty_percent_is_no_shock_and_more_is(value: object, shock: bool) -> None:  # noqa: FBT001 -- a table
    """Of 60 by June: from 42 to 78 the rule holds, with its range."""
    found = seen(TARGET._replace(last_year_months=EVEN, broad=True), value)
    assert (found.remark is not None, found.low is None) == (shock, shock)


def test_shares_alone_project_nothing_of_nothing() -> None:
    """Neither 0 nor a figure below it grows by the shares of the months."""
    target = TARGET._replace(curve=(Decimal(100) / 8,) * 4 + (Decimal(100) / 16,) * 8)
    for value in (0, -5):
        found = seen(target, value)
        assert (found.forecast, found.likelihood) == (None, None)
        assert found.remark is not None
    assert seen(target, 62.5).forecast == 100
    assert seen(target._replace(last_year=Decimal(0)), 62.5).forecast is None
    # With last year's amount, its growth counts: 62.5 % of 80 are 50, 25 % more; 30 came after it.
    assert seen(target._replace(last_year=Decimal(80)), 62.5).forecast == Decimal("62.5") + 30 * Decimal("1.1875")


def test_a_course_that_turns_back_is_said() -> None:
    """The figures of November instead of a slip's; the rule holds, and the reader is told."""
    months = (*EVEN[:10], Decimal(1100), Decimal(120))
    found = seen(TARGET._replace(last_year_months=months), 60)
    assert found.forecast == 120
    assert found.remark is not None
    assert found.remark.fields == {"before": Decimal(1100), "after": Decimal(120)}
    assert seen(TARGET._replace(last_year_months=EVEN), 60).remark is None


def test_last_years_records_of_a_leap_year_by_parts_of_months() -> None:
    """29 February of last year is the end of a month, like 28 February of this one."""
    last = TARGET._replace(year=2024)
    days = (date(2024, 2, 29), date(2024, 5, 15), date(2024, 8, 31), date(2024, 12, 31))
    records = [record(20 * number, day) for number, day in enumerate(days, start=1)]
    target = TARGET._replace(year=2025)
    found = seen(target, 22, date(2025, 2, 28), LastYear(2024, last, records))
    assert (found.basis, found.growth) == (Basis.LAST_YEAR_LEDGER, Decimal(10))
    assert found.forecast == 22 + 60 * Decimal("1.075")
    assert found.remark is None
    revised = seen(target._replace(last_year=Decimal(84)), 22, date(2025, 2, 28), LastYear(2024, last, records))
    assert revised.remark is not None
    assert revised.remark.fields == {"recorded": 80, "stated": 84}
    curve = recorded_curve(records, 2024)
    assert curve is not None
    assert curve.at(elapsed_parts(date(2024, 5, 15), 2024)) == 40
    assert curve.by_months()[1] == 20
    assert curve.by_months()[11] == 80


def test_the_course_is_known_before_the_first_figure() -> None:
    """So that nobody asks for it."""
    target = TARGET._replace(last_year_months=EVEN)
    found = outlook(assess(target, None, JUNE, Lights()), JUNE)
    assert (found.curve, found.basis) == (stated_curve(target), None)


@pytest.mark.parametrize(
    ("months", "key"),
    [
        ("55 50 55 55 57 58 55 57 58 60 60 70", "last_year_months"),
        ("5 9 8 12 11 15 14 20 25 30 40 50", "last_year_months"),
        ("10 20 30 40 50 60 70 80 90 100 110 0", "last_year_months"),
        ("10 20 30 25 28 60 70 80 90 100 110 120", None),
        ("0 0 0 0 0 0 0 0 0 0 0 1", None),
    ],
)
def test_figures_of_single_months_are_no_course(months: str, key: str | None) -> None:
    """A refund may take one back; what falls again and again is no total."""
    target = TARGET._replace(last_year_months=tuple(map(Decimal, months.split())))
    assert [found for found, _problem in curve_contradictions(target)] == ([key] if key else [])


def test_a_fall_is_worth_a_look() -> None:
    """With its month and both figures."""
    months = (*EVEN[:3], Decimal(25), Decimal(28), *EVEN[5:])
    plan = Plan(
        2024, "x", "x", "zh", "", Lights(), (Group("a", "a", "a"),), (TARGET._replace(last_year_months=months),)
    )
    (found,) = doubtful_curves(plan)
    assert found.problem.fields == {"before": Decimal(30), "after": Decimal(25), "month": 4}


def test_no_share_is_below_zero() -> None:
    """Nor do twelve that add up to 1 pass for percent."""
    shares = (Decimal(-10), Decimal(20), *[Decimal(9)] * 10)
    assert [key for key, _problem in curve_contradictions(TARGET._replace(curve=shares))] == ["curve"]
    assert [key for key, _problem in curve_contradictions(TARGET._replace(curve=(Decimal(1) / 12,) * 12))] == ["curve"]


def test_by_last_years_pace_the_calendars_is_known_too() -> None:
    """30 of 100 by June: 20 behind the calendar; last year had brought a quarter: 5 ahead of that."""
    target = TARGET._replace(last_year_months=ending(30, 120), pace=Pacing.LAST_YEAR)
    found = assess(target, record(30, JUNE), JUNE, Lights())
    assert (found.gap, found.pace_percent, found.standing) == (Decimal(5), Decimal(25), Standing.AHEAD)
    assert found.by_calendar is not None
    assert (found.by_calendar.gap, found.by_calendar.pace_percent) == (Decimal(-20), Decimal(50))
    assert assess(target._replace(pace=Pacing.CALENDAR), record(30, JUNE), JUNE, Lights()).by_calendar is None
    assert assess(target._replace(value=None), record(30, JUNE), JUNE, Lights()).by_calendar is None
    assert elapsed_parts(JUNE, 2024) * 2 == PARTS_OF_YEAR
