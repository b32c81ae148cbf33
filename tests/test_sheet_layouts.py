"""Tables of random layouts made of the words that offices use: exactly the meant column is taken, or none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.cells.cell import Cell, Merged
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.received.tables_read import TablesRead
from jiangan_targets.domain.target import Plan, Target
from received import plan_of_2024, taken

SEPTEMBER = date(2024, 9, 30)

FIGURES = (
    *("1-9月累计完成", "2024年1—9月实际完成", "截至9月底完成数", "前三季度", "1-9月", "截至2024年9月30日累计"),
    *("累计完成", "本年累计", "实际（1-9月）", "9月末累计", "1至9月完成情况", "本月止累计完成"),
)
OTHERS = {
    "plan": ("年度目标", "1-9月计划", "全年任务数", "下达计划", "截至9月底目标", "应完成", "目标值", "序时进度"),
    "ratio": ("完成率", "完成率（%）", "占全年目标%", "完成比例", "完成年度计划的比重", "序时完成率"),
    "past": ("上年同期", "2023年1-9月", "去年同期数", "上月数", "上年同期累计完成", "上期完成数"),
    "monthly": ("9月", "本月完成", "当月", "9月份完成数", "7-9月", "三季度", "本月累计", "4-6月累计"),
    "comparison": ("比年初增减", "环比增长%", "同比增减额", "比上月增长%", "净增"),
    "rank": ("排名", "全市位次"),
    "remaining": ("还差", "与目标差距", "超/欠序时进度"),
    "forecast": ("全年预计", "预计完成数", "1-10月预测"),
    "index": ("指数（上年=100）", "为上年同期%"),
}
GROWTH = ("同比增长%", "1-9月增速（%）", "比上年同期增长（%）", "同比±%", "1-9月同比增速")
UNKNOWN = ("亩均税收", "备案数", "专项（万个）", "完成数（核）", "累计投放", "区外")
TEXTS = ("责任单位", "备注", "存在问题", "完成时限", "填报日期", "进度状态")
NOISE = ("", "", "", " ", "　", "\u200b", "\n")
UNITS = (("个", ("个", "万个", "百个")), ("亿元", ("亿元", "万元", "元")), ("公顷", ("公顷", "万公顷")))
NAMES = ("新增停车位", "社会消费品零售总额", "惠民文化活动", "新增绿地")


class Layout(NamedTuple):
    """A table: its rows, and the figure and growth that are meant, in the target's unit."""

    plan: Plan
    rows: list[list[object]]
    value: Decimal
    growth: Decimal | None


def made_plan(name: str, unit: str, goal: int) -> Plan:
    """A plan of one total and the growth of it."""
    target = Target("amount", name, name, "city", Kind.TOTAL, Comparison.AT_LEAST, Decimal(goal), unit, 2024)
    growth = Target("growth", f"{name}增速", "growth of it", "city", Kind.RATE, Comparison.ABOUT, Decimal(9), "%", 2024)
    return plan_of_2024()._replace(targets=(target, growth._replace(growth_of="amount")))


@st.composite
def layouts(draw: st.DrawFn, *, unknown: bool = False) -> Layout:
    """A figure's column among others, in any order, with or without lines above and blanks in the words."""
    unit, written = draw(st.sampled_from(UNITS))
    name, shown_unit = draw(st.sampled_from(NAMES)), draw(st.sampled_from(written))
    plan = made_plan(name, unit, 16000)
    kinds = draw(st.lists(st.sampled_from(sorted(OTHERS)), max_size=4, unique=True))
    columns = [("figure", draw(st.sampled_from(FIGURES)))]
    columns += [(kind, draw(st.sampled_from(OTHERS[kind]))) for kind in kinds]
    if draw(st.booleans()) and "monthly" not in kinds:
        columns.append(("growth", draw(st.sampled_from(GROWTH))))
    if unknown:
        columns.append(("unknown", draw(st.sampled_from(UNKNOWN))))
    columns = draw(st.permutations(columns))
    texts = draw(st.lists(st.sampled_from(TEXTS), max_size=2, unique=True))
    numbers = draw(st.lists(st.integers(1, 99999), min_size=len(columns), max_size=len(columns), unique=True))
    place = draw(st.sampled_from(["heading", "column", "name", "line", "none"]))
    header: list[object] = ["序号", "指标名称", *(["单位"] if place == "column" else [])]
    row: list[object] = ["1", f"{name}（{shown_unit}）" if place == "name" else name]
    row += [shown_unit] if place == "column" else []
    values = {}
    for (kind, heading), number in zip(columns, numbers, strict=True):
        text = heading + (f"（{shown_unit}）" if place == "heading" and kind == "figure" else "")
        header.append("".join(character + draw(st.sampled_from(NOISE)) for character in text))
        row.append(str(number))
        values[kind] = Decimal(number)
    header += texts
    row += ["说明" for _ in texts]
    lines: list[list[object]] = [["江岸区2024年1-9月重点目标完成情况"]] if draw(st.booleans()) else []
    lines += [[f"单位：{shown_unit}"]] if place == "line" else []
    lines += [["填报日期：2024年10月12日"]] if draw(st.booleans()) else []
    factor = 1 if place == "none" else power(shown_unit) / power(unit)
    return Layout(plan, [*lines, header, row], values["figure"] * Decimal(factor), values.get("growth"))


def power(unit: str) -> Decimal:
    """What a unit counts."""
    return Decimal(
        {"万": 10_000, "亿": 100_000_000, "百": 100}.get(unit[0], 1) if len(unit) > 1 and unit != "公顷" else 1
    )


def check(found: TablesRead, layout: Layout) -> None:
    """Only what is meant was taken."""
    for each in found.taken:
        meant = layout.value if each.report.target.id == "amount" else layout.growth
        assert (each.report.value, each.report.as_of) == (meant, SEPTEMBER)


@given(layouts())
def test_the_meant_column_is_taken(layout: Layout) -> None:
    """All words are understood: the figure is taken in its unit, and no other column is."""
    found = taken(layout.plan, *layout.rows, as_of=SEPTEMBER)
    check(found, layout)
    assert [each.report.target.id for each in found.taken].count("amount") == 1


@given(layouts(unknown=True))
def test_a_column_that_is_not_understood_is_no_figure(layout: Layout) -> None:
    """Whatever stands beside the figures."""
    check(taken(layout.plan, *layout.rows, as_of=SEPTEMBER), layout)


@given(layouts(), st.sampled_from([*UNKNOWN, *(word for words in OTHERS.values() for word in words)]))
def test_without_its_column_nothing_is_taken(layout: Layout, heading: str) -> None:
    """When the figure's heading is another word, no amount is taken at all."""
    rows = [list(row) for row in layout.rows]
    header = rows[-2]
    place = next(place for place, text in enumerate(header) if is_figure(str(text)))
    header[place] = heading
    found = taken(layout.plan, *rows, as_of=SEPTEMBER)
    assert "amount" not in {each.report.target.id for each in found.taken}


def is_figure(text: str) -> bool:
    """Whether a heading, with blanks in it and perhaps a unit behind, is one of those above figures."""
    plain = "".join(character for character in text if character not in " 　\u200b\n").partition("（个")[0]
    return any(plain == word or plain.startswith(word + "（") for word in FIGURES)


TOPS = {
    "figure": ("1-9月", "截至9月底", "累计", "2024年1-9月"),
    "past": ("上年同期", "2023年1-9月", "去年同期"),
    "monthly": ("9月", "本月", "当月"),
    "plan": ("全年目标", "1-9月计划"),
}


@given(
    st.lists(st.sampled_from(sorted(TOPS)), min_size=1, max_size=4, unique=True).filter(
        lambda kinds: "figure" in kinds
    ),
    st.data(),
)
def test_headings_in_two_rows(kinds: list[str], data: st.DataObject) -> None:
    """Periods above, 绝对额 and 增长% below: amounts and growth rates come from below 1-9月, merged or not."""
    merged = data.draw(st.booleans())
    plan = made_plan("社会消费品零售总额", "亿元", 700)
    top: list[object] = ["指标", "计量单位"]
    below: list[object] = [None, None]
    row: list[object] = ["社会消费品零售总额", "亿元"]
    meant: tuple[Decimal, Decimal] | None = None
    for kind in data.draw(st.permutations(kinds)):
        place = len(top)
        heading = data.draw(st.sampled_from(TOPS[kind]))
        amount, growth = data.draw(st.integers(100, 600)), data.draw(st.integers(1, 20))
        name = f"{chr(65 + place)}1:{chr(66 + place)}1"
        across = Merged(name, heading)
        top += [Cell("", heading, merged=across), Cell("", None, merged=across)] if merged else [heading, None]
        below += ["绝对额", "增长%"]
        row += [str(amount), str(growth)]
        if kind == "figure":
            meant = Decimal(amount), Decimal(growth)
    found = taken(plan, top, below, row, as_of=SEPTEMBER)
    assert [(each.report.target.id, each.report.value) for each in found.taken] == [
        ("amount", meant[0] if meant else None),
        ("growth", meant[1] if meant else None),
    ]


@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "9,000", "指标名称", "累计完成", "新增停车位", "1-9月", "%", "单位：万个"]))
    )
)
def test_any_cells_are_read(rows: list[list[str]]) -> None:
    """Whatever stands where: a table, or nothing, and never a failure of the reader itself."""
    taken(plan_of_2024(), *rows)
