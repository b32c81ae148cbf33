"""Targets without a number of their own: 与经济增长同步, 高于全省平均水平, 完成上级下达目标, 10月底前建成."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import month_end
from jiangan_targets.domain.report_text.amounts import amounts, from_words
from jiangan_targets.domain.report_text.proposal import Compared, ProposedKind
from jiangan_targets.domain.report_text.words import any_of, opened

_SAME = re.compile(
    "[与和同跟][^,与和]{1,16}?(?:增长|增速|发展|水平)?(?:基本|保持|总体|大体|实现|力争)*(?:同步|持平)"
    "|(?:基本|保持|实现)?同步(?:增长|提高)|同步$"
)
_LAST_TARGET = re.compile("[去上]年[^,]{0,6}目标|目标[^,]{0,4}[与和同][去上]年")
_ABOVE = re.compile(
    any_of("高于 快于 优于 好于 不低于 不慢于 跑赢 领先于? 高出 超过 超出")
    + "[^,0-9]{0,14}?"
    + any_of("平均 水平 增速 增长 增幅 全国 全省 全市 全区 GDP 上年 去年 同期 经济 中心城区 城镇 城市 农村")
    + "[^,0-9]{0,6}(?!的)"
)
_OF_YEARS = re.compile("年均(?!浓度)|规划|[年度][初度]?(?:预期)?目标")
_HANDED_DOWN = re.compile(
    f"{any_of('完成 达到 控制在 落实 实现 符合 不突破 满足 降至 下降')}?(?P<between>[^,完成控制]{{0,8}})"
    f"{any_of('省 市 国家 上级 中央 州 地区 区 县 自治区 盟')}[里委政府级市州]{{0,4}}"
    f"{any_of('下达 下 核定 确定 规定 考核 要求 分解 定')}的?(?P<what>[^,]{{0,12}}?)"
    f"{any_of('目标 任务 指标 范围 要求 计划 标准(?!农田|化) 水平 以内 之内')}"
)
_BY = re.compile(any_of("根据 按照 依据 围绕 对照 结合"))
# 完成省下达的各项目标任务 is no target but all of them.
_ALL = re.compile("(?:各项|全部|所有|其他|其它|年度|全年|主要|约束性|工作)*$")
_RANKING = "进入 迈入 跻身 冲进 挺进 保持 稳居 位居 位列 居 列 排名 名列 进位 力争 争取 确保 冲刺 前移 达到"
_RANK = re.compile(
    any_of(_RANKING) + "(?P<between>[^,]{0,16}?)"
    "(?:前(?P<first>[0-9]{1,4}|[一二三四五六七八九十]{1,3})(?![%列个0-9])"
    "|第(?P<place>[0-9]{1,3}|[一二三四五六七八九十]{1,2}))[位名强]?"
    f"(?!{any_of('方阵 梯队 批 产业 季度 个 届 次 期 轮 阶段 时间 线 责任 [0-9]')})"
)
# 进入全市营商环境前三名: the indicator stands behind those among whom it is ranked.
_AMONG = re.compile(
    any_of(f"{_RANKING} 全国 全省 全市 全区 全县 全球 世界 同类 中部 西部 东部 中西部 城市 县区 地区 的") + "*"
)
_SHORTEST_NAME = 2
_QUALITY = re.compile(
    "(?P<name>[\u4e00-\u9fff、\ue000\ue001]{3,24}?)(?:保持|持续|继续|进一步|明显|稳步|稳定|总体|基本)+"
    "(?:平衡|改善|下降|降低|稳定|好转|减少|向好|提升|增加|增长)$"
    "|(?P<growing>[\u4e00-\u9fff]{3,16}?)(?:实现)?(?:正增长|零增长)$"
)
_DONE = re.compile(
    any_of(
        "建成 启动(?!区) 投用 投入使用 投入运营 投入运行 投运 启用 开工 动工 竣工 完工 通车",
        "开业 开园 开馆 开诊 开街 开通 开学",
        "开放(?!型|平台|水平|合作) 交付 运营 试运行 投产 达产 试产 封顶 贯通 合龙 验收 完成 落成 消除 挂牌 搬迁",
        "入驻 并网 通水 供热 招生 上线 主体(?:工程|结构|完工|封顶)",
    )
)
_NOTHING_BUT_DONE = re.compile(
    f"(?:{_DONE.pattern}|{any_of('建设 主体 施工 运行 使用 基本 全面 正式 工程 项目 并 和 、')})+"
)
_DONE_AT_END = re.compile(f"(?<=[\u4e00-\u9fff]{{2}}){_NOTHING_BUT_DONE.pattern}$")
_LISTED = re.compile("、|;|以及")
_DAY = re.compile(
    "(?:(?P<month>[01]?[0-9])月(?:(?P<day>[0-3]?[0-9])日(?![电讯])|(?P<part>底|末|中旬|上旬|下旬|份)?)"
    "|(?P<word>年底|年末|年内|上半年|[一二三四]季度|国庆节?|七一))(?P<before>之?前|以前)?"
)
# The last day that the words leave: (month, day); 0 is the month's last.
_NAMED_DAYS = {
    "一季度": (3, 0),
    "二季度": (6, 0),
    "三季度": (9, 0),
    "四季度": (12, 0),
    "上半年": (6, 0),
    "七一": (6, 30),
    "国庆": (9, 30),
    "国庆节": (9, 30),
    "年底": (12, 0),
    "年末": (12, 0),
    "年内": (12, 0),
}
_DAYS_OF_PARTS = {"上旬": 10, "中旬": 20}


class Relation(NamedTuple):
    """How a clause binds the indicator named at `begin`…`end`; `value` is points, a rank or a day."""

    comparison: Compared
    kind: ProposedKind
    end: int
    begin: int = 0
    value: Decimal | date | None = None
    unit: str = ""


def relation(bare: str, *, listed: bool) -> Relation | None:
    """What a clause binds its indicator to, but no day; qualities count only when `listed` among expected targets."""
    if match := _RANK.search(bare):
        rank = match["first"] or match["place"]
        value = Decimal(rank) if rank.isdigit() else from_words(rank)
        begin, end = _ranked(bare, match)
        return Relation(Compared.RANK_AT_MOST, ProposedKind.RANK, end, begin, value, "位")
    if (match := _SAME.search(bare)) and not _LAST_TARGET.search(bare):
        return Relation(Compared.SAME_AS, ProposedKind.RATE, match.start())
    if (match := _ABOVE.search(bare)) and not _OF_YEARS.search(bare, match.start()):
        by = next((amount for amount in amounts(bare) if amount.start >= match.start()), None)
        points, unit = (by.value, by.unit) if by else (None, "")
        return Relation(Compared.ABOVE_OTHER, ProposedKind.RATE, match.start(), value=points, unit=unit)
    if not _BY.match(bare) and (match := _HANDED_DOWN.search(bare)) and not amounts(bare):
        return _handed_down(bare, match)
    if listed and (match := _QUALITY.match(bare)):
        return Relation(Compared.QUALITATIVE, ProposedKind.RATE, match.end("name" if match["name"] else "growing"))
    return None


def _ranked(bare: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the indicator of a rank stands: before the verb, or behind those among whom it is ranked."""
    ahead, among = bare[: match.start()], _AMONG.match(match["between"])
    begin = match.start("between") + (among.end() if among else 0)
    if ahead[opened(ahead) :] or match.end("between") - begin < _SHORTEST_NAME:
        return 0, match.start()
    return begin, match.end("between")


def _handed_down(bare: str, match: re.Match[str]) -> Relation | None:
    """The indicator stands before, or behind: 完成省下达的节能减排任务."""
    ahead = bare[: match.start()]
    if ahead[opened(ahead) :].strip("全面坚决确保圆满"):
        return Relation(Compared.HANDED_DOWN, ProposedKind.RATE, match.start())
    if _ALL.match(match["what"]):
        between = match["between"].strip("全面坚决确保圆满年度各项国家上级省市州县区、和")
        return Relation(Compared.HANDED_DOWN, ProposedKind.RATE, *match.span("between")[::-1]) if between else None
    return Relation(Compared.HANDED_DOWN, ProposedKind.RATE, match.end(), begin=match.start("what"))


def done_by(bare: str, year: int | None, due: date | None = None) -> Relation | None:
    """A named thing that is done by a day: 10月底前建成投用. A mere month counts right before 建成 and the like.

    `due` is the day that the clause before gave, for a clause that gives none.
    """
    match = _DAY.search(bare)
    if not match and due and is_done(bare):
        return Relation(Compared.DONE_BY, ProposedKind.EVENT, len(bare), value=due)
    if not match or not is_done(bare):
        return None
    if match["month"] and not (match["day"] or match["part"] or match["before"]) and not _DONE.match(bare, match.end()):
        return None
    return Relation(Compared.DONE_BY, ProposedKind.EVENT, match.start(), value=deadline(bare, year))


def only_deadline(bare: str, year: int | None) -> date | None:
    """The day of a clause that says nothing else: `9月底前，` before what is done by then."""
    match = _DAY.search(bare)
    alone = (
        match
        and match["before"]
        and not bare[opened(bare[: match.start()]) : match.start()]
        and match.end() == len(bare)
    )
    return deadline(bare, year) if alone else None


def events(bare: str, year: int | None) -> list[tuple[int, int]]:
    """The pieces of a list of things that are each done by a day of their own: 一期6月开工、二期年底前投用."""
    marks = [match.span() for match in _LISTED.finditer(bare)]
    starts, ends = [0, *(end for _start, end in marks)], [*(start for start, _end in marks), len(bare)]
    pieces = list(zip(starts, ends, strict=True))
    return pieces if len(pieces) > 1 and all(done_by(bare[start:end], year) for start, end in pieces) else []


def day_at(bare: str) -> tuple[int, int]:
    """Where the words for a day stand; (0, 0) without any."""
    match = _DAY.search(bare)
    return match.span() if match else (0, 0)


def without_done(text: str) -> str:
    """A thing's name without what is done with it at its end: 青石大桥建成通车 → 青石大桥."""
    return _DONE_AT_END.sub("", text) or text


def is_done(bare: str) -> bool:
    """Whether a clause says of something that it gets done: 建成, 投用, 开工."""
    return _DONE.search(bare) is not None


def is_only_done(bare: str) -> bool:
    """Whether a clause says nothing but that something gets done, 6月底前通水运行, and not what."""
    return _NOTHING_BUT_DONE.fullmatch(bare) is not None


def deadline(text: str, year: int | None) -> date | None:
    """The last day that a text leaves: 10月底前 → 31 October; None without one, or without a year."""
    match = _DAY.search(text)
    if not match or year is None:
        return None
    if match["word"]:
        month, day = _NAMED_DAYS[match["word"]]
    else:
        month, day = int(match["month"]), int(match["day"] or _DAYS_OF_PARTS.get(match["part"] or "", 0))
    try:
        last = date(year, month, day or 1)
    except ValueError:
        return None
    return last if day else month_end(year, month)
