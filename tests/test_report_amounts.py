"""Amounts in a report's clause, and how they bind."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.report_text.amounts import amounts, from_words
from jiangan_targets.domain.report_text.proposal import Compared, Proposal, ProposedKind
from jiangan_targets.domain.report_text.reading import read_report
from jiangan_targets.domain.report_text.script import one_spelling


def told(text: str) -> list[tuple[str, int, str]]:
    """Value, power of ten and unit of each amount."""
    return [(f"{amount.value:f}", amount.power, amount.unit) for amount in amounts(one_spelling(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增座椅1.4万个", [("1.4", 4, "个")]),
        ("新增停车位１．６萬個", [("1.6", 4, "个")]),
        ("产量1.3万亿斤", [("1.3", 12, "斤")]),
        ("收入12,600万元", [("12600", 4, "元")]),
        ("抽检5.5批次/千人", [("5.5", 0, "批次/千人")]),
        ("提高0.6个百分点", [("0.6", 0, "个百分点")]),
        ("控制在9/10万以内", [("9", 0, "/10万")]),
        ("增长百分之四点五", [("4.5", 0, "%")]),
        ("自然增长率千分之六", [("6", 0, "‰")]),
        ("六十多万人", [("60", 4, "人")]),
        ("新建 30 座", [("30", 0, "座")]),
        ("新增墓位200锅", [("200", 0, "锅")]),
        ("20余类", [("20", 0, "类")]),
        ("2018—2020年、1-9月、0—3岁、15分钟、24小时、7×24", []),
        ("8路、G60、PM2.5、5G、1号线、第3批、4A级、2023年5月6日", []),
        ("10个工作日、3个月、第十三届、2名单", []),
        ("“5+2”产业、（增长3%）、《2024年3个办法》", [("3", 0, "%"), ("3", 0, "个")]),
    ],
)
def test_what_is_an_amount(text: str, expected: list[tuple[str, int, str]]) -> None:
    """A number with a unit is one; years, days, lines, ages, ordinals and names with digits are not."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4.5%—5%", "4.5", "5"),
        ("6.5%至7%", "6.5", "7"),
        ("5～6家", "5", "6"),
        ("1000-1200套", "1000", "1200"),
        ("百分之九至百分之十", "9", "10"),
    ],
)
def test_a_range_is_one_amount(text: str, low: str, high: str) -> None:
    """Both its ends are kept."""
    (amount,) = amounts(one_spelling(text))
    assert (f"{amount.value:f}", f"{amount.upper:f}") == (low, high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("四点五", "4.5"),
        ("一百二十", "120"),
        ("两千零一十五", "2015"),
        ("十", "10"),
        ("六十", "60"),
        ("三万二千", "32000"),
    ],
)
def test_numbers_in_chinese_characters(text: str, value: str) -> None:
    """They say what digits would."""
    assert from_words(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "点五点", "四点", "四点十"])
def test_characters_that_are_no_number(text: str) -> None:
    """They are refused, not read halfway."""
    assert from_words(text) is None


def read(clause: str) -> Proposal:
    """The one proposal of a clause among targets."""
    (proposal,) = read_report(f"2024年主要预期目标是：{clause}。").proposals
    return proposal


@pytest.mark.parametrize(
    ("clause", "comparison"),
    [
        ("新增托位300个", Compared.AT_LEAST),
        ("新增托位不少于300个", Compared.AT_LEAST),
        ("新增托位300个以上", Compared.AT_LEAST),
        ("营业额达到3亿元", Compared.AT_LEAST),
        ("营业额突破3亿元", Compared.MORE_THAN),
        ("新增企业超300家", Compared.MORE_THAN),
        ("筛查病种20余类", Compared.MORE_THAN),
        ("营业额增长5%左右", Compared.ABOUT),
        ("新增托位约300个", Compared.ABOUT),
        ("失业率控制在5%左右", Compared.ABOUT),
        ("失业率控制在5%以内", Compared.AT_MOST),
        ("失业率控制在5%", Compared.AT_MOST),
        ("事故不超过20起", Compared.AT_MOST),
        ("浓度降至35微克/立方米", Compared.AT_MOST),
        ("失业率低于5%", Compared.LESS_THAN),
        ("营业额增长5%—6%", Compared.AT_LEAST),
        ("物价涨幅2%—3%", Compared.WITHIN),
        ("能耗下降3%", Compared.AT_LEAST),
        ("失业率5%", Compared.AT_MOST),
    ],
)
def test_how_a_figure_binds(clause: str, comparison: Compared) -> None:
    """The words before and behind it decide, in the contract's words."""
    assert read(clause).comparison is comparison


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("新增托位300个", ProposedKind.TOTAL),
        ("营业收入达到3亿元", ProposedKind.TOTAL),
        ("快递业务量达到2亿件", ProposedKind.TOTAL),
        ("优良天数达到300天", ProposedKind.TOTAL),
        ("托位数达到3000个", ProposedKind.LEVEL),
        ("高新技术企业超过80家", ProposedKind.LEVEL),
        ("生猪存栏12万头", ProposedKind.LEVEL),
        ("每千人口床位7张", ProposedKind.LEVEL),
        ("营业额增长5%", ProposedKind.RATE),
        ("占比提高2个百分点", ProposedKind.RATE),
        ("PM2.5浓度控制在33微克/立方米以内", ProposedKind.RATE),
    ],
)
def test_how_a_figure_behaves(clause: str, kind: ProposedKind) -> None:
    """What adds up is a total, a stock a level, growth and shares a rate."""
    assert read(clause).kind is kind


@pytest.mark.parametrize(
    ("clause", "value", "unit"),
    [
        ("新增托位1.4万个", "14000", "个"),
        ("粮食产量1.4万亿斤", "1400000000000", "斤"),
        ("营业收入512.5亿元", "512.5", "亿元"),
        ("营业收入2600万元", "2600", "万元"),
        ("千人托位数4.2个", "4.2", "个/千人"),
        ("亩均税收25万元", "25", "万元/亩"),
        ("解决3.2万农村人口饮水问题", "32000", "人"),
        ("由现有2家增加到5家", "5", "家"),
    ],
)
def test_value_and_unit_of_the_targets_file(clause: str, value: str, unit: str) -> None:
    """Scale words stay with money and are multiplied out elsewhere; a ratio in the name goes into the unit."""
    proposal = read(clause)
    assert (f"{proposal.value:f}", proposal.unit) == (value, unit)


VERBS = st.sampled_from(["新增", "新建", "改造", "建成", "培育", "引进"])
THINGS = st.sampled_from(["停车位", "口袋公园", "公办学位", "充电桩", "老旧小区", "专精特新企业"])
UNITS = st.sampled_from(["个", "家", "所", "处", "公里", "平方米", "座", "台"])
SCALES = st.sampled_from([("", 1), ("万", 10_000)])


@given(VERBS, THINGS, st.integers(2, 99_999), st.integers(0, 2), SCALES, UNITS)
def test_any_task_is_read_as_written(
    verb: str, thing: str, digits: int, places: int, scale: tuple[str, int], unit: str
) -> None:
    """Whatever is built, its value, unit and name are what the clause says."""
    value = Decimal(digits).scaleb(-places)
    clause = f"{verb}{thing}{value:f}{scale[0]}{unit}"
    proposal = read(clause)
    assert (proposal.value, proposal.unit, proposal.name) == (value * scale[1], unit, f"{verb}{thing}")
    assert proposal.quote == clause


@given(
    st.lists(st.tuples(THINGS, st.integers(2, 9_999), UNITS), min_size=2, max_size=5, unique_by=lambda item: item[0])
)
def test_any_list_shares_its_verb(things: list[tuple[str, int, str]]) -> None:
    """Each item of a list is a target of its own, quoted by itself and named with the verb of the first."""
    text = "、".join(f"{thing}{count}{unit}" for thing, count, unit in things)
    found = read_report(f"2024年民生实事项目\n新增{text}。").proposals
    assert [(proposal.name, proposal.value, proposal.unit) for proposal in found] == [
        (f"新增{thing}", Decimal(count), unit) for thing, count, unit in things
    ]
    assert [proposal.quote for proposal in found[1:]] == [f"{thing}{count}{unit}" for thing, count, unit in things[1:]]
