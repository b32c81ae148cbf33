"""Tables with a row for each sub-district and the targets side by side: each column is of one target."""

from __future__ import annotations

import pytest

from received import complaints
from test_parts_received import DAZHI, YIYUAN, read, values

TREES, GROWTH = "trees/区园林局", "growth/大智街道"
TITLE = ("各街道重点指标完成情况（2024年1-9月）",)


@pytest.mark.parametrize(
    ("parking", "growth"),
    [
        ("新增停车位", "社零增速"),
        ("新增停车位（个）", "社零增速（%）"),
        ("停车位", "社零增速%"),
        ("新增停车位累计完成", "社零增速实际"),
        ("新增停车位累计完成数（个）", "社零增速完成情况"),
    ],
)
def test_each_column_is_of_a_target(parking: str, growth: str) -> None:
    """Whether the name stands alone or with what the figures are; other columns are left out."""
    found = read(
        TITLE,
        ("序号", "街道", parking, growth, "备注"),
        (1, "大智街道", 700, 5.5, ""),
        (2, "一元街道", 520, "", "已核"),
        ("", "小计", 1220, "", ""),
    )
    assert values(found) == {DAZHI: "700", YIYUAN: "520", GROWTH: "5.5"}


def test_a_plan_stands_beside_what_was_reached() -> None:
    """In one row of headings or in two; 目标 is no heading of names there."""
    rows = (("大智街道", 1200, 700, 6, 5.5), ("合计", 3000, 1300, "", ""))
    wanted = {DAZHI: "700", "parking": "1300", GROWTH: "5.5"}
    one = ("街道", "新增停车位目标", "新增停车位完成", "社零增速目标", "社零增速完成")
    assert values(read(TITLE, one, *rows)) == wanted
    two = ("街道", "新增停车位", "新增停车位", "社零增速", "社零增速"), ("", "目标", "累计完成", "目标", "累计完成")
    assert values(read(TITLE, *two, *rows)) == wanted


def test_figures_of_three_digits_are_no_number_that_commas_divided() -> None:
    """In a text file: the column beside is of another target."""
    found = read(TITLE, ("街道", "新增停车位", "植树"), ("大智街道", "500", ""), ("区园林局", "", "100"))
    assert values(found) == {DAZHI: "500", TREES: "100"}
    beside = read(TITLE, ("街道", "新增停车位", "社零增速"), ("大智街道", "500", "100"))
    assert values(beside) == {DAZHI: "500", GROWTH: "100"}
    # One that commas did divide moves what is behind it out of the table.
    divided = read(TITLE, ("街道", "新增停车位", "社零增速"), ("大智街道", "1", "200", "5.5"))
    assert (divided.taken, len(divided.problems) > 0) == ([], True)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("2024年各街道重点指标任务分解表", "may be planned"),
        ("2024年9月各街道重点指标完成情况", "does not say of which period"),
        ("各街道重点指标完成情况", "does not say of which period"),
        ("各街道重点指标", "does not say of which period"),
        ("2024年1-9月各街道重点指标", "does not say whether it was reached"),
        ("2024年1-9月各街道重点指标申报数", "does not say whether it was reached"),
        ("2024年1-9月各街道重点指标与上年同期对比表", "does not say whether it was reached"),
    ],
)
def test_a_name_alone_says_no_more_than_the_title(title: str, said: str) -> None:
    """What may be a plan, or a month's own, is not taken."""
    found = read((title,), ("街道", "新增停车位", "社零增速"), ("大智街道", 700, 5.5))
    assert found.taken == []
    assert all(said in str(each.message) for each in found.untaken)
    assert len(found.untaken) > 1


@pytest.mark.parametrize("heading", ["新增停车位投资", "新增停车位完成率", "新增停车位去年同期", "新增停车位增速"])
def test_a_heading_of_something_else_is_not_taken(heading: str) -> None:
    """The figures beside it are."""
    found = read(TITLE, ("街道", heading, "社零增速"), ("大智街道", 700, 5.5))
    assert values(found) == {GROWTH: "5.5"}


def test_who_is_no_part_of_a_target_is_refused_for_that_target() -> None:
    """By name; a sub-district that one target has and the other has not needs an empty cell there."""
    found = read(TITLE, ("街道", "新增停车位", "社零增速"), ("惠济路街道", 700, ""), ("车站街道", "", 5.5))
    assert ["“惠济路街道” is no part of parking" in each for each in complaints(found)] == [True]
    assert read(TITLE, ("街道", "新增停车位", "社零增速"), ("一元街道", 700, 5.5)).problems


@pytest.mark.parametrize(
    "title",
    [
        "2024年1-9月各街道重点指标排名表",
        "2024年1-9月各街道重点指标考核得分",
        "2024年1-9月各街道重点指标完成率",
        "2024年1-9月各街道重点指标未完成情况",
        "2024年1-9月各街道重点指标较上月新增情况",
        "2024年1-9月各街道重点指标当月完成情况",
        "2024年1-9月各街道应完成任务量",
        "2024年1-9月各街道投入资金情况",
    ],
)
def test_a_title_of_ranks_or_rates_leaves_a_name_alone_in_doubt(title: str) -> None:
    """Not where a heading says what was reached, or another column has the ranks."""
    found = read((title,), ("街道", "新增停车位", "社零增速"), ("大智街道", 41, 2))
    assert (found.taken, len(found.untaken)) == ([], 2)
    assert values(read((title,), ("街道", "新增停车位完成"), ("大智街道", 700))) == {DAZHI: "700"}
    ranked = (("2024年1-9月各街道完成情况排名",), ("名次", "街道", "新增停车位", "社零增速"), (1, "大智街道", 700, 5.5))
    assert values(read(*ranked)) == {DAZHI: "700", GROWTH: "5.5"}


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("计划新增停车位", "实际新增停车位", "500"),
        ("上年新增停车位", "新增停车位", "500"),
        ("本月新增停车位", "累计新增停车位", "500"),
        ("9月新增停车位", "1-9月新增停车位", "500"),
    ],
)
def test_words_stand_before_a_name(first: str, second: str, taken: str) -> None:
    """As behind it."""
    assert values(read(TITLE, ("街道", first, second), ("大智街道", 1200, 500))) == {DAZHI: taken}


@pytest.mark.parametrize(
    "headings", [("实际新增停车位", "新增停车位"), ("新增停车位", "完成"), ("停车位", "新增停车位")]
)
def test_two_columns_that_may_be_the_figures_are_refused(headings: tuple[str, str]) -> None:
    """Both are told; the other target's are taken."""
    found = read(TITLE, ("街道", *headings, "社零增速"), ("大智街道", 1200, 500, 5.5))
    assert [each.report.target.id for each in found.taken] == [GROWTH]
    assert ["several columns" in str(each.message) for each in found.untaken] == [True]


def test_a_column_without_a_name_is_of_the_target_on_its_left() -> None:
    """Never of another one, nor of all of them."""
    plans = read(TITLE, ("街道", "新增停车位目标", "完成", "社零增速目标"), ("大智街道", 1200, 500, 6))
    assert values(plans) == {DAZHI: "500"}
    before = read(TITLE, ("街道", "累计完成", "新增停车位目标", "社零增速目标"), ("大智街道", 500, 1200, 6))
    assert before.taken == []
    without_parts = read(TITLE, ("街道", "新增停车位目标", "新建绿道目标", "完成"), ("大智街道", 1200, 3, 500))
    assert without_parts.taken == []
    after_both = read(TITLE, ("街道", "新增停车位目标", "社零增速目标", "完成"), ("大智街道", 1200, 6, 500))
    assert after_both.taken == []
    one = read(TITLE, ("街道", "累计完成", "新增停车位目标"), ("大智街道", 500, 1200))
    assert values(one) == {DAZHI: "500"}


def test_a_name_alone_must_fit_the_rate_of_completion_beside_it() -> None:
    """Each its own: a plan of 3000 stands beside 41.7% as well."""
    headings = ("街道", "新增停车位", "完成率", "社零增速", "完成率")
    refused = complaints(read(TITLE, headings, ("合计", 3000, "41.7%", 5.5, "92%")))
    assert ["does not fit" in each for each in refused] == [True]
    fitting = values(read(TITLE, headings, ("合计", 1251, "41.7%", 5.5, "92%")))
    assert fitting == {"parking": "1251", "growth": "5.5"}


def test_who_answers_for_the_whole_has_its_row() -> None:
    """A department that is no part and answers for another target is refused by name."""
    headings = ("责任单位", "新增停车位", "社零增速")
    assert values(read(TITLE, headings, ("区城管局", 1300, ""), ("大智街道", 700, 5.5))) == {
        "parking": "1300",
        DAZHI: "700",
        GROWTH: "5.5",
    }
    refused = complaints(read(TITLE, headings, ("区水务局", 1300, "")))
    assert ["“区水务局” is no part of parking" in each for each in refused] == [True]
