"""The rules by which a report's text is cut, placed in time, and set aside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jiangan_targets.domain.report_text.cues import Scope, clause_cue, heading_scope
from jiangan_targets.domain.report_text.proposal import Compared
from jiangan_targets.domain.report_text.reading import read_report
from jiangan_targets.domain.report_text.relations import deadline, done_by, relation
from jiangan_targets.domain.report_text.script import one_spelling
from jiangan_targets.domain.report_text.year import Timeline, timeline

WHEN = Timeline(2024)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年全区经济社会发展主要预期目标：收入增长5%。", 2024),
        ("2023年工作回顾\n2024年工作安排", 2024),
        ("2022年民生实事项目进展情况表", 2022),
        ("2019年，全县实现生产总值90亿元。今年收入增长5%。", 2020),
        ("二○○九年全市目标：收入增长8%。", 2009),
        ("2020年12月20日，会议提出明年目标。明年将新建公路3公里。", 2021),
        ("我市2017年将完成搬迁3万人，到2018年全部完成。", 2017),
        ("数读2024\n新增学位300个", 2024),
        ("读懂2025年市政府工作报告\n2024年，收入实现90亿元。", 2025),
        ("2020年全市工作会议提出：完成投资9亿元。2019年完成8亿元。", 2020),
        ("三年行动计划（2024—2026年）\n到2026年，企业突破800家。", None),
        ("到2030年，收入突破90亿元。", None),
        ("新增学位300个。", None),
    ],
)
def test_the_year_of_the_targets(text: str, year: int | None) -> None:
    """What the text calls it, else what its date or its results say; none is invented."""
    assert read_report(text).year == year


def test_a_given_year_decides() -> None:
    """The same text is results for one plan and targets for another."""
    text = "2023年新增学位300个。"
    assert len(read_report(text, 2023).proposals) == 1
    assert read_report(text, 2024).proposals == ()


@pytest.mark.parametrize(
    ("clause", "scope"),
    [
        ("今年全市主要预期目标是", Scope.TARGET),
        ("2024年", Scope.TARGET),
        ("去年新增学位300个", Scope.EARLIER),
        ("2023年新增学位300个", Scope.EARLIER),
        ("过去一年", Scope.EARLIER),
        ("“十三五”期间", Scope.EARLIER),
        ("今年以来", Scope.REACHED),
        ("截至9月底", Scope.REACHED),
        ("已建成学校3所", Scope.REACHED),
        ("办成了一批实事", Scope.REACHED),
        ("完成年度任务的86%", Scope.REACHED),
        ("到2030年", Scope.LATER),
        ("今后五年的主要目标", Scope.LATER),
        ("“十五五”时期", Scope.LATER),
        ("比去年增长5%", None),
        ("在去年的基础上再增3所", None),
        ("完成2023年度高标准农田3万亩", None),
        ("今年是“十五五”规划开局之年", Scope.TARGET),
        ("今年的报告公布了十件实事", Scope.TARGET),
        ("新增学位300个", None),
        ("聚焦全年目标任务", None),
        ("存在不少困难", Scope.REACHED),
        ("实际建成3所", Scope.REACHED),
    ],
)
def test_cues(clause: str, scope: Scope | None) -> None:
    """The words that tell results and later years from targets."""
    cue = clause_cue(one_spelling(clause), WHEN)
    assert (cue.scope if cue else None) is scope


@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        ("一、2023年工作回顾", Scope.EARLIER),
        ("二、2024年工作安排", Scope.TARGET),
        ("2023年主要目标", Scope.EARLIER),
        ("今后五年目标", Scope.LATER),
        ("民生实事项目进展情况", Scope.REACHED),
        ("产业升级", None),
        ("三年行动计划(2024—2026年)", Scope.LATER),
        ("民生实事年终盘点", Scope.REACHED),
        ("存在的主要问题", Scope.REACHED),
        ("着力缓解停车难问题", None),
    ],
)
def test_headings(heading: str, scope: Scope | None) -> None:
    """What a heading announces for the lines below it."""
    assert heading_scope(one_spelling(heading), WHEN) is scope


@pytest.mark.parametrize(
    ("clause", "comparison", "value"),
    [
        ("居民收入与经济增长基本同步", Compared.SAME_AS, None),
        ("投资增速高于全省平均水平", Compared.ABOVE_OTHER, None),
        ("服务业增速快于经济增速1.5个百分点", Compared.ABOVE_OTHER, Decimal("1.5")),
        ("单位能耗完成上级下达目标", Compared.HANDED_DOWN, None),
        ("排放量控制在省政府下达的范围之内", Compared.HANDED_DOWN, None),
        ("综合实力进入全省前十", Compared.RANK_AT_MOST, Decimal(10)),
        ("进出口保持全省第一", Compared.RANK_AT_MOST, Decimal(1)),
        ("国际收支保持基本平衡", Compared.QUALITATIVE, None),
    ],
)
def test_targets_without_a_figure(clause: str, comparison: Compared, value: Decimal | None) -> None:
    """They are told by what they are bound to."""
    found = relation(clause, listed=True)
    assert found is not None
    assert (found.comparison, found.value) == (comparison, value)


@pytest.mark.parametrize(
    "clause",
    [
        "新增学位300个",
        "完成省下达的各项目标任务",
        "根据国家下达的指标",
        "走在全省前列",
        "综合实力进入第一方阵",
        "推进第三产业",
    ],
)
def test_clauses_that_bind_nothing(clause: str) -> None:
    """All tasks together, reasons and figures of speech are no targets."""
    assert relation(clause, listed=True) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月底前建成", date(2024, 6, 30)),
        ("9月1日前投用", date(2024, 9, 1)),
        ("10月中旬开工", date(2024, 10, 20)),
        ("年底前通车", date(2024, 12, 31)),
        ("三季度竣工", date(2024, 9, 30)),
        ("国庆前开放", date(2024, 9, 30)),
        ("12月完工", date(2024, 12, 31)),
        ("19月完工", None),
        ("2月31日前完工", None),
        ("建成", None),
    ],
)
def test_the_day_something_is_done_by(text: str, day: date | None) -> None:
    """The last day that the words leave; impossible days are none."""
    assert deadline(text, 2024) == day


def test_an_event_without_a_year_has_no_day() -> None:
    """It is proposed all the same, and the day is left to a person."""
    found = done_by("文化馆10月底前建成投用", None)
    assert found is not None
    assert found.value is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("去年新增学位300个。", "it is a result of an earlier year"),
        ("今年目标：到2030年新增学位3000个。", "it is about a later year"),
        ("今年已新增学位300个。", "it says what has been reached"),
        ("今年惠及群众3万人。", "it is whom something serves"),
        ("今年低保标准提高到每人每月900元。", "it is a rate of payment"),
        ("今年投资3000万元，修路2公里。", "it is the money that is put in"),
        ("今年收入达到3亿元，比上年增加2000万元。", "it is a change on last year"),
        ("今年建设文化馆，建筑面积3000平方米。", "it is the size of something"),
        ("今年办好12件民生实事。", "it counts measures"),
        ("今年开通8路公交。", "its numbers are dates or belong to names"),
        ("今年推进1亿元以上项目。", "its amounts belong to a name"),
        ("今年：300个：新增学位300个。", "it is said twice"),
        ("绿城 公园30座\n今年新建公园30座，绿道45公里。", "it is said twice"),
        ("今年涉及8个乡镇。", "it is whom something serves"),
        ("今年推进90亿元政府投资项目。", "it only says what is meant"),
        ("今年目标是新增学位1234567890123456789个。", "no amount was understood"),
    ],
)
def test_what_is_set_aside_says_why(text: str, reason: str) -> None:
    """A clause with a number that is no proposal is told with the reason."""
    assert reason in [str(set_aside.reason) for set_aside in read_report(text, 2024).set_aside]


def test_a_guess_is_told() -> None:
    """What the text does not say itself is a doubt of the proposal."""
    found = read_report("2024年目标：收入达到3亿元，增长5%；失业率4%；床位800张。").proposals
    doubts = [[str(doubt) for doubt in proposal.doubts] for proposal in found]
    assert doubts == [
        [],
        ["the name takes words from the clause before"],
        ["how the figure binds is a guess"],
        ["the kind is a guess"],
    ]


def test_what_is_told_again_is_doubted() -> None:
    """A lead and its details may tell the same target: neither is lost, and the second one says so."""
    first, second = read_report("今年新增学位300个。\n会上说，今年新增学位300个。").proposals
    assert not first.doubts
    assert [str(doubt) for doubt in second.doubts] == ["it is said twice"]


def test_a_text_that_places_nothing_is_doubted() -> None:
    """A bare list may be one of targets; that it is the year's is a guess."""
    (proposal,) = read_report("新建学校2所").proposals
    assert [str(doubt) for doubt in proposal.doubts] == ["nothing says that it is a target of the year"]


def test_a_cell_that_is_too_long_for_a_name_names_nothing() -> None:
    """The rules for names see no more than a clause, in a table too."""
    marks = "、" * 100_000
    (proposal,) = read_report(f"2024年\n指标 | 目标\n{marks}甲 | 5%\n").proposals
    assert proposal.name == "5%"


def test_the_seasons_of_a_timeline() -> None:
    """A year that nothing places is taken for the targets' own."""
    assert [Timeline(2024).relation(year) for year in (2023, 2024, 2025)] == [-1, 0, 1]
    assert timeline(["新增学位300个"], None).relation(1999) == 0
