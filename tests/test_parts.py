"""Parts of a target: what each has of it, what they add up to, and what rounding may make of that."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.kinds import Comparison, Kind, Pacing
from jiangan_targets.domain.pace import pace
from jiangan_targets.domain.parts import (
    ValueFrom,
    beyond_rounding,
    parts_of,
    sum_of_values,
    whole_of,
)
from jiangan_targets.domain.parts_check import inspect_parts, inspect_sums
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.record import Record, Withdrawal, figures_by_target
from jiangan_targets.domain.status import Status, select, status_on, unfolded
from jiangan_targets.domain.target import Group, Lights, Milestone, Part, Plan, Revision, Target

MOMENT = datetime(2024, 9, 9, tzinfo=UTC)
END = date(2024, 12, 31)

BEIJING = (
    *(8_150_217, 8_023_441, 7_812_006, 7_500_333, 6_999_871, 6_420_018, 5_903_344, 5_130_276, 4_412_907),
    *(3_655_190, 2_990_415, 2_104_882, 1_500_604, 1_220_731, 890_422, 560_305, 280_206),
)
"""Made up; they add up to 73,555,168 as the published ones of Beijing's districts of January to August 2018 do."""


def whole(kind: Kind = Kind.TOTAL, value: str | None = "300", **more: object) -> Target:
    """A target of two sub-districts."""
    shares = (Part("大智街道", Decimal(100), Decimal(80)), Part("一元街道", Decimal(200), owner="街道办"))
    fields = {"comparison": Comparison.AT_LEAST, "parts": shares, "unit_of": "街道"} | more
    fields |= {"kind": kind, "value": None if value is None else Decimal(value), "unit": "个", "year": 2024}
    return Target("parking", "停车位", "Parking", "g", **fields)  # type: ignore[arg-type]


def plan_of(*targets: Target) -> Plan:
    """A plan of targets."""
    return Plan(2024, "", "", "zh", "", Lights(), (Group("g", "组", "G"),), targets)


def figure(value: str, part: str | None, day: int = 30, month: int = 6, identifier: str = "") -> Record:
    """A figure of a part, or of the whole."""
    name = identifier or f"r{part}{month}{day}"
    return Record(name, "parking", Decimal(value), date(2024, month, day), MOMENT, part=part)


def judged(target: Target, *records: Record, on: date = END) -> Progress:
    """How the target stands."""
    return status_on(plan_of(target), records, on).progress[0]


def test_a_part_has_the_shape_of_its_whole() -> None:
    """Its milestones, its months and its revised plan are shares of its own value."""
    stone = Milestone(date(2024, 6, 30), Decimal(120))
    revised = Revision(date(2024, 8, 1), Decimal(600), "预算", (Milestone(date(2024, 9, 30), Decimal(480)),))
    months = tuple(Decimal(month * month) for month in range(1, 13))
    target = whole(milestones=(stone,), revisions=(revised,))
    first, second = parts_of(target)
    assert (first.id, first.part, first.owner) == ("parking/大智街道", "大智街道", "大智街道")
    assert first.last_year == 80
    assert (second.owner, second.value, whole_of(second)) == ("街道办", Decimal(200), "parking")
    assert pace(first, date(2024, 6, 30)) == 40
    assert pace(second, date(2024, 6, 30)) == 80
    assert first.in_force(date(2024, 9, 1)).value == 100
    assert pace(first.in_force(date(2024, 9, 30)), date(2024, 9, 30)) == 80
    by_months = parts_of(whole(last_year_months=months, pace=Pacing.LAST_YEAR))[0]
    course = pace(by_months, date(2024, 6, 30))
    assert course is not None
    assert round(course, 9) == 25  # 36 of 144


def test_a_whole_without_a_figure_has_the_sum_of_its_parts() -> None:
    """As of the latest of their days; who is missing or older is known, and its own figure goes before it."""
    target = whole(parts=(*whole().parts, Part("后湖街道")))
    some = judged(target, figure("30", "大智街道"), figure("50", "一元街道", 31, 5))
    assert some.record is not None
    assert some.summed is not None
    assert (some.record.value, some.record.as_of) == (Decimal(80), date(2024, 6, 30))
    assert some.value_from is ValueFrom.PARTS
    assert (some.missing_parts, some.summed.older) == (("后湖街道",), (("一元街道", date(2024, 5, 31)),))
    assert [part.record and part.record.value for part in some.parts] == [30, 50, None]
    own = judged(target, figure("90", None, 31, 5), figure("30", "大智街道"))
    assert own.record is not None
    assert (own.record.value, own.value_from) == (Decimal(90), ValueFrom.RECORD)
    assert own.missing_parts == ("一元街道", "后湖街道")
    none = judged(target)
    assert (none.standing, none.value_from, none.summed, none.missing_parts) == (Standing.NO_DATA, None, None, ())


@pytest.mark.parametrize("kind", [Kind.RATE, Kind.RANK, Kind.EVENT])
def test_rates_ranks_and_deeds_are_never_summed(kind: Kind) -> None:
    """Each part has its own, and the whole none."""
    value = None if kind is Kind.EVENT else "3"
    shares = (Part("大智街道"), Part("一元街道"))
    item = judged(whole(kind, value, parts=shares), figure("2", "大智街道"), figure("4", "一元街道"))
    assert (item.record, item.standing, item.summed) == (None, Standing.NO_DATA, None)
    assert all(part.record is not None for part in item.parts)


def test_what_is_withdrawn_or_superseded_is_so_by_part() -> None:
    """A figure of one part says nothing of another, nor of the whole."""
    records = [figure("30", "大智街道", identifier="a"), figure("50", "一元街道", identifier="b")]
    later = figure("40", "大智街道", identifier="c")
    item = judged(whole(), *records, later)
    assert item.record is not None
    assert item.record.value == 90
    back = Withdrawal("w", "parking", "c", MOMENT)
    item = status_on(plan_of(whole()), [*records, later, back], END).progress[0]
    assert item.record is not None
    assert item.record.value == 80
    assert [*figures_by_target([*records, later])] == ["parking/大智街道", "parking/一元街道"]


def test_no_year_is_lost_by_a_sum_that_parts_are_missing_of() -> None:
    """What one part has of 31 December decides nothing; when all have one, it does."""
    early = judged(whole(), figure("100", "大智街道", 31, 12), figure("90", "一元街道", 30, 11))
    assert early.standing is Standing.FAR_BEHIND
    done = judged(whole(), figure("100", "大智街道", 31, 12), figure("90", "一元街道", 31, 12))
    assert done.standing is Standing.MISSED
    met = judged(whole(), figure("310", "大智街道", 31, 12))
    assert met.standing is Standing.MET
    limit = judged(whole(comparison=Comparison.AT_MOST), figure("10", "大智街道", 31, 12))
    assert limit.standing is not Standing.MET


@pytest.mark.parametrize("kind", [Kind.TOTAL, Kind.LEVEL])
def test_no_limit_is_kept_by_parts_that_did_not_report(kind: Kind) -> None:
    """While one is missing it is in progress, or over; with an older figure it is not met."""
    limit = whole(kind=kind, comparison=Comparison.AT_MOST)._replace(baseline=Decimal(400))
    first = figure("10", "大智街道", 31, 12)
    assert judged(limit, first).standing is Standing.IN_PROGRESS
    assert judged(limit, first, figure("20", "一元街道", 30, 11)).standing not in {Standing.MET, Standing.MISSED}
    assert judged(limit, first, figure("20", "一元街道", 31, 12)).standing is Standing.MET
    over = judged(limit, figure("900", "大智街道", 30, 6))
    assert over.standing is (Standing.OVER_LIMIT if kind is Kind.TOTAL else Standing.FAR_BEHIND)
    held = limit._replace(comparison=Comparison.WITHIN, value=Decimal(5), upper=Decimal(25))
    assert judged(held, first).standing is not Standing.MET


def test_rounding_explains_as_much_as_it_can() -> None:
    """Half of the last digit for each part: of Beijing's districts 2 of at most 8.5, and 9 no more."""
    parts = [Decimal(value) for value in BEIJING]
    assert sum(parts) == 73_555_168
    assert len(parts) == 17
    assert beyond_rounding(Decimal(73_555_170), parts) is None
    assert beyond_rounding(Decimal(73_555_176), parts) is None
    assert beyond_rounding(Decimal(73_555_177), parts) == 9
    assert beyond_rounding(Decimal(73_555_159), parts) == -9
    assert beyond_rounding(Decimal("7.3"), [Decimal("3.64"), Decimal("3.57")]) is None  # 0.1 of 0.1: the whole's digit
    assert beyond_rounding(Decimal("7.4"), [Decimal("3.64"), Decimal("3.57")]) == Decimal("0.19")


@given(st.lists(st.decimals(-(10**6), 10**6, places=4), min_size=1, max_size=40), st.integers(-3, 3))
def test_no_rounding_of_the_parts_is_ever_told(exact: list[Decimal], places: int) -> None:
    """However the figures of the parts are rounded, the whole's exact one rounded the same way fits, up to its own."""
    digit = Decimal(1).scaleb(-places)
    parts = [value.quantize(digit, ROUND_HALF_UP) for value in exact]
    assert beyond_rounding(sum(exact, Decimal(0)), parts) is None


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40), st.integers(1, 10**6))
def test_more_than_rounding_is_always_told(values: list[int], more: int) -> None:
    """Whole numbers that differ by more than half of one for each part."""
    parts = [Decimal(value) for value in values]
    difference = Decimal(len(parts)) / 2 + more
    own = sum(parts, Decimal(0)) + difference.to_integral_value()
    assert beyond_rounding(own, parts) == difference.to_integral_value()


@given(st.permutations(BEIJING))
def test_the_sum_is_the_same_in_any_order(values: list[int]) -> None:
    """Whoever reports first."""
    shares = tuple(Part(f"区{number}") for number in range(len(values)))
    records = [figure(str(value), f"区{number}") for number, value in enumerate(values)]
    item = judged(whole(value="80000000", parts=shares), *records)
    assert item.record is not None
    assert item.record.value == 73_555_168


def test_a_difference_is_told_of_the_day_that_all_have() -> None:
    """By `status` of the figure that counts, by `check` of all; a day on which a part is missing tells nothing."""
    parts = [figure("30", "大智街道"), figure("50", "一元街道"), figure("35", "大智街道", 31, 7)]
    assert judged(whole(), *parts, figure("81", None)).difference is None
    wrong = figure("90", None, identifier="own")
    assert judged(whole(), *parts, wrong).difference == 10
    assert judged(whole(), *parts, figure("900", None, 31, 7)).difference is None
    found = inspect_sums([*parts, wrong], plan_of(whole()))
    assert [finding.where for finding in found] == [("own",)]
    assert inspect_sums([*parts, figure("81", None)], plan_of(whole())) == []


def test_values_that_do_not_add_up_are_told() -> None:
    """Exactly, of the value in force; not of rates, nor where a part has none."""
    assert sum_of_values(whole()) is None
    assert sum_of_values(whole(value="301")) == 300
    assert sum_of_values(whole(Kind.RATE, "301")) is None
    assert sum_of_values(whole(value="301", parts=(Part("甲", Decimal(1)), Part("乙")))) is None
    revised = whole(revisions=(Revision(date(2024, 8, 1), Decimal(400)),))
    (told,) = inspect_parts([], plan_of(revised))
    assert told.where == ("targets", "parking", "parts")
    (missing,) = inspect_parts([figure("30", "大智街道")], plan_of(whole()))
    assert missing.problem.fields["parts"] == ["一元街道"]
    assert inspect_parts([], plan_of(whole())) == []


def test_counts_count_wholes_only() -> None:
    """Whether their parts are shown or not; parts that are asked for alone are what is shown."""
    status = status_on(plan_of(whole()), [figure("30", "大智街道")], END)
    shown: Status = unfolded(status)
    assert [item.target.id for item in shown.progress] == ["parking", "parking/大智街道", "parking/一元街道"]
    assert shown.counts == status.counts
    alone = select(status, ["parking/一元街道"])
    assert alone.counts[Standing.NO_DATA] == 1
    assert [item.target.id for item in alone.progress] == ["parking/一元街道"]
