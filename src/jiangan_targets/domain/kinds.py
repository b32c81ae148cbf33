"""The kinds of targets, and how a figure is judged: the fixed words of a targets file."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How a target's figure behaves over the year."""

    TOTAL = "total"  # 累计: from 0 on 1 January towards the target
    LEVEL = "level"  # 时点: a stock at a moment
    RATE = "rate"  # 比率: growth, share or yearly mean, never prorated
    EVENT = "event"  # 节点: something is done by a day
    RANK = "rank"  # 位次: smaller is better, judged like a rate


class Comparison(StrEnum):
    """When a figure satisfies the target."""

    AT_LEAST = "at_least"  # 达到, 以上
    MORE_THAN = "more_than"  # 突破, 超过
    ABOUT = "about"  # 左右
    AT_MOST = "at_most"  # 以内
    LESS_THAN = "less_than"  # 低于
    WITHIN = "within"  # 区间


class Better(StrEnum):
    """Which side of an `about` value is the good one."""

    HIGHER = "higher"
    LOWER = "lower"


class Judged(StrEnum):
    """Whether a satisfied target is met at once, or keeps pace until the year ends."""

    AT_ONCE = "at_once"
    YEAR_END = "year_end"


class Pacing(StrEnum):
    """What a total's pace follows: the calendar's equal months, or last year's course."""

    CALENDAR = "calendar"
    LAST_YEAR = "last_year"
