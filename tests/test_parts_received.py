"""Tables whose rows are parts of a target: whose figure each row has, and what is refused by name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.cells.cell import Cell, Merged
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.received.tables_read import TablesRead
from jiangan_targets.domain.target import Group, Lights, Part, Plan, Target
from received import complaints, figures, taken

SEPTEMBER = date(2024, 9, 30)
PARTS = ("大智街道", "一元街道", "后湖街道")


def target(
    identifier: str, name: str, unit: str, *parts: Part, owner: str | None = None, called: str | None = None
) -> Target:
    """A total of 2024."""
    made = Target(identifier, name, name, "city", Kind.TOTAL, Comparison.AT_LEAST, Decimal(3000), unit, 2024)
    return made._replace(parts=parts, owner=owner, unit_of=called)


DEPARTMENTS = (Part("区城管局"), Part("区园林局", owner="园林科"))
PLAN = Plan(
    year=2024,
    title="江岸区2024年目标",
    title_en="",
    language="zh",
    source="",
    lights=Lights(),
    groups=(Group("city", "城建", "City"),),
    targets=(
        target("parking", "新增停车位", "个", *map(Part, PARTS), owner="区城管局", called="街道")._replace(
            aliases=("停车位",)
        ),
        target("green", "新建绿道", "公里"),
        target("trees", "植树", "株", *DEPARTMENTS, owner="区园林局", called="牵头方"),
        target("growth", "社零增速", "%", Part("大智街道"), Part("车站街道"))._replace(
            kind=Kind.RATE, growth_of="社零"
        ),
    ),
)
DAZHI, YIYUAN = "parking/大智街道", "parking/一元街道"


def read(*rows: tuple[object, ...]) -> TablesRead:
    """What a table of September says."""
    return taken(PLAN, *rows, as_of=SEPTEMBER)


def values(found: TablesRead) -> dict[str, str]:
    """The figures by what they are of; nothing may be wrong."""
    return {subject: value for subject, value, _day in figures(found)}


@pytest.mark.parametrize("heading", ["街道", "责任单位", "单位", "部门", "牵头单位", "单位名称", "街道名称"])
@pytest.mark.parametrize("whole", ["合计", "全区", "江岸区", ""])
def test_a_column_may_say_which_part(heading: str, whole: str) -> None:
    """Of the row's target; what is called 合计, the district or nothing is the whole."""
    found = read(
        ("指标名称", heading, "累计完成"),
        ("新增停车位", "大智街道", 700),
        ("停车位", "一元 街道", 520),
        ("新增停车位", whole, 1220),
    )
    assert values(found) == {DAZHI: "700", YIYUAN: "520", "parking": "1220"}


def test_units_of_measure_and_parts_share_a_column() -> None:
    """单位 may hold either, cell by cell."""
    found = read(("指标名称", "单位", "累计完成"), ("新增停车位", "大智街道", 7), ("新增停车位", "百个", 12))
    assert values(found) == {DAZHI: "7", "parking": "1200"}


def test_people_and_those_who_help_are_no_parts() -> None:
    """张三 is nobody's part, and who only helps does not make a row a part's."""
    head = ("指标名称", "责任单位", "责任人", "配合单位", "累计完成")
    assert values(read(head, ("新增停车位", "区城管局", "大智街道", "一元街道", 1220))) == {"parking": "1220"}
    assert values(read(head, ("新增停车位", "大智街道", "张三", "一元街道", 700))) == {DAZHI: "700"}


@pytest.mark.parametrize("heading", ["街道", "责任单位", "单位", "部门"])
@pytest.mark.parametrize("unknown", ["惠济路街道", "区发改局"])
def test_an_unknown_part_is_refused_by_name(heading: str, unknown: str) -> None:
    """It is never taken for the whole."""
    found = read(("指标名称", heading, "累计完成"), ("新增停车位", unknown, 700))
    assert found.taken == []
    (told,) = complaints(found)
    assert f"“{unknown}” is no part of parking; there are: 大智街道, 一元街道, 后湖街道" in told


def test_a_street_beside_a_department_is_the_part() -> None:
    """Who answers for it does not matter; two streets in one row do."""
    head = ("指标名称", "街道", "责任单位", "累计完成")
    assert values(read(head, ("新增停车位", "大智街道", "区发改局", 700))) == {DAZHI: "700"}
    assert values(read(head, ("新增停车位", "合计", "大智街道", 700))) == {"parking": "700"}
    found = read(("指标名称", "街道", "社区", "累计完成"), ("新增停车位", "大智街道", "一元街道", 700))
    assert "two parts of parking" in complaints(found)[0]


@pytest.mark.parametrize("heading", ["街道", "责任单位", "单位"])
def test_a_target_without_parts_is_not_a_streets(heading: str) -> None:
    """A street of other targets has no figure of the whole district."""
    found = read(("指标名称", heading, "累计完成"), ("新建绿道", "大智街道", 3))
    assert (found.taken, "about “大智街道”, not about the whole" in complaints(found)[0]) == ([], True)
    assert values(read(("指标名称", "责任单位", "累计完成"), ("新建绿道", "区城管局", 3))) == {"green": "3"}


def test_who_has_a_part_and_answers_for_the_whole() -> None:
    """One cannot tell which is meant, unless the id says it."""
    head = ("指标名称", "责任单位", "累计完成", "编号")
    found = read(head[:3], ("植树", "区园林局", 50))
    assert (found.taken, "write trees/区园林局 or trees as the id" in complaints(found)[0]) == ([], True)
    rows = (
        ("植树", "区园林局", 90, "trees"),
        ("植树", "区园林局", 50, "trees/区园林局"),
        ("植树", "区城管局", 40, None),
    )
    assert values(read(head, *rows)) == {"trees": "90", "trees/区园林局": "50", "trees/区城管局": "40"}


def test_an_owner_of_one_part_names_it() -> None:
    """As the plan says who answers for it."""
    assert values(read(("指标名称", "责任单位", "累计完成"), ("植树", "园林科", 5))) == {"trees/区园林局": "5"}
    assert values(read(("指标名称", "牵头方", "累计完成"), ("植树", "区城管局", 5))) == {"trees/区城管局": "5"}


def test_an_id_and_a_street_must_agree() -> None:
    """Else the row may be anybody's."""
    head = ("编号", "指标名称", "街道", "累计完成")
    assert values(read(head, (DAZHI, "新增停车位", "大智街道", 7))) == {DAZHI: "7"}
    assert values(read(head, (DAZHI, "新增停车位·大智街道", "", 7))) == {DAZHI: "7"}
    found = read(head, (DAZHI, "新增停车位", "一元街道", 7))
    assert (found.taken, f"the row is about {DAZHI}, not about “一元街道”" in complaints(found)[0]) == ([], True)
    found = read(head, ("green", "新增停车位·大智街道", "", 7))
    assert (found.taken, "the id means green" in complaints(found)[0]) == ([], True)


def test_parts_may_stand_below_their_target() -> None:
    """In the column of names, with its unit; below another target they are nobody's."""
    found = read(
        ("指标名称", "单位", "累计完成"),
        ("新增停车位", "百个", 12),
        ("大智街道", "", 7),
        ("其中：一元街道", "", 5),
        ("新建绿道", "公里", 3),
        ("后湖街道", "", 1),
    )
    assert values(found) == {"parking": "1200", DAZHI: "700", YIYUAN: "500", "green": "3"}
    assert [stranger.name for stranger in found.strangers] == ["后湖街道"]
    found = read(("指标名称", "累计完成"), ("新增停车位", 12), ("惠济路街道", 7))
    assert "“惠济路街道” is no part of parking" in complaints(found)[0]


def test_a_name_may_be_merged_over_its_parts_or_stand_once() -> None:
    """Each row below the one name is a part's; where merging was lost its row's unit holds for all."""
    head = ("指标名称", "单位", "街道", "累计完成")
    merged = Merged("A2:A4", "新增停车位")
    rows = [
        (Cell("", "新增停车位" if place == 0 else None, merged=merged), "个", who, value)
        for place, (who, value) in enumerate((("大智街道", 700), ("一元街道", 520), ("合计", 1220)))
    ]
    assert values(read(head, *rows)) == {DAZHI: "700", YIYUAN: "520", "parking": "1220"}
    lost = (("新增停车位", "百个", "大智街道", 7), ("", "", "一元街道", 5), ("", "", "合计", 12))
    assert values(read(head, *lost)) == {DAZHI: "700", YIYUAN: "500", "parking": "1200"}


def test_growth_beside_an_amount_is_the_parts_too() -> None:
    """A part of the rate only for the part that has one; the others' growth is nobody's."""
    found = read(("指标名称", "街道", "同比增长%"), ("社零增速", "大智街道", 5.5), ("社零", "车站街道", 4))
    assert values(found) == {"growth/大智街道": "5.5", "growth/车站街道": "4"}
    found = read(("指标名称", "街道", "同比增长%"), ("社零", "后湖街道", 4))
    assert (found.taken, "is no part of growth" in complaints(found)[0]) == ([], True)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8))
def test_no_word_makes_a_street_the_whole(word: str) -> None:
    """Whatever stands in the column of streets: a part, the whole by its known words, or nothing is taken."""
    found = read(("指标名称", "街道", "累计完成"), ("新增停车位", f"{word}街道", 700))
    assert "parking" not in {each.report.target.id for each in found.taken}
