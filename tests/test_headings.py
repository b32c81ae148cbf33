"""What a column is, by its heading alone: every word must be understood and agree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.normal_form import normal_form, without_numbering
from jiangan_targets.domain.received.heading_words import NUMBER_WORDS, Role, text_role
from jiangan_targets.domain.received.headings import HeadingReader, Meaning
from jiangan_targets.domain.target import Plan


def meaning(plan: Plan, *headings: str) -> Meaning:
    """Of headings that stand above each other."""
    reader = HeadingReader(plan)
    return reader.meaning(reader.words_of_all(headings))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("累计完成", Role.FIGURE),
        ("累计完成（万个）", Role.FIGURE),
        ("1-9月", Role.FIGURE),
        ("实际", Role.FIGURE),
        ("9月末", Role.FIGURE),
        ("9月累计", Role.FIGURE),
        ("目标任务完成情况", Role.FIGURE),
        ("江岸区累计完成", Role.FIGURE),
        ("同比增长%", Role.GROWTH),
        ("1-9月增速", Role.GROWTH),
        ("按可比价增长%", Role.GROWTH),
        ("9月", Role.MONTHLY),
        ("本月累计", Role.MONTHLY),
        ("三季度", Role.MONTHLY),
        ("9月增长%", Role.MONTHLY),
        ("年度目标", Role.PLAN),
        ("截至9月底目标", Role.PLAN),
        ("计划完成", Role.PLAN),
        ("目标增速", Role.PLAN),
        ("完成率", Role.RATIO),
        ("完成年度计划的比重", Role.RATIO),
        ("1-9月完成占全年目标%", Role.RATIO),
        ("上年同期", Role.PAST),
        ("2023年1-9月", Role.PAST),
        ("上年同期增速", Role.PAST),
        ("上月数", Role.PAST),
        ("环比增长%", Role.COMPARISON),
        ("比年初增减", Role.COMPARISON),
        ("同比增减（亿元）", Role.COMPARISON),
        ("增速增减（百分点）", Role.COMPARISON),
        ("全市排名", Role.RANK),
        ("还差", Role.REMAINING),
        ("预计完成", Role.FORECAST),
        ("下月计划", Role.FORECAST),
        ("指数（上年=100）", Role.INDEX),
        ("开工以来累计", Role.UNKNOWN),
        ("累计完成（万标台）", Role.UNKNOWN),
        ("累计完成*", Role.UNKNOWN),
        ("其中：完成", Role.UNKNOWN),
        ("指标值", Role.UNKNOWN),
        ("全市", Role.UNKNOWN),
        ("1-9", Role.UNKNOWN),
        ("数", Role.UNKNOWN),
        ("9月30日完成", Role.UNKNOWN),
        ("1-8月 1-9月", Role.UNKNOWN),
        ("累计完成（万元）（亿元）", Role.UNKNOWN),
    ],
)
def test_a_heading_is_its_words(plan: Plan, heading: str, role: Role) -> None:
    """One word that says something else decides; one that is not understood makes the column unknown."""
    assert meaning(plan, heading).role is role


def test_headings_above_each_other_are_read_together(plan: Plan) -> None:
    """A period above a measure, a measure above a unit, one word broken into two rows."""
    amount = meaning(plan, "1-9月", "绝对额", "亿元")
    assert (amount.role, amount.unit) == (Role.FIGURE, "亿元")
    assert amount.period is not None
    assert amount.period.end == date(2024, 9, 30)
    assert meaning(plan, "上年同期", "绝对额").role is Role.PAST
    assert meaning(plan, "1-9月", "目标").role is Role.PLAN
    assert meaning(plan, "2023年", "1-9月", "累计").role is Role.PAST
    assert meaning(plan, "累计完", "成数").role is Role.FIGURE


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("累计完成(万个)", "万个"),
        ("累计完成：万元", "万元"),
        ("累计完成/亿元", "亿元"),
        ("累计完成亿元", "亿元"),
        ("累计完成（单位：个）", "个"),
        ("完成情况（％）", "%"),
        ("累计（万）", "万"),
        ("累计完成（张/千人）", "张/千人"),
        ("累计完成", None),
    ],
)
def test_a_unit_may_stand_anywhere(plan: Plan, heading: str, unit: str | None) -> None:
    """In brackets of any width, behind a sign, or at the end."""
    assert meaning(plan, heading).unit == unit


@given(st.lists(st.sampled_from(sorted(NUMBER_WORDS)), min_size=1, max_size=4), st.sampled_from("泊核投区闲"))
def test_an_unknown_word_is_never_a_figure(plan: Plan, words: list[str], unknown: str) -> None:
    """Wherever it stands among words that are known."""
    for place in range(len(words) + 1):
        heading = "".join([*words[:place], unknown, *words[place:]])
        assert meaning(plan, heading).role not in {Role.FIGURE, Role.GROWTH}


@given(st.lists(st.sampled_from(sorted(NUMBER_WORDS)), min_size=1, max_size=5))
def test_a_plan_or_an_earlier_figure_is_never_one(plan: Plan, words: list[str]) -> None:
    """Whatever other known words stand around 目标 or 上年同期."""
    for word in ("目标", "上年同期", "完成率"):
        for place in range(len(words) + 1):
            found = meaning(plan, "（", *words[:place], "）", word, "（", *words[place:], "）")
            assert found.role not in {Role.FIGURE, Role.GROWTH}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("指  标\n名称", Role.NAME),
        ("责任单位", Role.DEPARTMENT),
        ("计量单位", Role.UNIT),
        ("截至", Role.DAY),
        ("完成时限", Role.REMARK),
        ("截止时间", Role.REMARK),
        ("填报日期", Role.REMARK),
        ("是否达到序时进度", Role.REMARK),
        ("街道", Role.DIVISION),
        ("累计完成", None),
    ],
)
def test_columns_of_text(text: str, role: Role | None) -> None:
    """A deadline and the day of filling in are no days of figures."""
    assert text_role(text) is role


@pytest.mark.parametrize(
    "texts",
    [
        ("1-9月", "１—９月", "1－9月", "1–9 月", "1──9月", "\u200b1-9月"),
        ("1~9月", "１～９月", "1∼9月", "1〜9月"),
        ("新增停车位", "新 增 停 车 位", "新增\n停车位", "新增\u00a0停车位", "新增\ufeff停车位"),
        ("(一)", "（一）", "㈠"),
    ],
)
def test_typography_makes_no_difference(texts: tuple[str, ...]) -> None:
    """Blanks, line breaks, zero-width and compatibility characters, dashes, tildes."""
    assert len({normal_form(text) for text in texts}) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("1.新增停车位", "1、新增停车位", "1.2新增停车位", "（1）新增停车位", "①新增停车位", "#新增停车位"),
        *("一、新增停车位", "（一）新增停车位", "第一，新增停车位", "一、（二）1.新增停车位"),
        *("其中：新增停车位", "· 新增停车位"),
    ],
)
def test_a_number_in_front_is_no_part_of_a_name(text: str) -> None:
    """However it is written, and several of them."""
    assert without_numbering(normal_form(text)) == "新增停车位"


@pytest.mark.parametrize(
    "text", ["10亿元楼宇", "2024年任务", "一般公共预算收入", "5G基站", "第一产业增加值", "3岁以下托位"]
)
def test_a_number_that_belongs_to_a_name_stays(text: str) -> None:
    """Without a sign behind it, it is part of the name."""
    assert without_numbering(normal_form(text)) == normal_form(text)
