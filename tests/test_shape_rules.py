"""What holds for targets of every shape, whatever the figures: tried with figures nobody thought of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from jiangan_targets.domain.calendar import month_end
from jiangan_targets.domain.kinds import Better, Comparison, Judged, Kind
from jiangan_targets.domain.outlook import outlook
from jiangan_targets.domain.progress import Progress, Standing, assess
from jiangan_targets.domain.record import Record, figures_by_target
from jiangan_targets.domain.status import status_on
from jiangan_targets.domain.summarising import summarise
from jiangan_targets.domain.target import Group, Lights, Milestone, Plan, Reference, Revision, Target
from jiangan_targets.domain.target_check import contradictions
from jiangan_targets.domain.week import week_of
from jiangan_targets.render.detail import render_detail
from jiangan_targets.render.drawing import svg
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.language import speak
from jiangan_targets.render.outlook import table as outlook_table
from jiangan_targets.render.sheet import form_sheet, status_sheet
from jiangan_targets.render.status import markdown, table

YEAR = 2024
FIRST, END = date(YEAR, 1, 1), date(YEAR, 12, 31)
DAYS = st.dates(FIRST, END)
VALUES = st.decimals(-200, 200, places=1)
ORDER = [
    {Standing.FAR_BEHIND, Standing.OVER_LIMIT, Standing.MISSED},
    {Standing.BEHIND},
    {Standing.IN_PROGRESS},
    {Standing.ON_PACE},
    {Standing.AHEAD},
    {Standing.MET},
]
RANKS = st.integers(1, 31).map(Decimal)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any target with a value of its own that `check` lets pass."""
    kind = draw(st.sampled_from([Kind.TOTAL, Kind.LEVEL, Kind.RATE, Kind.RANK]))
    comparisons = list(Comparison) if kind is not Kind.RANK else [Comparison.AT_MOST, Comparison.LESS_THAN]
    comparison = draw(st.sampled_from(comparisons))
    value = draw({Kind.RATE: VALUES, Kind.RANK: RANKS}.get(kind, st.decimals(0, 100, places=1)))
    made = Target("x", "某", "x", "g", kind, comparison, value, "%" if kind is Kind.RATE else "个", YEAR)
    if comparison is Comparison.ABOUT:
        made = made._replace(
            better=draw(st.sampled_from(Better)), tolerance=draw(st.none() | st.decimals(0, 5, places=1))
        )
    if comparison is Comparison.WITHIN:
        made = made._replace(upper=value + draw(st.decimals("0.1", 20, places=1)))
    if kind is Kind.LEVEL:
        made = made._replace(judged=draw(st.sampled_from([None, *Judged])))
        if made.judged is not Judged.YEAR_END:
            made = made._replace(baseline=draw(st.none() | st.decimals(0, 100, places=1)))
    if kind is Kind.RATE:
        made = made._replace(judged=draw(st.sampled_from([None, *Judged])))
    if kind is Kind.TOTAL and draw(st.booleans()):
        stones = sorted(draw(st.lists(st.decimals(0, 1, places=2), min_size=2, max_size=2)))
        shares = zip((6, 9), stones, strict=True)
        made = made._replace(milestones=tuple(Milestone(month_end(YEAR, at), share * value) for at, share in shares))
    assume(not list(contradictions(made)))
    return made


@st.composite
def lights(draw: st.DrawFn) -> Lights:
    """Any thresholds that `check` lets pass."""

    def one() -> Lights:
        far, behind, ahead = sorted(draw(st.lists(st.integers(-20, 10), min_size=3, max_size=3)))
        return Lights(Decimal(behind), Decimal(far), Decimal(ahead))

    return one()._replace(rate=draw(st.none() | st.builds(one)))


def judge(target: Target, value: Decimal, day: date, shown: Lights) -> Progress:
    """A target's progress with one figure."""
    record = Record("r", "x", value, day, datetime(YEAR, 1, 1, tzinfo=UTC))
    return assess(target, record, END, shown)


def place(standing: Standing) -> int:
    """How good a standing is."""
    return next(rank for rank, names in enumerate(ORDER) if standing in names)


@given(targets(), VALUES, DAYS, lights())
def test_what_satisfies_is_never_behind(target: Target, value: Decimal, day: date, shown: Lights) -> None:
    """But for allowances of a total, which can be used up too fast before the year ends."""
    value = abs(value).to_integral_value() + 1 if target.kind is Kind.RANK else value
    assume(target.satisfied_by(value))
    assume(not (target.kind is Kind.TOTAL and target.judged_at_year_end))
    assert judge(target, value, day, shown).standing in {Standing.MET, Standing.ON_PACE, Standing.AHEAD}


@given(targets(), st.lists(VALUES, min_size=2, max_size=2, unique=True), DAYS, lights())
def test_a_better_figure_never_has_a_worse_standing(
    target: Target, values: list[Decimal], day: date, shown: Lights
) -> None:
    """For every kind, comparison, direction and threshold; a range has no direction."""
    assume(target.comparison is not Comparison.WITHIN)
    if target.kind is Kind.RANK:
        values = [abs(value).to_integral_value() + 1 for value in values]
    worse, better = sorted(values, reverse=target.lower_is_better)
    assert place(judge(target, worse, day, shown).standing) <= place(judge(target, better, day, shown).standing)


@given(
    st.sampled_from([Kind.RATE, Kind.LEVEL]),
    VALUES,
    st.lists(st.decimals(0, 50, places=1), min_size=2, max_size=2),
    st.sampled_from(["below", "above"]),
    DAYS,
    lights(),
)
def test_nearer_to_a_range_is_never_worse(
    kind: Kind, lower: Decimal, far: list[Decimal], side: str, day: date, shown: Lights
) -> None:
    """Of two figures on the same side of a range that is to be kept; what lies in it is best of all."""
    band = Target("x", "某", "x", "g", kind, Comparison.WITHIN, lower, "%", YEAR, upper=lower + 1)
    band = band._replace(judged=Judged.YEAR_END)
    near, further = (lower + 1 + away if side == "above" else lower - away for away in sorted(far))
    standings = [judge(band, value, day, shown).standing for value in (further, near, lower + Decimal("0.5"))]
    assert sorted(standings, key=place) == standings


@given(st.lists(st.integers(0, 100).map(Decimal), min_size=2, max_size=2), DAYS, DAYS)
def test_an_event_that_came_further_never_stands_worse(values: list[Decimal], by: date, on: date) -> None:
    """On any day, before and after the day it is to be done by."""
    event = Target("x", "某", "x", "g", Kind.EVENT, Comparison.AT_LEAST, None, "%", YEAR, by=by)
    less, more = sorted(values)
    standings = [
        assess(event, Record("r", "x", value, FIRST, datetime(YEAR, 1, 1, tzinfo=UTC)), on, Lights()).standing
        for value in (less, more)
    ]
    assert place(standings[0]) <= place(standings[1])


def plan_of(*made: Target) -> Plan:
    """A plan of these targets."""
    return Plan(YEAR, "某", "x", "zh", "", Lights(), (Group("g", "g", "g"),), made)


@given(
    targets(),
    st.lists(st.tuples(VALUES, DAYS), min_size=1, max_size=4),
    st.lists(
        st.tuples(st.dates(date(YEAR, 1, 2), END), VALUES), min_size=1, max_size=3, unique_by=lambda each: each[0]
    ),
)
@example(
    Target("x", "某", "x", "g", Kind.TOTAL, Comparison.AT_LEAST, Decimal(160), "个", YEAR),
    [(Decimal(90), date(YEAR, 7, 31))],
    [(date(YEAR, 8, 1), Decimal(180))],
)
def test_a_revision_never_changes_an_earlier_report(
    target: Target, figures: list[tuple[Decimal, date]], revised: list[tuple[date, Decimal]]
) -> None:
    """Every report of a day before it, and every summary of a week before it, is what it was without it."""
    assume(target.upper is None)
    revisions = tuple(Revision(start, value, "调整") for start, value in sorted(revised))
    records = [
        Record(f"r{number}", "x", value, day, datetime(day.year, day.month, day.day, tzinfo=UTC))
        for number, (value, day) in enumerate(figures)
    ]
    later = target._replace(revisions=revisions)
    before = revisions[0].start - timedelta(days=1)
    for record in records:
        after = assess(later, record, before, Lights())
        assert after._replace(target=target) == assess(target, record, before, Lights())
        assert after.target.value == target.value
    week = week_of(before - timedelta(days=7))
    summaries = [summarise(plan_of(each), list(records), week) for each in (target, later)]
    standings = [[item.standing for item in each.status.progress] for each in summaries]
    gaps = [[(new.progress.gap, new.progress.standing) for new in each.new] for each in summaries]
    assert standings[0] == standings[1]
    assert gaps[0] == gaps[1]


@settings(max_examples=50)
@given(st.lists(targets(), min_size=1, max_size=3), st.lists(VALUES, max_size=3), DAYS, st.sampled_from(["en", "zh"]))
def test_whatever_check_lets_pass_can_be_shown(made: list[Target], values: list[Decimal], day: date, lang: str) -> None:
    """With and without figures, in every drawing, and nothing unknown is printed as None."""
    plan = plan_of(*(each._replace(id=f"x{number}") for number, each in enumerate(made)))
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    records = [Record(f"r{number}", f"x{number}", value, day, moment) for number, value in enumerate(values)]
    status = status_on(plan, records, END)
    trends = figures_by_target(records)
    outlooks = [outlook(item, status.on) for item in status.progress]
    speak(lang)
    shown = [
        table.render(status, Style(80), grouped=True),
        markdown.render(status, Style(80), grouped=True),
        svg.render([svg.Charted(item, trends.get(item.target.id, [])) for item in status.progress], plan),
        *(render_detail(status, each, trends.get(each.progress.target.id, []), Style(80)) for each in outlooks),
        outlook_table.render(status, outlooks, Style(80)),
        str(status_sheet(status).lines + form_sheet(status, None).lines),
    ]
    assert not any("None" in text or "Decimal" in text for text in shown)


def test_from_its_day_on_the_value_is_the_revised_one() -> None:
    """On its own day already; and the plan it brings leads to it, while the earlier plan stays for earlier reports."""
    june, september = month_end(YEAR, 6), month_end(YEAR, 9)
    roads = Target("x", "某", "x", "g", Kind.TOTAL, Comparison.AT_LEAST, Decimal(100), "公里", YEAR)
    roads = roads._replace(milestones=(Milestone(june, Decimal(50)), Milestone(september, Decimal(80))))
    start, plan = date(YEAR, 8, 1), (Milestone(june, Decimal(36)), Milestone(september, Decimal(54)))
    roads = roads._replace(revisions=(Revision(start, Decimal(60), "压减", plan),))
    assert not list(contradictions(roads))
    record = Record("r", "x", Decimal(36), june, datetime(YEAR, 1, 1, tzinfo=UTC))
    before, on = (assess(roads, record, day, Lights()) for day in (start - timedelta(days=1), start))
    assert (before.expected, before.gap) == (Decimal(50), Decimal(-14))
    assert (on.expected, on.gap, on.plan_percent) == (Decimal(36), Decimal(0), Decimal(100))


@pytest.mark.parametrize(("comparison", "standing"), [("at_least", Standing.MET), ("more_than", Standing.MISSED)])
def test_a_value_that_is_another_figure_is_judged_like_any(comparison: str, standing: Standing) -> None:
    """Exactly as high as the other one: in step, and not above."""
    made = Target("x", "某", "x", "g", Kind.RATE, Comparison(comparison), None, "%", YEAR)
    made = made._replace(reference=Reference("y", Decimal("-0.5")))
    moment = datetime(YEAR, 1, 1, tzinfo=UTC)
    mine, other = Record("r", "x", Decimal(5), END, moment), Record("s", "y", Decimal("5.5"), FIRST, moment)
    progress = assess(made, mine, END, Lights(), {"y": other})
    assert (progress.standing, progress.gap, progress.compared_with) == (standing, Decimal(0), other)
    assert assess(made, mine, END, Lights()).standing is Standing.IN_PROGRESS
