"""Events and ranks in received sheets: how far something has come, and its place; never a number of things."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.plausibility import Neighbours, doubts
from jiangan_targets.domain.received.tables_read import TablesRead
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Plan, Target
from received import figures, plan_of_2024, taken

TITLE = ("江岸区2024年1-9月重点事项进展",)


@pytest.fixture(scope="module")
def plan() -> Plan:
    """An event and a rank beside the targets of 2024."""
    event = Target(
        *(
            "library",
            "区图书馆新馆开馆",
            "new library",
            "city",
            Kind.EVENT,
            Comparison.AT_LEAST,
            Decimal(100),
            "%",
            2024,
        ),
        by=date(2024, 12, 31),
    )
    rank = Target(
        "air", "空气质量全市排名", "air quality rank", "city", Kind.RANK, Comparison.AT_MOST, Decimal(3), "位", 2024
    )
    found = plan_of_2024()
    return found._replace(targets=(*found.targets, event, rank))


def told(found: TablesRead) -> str:
    """All that is said against cells, tables and columns."""
    return " ".join(str(each.message) for each in (*found.problems, *found.untaken))


@pytest.mark.parametrize(
    ("heading", "written", "value"),
    [
        ("完成情况", "完成", "100"),
        ("完成情况", "已完成", "100"),
        ("完成情况", "未完成", "0"),
        ("完成情况", "45%", "45"),
        ("完成情况（%）", "45", "45"),
        ("完成情况", "100", "100"),
        ("完成率", "45%", "45"),
        ("完成率", "45", "45"),
        ("截至9月底完成进度", "45%", "45"),
    ],
)
def test_an_event(plan: Plan, heading: str, written: str, value: str) -> None:
    """Done, not yet, or its progress in percent; also below 完成率, which is no figure of anything else."""
    found = taken(plan, TITLE, ("事项", "年度目标", heading), ("区图书馆新馆开馆", "开馆", written))
    assert figures(found) == [("library", value, "2024-09-30")]


@pytest.mark.parametrize(
    ("heading", "written", "reason"),
    [
        ("完成情况", "45", "may be a number of things"),
        ("完成情况", "2", "may be a number of things"),
        ("完成情况（座）", "1", "is not in %"),
        ("完成情况", "主体封顶", "does not say how far it has come"),
        ("完成率", "120%", "does not say how far it has come"),
        ("上年完成率", "45%", "no column of figures"),
        ("本月完成率", "45%", "no column of figures"),
        ("占全年比重", "45%", "no column of figures"),
        ("序时进度", "75%", "no column of figures"),
    ],
)
def test_what_is_not_how_far_an_event_has_come(plan: Plan, heading: str, written: str, reason: str) -> None:
    """Numbers of things, words, and other percentages."""
    found = taken(plan, TITLE, ("事项", heading), ("区图书馆新馆开馆", written))
    assert found.taken == []
    assert reason in told(found)


def test_a_unit_above_the_table_is_not_an_events(plan: Plan) -> None:
    """A number alone below 单位：万元 is in that unit; 45% says itself what it is."""
    rows = (TITLE, ("单位：万元",), ("事项", "完成情况"))
    assert "is not in %" in told(taken(plan, *rows, ("区图书馆新馆开馆", "100")))
    assert figures(taken(plan, *rows, ("区图书馆新馆开馆", "45%"))) == [("library", "45", "2024-09-30")]


@pytest.mark.parametrize(
    ("heading", "written", "rank"),
    [
        *(("完成", "3", "3"), ("完成", "第3位", "3"), ("排名", "3", "3"), ("全市位次", "第3名", "3")),
        *(("上年位次", "3", None), ("全省排名", "3", None), ("目标位次", "3", None), ("9月排名", "3", None)),
        *(("完成（分）", "92", None), ("完成", "前3", None), ("完成", "3.5", None)),
    ],
)
def test_a_rank(plan: Plan, heading: str, written: str, rank: str | None) -> None:
    """Also below 位次; not last year's, not one among others, not a score."""
    found = taken(plan, TITLE, ("指标", heading), ("空气质量全市排名", written))
    assert [str(each.report.value) for each in found.taken] == ([rank] if rank else [])
    assert bool(told(found)) == (rank is None)


def test_a_rate_of_completion_is_no_figure_of_a_total(plan: Plan) -> None:
    """Only an event is told by it."""
    found = taken(plan, TITLE, ("指标", "完成率"), ("新增停车位", "45%"), ("区图书馆新馆开馆", "45%"))
    assert [each.report.target.id for each in found.taken] == ["library"]
    assert "no column of figures" in told(found)


@pytest.mark.parametrize(
    ("value", "doubted"), [("0.45", True), ("1", False), ("1.5", False), ("0", False), ("45", False)]
)
def test_a_fraction_of_an_event_is_doubted(plan: Plan, value: str, doubted: bool) -> None:  # noqa: FBT001 -- a case
    """0.45 where 45 % is meant; also when it is recorded by hand."""
    event = plan.target("library")
    assert event is not None
    new = Record("x", "library", Decimal(value), date(2024, 9, 30), datetime(2024, 10, 9, tzinfo=UTC))
    found = [str(each) for each in doubts(event, new, Neighbours(None, None), date(2024, 12, 31))]
    assert any("looks like a fraction" in each for each in found) == doubted
