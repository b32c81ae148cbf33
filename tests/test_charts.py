"""Charts: round ticks, a legend of what is there, milestones reached or missed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Cli
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.milestones import Reached, milestone_states
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Milestone, Target
from jiangan_targets.render.drawing.scale import round_scale
from shapes import write

VALUES = st.decimals(-(10**9), 10**9, places=3)
JUNE = date(2024, 6, 30)
TOTAL = Target(
    "x",
    "x",
    "x",
    "g",
    Kind.TOTAL,
    Comparison.AT_LEAST,
    Decimal(100),
    "个",
    2024,
    milestones=(Milestone(JUNE, Decimal(50)),),
)


@given(VALUES, VALUES)
def test_ticks_are_round_and_hold_both_ends(one: Decimal, other: Decimal) -> None:
    """Three to six equal steps, each tick a multiple of a step that has at most two digits (2.5 and 25 too)."""
    low, high = sorted((one, other))
    scale = round_scale(low, high)
    assert scale.low == scale.ticks[0] <= low <= high <= scale.ticks[-1] == scale.high
    assert 3 <= len(scale.ticks) - 1 <= 6
    steps = {later - earlier for earlier, later in zip(scale.ticks, scale.ticks[1:], strict=False)}
    (step,) = steps
    assert step.normalize().as_tuple().digits in {(1,), (2,), (2, 5), (4,), (5,)}
    assert all(tick % step == 0 for tick in scale.ticks)


def test_the_steps_that_people_read() -> None:
    """16,000 has ticks at 0, 4,000, 8,000 and on."""
    assert [int(tick) for tick in round_scale(Decimal(0), Decimal(16000)).ticks] == [0, 4000, 8000, 12000, 16000]
    assert [int(tick) for tick in round_scale(Decimal(0), Decimal(700)).ticks] == [0, 250, 500, 750]


@pytest.mark.parametrize(
    ("figures", "comparison", "expected"),
    [
        ({}, "at_least", Reached.OPEN),
        ({JUNE: 50}, "at_least", Reached.MET),
        ({JUNE: 49}, "at_least", Reached.MISSED),
        ({date(2024, 3, 31): 50}, "at_least", Reached.MET),
        ({date(2024, 3, 31): 20}, "at_least", Reached.OPEN),
        ({date(2024, 7, 31): 49}, "at_least", Reached.MISSED),
        ({date(2024, 5, 31): 40, date(2024, 7, 31): 60}, "at_least", Reached.OPEN),
        ({JUNE: 50}, "at_most", Reached.MET),
        ({date(2024, 5, 31): 51}, "at_most", Reached.MISSED),
        ({date(2024, 5, 31): 40}, "at_most", Reached.OPEN),
    ],
)
def test_a_milestone_is_what_the_figures_say(figures: dict[date, int], comparison: str, expected: Reached) -> None:
    """What no figure tells is open: short before and beyond after may have been in time or not."""
    noon = datetime(2024, 12, 31, 12, tzinfo=UTC)
    records = [Record("r", "x", Decimal(value), day, noon) for day, value in figures.items()]
    target = TOTAL._replace(comparison=Comparison(comparison))
    assert [state.reached for state in milestone_states(target, records)] == [expected]


def test_a_legend_names_what_is_drawn_and_no_more(cli: Cli, folder: Path) -> None:
    """In the terminal, with and without ASCII, and in SVG."""
    write(
        folder,
        'homes\nkind = "total"\nvalue = 12000\nunit = "套"\nplan = { 3 = 2000, 10 = 9000 }',
        'beds\nkind = "level"\nvalue = 9.5\nunit = "张"\nlast_year = 8.7',
    )
    assert cli("record", "homes=1800", "beds=9", "--on", "2024-03-31", "--force").code == 0
    shown = cli("show", "homes", "--on", "2024-09-10").out
    assert shown.endswith("● records  · pace  ◇ milestone ahead  ✗ milestone missed\n")
    assert "12,000 │" in shown
    ascii_shown = cli("show", "homes", "--ascii", "--on", "2024-09-10").out
    assert ascii_shown.endswith("o records  . pace  ? milestone ahead  x milestone missed\n")
    assert ascii_shown.isascii() or "套" in ascii_shown
    assert cli("show", "beds", "--on", "2024-09-10").out.endswith("● records  · target  ╌ last year\n")
    picture = cli("chart", "homes", "beds", "--on", "2024-09-10", lang="zh").out
    for name in ("填报记录", "序时进度", "节点未到", "节点未达到", "目标", "上年"):
        assert f">{name}</text>" in picture
    assert "节点已达到" not in picture
    assert ">4,000</text>" in picture
