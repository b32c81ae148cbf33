"""Ranking the parts of a target: places of a competition, by exact figures, whatever order they stand in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiangan_targets.domain.comparable import base_of
from jiangan_targets.domain.kinds import Better, Comparison, Judged, Kind
from jiangan_targets.domain.outlook import LastYear
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.ranking import Measure, Ranking, obstacle, places, rank, rank_all, usual_measure
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.status import status_on
from jiangan_targets.domain.target import Milestone, Part, Target
from test_parts import MOMENT, plan_of

ON = date(2024, 9, 30)


def of(values: dict[str, str | None], **more: object) -> Target:
    """A target with these parts and their values."""
    parts = tuple(Part(name, None if value is None else Decimal(value)) for name, value in values.items())
    fields = {"kind": Kind.TOTAL, "comparison": Comparison.AT_LEAST, "value": Decimal(300), "unit": "个"} | more
    return Target("t", "目标", "Target", "g", year=2024, parts=parts, **fields)  # type: ignore[arg-type]


def figures(values: dict[str, str], day: date = ON) -> list[Record]:
    """A figure for each part of one day."""
    return [
        Record(f"{name}-{day}", "t", Decimal(value), day, MOMENT, part=name or None) for name, value in values.items()
    ]


def stands(target: Target, *records: list[Record], on: date = ON) -> Progress:
    """The target with its parts."""
    return status_on(plan_of(target), [record for several in records for record in several], on).progress[0]


def told(ranking: Ranking) -> list[tuple[int | None, str | None]]:
    """The places and their names in the order of the ranking."""
    return [(each.place, each.progress.target.part) for each in ranking.parts]


@given(st.lists(st.integers(-5, 5)), st.booleans(), st.randoms(use_true_random=False))
def test_places_are_those_of_a_competition(numbers: list[int], higher: bool, random: Random) -> None:  # noqa: FBT001
    """One more than there are better ones; whoever is level shares a place, and the order of the list is nothing."""
    measures = [Decimal(number) for number in numbers]
    found = places(measures, higher=higher)
    for own, place in zip(measures, found, strict=True):
        assert place == 1 + sum(other > own if higher else other < own for other in measures)
    order = list(range(len(measures)))
    random.shuffle(order)
    assert places([measures[each] for each in order], higher=higher) == [found[each] for each in order]


@given(
    st.dictionaries(
        st.sampled_from("甲乙丙丁戊己"),
        st.tuples(st.integers(1, 40), st.integers(0, 50) | st.none()),
        min_size=1,
    ),
    st.sampled_from([Measure.COMPLETION, Measure.GAP]),
)
@example({"甲": (29, 19), "乙": (203, 133), "丙": (58, 38)}, Measure.GAP)
def test_level_means_exactly_level(shares: dict[str, tuple[int, int | None]], by: Measure) -> None:
    """1 of 3 and 2 of 6 share a place by completion and by gap, in fractions that no decimal has; a bit more is before.

    Also by a pace of its own, whose values are shares of the parts' values.
    """
    plan = (Milestone(date(2024, 7, 31), Decimal(100)),)
    target = of({name: str(value) for name, (value, _done) in shares.items()}, value=Decimal(700), milestones=plan)
    known = {name: str(done) for name, (_value, done) in shares.items() if done is not None}
    ranking = rank(stands(target, figures(known)), by)
    exact = {name: Fraction(int(done), shares[name][0]) for name, done in known.items()}
    for each in ranking.parts:
        name = each.progress.target.part or ""
        better = sum(other > exact[name] for other in exact.values()) if name in exact else None
        assert each.place == (None if better is None else better + 1)
    order = [each.place for each in ranking.parts]
    assert order == [*sorted(place for place in order if place is not None), *[None] * (len(shares) - len(known))]


def test_who_has_nothing_to_be_measured_by_has_no_place() -> None:
    """A figure without a value stands behind those with places, and who has no figure last."""
    target = of({"甲": None, "乙": "100", "丙": "50", "丁": "150"})
    ranking = rank(stands(target, figures({"甲": "999", "乙": "50", "丁": "75"})), Measure.COMPLETION)
    assert told(ranking) == [(1, "乙"), (1, "丁"), (None, "甲"), (None, "丙")]


def test_the_order_is_turned_where_little_is_good() -> None:
    """Of a limit the least used is first, by gap too; of a fall the deepest, where it is a goal."""
    limits = of({"甲": "10", "乙": "10"}, comparison=Comparison.AT_MOST, value=Decimal(20))
    item = stands(limits, figures({"甲": "9", "乙": "3"}))
    assert told(rank(item, Measure.COMPLETION)) == told(rank(item, Measure.GAP)) == [(1, "乙"), (2, "甲")]
    assert rank(item, Measure.COMPLETION).smaller_is_better
    assert not rank(item, Measure.GAP).smaller_is_better
    fall: dict[str, object] = {"kind": Kind.RATE, "unit": "%", "value": Decimal(-3)}
    for comparison, better in ((Comparison.AT_MOST, None), (Comparison.ABOUT, Better.LOWER)):
        item = stands(of({"甲": "-3", "乙": "-3"}, comparison=comparison, better=better, **fall), deep_and_flat())
        assert told(rank(item, Measure.COMPLETION)) == told(rank(item, Measure.GAP)) == [(1, "甲"), (2, "乙")]
    item = stands(of({"甲": "-3", "乙": "-3"}, comparison=Comparison.AT_LEAST, **fall), deep_and_flat())
    assert told(rank(item, Measure.COMPLETION)) == told(rank(item, Measure.GAP)) == [(1, "乙"), (2, "甲")]


def deep_and_flat() -> list[Record]:
    """甲 fell by four percent, 乙 by two."""
    return figures({"甲": "-4", "乙": "-2"})


def test_what_cannot_be_ranked_says_why() -> None:
    """And by what it can be."""
    listed = of({"甲": None, "乙": None})
    rate: dict[str, object] = {"kind": Kind.RATE, "unit": "%", "value": Decimal(6)}
    level = of({"甲": "1", "乙": "2"}, kind=Kind.LEVEL)
    cases: list[tuple[Target, Measure | None, dict[Measure, str]]] = [
        (of({"甲": "1"}), Measure.COMPLETION, {}),
        (listed, None, dict.fromkeys((Measure.COMPLETION, Measure.GAP), "no values")),
        (of({"甲": "6"}, **rate), Measure.GAP, {Measure.GROWTH: "only totals"}),
        (of({"甲": "-1", "乙": "2"}, **rate), Measure.GAP, {Measure.COMPLETION: "to fall", Measure.GROWTH: "only"}),
        (level, Measure.COMPLETION, {Measure.GAP: "pace"}),
        (level._replace(judged=Judged.YEAR_END), Measure.COMPLETION, {}),
        (
            of({"甲": "3"}, kind=Kind.RANK, comparison=Comparison.AT_MOST),
            Measure.GAP,
            {Measure.COMPLETION: "a rank", Measure.GROWTH: "only totals"},
        ),
        (
            of({"甲": None}, kind=Kind.EVENT, value=None, by=ON),
            Measure.COMPLETION,
            {Measure.GAP: "no values", Measure.GROWTH: "only totals"},
        ),
    ]
    for target, usual, why in cases:
        assert usual_measure(target) is usual
        for by in Measure:
            found = obstacle(target, by)
            assert (by in why) == (found is not None), (target, by)
            assert found is None or why[by] in str(found)
    whole = rank_all([stands(listed), stands(of({}))])
    assert (whole.made, [(target.id, str(why)) for target, why in whole.left_out]) == (
        [],
        [("t", "its parts have no values")],
    )


def test_an_event_that_is_further_on_is_first() -> None:
    """Its parts have no values; what is done of each is told in percent."""
    item = stands(of({"甲": None, "乙": None}, kind=Kind.EVENT, value=None, by=ON), figures({"甲": "45", "乙": "100"}))
    assert told(rank(item, Measure.COMPLETION)) == [(1, "乙"), (2, "甲")]


def test_places_change_since_a_day() -> None:
    """Up, down, the same; new is who had no figure then, and of whoever has none now nothing is told."""
    target = of(dict.fromkeys("甲乙丙丁戊", "100"))
    before = figures({"甲": "30", "乙": "20", "丙": "10"}, date(2024, 8, 31))
    now = figures({"甲": "31", "乙": "50", "丁": "40"})
    earlier, later = (stands(target, before, now, on=on) for on in (date(2024, 8, 31), ON))
    ranking = rank(later, Measure.COMPLETION, earlier=earlier, since=date(2024, 8, 31))
    changes = [(each.progress.target.part, each.place, each.climbed, each.new) for each in ranking.parts]
    assert changes == [
        ("乙", 1, 1, False),
        ("丁", 2, None, True),
        ("甲", 3, -2, False),
        ("丙", 4, -1, False),
        ("戊", None, None, False),
    ]
    alone = rank(later, Measure.COMPLETION)
    assert [(each.place, each.climbed, each.new) for each in alone.parts][:2] == [(1, None, False), (2, None, False)]


def last_year(values: dict[str, str], day: date, **more: object) -> dict[str, LastYear]:
    """Last year's figures of parts, by id; of the whole under no name."""
    target = of({}, **more)._replace(year=2023)
    return {
        f"t/{name}" if name else "t": LastYear(2023, target, [each])
        for name, each in zip(values, figures(values, day), strict=True)
    }


def test_growth_is_against_the_same_day_of_last_year() -> None:
    """Nobody is compared with another day, with nothing, or with another unit."""
    target = of(dict.fromkeys("甲乙丙丁", "100"))
    item = stands(target, figures({"甲": "90", "乙": "60", "丙": "50"}))
    past = last_year({"甲": "100", "乙": "50", "丙": "0"}, date(2023, 9, 30))
    ranking = rank(item, Measure.GROWTH, past)
    assert told(ranking) == [(1, "乙"), (2, "甲"), (None, "丙"), (None, "丁")]
    assert [each.measure for each in ranking.parts] == [20, -10, None, None]
    for other in (
        last_year({"甲": "100"}, date(2023, 9, 29)),
        last_year({"甲": "100"}, date(2023, 9, 30), unit="套"),
        last_year({"甲": "100"}, date(2023, 9, 30), kind=Kind.LEVEL),
    ):
        assert not rank(item, Measure.GROWTH, other).placed


def test_little_growth_is_first_where_little_is_good() -> None:
    """Of accidents, say."""
    item = stands(of(dict.fromkeys("甲乙", "100"), comparison=Comparison.AT_MOST), figures({"甲": "90", "乙": "60"}))
    past = last_year({"甲": "60", "乙": "60"}, date(2023, 9, 30))
    assert told(rank(item, Measure.GROWTH, past)) == [(1, "乙"), (2, "甲")]


def test_a_part_may_state_its_last_year() -> None:
    """It is the whole year's, so it is compared with the figure of 31 December only."""
    target = of({})._replace(parts=(Part("甲", Decimal(100), Decimal(80)),))
    for day, growth in ((date(2024, 12, 31), 25), (date(2024, 11, 30), None)):
        item = stands(target, figures({"甲": "100"}, day), on=date(2024, 12, 31))
        assert [each.measure for each in rank(item, Measure.GROWTH).parts] == [growth]


def test_a_sum_grows_against_the_same_parts_only() -> None:
    """A sum that somebody is missing of is compared with nothing, or the whole of last year would be too much."""
    target = of({"甲": "100", "乙": "100"})
    past = last_year({"甲": "100", "乙": "50"}, date(2023, 9, 30))
    whole, part = (figures(values) for values in ({"甲": "90", "乙": "75"}, {"甲": "90"}))
    assert rank(stands(target, whole), Measure.GROWTH, past).measure_of_whole == 10
    own = past | last_year({"": "160"}, date(2023, 9, 30))
    assert rank(stands(target, whole), Measure.GROWTH, own).measure_of_whole == Decimal("3.125")
    assert rank(stands(target, part), Measure.GROWTH, own).measure_of_whole is None
    assert rank(stands(target, whole, figures({"": "200"})), Measure.GROWTH, own).measure_of_whole == 25
    del past["t/乙"]
    assert rank(stands(target, whole), Measure.GROWTH, past).measure_of_whole is None


@pytest.mark.parametrize(
    ("year", "day", "same"),
    [
        (2024, date(2024, 2, 29), date(2023, 2, 28)),
        (2024, date(2024, 2, 28), date(2023, 2, 28)),
        (2025, date(2025, 2, 28), date(2024, 2, 29)),
        (2024, date(2024, 9, 8), date(2023, 9, 8)),
        (2024, date(2024, 9, 30), date(2023, 9, 30)),
    ],
)
def test_the_same_day_of_the_year_before(year: int, day: date, same: date) -> None:
    """The end of a month with its end, in leap years too."""
    target = of({})._replace(year=year)
    past = LastYear(year - 1, target._replace(year=year - 1), figures({"": "7"}, same))
    found = base_of(target, day, past)
    assert found is not None
    assert found.value == 7
    assert base_of(target, date(year, 5, 5), past) is None
