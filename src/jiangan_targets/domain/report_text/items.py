"""The items of a clause: 新增座椅900个、灯箱400个 are two, 新增、改造配变42台 is one.

An item has one amount that counts. Others belong to its name: 10亿元以上楼宇4栋, 在12个乡镇硬化道路8万平方米.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jiangan_targets.domain.report_text.amounts import Amount, amounts
from jiangan_targets.domain.report_text.text import BRACKET
from jiangan_targets.domain.report_text.words import any_of

# Between two amounts 和 and the like part items as 、 does.
_LIST_MARK = re.compile("、|以及|(?<![普涉惠顾])及|和|(?<!参)与|并(?!且|网)")
_BEHIND = "(?:及?以上|及?以下|左右|上下|[之以]内|内(?![\u4e00-\u9fff])|前后)"
_MODIFIER = re.compile(f"{BRACKET}*{_BEHIND}")
# A sum or a size before these words tells which things are meant: 5000万元以上项目, 1000平方米以上的广场.
_WHICH = re.compile(f"(?P<sized>(?:{_BEHIND}|级)的?)|的")
# An amount behind these words tells more of what was counted before: 20个涉及居民3000户.
_ASIDE = re.compile(
    any_of("惠及 受益 涉及 (?<!完成)投资 全长 总长 长约? 面积 总计 共计? 覆盖 服务 带动 占地") + "[\u4e00-\u9fff]{0,6}$"
)
_ACTED_ON = re.compile("(?:[对为等在向将把]|新建|改造|建设|建成|完成|实施|推进)$")
_BOUND = re.compile("(?:不少于|不低于|至少)$")
_EACH = re.compile("每[一二三四五六七八九十百千万]*$")
_LONGEST_EACH = 6


class Item(NamedTuple):
    """A piece of a clause at `start`…`end` of it, and its amount that counts, whose modifier ends at `stop`."""

    start: int
    end: int
    amount: Amount
    stop: int


def items(bare: str) -> list[Item]:
    """The items of a clause that have an amount, in their order."""
    found = _counting(bare)
    return [item for start, end in _parts(bare, found) if (item := _item(bare, start, end, found))]


def passed_over(bare: str) -> list[tuple[int, int]]:
    """The pieces of a clause whose amounts all belong to names: 引进5亿元以上项目."""
    found = _counting(bare)
    return [
        (start, end)
        for start, end in _parts(bare, found)
        if _own(found, start, end) and _item(bare, start, end, found) is None
    ]


def _counting(bare: str) -> list[Amount]:
    """The amounts of a clause, but for those that say per how many: 每100户."""
    return [
        amount for amount in amounts(bare) if not _EACH.search(bare, max(0, amount.start - _LONGEST_EACH), amount.start)
    ]


def _own(found: list[Amount], start: int, end: int) -> list[Amount]:
    return [amount for amount in found if start <= amount.start and amount.end <= end]


def modifier_end(bare: str, amount: Amount) -> int:
    """Where the words behind an amount end that say how it binds: 以上, 左右."""
    match = _MODIFIER.match(bare, amount.end)
    return match.end() if match else amount.end


def _parts(bare: str, found: list[Amount]) -> list[tuple[int, int]]:
    """Cut where a list goes on to its next amount."""
    starts, ends = [0], []
    for mark in _LIST_MARK.finditer(bare):
        if any(amount.start <= mark.start() < amount.end for amount in found):
            continue
        left = _own(found, starts[-1], mark.start())
        right = [amount for amount in found if amount.start >= mark.end()]
        if left and right and _complete(bare, starts[-1], mark, left, right):
            ends.append(mark.start())
            starts.append(mark.end())
    return list(zip(starts, [*ends, len(bare)], strict=True))


def _complete(bare: str, start: int, mark: re.Match[str], left: list[Amount], right: list[Amount]) -> bool:
    """Whether what stands before the mark is an item of its own: its amount is not the beginning of a name."""
    last = left[-1]
    behind = bare[modifier_end(bare, last) : mark.start()].strip(BRACKET)
    if mark[0] == "、":
        return not last.is_money or len(left) > 1 or bool(bare[start : last.start].strip() or behind)
    # 和 also joins words within a name; it parts items where an amount ends before it or begins behind it.
    return not behind or not bare[mark.end() : right[0].start].strip()


def _item(bare: str, start: int, end: int, found: list[Amount]) -> Item | None:
    """The amount that counts among those of a piece; None when all belong to a name."""
    own = _own(found, start, end)
    while end > start and bare[end - 1] in f" {BRACKET}":
        end -= 1
    if not all(amount.in_words for amount in own):
        # 东山、五台2个街道: what may be a small count in words gives way to a figure.
        own = [amount for amount in own if not amount.in_words]
    counting = [amount for amount in own if not _tells_which(bare, amount, end, alone=len(own) == 1)]
    if not counting:
        return None
    chosen = _chosen(bare, start, end, counting)
    return Item(start, end, chosen, _run_end(bare, chosen, counting))


def _chosen(bare: str, start: int, end: int, counting: list[Amount]) -> Amount:
    """The last amount if the piece ends with it, else the first that is bound or acted on, else the first."""
    last = counting[-1]
    if modifier_end(bare, last) >= end:
        aside = len(counting) > 1 and _ASIDE.search(bare, start, last.start)
        return _first_of_run(counting[:-1] if aside else counting)
    for words in (_BOUND, _ACTED_ON):
        if found := [amount for amount in counting if words.search(bare, start, amount.start)]:
            return found[0]
    return counting[0]


def _first_of_run(counting: list[Amount]) -> Amount:
    """The last amount, or that which it only tells again in other units: 486户1720人."""
    at = len(counting) - 1
    while at and counting[at - 1].end == counting[at].start and not counting[at - 1].is_money:
        at -= 1
    return counting[at]


def _run_end(bare: str, chosen: Amount, counting: list[Amount]) -> int:
    """Where an amount ends with what tells it again, and with the words that bind it."""
    last = chosen
    for amount in counting:
        last = amount if amount.start == last.end else last
    return modifier_end(bare, last)


def _tells_which(bare: str, amount: Amount, end: int, *, alone: bool) -> bool:
    match = _WHICH.match(bare, amount.end)
    if not match or match.end() >= end or bare[match.end()] in "、和及":
        return False
    if match["sized"]:
        return "级" in match["sized"] or amount.is_money or not (alone or amount.is_count)
    return amount.is_money and not alone
