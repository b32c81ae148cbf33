"""What the lines around a table say: the day comes from a period or 截至, never from when the table was made."""

from __future__ import annotations

import pytest

from jiangan_targets.domain.target import Plan
from received import complaints, figures, taken

TABLE = (("指标名称", "累计完成"), ("新增停车位", "8760"))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2024年1-9月", "2024-09-30"),
        ("2024年1月至9月", "2024-09-30"),
        ("2024年1—9月份重点工作完成情况", "2024-09-30"),
        ("截止9月底", "2024-09-30"),
        ("（2024年9月30日止）", "2024-09-30"),
        ("2024年1月1日至9月30日", "2024-09-30"),
        ("二〇二四年一至九月", "2024-09-30"),
        ("截至二〇二四年九月三十日", "2024-09-30"),
        ("前三季度", "2024-09-30"),
        ("九月份完成情况", "2024-09-30"),
        ("2024年三季度末", "2024-09-30"),
        ("上半年目标任务完成情况", "2024-06-30"),
        ("数据截止日期：2024年9月8日", "2024-09-08"),
        ("截至9月30日  填报日期：2024年10月12日", "2024-09-30"),
        ("请于10月12日前报送1-9月数据", "2024-09-30"),
        ("2024年1-9月与上年同期比较", "2024-09-30"),
        ("根据2024年3月下达的任务，截至9月底", "2024-09-30"),
        ("Figures as of 30 September 2024", "2024-09-30"),
    ],
)
def test_a_line_says_the_day(plan: Plan, line: str, day: str) -> None:
    """A period, its last day; or what stands behind 截至."""
    assert figures(taken(plan, (line,), *TABLE)) == [("parking", "8760", day)]


@pytest.mark.parametrize(
    "line",
    [
        "2024年10月12日",
        "填报日期：2024年10月12日",
        "制表时间：2024-10-12 09:30",
        "印发：2024年10月",
        "报送截止日期：2024年10月12日",
        "下达日期：2024年3月1日",
        "根据区政府2024年1-6月工作安排",
        "区统计局2024年10月",
        "更新时间：2024年9月30日",
        "2024年9月30日第3次会议",
        "请于10月12日前报送",
        "截止日期：2024年12月31日",
        "2024年全年目标任务完成情况",
        "2024年度",
    ],
)
def test_a_line_that_says_no_day(plan: Plan, line: str) -> None:
    """When it was made, sent or is due: the day has to be given."""
    (complaint,) = complaints(taken(plan, (line,), *TABLE))
    assert "no day is given" in complaint
    assert "--on 2024-09-30" in complaint


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("2024年1-9月", "（1-8月）"), "say different days"),
        (("2024年1-9月（1-8月）",), "says several days"),
        (("2023年1-9月",), "is not about 2024"),
        (("上年同期完成情况",), "speaks of earlier figures"),
        (("1-9月上月数",), "speaks of earlier figures"),
        (("1-9月预计完成情况",), "speaks of a forecast"),
        (("主要指标（上年=100）", "1-9月"), "speaks of an index"),
        (("武汉市2024年1-9月",), "is about another place"),
        (("1-9月", "大智街道"), "is about another place"),
        (("1-9月", "单位：万泊"), "is no unit that is known"),
    ],
)
def test_a_line_may_speak_against_all_figures(plan: Plan, lines: tuple[str, ...], reason: str) -> None:
    """Then none is taken, and the line is told."""
    found = taken(plan, *((line,) for line in lines), *TABLE)
    assert found.taken == []
    assert reason in str(found.untaken[0].message)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("单位：万个", "87600000"),
        ("单位：区城管局", "8760"),
        ("填报单位：区城管局", "8760"),
        ("计量单位：个、亿元", "8760"),
        ("2024年1-9月完成情况（万个）", "87600000"),
        ("单位：（盖章）", "8760"),
    ],
)
def test_a_line_may_say_the_unit(plan: Plan, line: str, value: str) -> None:
    """Unless it names the department that reports."""
    assert figures(taken(plan, (line,), ("1-9月",), *TABLE)) == [("parking", value, "2024-09-30")]


def test_a_sheets_name_is_a_line_too(plan: Plan) -> None:
    """Its period is the day, and its words hold for all of its figures."""
    assert figures(taken(plan, *TABLE, name="9月")) == [("parking", "8760", "2024-09-30")]
    assert taken(plan, *TABLE, name="上年同期").taken == []
    assert taken(plan, *TABLE, name="2023").taken == []
    assert taken(plan, ("1-9月",), *TABLE, name="万个").taken[0].report.value == 87600000


def test_a_line_between_rows_holds_below_it(plan: Plan) -> None:
    """Another period is another day; a contradiction stops what is below it, and only that."""
    header = ("指标名称", "累计完成")
    rows = (("新增停车位", "7800"), ("新增停车位", "8760"))
    found = taken(plan, header, ("1-8月",), rows[0], ("1-9月",), rows[1])
    assert [day for _target, _value, day in figures(found)] == ["2024-08-31", "2024-09-30"]
    found = taken(plan, ("2024年1-8月",), header, rows[0], ("1-9月新开工",), rows[1])
    assert figures(found) == [("parking", "7800", "2024-08-31")]
    assert "say different days" in str(found.untaken[0].message)


def test_what_a_plan_is_called_is_not_its_figure(plan: Plan) -> None:
    """Below a title that speaks of targets only, 数值 and 完成数 may be planned; beside a plan they are not."""
    title = ("2024年重点目标任务分解表",)
    row = ("新增停车位", "16000")
    for heading in ("数值", "完成数"):
        found = taken(plan, title, ("截至9月30日",), ("指标名称", heading), row)
        assert "may be planned" in str(found.untaken[0].message)
    found = taken(plan, title, ("截至9月30日",), ("指标名称", "目标", "完成数"), (*row, "8760"))
    assert figures(found) == [("parking", "8760", "2024-09-30")]
