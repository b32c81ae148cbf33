"""Days, weeks and times as people write them: `2024-09-08`, `9月8日`, `2024-W37`, `Mon 08:00`."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import NamedTuple

from jiangan_targets.domain.calendar import DAY_NAMES, FIRST_YEAR, LAST_YEAR
from jiangan_targets.domain.text import half_width
from jiangan_targets.domain.week import Week
from jiangan_targets.errors import Failure

# Patterns are compiled when they are used: start-up must not pay for those that are not.
_ISO_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CHINESE_DATE = r"(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})[日号]"
_WEEK = r"([12][0-9]{3})(?:-?[Ww]|年第)([0-9]{1,2})周?"
TIME = r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])"
_CHINESE_DAYS = "一二三四五六日"
_SHORTEST_DAY = 3


class WeeklyTime(NamedTuple):
    """A day of the week, 0 for Monday, and a time of the day."""

    day: int
    hour: int
    minute: int


def parse_date(text: str, year: int) -> date:
    """Read `2024-09-08`, `2024年9月8日` or `9月8日` (of `year`).

    Raises:
        Failure: the text is no such date, or far from any plan.
    """
    plain = half_width(text).strip()
    day = None
    with suppress(ValueError):
        if re.fullmatch(_ISO_DATE, plain):
            day = date.fromisoformat(plain)
        elif found := re.fullmatch(_CHINESE_DATE, plain):
            day = date(int(found[1] or year), int(found[2]), int(found[3]))
    if day is None:
        raise Failure("“{text}” is not a date; write it like 2024-09-08 or 9月8日.", text=text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Failure("{day} is not in the years {first} to {last}.", day=day, first=FIRST_YEAR, last=LAST_YEAR)
    return day


def parse_week(text: str) -> Week:
    """Read `2024-W37` or `2024年第37周`.

    Raises:
        Failure: the text is no such week, or the year has no week of that number.
    """
    found = re.fullmatch(_WEEK, half_width(text).strip())
    if found:
        week = Week(int(found[1]), int(found[2]))
        try:
            _ = week.monday
        except ValueError:
            pass
        else:
            return week
    raise Failure("“{text}” is not a week; write it like 2024-W37.", text=text)


def parse_moment(text: str, year: int) -> datetime:
    """Read `2024-09-09`, `9月9日` (of `year`), or `2024-09-09T09:12` with or without an offset.

    A day without a time means its end; a time without an offset is local.

    Raises:
        Failure: the text is neither.
    """
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        parsed = datetime.combine(parse_date(text, year), datetime.max.time())
    else:
        if len(text.strip()) <= len("2024-09-09"):
            parsed = datetime.combine(parsed.date(), datetime.max.time())
    if parsed.tzinfo:
        return parsed
    try:
        return parsed.astimezone()
    except (OverflowError, ValueError):  # On the first and last days of the calendar an offset leads out of it.
        return parsed.replace(tzinfo=UTC)


def parse_weekly_time(text: str) -> WeeklyTime:
    """Read `Mon 08:00`, `Monday 8:00` or `周一 08:00`.

    Raises:
        Failure: the text is no such time.
    """
    day, _blank, clock = text.strip().partition(" ")
    found, number = re.fullmatch(TIME, clock.strip()), day_number(day)
    if found is None or number is None:
        raise Failure("“{text}” is not a day and time of the week; write it like Mon 08:00.", text=text)
    return WeeklyTime(number, int(found[1]), int(found[2]))


def day_number(text: str) -> int | None:
    """`Mon`, `Monday`, `周一` or `星期一`: 0; None for what is no day."""
    if text.startswith(("周", "星期")):
        return _CHINESE_DAYS.find(text[-1]) if text[-1] in _CHINESE_DAYS else None
    begun = len(text) >= _SHORTEST_DAY and text.casefold()
    return next((number for number, name in enumerate(DAY_NAMES) if begun and name.casefold().startswith(begun)), None)
