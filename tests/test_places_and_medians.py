"""Places that equals share, medians, and what districts are compared by."""

from __future__ import annotations

import statistics
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.calendar import AsOf
from jiangan_targets.domain.comparison import compare, targets_meant
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.overview import DistrictPlan, Reading, median, overview
from jiangan_targets.domain.places import places
from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.status import status_on
from jiangan_targets.domain.target import Group, Lights, Plan, Target

DAY = AsOf(2024, date(2024, 10, 20), date(2024, 10, 20))
FIGURES = st.decimals(min_value=-1000, max_value=1000, places=2)


def plan_with(*targets: Target) -> Plan:
    """A plan of these."""
    return Plan(2024, "x", "x", "zh", "x", Lights(), (Group("g", "g", "g"),), targets)


def target(identifier: str = "parking", kind: Kind = Kind.TOTAL, value: str = "100", **more: object) -> Target:
    """A target to reach."""
    usual = {"name": identifier, "name_en": identifier, "unit": "个", "comparison": Comparison.AT_LEAST}
    return Target(id=identifier, group="g", kind=kind, value=Decimal(value), year=2024, **usual | more)  # type: ignore[arg-type]


def reading(name: str, plan: Plan, **figures: str) -> Reading:
    """A district with figures of 30 September."""
    moment = datetime(2024, 10, 1, tzinfo=UTC)
    records = {key: Record("x", key, Decimal(figure), date(2024, 9, 30), moment) for key, figure in figures.items()}
    return Reading(DistrictPlan(name, plan, repr(plan)), records)


@given(st.lists(st.none() | st.integers(-3, 3).map(Decimal)))
def test_a_place_is_one_more_than_those_that_are_better(measures: list[Decimal | None]) -> None:
    """Equals share one, and the place behind them is left out; nothing has no place."""
    for measure, place in zip(measures, places(measures), strict=True):
        better = sum(other is not None and measure is not None and other > measure for other in measures)
        assert place == (None if measure is None else better + 1)


@given(st.lists(FIGURES))
def test_the_median_is_that_of_statistics(values: list[Decimal]) -> None:
    """Exactly; of nothing there is none."""
    assert median(values) == (statistics.median(values) if values else None)


@given(st.lists(st.dictionaries(st.sampled_from(["parking", "gdp"]), FIGURES.map(str)), max_size=6))
def test_a_view_of_many_is_what_each_says_of_itself(districts: list[dict[str, str]]) -> None:
    """Counts are those of the district's own status, whatever the others have."""
    plan = plan_with(target(), target("gdp", Kind.RATE, "7", unit="%"))
    read = [reading(f"d{number}", plan, **figures) for number, figures in enumerate(districts)]
    found = overview(read, DAY)
    assert len(found.districts) == len(districts)
    for row in found.districts:
        (own,) = [each for each in read if each.district.name == row.name]
        assert row.counts == status_on(plan, own.figures.values(), DAY.on).counts
    for each in found.targets:
        assert each.districts == len(districts)
        assert len(each.unreported) == sum(each.target.id not in figures for figures in districts)


def test_silence_is_no_way_up() -> None:
    """One good figure of two is half, as one good and one bad are; without any there is no place."""
    plan = plan_with(target(), target("gdp", Kind.RATE, "7", unit="%"))
    read = [
        reading("one", plan, parking="90"),
        reading("both", plan, parking="90", gdp="7"),
        reading("mixed", plan, parking="90", gdp="1"),
        reading("silent", plan),
    ]
    rows = {row.name: (row.place, row.share, row.judged) for row in overview(read, DAY).districts}
    assert rows == {"both": (1, 100, 2), "one": (2, 50, 1), "mixed": (2, 50, 2), "silent": (None, None, 0)}


def test_an_id_for_two_things_is_two_rows() -> None:
    """Another name, kind, or a limit instead of a goal: no median is made over both."""
    plans = [
        plan_with(target()),
        plan_with(target(name="停车场")),
        plan_with(target(kind=Kind.RATE, unit="%")),
        plan_with(target(comparison=Comparison.AT_MOST)),
        plan_with(target(value="50")),
    ]
    found = overview([reading(f"d{n}", plan, parking="60") for n, plan in enumerate(plans)], DAY)
    assert [row.districts for row in found.targets] == [2, 1, 1, 1]
    assert found.targets[0].median_completion == 90  # of 60 and 120


@pytest.mark.parametrize(
    ("units", "known"), [(("微克/立方米", "微克/立方米"), True), (("微克/立方米", "毫克/升"), False)]
)
def test_gaps_in_two_units_have_no_median(units: tuple[str, str], *, known: bool) -> None:
    """In one unit they have."""
    plans = [plan_with(target("air", Kind.RATE, "35", unit=unit, comparison=Comparison.AT_MOST)) for unit in units]
    (row,) = overview([reading(f"d{n}", plan, air="41") for n, plan in enumerate(plans)], DAY).targets
    assert row.median_gap == (-6 if known else None)


def test_places_of_a_target_are_by_what_is_shown() -> None:
    """By the gap, not by completion: it is of each figure's own day; −12.61 and −12.64 both show −12.6."""
    plan = plan_with(target(value="10000"))
    read = [reading(name, plan, parking=figure) for name, figure in (("a", "6239"), ("b", "6236"), ("c", "7500"))]
    late = reading("late", plan, parking="7000")
    record = late.figures["parking"]._replace(as_of=date(2024, 6, 30))
    read.append(late._replace(figures={"parking": record}))
    read.append(reading("silent", plan))
    meant = targets_meant([each.district for each in read], "parking")
    rows = compare(read, meant, DAY).rows
    assert [(row.name, row.place) for row in rows] == [("late", 1), ("c", 2), ("a", 3), ("b", 3), ("silent", None)]


def test_gaps_in_two_units_are_compared_as_shares_and_events_by_completion() -> None:
    """6 of 35 is less than 6 of 12; an event has no gap."""
    plans = [
        plan_with(target("air", Kind.RATE, value, unit=unit, comparison=Comparison.AT_MOST))
        for value, unit in (("12", "毫克"), ("35", "微克"))
    ]
    read = [reading("small", plans[0], air="18"), reading("large", plans[1], air="41")]
    found = compare(read, targets_meant([each.district for each in read], "air"), DAY)
    assert [(row.name, row.place) for row in found.rows] == [("large", 1), ("small", 2)]
    event = plan_with(target("bridge", Kind.EVENT, unit="%")._replace(value=None, by=date(2024, 6, 30)))
    read = [reading("done", event, bridge="100"), reading("half", event, bridge="45")]
    found = compare(read, targets_meant([each.district for each in read], "bridge"), DAY)
    assert [(row.name, row.place, row.progress.standing) for row in found.rows] == [
        ("done", 1, Standing.MET), ("half", 2, Standing.FAR_BEHIND),
    ]  # fmt: skip
