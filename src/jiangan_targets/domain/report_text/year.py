"""Which year a report's targets are for, and what its words for years mean then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jiangan_targets.domain.report_text.words import any_of

# A year that stands before one of these words, in the same breath, is the year of the targets.
_YEAR_OF_TARGETS = re.compile(
    r"(?<![0-9到至])((?:19|20)[0-9]{2})年?(?![0-9-])(?:(?!(?:19|20)[0-9]{2})[^。;\n]){0,24}?"
    + any_of(
        "目标 实事 民心工程 重点工作 重点任务 任务分解 总体要求 量化指标 主要指标 预算草案 计划草案",
        "工作要点 工作计划 工作安排 工作打算 建议项目 候选项目 拟办项目",
    )
)
_NO_YEAR_OF_TARGETS = re.compile(
    "远景|规划|十[二三四五]五|完成了|圆满完成|完成(?:全年|年度|年初)|回顾|以来|[0-9]{4}-[0-9]{4}|末|公报|明年"
)
_NEXT_YEAR = re.compile(r"明年(?!起)[^。\n]{0,40}?(?:目标|将|要|计划|力争|安排|新建|新增|重点)")
_THIS_YEARS_TARGETS = re.compile(r"今年[^。\n]{0,24}?(?:预期目标|主要目标|目标是|实事|将|要|力争|计划)")
_ANY_YEAR = re.compile(r"(?<![0-9])((?:199|20[0-9])[0-9])年(?!代|版|远景|愿景|碳达峰|底?[之以]?前)")
_BARE_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9年.-])")
_DATELINE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-/年.]([01]?[0-9])[-/月.][0-3]?[0-9]")
_YEAR_OF_REPORT = re.compile(r"((?:19|20)[0-9]{2})年[\u4e00-\u9fff]{0,8}[《〈\"“]?政府工作报告")
_LATER = re.compile(r"(?:到|至|远景|规划)[^。\n]{0,6}$|(?:预计|计划|力争|将于)$|[0-9]{4}年?-$")
# A year with what is told of it behind it; the words behind are only looked at, for they may name another year.
_GONE = re.compile(
    r"((?:19|20)[0-9]{2})年(?=[^。\n]{0,60}?"
    + any_of("实现 完成(?!时) 达到 同比 已 了 预计 公报 执行 回顾 突破 跨越 成绩 比上年")
    + ")"
)
_AHEAD = re.compile(
    r"((?:19|20)[0-9]{2})年(?=(?![0-9])[^。\n]{0,30}?"
    + any_of("将 要(?![事求素闻点]) 提出 力争 重点 开局 起步 关键 收官")
    + ")"
)
_YEAR_AHEAD = re.compile(r"(?<![0-9到至])((?:19|20)[0-9]{2})年[^。,\n]{0,12}?(?:将(?!近)|计划|拟|力争)")
_DECEMBER = 12


class Timeline(NamedTuple):
    """The year of the targets, None when nothing says it; whether the report calls it 明年 instead of 今年."""

    year: int | None
    is_next_year: bool = False

    def relation(self, year: int) -> int:
        """Before (-1), in (0) or after (1) the year of the targets; a year nobody can place is taken for it."""
        return 0 if self.year is None else (year > self.year) - (year < self.year)


def timeline(texts: Sequence[str], year: int | None) -> Timeline:
    """Find the year in the lines of a text, unless `year` says it."""
    whole = "\n".join(texts)
    next_year = bool(_NEXT_YEAR.search(whole)) and not _THIS_YEARS_TARGETS.search(whole)
    return Timeline(year if year is not None else _found(texts, whole, next_year=next_year), next_year)


def _found(texts: Sequence[str], whole: str, *, next_year: bool) -> int | None:
    """What the text calls the year of its targets; else the year of its date; else the one after the results."""
    named = [
        int(match[1])
        for text in texts
        for match in _YEAR_OF_TARGETS.finditer(text)
        if not _NO_YEAR_OF_TARGETS.search(match[0])
    ]
    if named:
        return max(named)
    if (dated := _DATELINE.search(whole)) and (next_year or "今年" in whole):
        return int(dated[1]) + (next_year or (int(dated[2]) == _DECEMBER and "明年" in whole))
    if ahead := [int(match[1]) for match in _YEAR_AHEAD.finditer(whole)]:
        return max(ahead)
    if of_report := _YEAR_OF_REPORT.search(whole):
        return int(of_report[1])
    told = [
        int(match[1])
        for match in _ANY_YEAR.finditer(whole)
        if not _LATER.search(whole, max(0, match.start() - 8), match.start())
    ]
    if not told:
        titled = [int(match[0]) for text in texts[:2] for match in _BARE_YEAR.finditer(text)]
        return max(titled, default=None)
    return max(told) + _is_over(whole, max(told))


def _is_over(whole: str, year: int) -> bool:
    """Whether the newest year that a text names is told as gone, as in `2023年,全市实现`."""
    ahead, gone = ({int(match[1]) for match in pattern.finditer(whole)} for pattern in (_AHEAD, _GONE))
    return year in gone and year not in ahead
