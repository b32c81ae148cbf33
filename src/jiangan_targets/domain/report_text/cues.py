"""The words that say whether a report speaks of this year's targets, of results, or of a later year."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from jiangan_targets.domain.report_text.words import any_of, begins_with_verb
from jiangan_targets.domain.report_text.year import Timeline


class Scope(Enum):
    """What a clause speaks of."""

    TARGET = "this year's targets"
    EARLIER = "a result of an earlier year"
    REACHED = "what has been reached"
    LATER = "a later year"
    MEANING = "what a word means"
    UNKNOWN = "nothing says"


class Reach(Enum):
    """How far a cue holds."""

    CLAUSE = 1
    SENTENCE = 2
    ON = 3  # until another, when it opens its sentence; else to the sentence's end
    TOPIC = 4  # until another, wherever it stands


class Cue(NamedTuple):
    """A word that says what is spoken of, at a place in its clause; a `weak` one gives way to what is said there.

    A `general` one names no year: a plan of several years has its main targets too.
    """

    place: int
    scope: Scope
    reach: Reach
    weak: bool = False
    general: bool = False


_SEEN = 1024
"""Clauses whose cues are kept: each is asked for its own more than once."""

OPENING = 6
"""A cue among these first characters of a clause opens it: it is what the sentence is about."""

# Words that announce targets, of the year that the text is about, unless the clause names another.
# 完成…目标任务 is told of results too, and says nothing by itself.
GOALS = re.compile(
    "(?<!完成)"
    + any_of("预期目标 主要目标 目标任务(?!的?[0-9]) 工作目标 年度目标 总体目标 发展目标 具体目标 奋斗目标")
    + "|目标(?:是|为|:|这样|定为|确定)"
)

SURPASSED = re.compile(
    "超额完成|完成率达?到?[0-9.]+%(?!以上)|(?:[占为].{0,6}|完成.{0,8})(?:任务|目标|计划)数?的?[0-9.]+%|完成(?:全年|年度)目标任务$"
)
"""Says of what stands before it in a sentence that it has been reached: 建成公厕36座，超额完成30座的目标."""

PROGRESS = "(?:实事|任务|目标|指标|项目)[^,。]{0,16}?(?:进展|完成|落实|推进|办理)情况"
"""Announces what has been reached of what was to be done: target and result may stand side by side."""

# 聚焦全年目标任务，… only says what for.
_TOWARDS = re.compile("聚焦|围绕|锚定|紧盯|紧扣|对照|对标|按照|根据|瞄准|为实现")
# 高于年初预期目标 compares a result with its target.
_AGAINST_GOALS = re.compile("(?:[高低快慢好优]于|超|[比较距])[^,]{0,8}目标|年初[^,]{0,6}目标")
_BODIES = "(?:部|局|委|办|厅|部门|委员会|数据)"
# 公布了, 提出了 tell of no results.
_ANNOUNCING = any_of(
    "公布 提出 明确 确定 推出 安排 部署 发布 宣布 制定 印发 通过 审议 选出 形成 描绘 晒出 列出 敲定 规划"
)
_MONTHS = "[0-9]{1,2}月?[-至到][0-9]{1,2}月份?"
_TASKS = "(?:任务|目标|计划|总投资)"
_CUE_WORDS: tuple[tuple[Scope, Reach, tuple[str, ...]], ...] = (
    (
        Scope.TARGET,
        Reach.ON,
        (
            "新的?一年(?!来) 本年度?(?!第) 我们将 下一步 下步 接下来 下一阶段 下半年(?=[,将要]|$)",
            "^(?:工作|目标|年度)?(?:任务|目标)(?:任务|内容)?(?::|$) ^(?:实事|项目|工作|建设)内容(?::|$)",
        ),
    ),
    (Scope.TARGET, Reach.CLAUSE, ("(?:年度|全年|年初|计划)(?:目标|任务)(?:任务|数|值)?(?:为|是|:)",)),
    # 比去年, 在上年基础上 compare with it and do not speak of it.
    (Scope.EARLIER, Reach.ON, ("(?<![比较与同和跟于在以超])(?:去年|上年|上一年)(?!同期|度?末?的?基础)",)),
    (
        Scope.EARLIER,
        Reach.TOPIC,
        ("过去的?(?:一|[0-9])年 过去[五四三几两]年 刚刚过去 (?<!第)[五四三]年来 一年来 一年以来 上届",),
    ),
    (
        Scope.REACHED,
        Reach.TOPIC,
        (
            "近年来 近[几三五]年 今年以来 年以来 改革开放以来 截至 截止(?!日期|时间) 目前 眼下 如今 至今",
            "(?:^|\\s)(?:目前|工作|当前)?(?:进展|完成|进度|落实|办理|推进|实际完成)(?:情况)?(?::|$)",
        ),
    ),
    (
        Scope.REACHED,
        Reach.ON,
        (
            "^(?:20[0-9]{2}年|今年|[我全][市县区省州])?1月?[-至到][0-9]{1,2}月",
            f"^(?:20[0-9]{{2}}年|今年|[我全][市县区省州])?(?:前?[一二三四]个?季度|上半年|{_MONTHS})(?=[,全我累完]|$)",
            "^据?(?:初步核算|初步统计|统计显示|统计|快报) ^(?:全[市县区省])?预计(?!惠及|可|受益)",
            "预测 (?:报告|机构|专家)预计 专家认为 分析人士 机构认为",
            "存在[^,。]{0,8}(?:困难|问题|差距|短板|不足) 清醒地?(?:认识|看到)",
            f"{PROGRESS} (?:完成|执行|运行)情况来?看",
        ),
    ),
    (
        Scope.REACHED,
        Reach.SENTENCE,
        (f"实际(?:完成|新增|开工|增加|建成) 数据显示 ^已(?!有(?![0-9])) {_BODIES}(?:表示|透露|介绍|显示)",),
    ),
    (
        Scope.REACHED,
        Reach.CLAUSE,
        (
            rf"已(?!有(?![0-9])|建成区) (?<![为除罢])(?<!{_ANNOUNCING})了(?!解|望)",
            "超额完成 (?:指标|任务|项目|事项)全部完成 完成率(?!要|应|力争|确保|不低于|均|达?到?(?:[0-9.]+%以上|100%))",
            "荣获 获评 获批 入选 蝉联 创历史",
            f"[占为].{{0,6}}(?:年度|全年|计划|预算|任务)(?:{_TASKS}|预算)?数?的 完成.{{0,8}}{_TASKS}的?[0-9.]+%",
        ),
    ),
    (
        Scope.LATER,
        Reach.ON,
        (
            "今后[一二三四五几0-9]*年 未来[一二三四五几0-9]+年 [三五2-9]年内 本届政府(?!的?(?:收官|开局|第|届|起步))",
            "远景 中长期 后年",
        ),
    ),
)
_CUES = tuple((re.compile(any_of(*words)), scope, reach) for scope, reach, words in _CUE_WORDS)

_FORECAST = re.compile("(?<!年)预计(?!惠及|可|受益)")
_THIS_YEAR = re.compile("今年(?!以来|已|累计|[0-9]{1,2}[-至]|[一二三]季度|上半年[,完])")
_NEXT_YEAR = re.compile("明年")
# 教育局介绍，今年全市将新增学位…: said aloud, and yet no result.
_WILL = re.compile("[\u4e00-\u9fff]{0,8}?(?:将(?!近|增长|达|突破|下降|上涨|放缓|继续)|计划(?!的|完成)|拟)")
_YEAR = re.compile("(?<![0-9比较])(?P<to>到|至|截至)?(?P<year>(?:19|20)[0-9]{2})(?P<mark>年(?!代|版|以来)|(?=,|$))")
# “十三五” is 2016 to 2020. 开局之年 and the like speak of a year in the plan, not of the plan.
_FIVE_YEARS = re.compile(
    r"[“\"「『]?十(?P<which>[一二三四五])五[”\"」』]?(?=时|期间|以来|末|[,:、]|$|的?[\u4e00-\u9fff]{0,6}目标)"
    "(?!.{0,12}(?:之年|一年|起步|开局|收官))"
)
_ACCORDING = re.compile("(?:围绕|对照|锚定|按照|根据|对标|衔接|实现|完成|与|和)$")
_FIRST_OF_THE_ELEVENTH = 2006

# What a heading's words say beats the year in it: 2023年工作回顾, 2022年实事项目进展情况.
_HEADINGS = (
    (re.compile("(?:名词|用语|术语)(?:解释|注释|说明)"), Scope.MEANING),
    (
        re.compile(
            "(?:完成|执行|进展|落实|推进|办理|运行)情况|加快推进|情况(?:的?)?(?:报告|通报|汇报)|进度|全[部面](?:完成|落实)|完成[得的]|盘点|兑现|公报|快报|成绩单|问题清单|存在的?(?:主要|突出)?(?:困难|问题)|困难和问题"
        ),
        Scope.REACHED,
    ),
    (re.compile("回顾|成就|总结|走过|答卷|成效"), Scope.EARLIER),
    (
        re.compile(
            "远景|十[一二三四五]五.{0,2}(?:时期|期间|规划)|[二三五]年(?:行动)?(?:计划|规划|方案)|[0-9]{4}年?-20[0-9]{2}年?\\)"
        ),
        Scope.LATER,
    ),
    (
        re.compile(
            any_of(
                "目标 实事 民心工程 任务 主要指标 总体要求 工作思路 工作要点 工作计划 工作安排 工作打算 工作部署",
                "工作重点 重点工作 数读",
            )
        ),
        Scope.TARGET,
    ),
)


@lru_cache(maxsize=_SEEN)
def clause_cue(text: str, when: Timeline) -> Cue | None:
    """The cue of a clause that counts: the last, unless it is weak and results are told there too."""
    found = [Cue(match.start(), scope, reach) for pattern, scope, reach in _CUES for match in pattern.finditer(text)]
    this, other = (_NEXT_YEAR, _THIS_YEAR) if when.is_next_year else (_THIS_YEAR, _NEXT_YEAR)
    found += [
        Cue(match.start(), Scope.TARGET, Reach.ON, weak=not _WILL.match(text, match.end()))
        for match in this.finditer(text)
    ]
    elsewhere = Scope.REACHED if when.is_next_year else Scope.LATER
    found += [Cue(match.start(), elsewhere, Reach.ON) for match in other.finditer(text)]
    found += [cue for match in _YEAR.finditer(text) if (cue := _year_cue(match, when))]
    found += [
        _plan_cue(match, when) for match in _FIVE_YEARS.finditer(text) if not _ACCORDING.search(text[: match.start()])
    ]
    if not found and (goal := GOALS.search(text)) and not _TOWARDS.match(text) and not _AGAINST_GOALS.search(text):
        return Cue(goal.start(), Scope.TARGET, Reach.ON, general=True)
    if not found and (expected := _FORECAST.search(text)):
        return Cue(expected.start(), Scope.REACHED, Reach.CLAUSE, weak=True)
    reached = any(cue.scope is Scope.REACHED for cue in found)
    last = max((cue for cue in found if not (reached and cue.weak)), key=lambda cue: cue.place, default=None)
    if last is None or last.scope is not Scope.REACHED:
        return last
    # 目前已开工80个,完工50个: 目前 holds on, whatever else says so.
    return max((cue for cue in found if cue.scope is last.scope), key=lambda cue: (cue.reach.value, cue.place))


def _year_cue(match: re.Match[str], when: Timeline) -> Cue | None:
    """A year before the targets' is a result only where it opens the clause: 完成2023年度高标准农田 is no result."""
    relation = when.relation(int(match["year"]))
    if relation > 0 or (match["to"] in {"到", "至"} and when.year is None):
        return Cue(match.start(), Scope.LATER, Reach.SENTENCE if match["to"] else Reach.ON)
    before = match.string[: match.start()]
    if not match["mark"] or (relation < 0 and (len(before) > OPENING or begins_with_verb(before))):
        return None
    return Cue(
        match.start(),
        Scope.EARLIER if relation < 0 else Scope.TARGET,
        Reach.ON,
        weak=relation == 0 and not _WILL.match(match.string, match.end()),
    )


def _plan_cue(match: re.Match[str], when: Timeline) -> Cue:
    """A five-year plan that is over is a result; one that is not is later, but for what it has brought so far."""
    last = _FIRST_OF_THE_ELEVENTH + 5 * "一二三四五".index(match["which"]) + 4
    over = match.string.startswith("以来", match.end()) or (when.year is not None and last < when.year)
    return Cue(match.start(), Scope.EARLIER if over else Scope.LATER, Reach.ON)


def heading_scope(text: str, when: Timeline) -> Scope | None:
    """What a heading announces, None when it says nothing of it."""
    relations = {when.relation(int(match["year"])) for match in _YEAR.finditer(text)}
    scope = next((scope for pattern, scope in _HEADINGS if pattern.search(text)), None)
    if scope in {Scope.TARGET, Scope.REACHED} and relations == {-1}:
        return Scope.EARLIER
    if scope is Scope.TARGET and (relations == {1} or re.search("今后|未来", text)):
        return Scope.LATER
    if scope:
        return scope
    cue = clause_cue(text, when)
    if cue is None:
        return Scope.TARGET if 0 in relations else None
    return cue.scope if cue.reach in {Reach.ON, Reach.TOPIC} else None
