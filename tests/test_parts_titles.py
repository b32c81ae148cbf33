"""Tables of one target, and sheets of one sub-district: a title or headings say what the rows are parts of."""

from __future__ import annotations

import pytest

from jiangan_targets.domain.cells.cell import ReceivedSheet
from jiangan_targets.domain.received.sheet import take_in
from received import cells, complaints
from test_parts_received import DAZHI, PLAN, SEPTEMBER, YIYUAN, read, values


@pytest.mark.parametrize(
    "title",
    [
        "江岸区新增停车位各街道完成情况表（2024年1-9月）",
        "2024年1-9月新增停车位分街道完成情况",
        "附件2：各街道新增停车位目标完成情况统计表（截至2024年9月30日）",
        "指标：停车位",
        "新增停车位",
    ],
)
@pytest.mark.parametrize("heading", ["街道", "单位", "单位名称", "责任单位", ""])
def test_a_title_may_name_the_target(title: str, heading: str) -> None:
    """Rows are its parts; 合计 is the whole, a subtotal is nothing."""
    found = read(
        (title,),
        (heading, "年度目标", "累计完成"),
        ("大智街道", 1200, 700),
        ("一元街道", 1000, 520),
        ("小计", 2200, 1220),
        ("合计", 3000, 1300),
    )
    assert values(found) == {DAZHI: "700", YIYUAN: "520", "parking": "1300"}
    assert [stranger.name for stranger in found.strangers] == ["小计"]


@pytest.mark.parametrize(
    "title",
    ["新增停车位投资各街道完成情况", "新增停车位利用率", "新增停车位、植树完成情况", "新建绿道", "新增停车位泊位"],
)
def test_a_title_that_may_be_of_something_else_names_no_target(title: str) -> None:
    """A word around the name that is not usual makes it another thing; nothing is taken, and that is told."""
    found = read((title,), ("街道", "年度目标", "累计完成"), ("大智街道", 1200, 700))
    assert found.taken == []
    assert any("of which target is not said" in str(each.message) for each in found.untaken)


def test_an_unknown_part_below_a_title_is_refused() -> None:
    """By name."""
    found = read(("新增停车位",), ("街道", "年度目标", "累计完成"), ("惠济路街道", 1200, 700))
    assert (found.taken, "“惠济路街道” is no part of parking" in complaints(found)[0]) == ([], True)


def test_headings_may_name_the_targets() -> None:
    """Each target has its own columns; a target without parts is not read."""
    found = read(
        ("各街道完成情况（2024年1-9月）",),
        ("街道", "新增停车位（百个）", "", "新建绿道", ""),
        ("", "年度目标", "累计完成", "年度目标", "累计完成"),
        ("大智街道", 12, 7, 1, 2),
        ("一元街道", 10, 5, 2, 3),
    )
    assert values(found) == {DAZHI: "700", YIYUAN: "500"}
    assert {each.address for each in found.remarks} == {"D", "E"}


@pytest.mark.parametrize(
    "title",
    [
        "大智街道",
        "大智街道办事处",
        "江岸区大智街道2024年1-9月目标完成情况",
        "大智街道2024年9月完成情况",
        "填报单位：大智街道",
        "2024年1-9月大智街道主要指标完成情况",
    ],
)
def test_a_streets_own_sheet_has_its_parts(title: str) -> None:
    """A target that the street has no part of is not taken, and told; nothing is the whole's."""
    found = read(
        (title,),
        ("指标名称", "责任单位", "累计完成"),
        ("新增停车位", "区城管局", 700),
        ("社零增速", "", "5.5%"),
        ("新建绿道", "", 3),
    )
    taken_in = {each.report.target.id: str(each.report.value) for each in found.taken}
    assert taken_in == {DAZHI: "700", "growth/大智街道": "5.5"}
    assert (found.problems, len(found.untaken)) == ([], 1)
    assert "green has no part “大智街道”" in str(found.untaken[0].message)


def test_each_street_may_have_a_sheet_of_its_own() -> None:
    """By the sheet's name."""
    table = cells([("指标名称", "累计完成"), ("新增停车位", 700)])
    sheets = [ReceivedSheet(name, table) for name in ("大智街道", "一元街道", "汇总")]
    assert values(take_in(sheets, PLAN, SEPTEMBER)) == {DAZHI: "700", YIYUAN: "700", "parking": "700"}


@pytest.mark.parametrize(
    ("title", "who"),
    [("大智街道", "一元街道"), ("大智街道", "惠济路街道"), ("大智街道", "合计"), ("惠济路街道", ""), ("汉口镇", "")],
)
def test_a_sheet_that_may_be_of_another_street_is_not_taken(title: str, who: str) -> None:
    """A title and a row that disagree, or a street that no target has a part of."""
    assert read((title,), ("指标名称", "街道", "累计完成"), ("新增停车位", who, 700)).taken == []
    assert read((title,), ("编号", "指标名称", "累计完成"), (YIYUAN, "新增停车位", 700)).taken == []


def test_a_street_between_rows_is_not_believed() -> None:
    """Where its rows would end is not said."""
    found = read(("指标名称", "累计完成"), ("新增停车位", 1220), ("大智街道",), ("停车位", 700))
    assert {each.report.target.id for each in found.taken} <= {"parking"}
    assert [str(each.report.value) for each in found.taken] == ["1220"]
