"""What is read out of a report's text: proposals of targets, and what was set aside with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.errors import Message, message

NO_FIGURE = message("it has no figure of its own")
"""The doubt of all that is not told by a number: a person says what it is measured by."""


class Compared(StrEnum):
    """How a proposed value binds. The first six are a target's own comparisons.

    The others have no number of their own, or another kind of number, and need a person's decision.
    """

    AT_LEAST = "at_least"  # 达到, 以上, a bare number
    MORE_THAN = "more_than"  # 突破, 超过
    ABOUT = "about"  # 左右
    AT_MOST = "at_most"  # 以内, 控制在
    LESS_THAN = "less_than"  # 低于
    WITHIN = "within"  # a range of what should stay low
    SAME_AS = "same_as"  # 与经济增长同步
    ABOVE_OTHER = "above_other"  # 高于全省平均水平; the value, if any, is by how much
    HANDED_DOWN = "handed_down"  # 完成上级下达目标
    DONE_BY = "done_by"  # 6月底前建成投用; the value is the day
    RANK_AT_MOST = "rank_at_most"  # 进入前三; the value is the rank
    QUALITATIVE = "qualitative"  # 国际收支基本平衡


class ProposedKind(StrEnum):
    """How the figure behaves over the year; the words of a targets file."""

    TOTAL = "total"  # adds up from 0 on 1 January
    LEVEL = "level"  # a stock at the end of the year
    RATE = "rate"  # growth, share, percentage points
    EVENT = "event"  # done by a day
    RANK = "rank"  # smaller is better


class Proposal(NamedTuple):
    """A target as the text seems to state it.

    `quote` is word for word from the text. `value` and `upper` (the end of a range) are in `unit`; 万 before a
    measure word is multiplied out, 亿元 and 万元 stay. `doubts` says what is a guess, and why.
    """

    quote: str
    name: str
    value: Decimal | date | None
    upper: Decimal | None
    unit: str
    comparison: Compared
    kind: ProposedKind
    stretch: bool
    doubts: tuple[Message, ...]


class SetAside(NamedTuple):
    """A clause with a number that is not proposed, word for word, and why not."""

    quote: str
    reason: Message


class Reading(NamedTuple):
    """All that a text says, in its order. `year` is the year its targets are for, None when it does not say."""

    year: int | None
    proposals: tuple[Proposal, ...]
    set_aside: tuple[SetAside, ...]
