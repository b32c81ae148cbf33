"""Whatever course `check` lets pass can be shown: tried in every form and drawing of the outlook."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jiangan_targets.domain.kinds import Comparison, Kind, Pacing
from jiangan_targets.domain.outlook import LastYear, outlook
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.status import status_on
from jiangan_targets.domain.target import Group, Lights, Plan, Target
from jiangan_targets.domain.target_check import contradictions
from jiangan_targets.render.detail import render_detail
from jiangan_targets.render.drawing import svg
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.language import speak
from jiangan_targets.render.outlook import csv, json, markdown, table
from jiangan_targets.render.sheet import status_sheet
from jiangan_targets.render.status import markdown as status_markdown
from jiangan_targets.render.status import table as status_table

AMOUNTS = st.decimals(-500, 5000, places=2)
PLAIN = Target("x", "目标", "Target", "a", Kind.TOTAL, Comparison.AT_LEAST, None, "亿元", 2024)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """A total of any comparison, with any course that is one, or none."""
    comparison = draw(st.sampled_from(Comparison))
    value = draw(st.none() | AMOUNTS)
    upper = None if value is None or comparison is not Comparison.WITHIN else value + draw(st.decimals("0.1", 99))
    months = draw(st.lists(st.decimals(-20, 900, places=1), min_size=12, max_size=12))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=11, max_size=11)))
    shares = tuple(Decimal(after - before) for before, after in zip([0, *cuts], [*cuts, 100], strict=True))
    course = draw(st.sampled_from(["months", "shares", ""]))
    target = PLAIN._replace(
        comparison=comparison,
        value=value,
        upper=upper,
        last_year_months=tuple(accumulate(months)) if course == "months" else (),
        curve=shares if course == "shares" else (),
        last_year=draw(st.none() | AMOUNTS) if course != "months" else None,
        pace=draw(st.sampled_from(Pacing)) if course else Pacing.CALENDAR,
        broad=draw(st.booleans()),
        stretch=draw(st.booleans()),
        decimals=draw(st.sampled_from([None, 0, 3])),
    )
    assume(not [*contradictions(target)])
    return target


def record(value: Decimal, day: date) -> Record:
    """A figure of a day."""
    return Record("r", "x", value, day, datetime(day.year, day.month, day.day, tzinfo=UTC))


@given(
    targets(),
    st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2024, 12, 31)), AMOUNTS), max_size=3),
    st.lists(
        st.tuples(st.dates(date(2023, 1, 1), date(2023, 12, 30)), AMOUNTS), max_size=6, unique_by=lambda each: each[0]
    ),
    AMOUNTS,
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_outlook_can_be_shown(
    lang: str,
    target: Target,
    figures: list[tuple[date, Decimal]],
    before: list[tuple[date, Decimal]],
    end: Decimal,
    on: date,
) -> None:
    """Without a failure, and nothing unknown printed as None; a range holds its forecast, and only where one may."""
    speak(lang)
    plan = Plan(2024, "计划", "Plan", "zh", "", Lights(), (Group("a", "组", "Group"),), (target,))
    records = [record(value, day) for day, value in sorted(figures) if day <= on]
    last = [record(value, day) for day, value in [*sorted(before), (date(2023, 12, 31), end)]]
    status = status_on(plan, records, on)
    found = [outlook(status.progress[0], on, LastYear(2023, target._replace(year=2023), last))]
    style = Style(80)
    shown = [
        *(form.render(status, found, style) for form in (table, markdown, csv)),
        render_detail(status, found[0], records, style),
        svg.render([svg.Charted(status.progress[0], records, found[0].curve)], plan),
        status_table.render(status, style, grouped=True),
        status_markdown.render(status, style, grouped=True),
        str(status_sheet(status).lines),
    ]
    assert not any("None" in text or "Decimal" in text or "NaN" in text for text in shown)
    assert "NaN" not in json.render(status, found, style)
    low, forecast, high = found[0].low, found[0].forecast, found[0].high
    assert (low is None) == (high is None)
    assert low is None or (target.broad and high is not None and forecast is not None and low <= forecast <= high)
    assert forecast is not None or found[0].likelihood is None
    assert target.value is not None or found[0].likelihood is None
