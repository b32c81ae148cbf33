"""Completion, pace, gap and standing: the rules of the contract, case by case."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.pace import pace
from jiangan_targets.domain.progress import Progress, Standing, assess
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Lights, Milestone, Target

YEAR = 2024
END = date(YEAR, 12, 31)


def make_target(
    value: str, kind: Kind = Kind.TOTAL, comparison: Comparison = Comparison.AT_LEAST, **more: object
) -> Target:
    """A target of the given value."""
    return Target("x", "某", "x", "g", kind, comparison, Decimal(value), "个", YEAR, **more)  # type: ignore[arg-type]


def judge(target: Target, value: str, as_of: date, on: date = END, lights: Lights | None = None) -> Progress:
    """A target's progress with one record."""
    record = Record("r", target.id, Decimal(value), as_of, datetime(2024, 1, 1, tzinfo=UTC))
    return assess(target, record, on, lights or Lights())


@pytest.mark.parametrize(
    ("value", "target", "as_of", "completion", "gap"),
    [
        ("629.0", "647.4", date(2024, 10, 31), "97.2", "13.8"),  # Jiangmen, January to October: not 13.9
        ("77.2", "100", date(2024, 8, 31), "77.2", "10.5"),  # Ningde, January to August
        ("69.7", "100", date(2024, 8, 31), "69.7", "3.0"),  # Ningde, January to August
        ("53.8", "100", date(2024, 6, 30), "53.8", "3.8"),  # Chuzhou, January to June
        ("9000", "16000", date(2024, 9, 8), "56.3", "-12.6"),  # the contract's own example
    ],
)
def test_published_cases(value: str, target: str, as_of: date, completion: str, gap: str) -> None:
    """Figures that governments published come out to the digit."""
    progress = judge(make_target(target), value, as_of)
    assert progress.completion is not None
    assert progress.gap is not None
    assert round_half_up(progress.completion, 1) == Decimal(completion)
    assert round_half_up(progress.gap, 1) == Decimal(gap)


def test_a_rate_is_compared_in_points() -> None:
    """GDP growth of 6.1 % against 7 % is 0.9 points below, on any day of the year."""
    target = make_target("7", Kind.RATE, Comparison.ABOUT)
    for day in (date(2024, 3, 31), END):
        assert judge(target, "6.1", day).gap == Decimal("-0.9")
    assert judge(target, "6.1", END).pace_percent is None


LEVEL = {"kind": Kind.LEVEL}
CASES = [
    # target value, what else, figure, as of, standing
    ("100", {}, "100", date(2024, 2, 1), Standing.MET),
    ("100", {"comparison": Comparison.MORE_THAN}, "100", date(2024, 2, 1), Standing.AHEAD),
    ("100", {"comparison": Comparison.MORE_THAN}, "100", END, Standing.MISSED),
    ("100", {"comparison": Comparison.MORE_THAN}, "100.1", END, Standing.MET),
    ("100", {"comparison": Comparison.ABOUT}, "98", END, Standing.MET),
    ("100", {"comparison": Comparison.ABOUT}, "97.9", END, Standing.MISSED),
    ("100", {}, "50", date(2024, 6, 30), Standing.ON_PACE),
    ("100", {}, "50.1", date(2024, 6, 30), Standing.AHEAD),
    ("100", {}, "49.9", date(2024, 6, 30), Standing.BEHIND),
    ("100", {}, "40", date(2024, 6, 30), Standing.BEHIND),
    ("100", {}, "39.9", date(2024, 6, 30), Standing.FAR_BEHIND),
    ("100", {}, "99.9", END, Standing.MISSED),
    ("100", {"comparison": Comparison.AT_MOST}, "60", date(2024, 6, 30), Standing.BEHIND),
    ("100", {"comparison": Comparison.AT_MOST}, "40", date(2024, 6, 30), Standing.AHEAD),
    ("100", {"comparison": Comparison.AT_MOST}, "100", END, Standing.MET),
    ("100", {"comparison": Comparison.AT_MOST}, "101", END, Standing.MISSED),
    ("0", {"comparison": Comparison.AT_MOST}, "0", date(2024, 6, 30), Standing.ON_PACE),
    ("0", {"comparison": Comparison.AT_MOST}, "1", date(2024, 6, 30), Standing.OVER_LIMIT),
    ("0", {"comparison": Comparison.AT_MOST}, "0", END, Standing.MET),
    ("0", {"comparison": Comparison.AT_MOST}, "1", END, Standing.MISSED),
    ("800", LEVEL, "700", date(2024, 6, 30), Standing.IN_PROGRESS),
    ("800", LEVEL, "800", date(2024, 6, 30), Standing.MET),
    ("800", LEVEL, "700", END, Standing.MISSED),
    ("27", {**LEVEL, "baseline": Decimal(25)}, "26", date(2024, 6, 30), Standing.ON_PACE),
    ("27", {**LEVEL, "baseline": Decimal(25)}, "25", date(2024, 6, 30), Standing.BEHIND),
    ("27", {**LEVEL, "baseline": Decimal(25)}, "22", date(2024, 6, 30), Standing.FAR_BEHIND),
    ("7", {"kind": Kind.RATE, "comparison": Comparison.ABOUT}, "6.8", date(2024, 6, 30), Standing.ON_PACE),
    ("7", {"kind": Kind.RATE, "comparison": Comparison.ABOUT}, "6.8", END, Standing.MET),
    ("7", {"kind": Kind.RATE, "comparison": Comparison.ABOUT}, "6.7", date(2024, 6, 30), Standing.BEHIND),
    ("7", {"kind": Kind.RATE, "comparison": Comparison.ABOUT}, "6.1", date(2024, 6, 30), Standing.FAR_BEHIND),
    ("7", {"kind": Kind.RATE, "comparison": Comparison.ABOUT}, "6.7", END, Standing.MISSED),
    ("-3", {"kind": Kind.RATE, "comparison": Comparison.AT_MOST}, "-3.5", date(2024, 6, 30), Standing.ON_PACE),
    ("-3", {"kind": Kind.RATE, "comparison": Comparison.AT_MOST}, "-2.9", date(2024, 6, 30), Standing.BEHIND),
    ("-3", {"kind": Kind.RATE, "comparison": Comparison.AT_MOST}, "-1", date(2024, 6, 30), Standing.FAR_BEHIND),
]


@pytest.mark.parametrize(("value", "more", "figure", "as_of", "standing"), CASES)
def test_standings(value: str, more: dict[str, object], figure: str, as_of: date, standing: Standing) -> None:
    """Each row of the contract's table of standings, at its edges."""
    assert judge(make_target(value, **more), figure, as_of).standing is standing  # type: ignore[arg-type]


def test_no_record_is_no_data() -> None:
    """Nothing reported is not the same as zero."""
    assert assess(make_target("5"), None, END, Lights()).standing is Standing.NO_DATA


def test_a_gap_shown_as_nothing_is_never_called_behind() -> None:
    """49.97 % at mid-year shows as 0.0 points: the word beside it must not contradict it."""
    assert judge(make_target("100"), "49.97", date(2024, 6, 30)).standing is Standing.ON_PACE
    assert judge(make_target("100"), "49.95", date(2024, 6, 30)).standing is Standing.BEHIND


def test_an_office_may_set_its_own_thresholds() -> None:
    """With 5 points of patience, 46 % at mid-year is still on pace."""
    lights = Lights(behind=Decimal(-5), far_behind=Decimal(-20))
    target = make_target("100")
    assert judge(target, "46", date(2024, 6, 30), lights=lights).standing is Standing.ON_PACE
    assert judge(target, "44", date(2024, 6, 30), lights=lights).standing is Standing.BEHIND
    assert judge(target, "29", date(2024, 6, 30), lights=lights).standing is Standing.FAR_BEHIND


def test_age_is_counted_to_the_day_of_the_report_but_not_beyond_the_year() -> None:
    """August data read in May of next year is as old as it was on 31 December."""
    target = make_target("100")
    assert judge(target, "5", date(2024, 8, 31), on=date(2024, 10, 15)).stale is False
    assert judge(target, "5", date(2024, 8, 31), on=date(2024, 10, 16)).stale is True
    assert judge(target, "5", date(2024, 8, 31), on=date(2025, 5, 1)).age_days == 122


def test_what_would_divide_by_zero_is_unknown() -> None:
    """A target of 0 has no completion and no gap."""
    progress = judge(make_target("0", comparison=Comparison.AT_MOST), "1", date(2024, 6, 30))
    assert (progress.completion, progress.gap, progress.pace_percent) == (None, None, None)


def test_milestones_bend_the_line() -> None:
    """Half the target by the end of September, then the rest: piecewise through (date, value)."""
    target = make_target("100", milestones=(Milestone(date(2024, 9, 30), Decimal(50)),))
    assert pace(target, date(2024, 9, 30)) == 50
    assert pace(target, date(2024, 10, 31)) == 50 + Decimal(50) / 3
    assert pace(target, END) == 100


DAYS = st.dates(date(2024, 1, 1), END)
VALUES = st.decimals(-1000, 1000, places=2)


@given(st.decimals(1, 1000, places=2), VALUES, VALUES, DAYS)
def test_more_is_never_worse(target: Decimal, one: Decimal, other: Decimal, day: date) -> None:
    """For a target to be reached, a larger figure never has the smaller gap or completion."""
    low, high = (judge(make_target(str(target)), str(value), day) for value in sorted((one, other)))
    assert low.gap is not None
    assert high.gap is not None
    assert low.gap <= high.gap
    assert (low.completion or 0) <= (high.completion or 0)


@given(st.decimals(1, 1000, places=2), VALUES, DAYS)
def test_an_allowance_is_the_mirror_of_a_goal(target: Decimal, value: Decimal, day: date) -> None:
    """`at_most` flips the sign of the gap, nothing else."""
    goal = judge(make_target(str(target)), str(value), day)
    allowance = judge(make_target(str(target), comparison=Comparison.AT_MOST), str(value), day)
    assert goal.gap is not None
    assert allowance.gap == -goal.gap
    assert allowance.completion == goal.completion


@given(st.sampled_from(Kind), st.sampled_from(Comparison), VALUES, VALUES, DAYS, st.none() | VALUES)
def test_every_figure_has_a_standing_that_fits_its_numbers(
    kind: Kind, comparison: Comparison, target: Decimal, value: Decimal, day: date, baseline: Decimal | None
) -> None:
    """No combination fails, and no standing contradicts the gap printed beside it."""
    made = make_target(str(target), kind, comparison, baseline=baseline if kind is Kind.LEVEL else None)
    progress = judge(made, str(value), day)
    if progress.standing is Standing.AHEAD:
        assert progress.gap is not None
        assert progress.gap > 0
    if progress.standing in {Standing.BEHIND, Standing.FAR_BEHIND} and progress.gap is not None:
        assert round_half_up(progress.gap, 1) < 0 or not made.satisfied_by(value)
    if progress.standing in {Standing.MET, Standing.MISSED}:
        assert made.satisfied_by(value) == (progress.standing is Standing.MET)
