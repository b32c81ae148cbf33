"""Cells that stand once for several rows of a table of parts, and the words for the whole."""

from __future__ import annotations

from datetime import date

import pytest

from jiangan_targets.domain.cells.cell import Cell, Merged
from jiangan_targets.domain.received.tables_read import TablesRead
from jiangan_targets.domain.target import Part
from received import complaints, taken
from test_parts_received import DAZHI, PARTS, PLAN, SEPTEMBER, read, target, values


def test_a_street_merged_over_its_rows_is_meant_by_each() -> None:
    """A row below the first is no whole's; where merging was lost that is asked, of a target without parts too."""
    head, merged = ("街道", "指标名称", "累计完成"), Merged("A2:A3", "大智街道")
    first, second = Cell("A2", "大智街道", merged=merged), Cell("A3", merged=merged)
    planted = PLAN._replace(targets=(*PLAN.targets, target("roads", "修路", "米", *map(Part, PARTS), called="街道")))
    found = taken(planted, head, (first, "新增停车位", 700), (second, "修路", 60), as_of=SEPTEMBER)
    assert values(found) == {DAZHI: "700", "roads/大智街道": "60"}
    found = taken(planted, head, (first, "新增停车位", 700), (second, "新建绿道", 60), as_of=SEPTEMBER)
    assert "about “大智街道”, not about the whole" in complaints(found)[0]
    for below in ("修路", "新建绿道"):
        lost = taken(planted, head, ("大智街道", "新增停车位", 700), ("", below, 60), as_of=SEPTEMBER)
        assert [each.report.target.id for each in lost.taken] == [DAZHI]
        assert "empty below “大智街道”" in complaints(lost)[0]
    before = taken(planted, head, ("", "修路", 60), ("大智街道", "新增停车位", 700), as_of=SEPTEMBER)
    assert values(before) == {"roads": "60", DAZHI: "700"}


def test_what_stands_once_for_several_rows_holds_for_each() -> None:
    """A day, a period, a year, 计划 and a remark in merged cells: the second row's are the first's."""

    def rows(heading: str, text: str) -> TablesRead:
        merged = Merged("B2:B3", text)
        return read(
            ("指标名称", heading, "累计完成"),
            ("新增停车位", Cell("B2", text, merged=merged), 700),
            ("新建绿道", Cell("B3", merged=merged), 60),
        )

    for heading, text in (("口径", "计划"), ("年份", "2023"), ("时期", "1-8月"), ("备注", "预计数")):
        assert rows(heading, text).taken == [], heading
    days = taken(
        PLAN,
        ("指标名称", "截至", "累计完成"),
        ("新增停车位", Cell("B2", date(2024, 8, 31), merged=Merged("B2:B3", date(2024, 8, 31))), 700),
        ("新建绿道", Cell("B3", merged=Merged("B2:B3", date(2024, 8, 31))), 60),
        as_of=SEPTEMBER,
    )
    assert {each.report.as_of for each in days.taken} == {date(2024, 8, 31)}


@pytest.mark.parametrize("whole", ["全区合计", "全区总计", "合计数", "各街道合计"])
def test_the_whole_is_called_by_more_words(whole: str) -> None:
    """What is neither a part nor the whole is refused by name."""
    title, head, first = ("新增停车位",), ("街道", "累计完成"), ("大智街道", 700)
    assert values(read(title, head, first, (whole, 1300))) == {DAZHI: "700", "parking": "1300"}
    assert "“区属平台” is no part of parking" in complaints(read(title, head, first, ("区属平台", 1300)))[0]
