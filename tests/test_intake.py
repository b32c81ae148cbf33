"""A filled-in table taken in: headers, units, days, and what is told instead of guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.target import Plan
from received import complaints, figures, taken

SEPTEMBER = date(2024, 9, 30)


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("1-9月累计完成", "2024-09-30"),
        ("1—8月完成情况", "2024-08-31"),
        ("2024年1-2月累计完成数", "2024-02-29"),
        ("截至9月8日累计完成", "2024-09-08"),
        ("截至2024年9月底完成情况", "2024-09-30"),
        ("9月末累计完成", "2024-09-30"),
        ("上半年完成情况", "2024-06-30"),
        ("前三季度", "2024-09-30"),
        ("1-9月\n累计完成（个）", "2024-09-30"),
        ("１－９月累计", "2024-09-30"),
    ],
)
def test_a_heading_may_say_the_day(plan: Plan, heading: str, day: str) -> None:
    """Figures from January on: the period's last day is the day of the figures."""
    assert figures(taken(plan, ("序号", "指标名称", heading), (1, "新增停车位", "9000"))) == [("parking", "9000", day)]


@pytest.mark.parametrize("heading", ["9月完成", "2-9月完成", "8月份", "序时进度", "年度目标", "上期数据", "完成率"])
def test_what_may_be_another_figure_is_not_taken(plan: Plan, heading: str) -> None:
    """One month's own figure, last period's, the target: none is the year's total so far."""
    found = taken(plan, ("指标名称", heading), ("新增停车位", "9000"), as_of=SEPTEMBER)
    assert (found.taken, found.problems) == ([], [])
    assert f"B “{heading}”" in str(found.untaken[0].message)


def test_the_title_may_say_the_day(plan: Plan) -> None:
    """Above the header; an own day of the row goes first, then --as-of."""
    table = (
        ("江岸区2024年目标完成情况表",),
        ("截至2024年9月30日",),
        ("指标名称", "累计完成", "截至"),
        ("新增停车位", "9000", "2024/9/8"),
        ("新增充电桩", "8000", None),
        ("社零", "512.3亿元", date(2024, 8, 31)),
    )
    assert figures(taken(plan, *table)) == [
        ("parking", "9000", "2024-09-08"),
        ("charging", "8000", "2024-09-30"),
        ("retail", "512.3", "2024-08-31"),
    ]
    found = taken(plan, *table, as_of=date(2024, 10, 1))
    assert complaints(found) == ["C5: the sheet says 2024-09-30, --on 2024-10-01."]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("0.9万", None, "9000"),
        ("0.9", "万个", "9000"),
        (Decimal("0.9"), "万个", "9000"),
        ("9,000", "个", "9000"),
        ("９０００", "", "9000"),
        (Decimal("9000.0"), "个", "9000"),
        ("0.9万", "万个", "9000"),
    ],
)
def test_units_mean_what_they_say(plan: Plan, value: object, unit: str | None, expected: str) -> None:
    """In the cell, or in the row's own unit column."""
    found = taken(plan, ("指标名称", "单位", "完成情况"), ("新增停车位", unit, value), as_of=SEPTEMBER)
    assert figures(found)[0][1] == expected


def test_a_percentage_is_what_is_shown(plan: Plan) -> None:
    """0.07 shown as 7 % is seven percent; a percentage for a count is refused."""
    percent = Cell("C2", Decimal("0.061"), percent=True)
    header = ("编号", "指标", "完成情况")
    assert figures(taken(plan, header, ("gdp-growth", "x", percent), as_of=SEPTEMBER))[0][1] == "6.1"
    refused = taken(plan, header, ("parking", "x", percent), as_of=SEPTEMBER)
    assert complaints(refused) == ["C2: “6.1%” is not in spaces; give the figure in spaces."]


def test_rows_are_matched_exactly_or_not_at_all(plan: Plan) -> None:
    """By id, then by name or alias; a beginning is no match. A row of another indicator is passed over, and told."""
    found = taken(
        plan,
        ("项目", "完成情况", "备注"),
        ("停车位", "9000", "月报"),
        ("新增停车", "1", ""),
        ("固定资产投资", "100", ""),
        ("合计", None, ""),
        (None, "12345", "合计"),
        as_of=SEPTEMBER,
    )
    assert figures(found) == [("parking", "9000", "2024-09-30")]
    assert found.taken[0].report.note == "月报"
    assert [(stranger.address, stranger.name) for stranger in found.strangers] == [
        ("A3", "新增停车"),
        ("A4", "固定资产投资"),
    ]
    unknown = taken(plan, ("编号", "本期数据"), ("parkng", "1"), as_of=SEPTEMBER)
    assert [stranger.name for stranger in unknown.strangers] == ["parkng"]


def test_an_id_column_may_be_a_serial_number(plan: Plan) -> None:
    """Then the name counts; an id that means another target than the name is a contradiction."""
    found = taken(plan, ("编号", "指标名称", "完成情况"), (Decimal(1), "新增停车位", "9000"), as_of=SEPTEMBER)
    assert figures(found) == [("parking", "9000", "2024-09-30")]
    found = taken(plan, ("编号", "指标名称", "完成情况"), ("charging", "新增停车位", "9000"), as_of=SEPTEMBER)
    assert complaints(found) == ["A2: the id means charging, the name parking."]


def test_every_unreadable_cell_is_told(plan: Plan) -> None:
    """With its address and the reason, all at once."""
    found = taken(
        plan,
        ("指标名称", "累计完成", "截至", "备注"),
        ("新增停车位", "很多", "2024-09-30", None),
        ("新增充电桩", "8000", "月底", None),
        ("社零", date(2024, 9, 1), "9月8日", None),
        ("新增学位", "3000", Decimal(45565), None),
        ("惠民文化活动", "5", None, None),
        ("新增绿地", "5", "9月", "长" * 2001),
    )
    assert complaints(found) == [
        "B2: “很多” is not a number; write it like 9000, 9,000, 0.9万, 512.3亿元 or 7%.",
        "C3: “月底” is not a date; write it like 2024-09-08 or 9月8日.",
        "B4: this is a date, not a figure.",
        "C5: 45565 is a number, not a date; format the cell as a date.",
        "C6: no day is given; fill it in, or add --on 2024-09-30.",
        "D7: longer than 2000 characters.",
    ]
    assert found.taken == []


def test_the_same_row_twice(plan: Plan) -> None:
    """The same figure twice is one thing; two figures for a day are a contradiction."""
    header = ("指标名称", "累计完成")
    assert len(taken(plan, header, ("停车位", "9000"), ("新增停车位", "9000"), as_of=SEPTEMBER).taken) == 2
    found = taken(plan, header, ("停车位", "9000"), ("新增停车位", "9001"), as_of=SEPTEMBER)
    assert complaints(found) == ["B3: parking of 2024-09-30 stands there twice with different figures."]


def test_two_columns_of_figures_are_refused(plan: Plan) -> None:
    """Which one is meant is not guessed; a day decides it, when each says its own."""
    table = (("指标名称", "1-8月累计完成", "1-9月累计完成"), ("新增停车位", "1000", "9000"))
    found = taken(plan, *table)
    assert found.taken == []
    assert str(found.untaken[0].message).startswith("several columns could be the figures: B “1-8月累计完成”, C “1-9月")
    assert figures(taken(plan, *table, as_of=SEPTEMBER)) == [("parking", "9000", "2024-09-30")]
    alike = taken(plan, ("指标名称", "累计完成", "实际"), ("新增停车位", "1000", "9000"), as_of=SEPTEMBER)
    assert alike.taken == []


def test_a_header_may_stand_anywhere(plan: Plan) -> None:
    """Also below many rows; without one nothing is taken."""
    rows = [("x",)] * 2000
    assert len(taken(plan, *rows, ("指标名称", "1-9月累计完成"), ("停车位", "9000")).taken) == 1
    assert taken(plan, *rows, ("停车位", "9000")).taken == []
    assert taken(plan).taken == []


@pytest.mark.parametrize(
    ("note", "another"),
    [
        *(
            ("年度任务", False),
            ("较上月增加460个", False),
            ("6月已开工", False),
            ("9月数据", False),
            ("进展顺利", False),
        ),
        *(
            ("计划数", True),
            ("暂用上月数", True),
            ("8月底数", True),
            ("截至8月31日", True),
            ("预计", True),
            ("本月数", True),
        ),
    ],
)
def test_a_remark_may_say_that_it_is_another_figure(plan: Plan, note: str, another: bool) -> None:  # noqa: FBT001 -- a case
    """Last month's, planned or expected: then the figure is not taken; other remarks are kept with it."""
    found = taken(plan, ("指标名称", "累计完成", "备注"), ("新增停车位", "8760", note), as_of=SEPTEMBER)
    assert [each.report.note for each in found.taken] == ([] if another else [note])
    assert complaints(found) == ([f"C2: “{note}” says that this is another figure."] if another else [])
