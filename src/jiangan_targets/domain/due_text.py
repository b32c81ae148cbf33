"""When figures are due, as people write it: `5th workday`, `Tue 12:00`, `day 8`, `第5个工作日`, `周二 12:00`, `8日`."""

from __future__ import annotations

import re

from jiangan_targets.domain.calendar import DAY_NAMES
from jiangan_targets.domain.due import CHINA, Due, DueRule, Every
from jiangan_targets.domain.text import half_width
from jiangan_targets.domain.weekly_time import BEFORE_TIME, TIME, day_number

_NUMERALS = [*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十"]
"""From 1 to 20, the last working day that makes sense."""

_DAY = (
    r"(?P<workday>[0-9]{1,2})(?:st|nd|rd|th) work(?:ing )?day"
    rf"|第(?P<workday_zh>[0-9]{{1,2}}|{'|'.join(_NUMERALS)})个?工作日"
    r"|day (?P<day>[0-9]{1,2})|(?P<day_zh>[0-9]{1,2})[日号]|(?P<weekday>[^\W\d_]+)"
)
CHINA_ZONE = "Asia/Shanghai"
"""The one zone that has a name here: its clocks are never changed."""

OFFSET = r"([+-])(0[0-9]|1[0-4]):([0-5][0-9])"

MOST = {
    (DueRule.WORKDAY, Every.WEEK): 5,
    (DueRule.WORKDAY, Every.MONTH): 20,
    (DueRule.WORKDAY, Every.QUARTER): 20,
    (DueRule.DAY, Every.WEEK): 7,
    (DueRule.DAY, Every.MONTH): 31,
    (DueRule.DAY, Every.QUARTER): 31,
}
"""The last number that makes sense: a report is due before the next one is."""


def parse_due(text: str) -> Due | None:
    """Read `5th workday`, `Tue 12:00`, `day 8 17:30`; None for what is none of these."""
    plain = " ".join(half_width(text).replace("：", ":").split())
    found = re.fullmatch(rf"(?:{_DAY})(?:{BEFORE_TIME}{TIME})?", plain, re.IGNORECASE)
    if found is None:
        return None
    hour, minute = found.groups()[-2:]
    time = (None, 0) if hour is None else (int(hour), int(minute))
    for rule in (DueRule.WORKDAY, DueRule.DAY):
        number = found[rule.value] or found[f"{rule.value}_zh"]
        if number is not None:
            counted = _NUMERALS.index(number) + 1 if number in _NUMERALS else int(number)
            return Due(rule, counted, *time) if counted else None
    weekday = day_number(found["weekday"])
    return None if weekday is None else Due(DueRule.WEEKDAY, weekday, *time)


def parse_offset(text: str) -> int | None:
    """Read `+08:00`, an offset from UTC, or China's zone by its name, in minutes; None for what is neither."""
    if text == CHINA_ZONE:
        return CHINA
    found = re.fullmatch(OFFSET, text)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def write_due(due: Due) -> str:
    """The English spelling, which `parse_due` reads again."""
    day = {
        DueRule.WORKDAY: f"{_ordinal(due.number)} workday",
        DueRule.WEEKDAY: DAY_NAMES[due.number % len(DAY_NAMES)][:3],
        DueRule.DAY: f"day {due.number}",
    }[due.rule]
    return day if due.hour is None else f"{day} {due.hour:02}:{due.minute:02}"


def write_offset(minutes: int) -> str:
    """What `parse_offset` reads again: `+08:00`."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`."""
    teens = number // 10 % 10 == 1
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
