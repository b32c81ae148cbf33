"""The words that say whether a report speaks of this year's targets, of results, or of a later year."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from jiangan_targets.domain.report_text import cue_words
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

# 聚焦全年目标任务，… only says what for.
_TOWARDS = re.compile("聚焦|围绕|锚定|紧盯|紧扣|对照|对标|按照|根据|瞄准|为实现")
# 高于年初预期目标 compares a result with its target.
_AGAINST_GOALS = re.compile("(?:[高低快慢好优]于|超|[比较距])[^,]{0,8}目标|年初[^,]{0,6}目标")
_CUE_WORDS = (
    (Scope.TARGET, Reach.ON, cue_words.TARGETS_FROM_HERE),
    (Scope.TARGET, Reach.CLAUSE, cue_words.TARGET_IN_CLAUSE),
    (Scope.EARLIER, Reach.ON, cue_words.EARLIER_FROM_HERE),
    (Scope.EARLIER, Reach.TOPIC, cue_words.EARLIER_AS_TOPIC),
    (Scope.REACHED, Reach.TOPIC, cue_words.REACHED_AS_TOPIC),
    (Scope.REACHED, Reach.ON, cue_words.REACHED_FROM_HERE),
    (Scope.REACHED, Reach.SENTENCE, cue_words.REACHED_IN_SENTENCE),
    (Scope.REACHED, Reach.CLAUSE, cue_words.REACHED_IN_CLAUSE),
    (Scope.LATER, Reach.ON, cue_words.LATER_FROM_HERE),
)
_CUES = tuple((re.compile(any_of(*words)), scope, reach) for scope, reach, words in _CUE_WORDS)

_FORECAST = re.compile("(?<!年)预计(?!惠及|可|受益)")
_THIS_YEAR = re.compile("今年(?!以来|已|累计|[0-9]{1,2}[-至]|[一二三]季度|上半年[,完])")
_NEXT_YEAR = re.compile("明年")
# 教育局介绍，今年全市将新增学位…: said aloud, and yet no result.
_WILL = re.compile("[\u4e00-\u9fff]{0,8}?(?:将(?!近|增长|达|突破|下降|上涨|放缓|继续)|计划(?!的|完成)|拟)")
# 回顾工作,并提出今年重要目标: what was looked back on is left.
_SET = re.compile("(?:提出|确定|明确|公布)了?今年[^,]{0,10}目标")
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
        Cue(match.start(), Scope.TARGET, Reach.ON, weak=not (_WILL.match(text, match.end()) or _SET.search(text)))
        for match in this.finditer(text)
    ]
    elsewhere = Scope.REACHED if when.is_next_year else Scope.LATER
    found += [Cue(match.start(), elsewhere, Reach.ON) for match in other.finditer(text)]
    found += [cue for match in _YEAR.finditer(text) if (cue := _year_cue(match, when))]
    found += [
        _plan_cue(match, when) for match in _FIVE_YEARS.finditer(text) if not _ACCORDING.search(text[: match.start()])
    ]
    if (
        not found
        and (goal := cue_words.GOALS.search(text))
        and not _TOWARDS.match(text)
        and not _AGAINST_GOALS.search(text)
    ):
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
