"""Several indicators in one clause: 城乡居民收入分别增长8%、9%, 甲和乙均增长10%以上."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jiangan_targets.domain.report_text.amounts import Amount, amounts
from jiangan_targets.domain.report_text.items import modifier_end
from jiangan_targets.domain.report_text.words import any_of, opened

_EACH = re.compile("分别|(?<![年人平户亩地])均(?=[增达控保提下实完不为降]|[0-9])|都(?=增长|达到)")
_JOINED = re.compile("、|以及|(?<![普涉惠顾])及(?!格|时|其)|和(?!谐|平)|(?<!参)与")
# 城乡, 城、乡 and 存贷款 are two in one.
_TOWN_AND_COUNTRY = re.compile("城乡|城、乡|城镇?[、和]?农?乡村?(?=居民)")
_DEPOSITS_AND_LOANS = re.compile("存贷(?=款)")
# An indicator that stands by itself; what does not takes the end of the last one.
_WHOLE = re.compile(
    any_of(
        "收入 总额 增加值 总值 产值 投资 人数 起数 支出 面积 GDP 比重 指数 价格 出口 进口 消费 费用 数",
        "产量 排放量 排放总量 总量 产业",
        "[\u4e00-\u9fff]{2}[率度]",
    )
    + "$"
)
_COMPARED = re.compile("同比|[比较]上年")
_SHORT = 4
"""Characters of a first indicator that is a mere attribute: 城镇, 婴儿."""

_SEVERAL = 2


class Share(NamedTuple):
    """One indicator's part of a clause: its name, its amount, where the words end that lead to all amounts.

    `behind` is what binds the amount from behind; what stands behind the last one binds all: 分别控制在9‰、4‰以内.
    A `borrowed` name was said in a clause before.
    """

    name: str
    amount: Amount
    lead_end: int
    behind: str
    borrowed: bool


def shares(bare: str, source: str, recent: Sequence[str] = ()) -> list[Share]:
    """The indicators of a clause with 分别 or 均, in their order; nothing when it has none or they do not add up.

    Where it names none, they are the last of the `recent` ones: 接待游客80万人次、收入6亿元，分别增长8%、9%.
    """
    each = _EACH.search(bare)
    if not each:
        return []
    found = [amount for amount in amounts(bare) if amount.start >= each.end()]
    start = opened(bare[: each.start()])
    if compared := _COMPARED.match(bare, start):
        start = compared.end()
    whole = source[start : each.start()]
    names = _indicators(bare[start : each.start()], whole)
    borrowed = False
    if each[0] != "分别":
        # 接待游客80万人次、收入6亿元，均增长10%.
        borrowed = not names and len(recent) >= _SEVERAL
        names = list(recent[-_SEVERAL:]) if borrowed else names
        found = found * len(names) if len(found) == 1 and len(names) >= _SEVERAL else []
    elif len(found) < _SEVERAL or not (names or len(found) <= len(recent)):
        found = []
    elif not names:
        borrowed, names = True, list(recent[-len(found) :])
    elif len(names) != len(found):
        names = [whole] * len(found)
    binding = [bare[amount.end : modifier_end(bare, amount)] for amount in found]
    return [
        Share(name, amount, found[0].start, behind or binding[-1], borrowed)
        for name, amount, behind in zip(names, found, binding, strict=False)
    ]


def _indicators(text: str, source: str) -> list[str]:
    """The indicators a clause lists: 城镇、农村居民收入 → 城镇居民收入, 农村居民收入."""
    if two := _TOWN_AND_COUNTRY.match(text):
        town, country = ("城鎮", "農村") if "鄉" in source[: two.end()] else ("城镇", "农村")
        return [f"{town}{source[two.end() :]}", f"{country}{source[two.end() :]}"]
    if two := _DEPOSITS_AND_LOANS.search(text):
        return [f"{source[: two.start()]}{kind}{source[two.end() :]}" for kind in source[two.start() : two.end()]]
    ends = [*((mark.start(), mark.end()) for mark in _JOINED.finditer(text)), (len(text), len(text))]
    starts = [0, *(after for _end, after in ends)]
    parts = [part for begin, (end, _after) in zip(starts, ends, strict=False) if (part := source[begin:end].strip())]
    if len(parts) < _SEVERAL or _WHOLE.search(parts[0]):
        return parts
    ending = _shared_ending(parts[0], parts[-1])
    return [*(part if _WHOLE.search(part) else f"{part}{ending}" for part in parts[:-1]), parts[-1]]


def _shared_ending(first: str, last: str) -> str:
    """What the last indicator's name says for all: 城镇、农村居民收入 → 居民收入."""
    if 1 < len(first) <= _SHORT and len(last) > len(first):
        return last[len(first) :]
    match = _WHOLE.search(last)
    return match[0] if match else ""
