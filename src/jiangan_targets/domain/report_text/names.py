"""Names of targets, put together from what a clause says and what it leaves to the reader.

`灯箱400个` shares the verb of the item before it, `续建完工20个以上` the thing, `增长5%` the subject. What is put
back was said before; nothing is invented. The field's name of a growth target ends in 增速.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jiangan_targets.domain.report_text.words import any_of, opened, verb_at

# What leads from a name to its figure and belongs to neither.
_BINDER = any_of(
    "达到 达 完成 实现 突破 超过 超出 超 不低于 不少于 不小于 不得少于 不得低于 至少 约为",
    "(?<![签节集预合公续履])约 大约 接近 近 为 是",
    "控制在 控制到 控制 保持在 保持 稳定在 稳定 维持在 不超过 不高于 不突破 不得超过 低于 少于 高于 多于 大于",
    "降至 降到 下降到 下降至 降低到 降低至 减少到 减至 压减到 提高到 提高至 提升到 提升至 上升到 上升至",
    "缩小到 缩小至 提至 提到 升至 升到 增到 迈上 站上 跨上",
    "增加到 增加至 增至 增长到 增长至 扩大到 扩大至 发展到 扩展到 力争 确保 争取 努力 拟按 拟 按 将 要 安排 冲刺",
    "基本 全面 全部 预期 预计 有望 首次 继续 持续 全年 平均 (?<![人户亩地])均 分别 都 各 在 到 至 再",
    "目标定为 目标为 目标确定为 确定为 设定为 [,:] 、(?=力争|确保|争取)",
)
_BINDERS = f"(?:{_BINDER}| )*"
_MEASURED_HOW = any_of(
    "同口径 可比 可比口径 按可比口径 自然口径 同比 实际 平均 稳定 平稳 稳步 比上年(?:年初预算)? 较上年 比去年"
)
_STRIVES = re.compile("力争|争取|努力|确保")
_GROWTH = any_of("增长 增加 提高 提升 上升 上涨 下降 降低 减少 削减 压减 缩减 下调 净增")
_ENDING = re.compile(rf"{_BINDERS}(?:{_MEASURED_HOW}*(?P<growth>{_GROWTH}){_BINDERS})?$")
_SAYS_GROWTH = re.compile("(?:增速|增幅|涨幅|降幅|增长率|增长速度|上涨)$")

# 等 ends a list of examples, 零碳公园、竹径公园等8个公园, which go, unless the word behind is too general to name it.
_EXAMPLES = re.compile("^.*等(?!级|次|待|比|于|值)")
_GENERAL = re.compile("^(?:惠民)?(?:活动|项目|工作|服务|任务)$")
_OF = re.compile("^.*的(?=.{2})(?!(?:问题|难题|任务|需求)$)")
_SHORT = 6
"""Characters of a word that still belongs to a list of names; a longer one is another task."""

_NO_NAME = re.compile("^(?:安排|的?(?:水平|目标|任务|速度|范围)|大关|人民币|台阶|工作|项目)$")
_DATED = re.compile(" +(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|底|末)?前?$")
_DOES = re.compile("进行|开展|实施|提供")
_WORDS_FOR = re.compile("[对为向针将给让面]{0,2}")
# 新（改、扩）建 keeps its brackets; what others say is no name.
_BRACKETED = re.compile(r"[（(][^（）()]*[)）](?![建迁造设])|\[[0-9]*\]|【[^【】]*】")

# 床位由300张增加到600张: where it came from; 每千人口床位7张、医师3人: what goes on with the list.
_FROM = re.compile("[由从][^由从]*[0-9][^由从]*$")
_PER_HEADS = re.compile("每[百千万]+(?:名|常住)?(?:人口|老年人|老人|人)")
# 和美乡村 begins with no 和 that joins.
_AT_ENDS = re.compile("^(?:[、，,。；;：:的与及]|和(?![美谐平睦]))+|[、，,。；;：:的和与及等]+$")
# 国家级产业园1个、省级2个: a rank of the thing named before.
_LEVEL = re.compile("(?:国家|[省市县区]|自治区)级(?:及?以上)?")

# What is measured of a thing, but no thing: its name is said before.
_ATTRIBUTES = re.compile(
    any_of(
        "累计 总计 总产 (?:总|累计|全年|年|其)?(?:数|数量|产量|面积|规模|里程|长度|投资|产值|存量|户数|人数)",
        "增幅 增速 涨幅 降幅 总量 存量 总额 占比 比重 比例 投资 竣工 开工 投产 续建 满意度",
        "(?:覆盖|达标|合格|参保|普及|完好|使用|利用|满意|通过|完成|处理|回收|新开工|开工|竣工|投产)率",
    )
)
_ATTRIBUTE_END = re.compile("(?:(?:播种|种植)面积|总数|总量|数量|总面积|面积|规模|总额|总投资|产量)$")
_BEGUN_END = re.compile("(?:新开工|开工|启动|竣工|完工|投产)$")
_LABEL = re.compile("(?:目标|任务|内容|指标|要求|情况)(?:是|为)?$")
# 新增企业50家，达到300家: what is reached is not what was added.
_STOCK = re.compile("总数|总量|存量|总里程|保有量")
_ADDS = re.compile("新|净?增|建成|培育|引进|发展")
_CARE = re.compile(any_of("加强 强化 深化 突出 坚持 抓好 做好 加大 推行 打好 打赢 聚焦 聚力 围绕") + "+")
_WORK = re.compile(
    any_of("工程 行动 项目 工作 力度 任务 计划 三年提升 攻坚战? [\u4e00-\u9fff]仗 [主持][\u4e00-\u9fff]战") + "+$"
)


class Named(NamedTuple):
    """A name in its parts; `borrowed` when one of them comes from an earlier clause."""

    verb: str
    noun: str
    growth: str
    borrowed: bool

    @property
    def text(self) -> str:
        """The whole name. 增长 becomes 增速; a fall keeps its verb, or its sign would be lost."""
        body = f"{self.verb}{self.noun}"
        if self.growth in {"增长", "增加", "上涨"} and _SAYS_GROWTH.search(body):
            return body
        return f"{body}{'增速' if self.growth == '增长' else self.growth}"


NOTHING = Named("", "", "", borrowed=False)


class Wording(NamedTuple):
    """What stands before and behind an item's figure: in one spelling, masked, and as the source has it."""

    lead: str
    tail: str
    source_lead: str
    source_tail: str


def name(words: Wording, before: Named, *, shares_verb: bool, is_rate: bool = True) -> Named:
    """Name an item; `before` is the one named last, whose verb the item shares when it goes on with a list.

    A figure that `is_rate` may go on with the growth named before; 增长25%，力争完成400亿元 does not.
    """
    ending = _ENDING.search(words.lead)
    end, growth = (ending.start(), ending["growth"] or "") if ending else (len(words.lead), "")
    start = opened(words.lead[:end])
    if start == end:
        # 完成2000亩 has nothing but its verb, which the figure's binder took.
        start = opened(words.lead)
    verb_start, verb_end = verb_at(words.lead[start : max(start, end)] or words.lead[start:])
    verb = _clean(words.source_lead[start + verb_start : start + verb_end])
    noun = _FROM.sub("", _noun(words, start + verb_end, max(end, start + verb_end)))
    if shares_verb and not verb and (per := _PER_HEADS.match(before.noun)):
        noun = f"{per[0]}{noun}"
    if growth == "增长" and not is_rate:
        growth = "增加"
    if verb == growth:
        verb = ""
    reaches = "达" in words.lead
    if not is_rate:
        before = before._replace(growth="")
    if ((reaches and "力争" not in words.lead) or _STOCK.fullmatch(noun)) and _ADDS.match(before.verb):
        before = before._replace(verb="")
    shared = before.verb if shares_verb and noun and not verb and not growth else ""
    named = Named(verb or shared, noun, growth, borrowed=bool(shared))
    return _borrowing(named, before, reaches=reaches)


def _noun(words: Wording, start: int, end: int) -> str:
    """What is counted: before the figure, behind it, or both."""
    lead = words.lead[start:end]
    for_whom = words.lead[opened(words.lead) :].startswith(("为", "对", "向", "给"))
    tail = words.tail if for_whom and _DOES.search(words.tail) else _ended(words.tail)
    if examples := _EXAMPLES.match(lead):
        of_what = lead[examples.end() :] + tail
        start += examples.end() if of_what and not _GENERAL.match(of_what) else 0
    of = None if _DOES.search(tail) else _OF.match(tail)
    tail_start = of.end() if of else len(tail) - len(tail.lstrip("的 "))
    behind = "" if _NO_NAME.match(tail[tail_start:]) else words.source_tail[tail_start : len(tail)]
    ahead = "" if behind and _WORDS_FOR.fullmatch(words.lead[start:end]) else words.source_lead[start:end]
    return _clean(ahead + behind)


def _ended(tail: str) -> str:
    """What stands behind a figure, without what goes on to another task: 20个食堂、因地制宜解决…."""
    parts = _DATED.sub("", tail).split("、")
    kept = len(parts) if _DOES.search(parts[0]) or "等方面" in tail else 1
    while (
        kept < len(parts)
        and len(parts[kept]) <= _SHORT
        and not verb_at(parts[kept])[1]
        and not _STRIVES.match(parts[kept])
    ):
        kept += 1
    return "、".join(parts[:kept])


def _clean(text: str) -> str:
    """Without blanks, brackets and the marks at its ends."""
    return _AT_ENDS.sub("", re.sub(r"\s+", "", _BRACKETED.sub("", text)))


def _borrowing(named: Named, before: Named, *, reaches: bool) -> Named:
    """Put back what is missing from the name before. 提高1个百分点、达到68%: what `reaches` is not the rise."""
    if named.noun and before.noun and _LEVEL.fullmatch(named.noun):
        return named._replace(noun=f"{named.noun}{_LEVEL.sub('', before.noun, count=1)}", borrowed=True)
    if (named.noun and not _ATTRIBUTES.fullmatch(named.noun)) or not before.noun:
        return named
    noun = _ATTRIBUTE_END.sub("", before.noun) if named.noun or named.verb else ""
    noun = noun or before.noun
    if named.verb:
        noun = _BEGUN_END.sub("", noun) or noun
    if named.noun:
        return Named(named.verb, noun + named.noun, named.growth, borrowed=True)
    if not (named.verb or named.growth):
        return before._replace(growth="" if reaches and before.growth != "增长" else before.growth, borrowed=True)
    verb = named.verb or (before.verb if named.growth else "")
    return Named(verb, noun, named.growth, borrowed=True)


def thing(text: str) -> Named:
    """A name as it stands, in a table's column of names."""
    return Named("", _clean(text), "", borrowed=False)


def topic(text: str, source: str) -> Named:
    """What a clause without a figure is about, for those that follow: 实施河道整治工程，治理9条."""
    start = opened(text)
    verb_start, verb_end = (start + place for place in verb_at(text[start:]))
    care = _CARE.match(text, verb_end)
    start = care.end() if care else verb_end
    work = _WORK.search(text, start)
    end = work.start() if work and work.start() > start else len(text)
    if _LABEL.search(text, start):
        return NOTHING
    return Named(_clean(source[verb_start:verb_end]), _clean(source[start:end]), "", borrowed=False)
