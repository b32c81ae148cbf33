"""Names of targets side by side below headings of what the figures are: 年度目标 above 新增停车位 and 新增托位."""

from __future__ import annotations

import pytest

from jiangan_targets.domain.cells.cell import Cell, Merged
from test_parts_received import DAZHI, read, values

GROWTH = "growth/大智街道"
TITLE = ("各街道重点指标完成情况（2024年1-9月）",)
NAMES = ("新增停车位", "社零增速")
UP = Merged("A2:A3", "街道")
STREETS = {
    "merged": (Cell("", "街道", merged=UP), Cell("", merged=UP)),
    "below": ("", "街道"),
    "twice": ("街道", "街道"),
}


@pytest.mark.parametrize("street", STREETS)
@pytest.mark.parametrize("group", ["年度目标", "上年同期", "9月当月", "完成率", "排名", "下月计划", "2023年1-9月"])
def test_names_below_a_heading_of_something_else_are_not_taken(street: str, group: str) -> None:
    """Whether 街道 reaches up to it, stands in the lower row, or in both."""
    above, below = STREETS[street]
    assert read(TITLE, (above, group, group), (below, *NAMES), ("大智街道", 700, 5.5)).taken == []


@pytest.mark.parametrize("street", STREETS)
@pytest.mark.parametrize("group", ["累计完成", "1-9月完成情况", "截至9月30日"])
def test_names_below_a_heading_of_what_was_reached_are(street: str, group: str) -> None:
    """Whether the title says of which period they are or not."""
    above, below = STREETS[street]
    found = read(("各街道重点指标完成情况",), (above, group, group), (below, *NAMES), ("大智街道", 700, 5.5))
    assert values(found) == {DAZHI: "700", GROWTH: "5.5"}


@pytest.mark.parametrize("street", STREETS)
def test_blocks_of_plans_and_figures_stand_side_by_side(street: str) -> None:
    """Each with all targets, or with some."""
    above, below = STREETS[street]
    groups = (above, "年度目标", "年度目标", "累计完成", "累计完成")
    found = read(TITLE, groups, (below, *NAMES, *NAMES), ("大智街道", 1200, 6, 700, 5.5))
    assert values(found) == {DAZHI: "700", GROWTH: "5.5"}
    assert values(read(TITLE, (above, "累计完成", "年度目标"), (below, *NAMES), ("大智街道", 700, 6))) == {DAZHI: "700"}


def test_groups_of_targets_say_nothing_of_the_figures() -> None:
    """城建 is one; what 其中 speaks of is a part."""
    above, below = STREETS["merged"]
    grouped = read(TITLE, (above, "城建", "商贸"), (below, *NAMES), ("大智街道", 700, 5.5))
    assert values(grouped) == {DAZHI: "700", GROWTH: "5.5"}
    assert read(TITLE, (above, "其中：新建", "其中：新建"), (below, *NAMES), ("大智街道", 700, 5.5)).taken == []
    period = (above, "1-9月", "1-9月"), (below, "新增停车位", "新增停车位"), ("", "目标", "完成")
    assert values(read(TITLE, *period, ("大智街道", 1200, 700))) == {DAZHI: "700"}
