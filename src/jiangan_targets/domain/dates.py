"""Days, weeks and times as people write them: `2024-09-08`, `9月8日`, `yesterday`, `2024-W37`, `Mon 08:00`."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from jiangan_targets.domain.calendar import DAY_NAMES, FIRST_YEAR, LAST_YEAR, MonthDay, month_end
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Failure

if TYPE_CHECKING:
    from jiangan_targets.domain.week import Week

# Patterns are compiled when they are used: start-up must not pay for those that are not.
_DATES = (
    r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))?",
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]|份?[底末]?)",
    r"(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
)
_DAYS_AGO = {"today": 0, "今天": 0, "今日": 0, "yesterday": 1, "昨天": 1, "昨日": 1}
_WEEK = r"(?:(?P<year>[12][0-9]{3})(?:-?W|年第|年(?=[0-9]+周))|W|第)?(?P<number>[0-9]{1,2})周?"
TIME = r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])"
BEFORE_TIME = r"(?: |(?<=[\u4e00-\u9fff]))"
"""A blank, which Chinese leaves out."""

_CHINESE_DAYS = "一二三四五六日"
_SHORTEST_DAY = 3


class WeeklyTime(NamedTuple):
    """A day of the week, 0 for Monday, and a time of the day."""

    day: int
    hour: int
    minute: int


class _Written(NamedTuple):
    """A day as it was typed; without a day it is the month's last, without a year that of the plan."""

    year: int | None
    month: int
    day: int | None


def parse_date(text: str, year: int, today: date | None = None, *, begins: bool = False) -> date:
    """Read a day: `2024-09-08`, `2024/9/8`, `20240908`, `2024年9月8日`; of `year`: `9月8日`, `9.8`, `09-08`.

    A month, `2024年9月`, `2024-09` or `9月`, means its last day, or its first where something `begins`.
    `today`, `yesterday`, `今天` and `昨天` are counted from `today`.

    Raises:
        Failure: the text is no such date, the year has no such day, or it is far from any plan.
    """
    written = _written(text, today)
    if written is None:
        raise _no_date(text, year)
    own = year if written.year is None else written.year
    if not FIRST_YEAR <= own <= LAST_YEAR:
        raise Failure("{day} is not in the years {first} to {last}.", day=text, first=FIRST_YEAR, last=LAST_YEAR)
    with suppress(ValueError):
        last = month_end(own, date(own, written.month, 1).month)
        return last.replace(day=(1 if begins else last.day) if written.day is None else written.day)
    named = MonthDay(written.month, written.day or 1)
    if not named.is_sayable:
        raise _no_date(text, year)
    raise Failure("{year} has no {day}.", year=own, day=named)


def typed_year(text: str | None, today: date) -> int | None:
    """The year that a typed day brings along; None for a day without one, and for what is no day."""
    written = None if text is None else _written(text, today)
    return None if written is None else written.year


def parse_week(text: str, year: int) -> "Week":
    """Read `2024-W37` or `2024年第37周`; of `year`: `37`, `W37`, `第37周`.

    Raises:
        Failure: the text is no such week, or the year has no week of that number.
    """
    from jiangan_targets.domain.week import Week  # noqa: PLC0415 -- most commands are about a day

    found = re.fullmatch(_WEEK, _plain(text).upper())
    if found is None:
        raise Failure("“{text}” is not a week; write it like {week}.", text=text, week=Week(year, 37))
    week = Week(int(found["year"] or year), int(found["number"]))
    try:
        _ = week.monday
    except ValueError:
        raise Failure("{year} has no week {number}.", year=week.year, number=week.number) from None
    return week


def parse_moment(text: str, year: int, today: date | None = None) -> datetime:
    """Read a day as `parse_date` does, or `2024-09-09T09:12` with or without an offset.

    A day without a time means its end; a time without an offset is local.

    Raises:
        Failure: the text is neither.
    """
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        parsed = datetime.combine(parse_date(text, year, today), datetime.max.time())
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
    """Read `Mon 08:00`, `Monday 8:00`, `周一 08:00` or `周一08:00`.

    Raises:
        Failure: the text is no such time.
    """
    found = re.fullmatch(rf"(?P<day>[^\W\d_]+){BEFORE_TIME}{TIME}", half_width(" ".join(text.split())))
    number = found and day_number(found["day"])
    if found is None or number is None:
        raise Failure("“{text}” is not a day and time of the week; write it like Mon 08:00.", text=text)
    return WeeklyTime(number, *map(int, found.groups()[-2:]))


def day_number(text: str) -> int | None:
    """`Mon`, `Monday`, `周一`, `星期一` or `礼拜一`: 0; None for what is no day, or several."""
    if found := re.fullmatch(rf"(?:周|星期|礼拜)([{_CHINESE_DAYS}天])", text):
        return _CHINESE_DAYS.index(found[1].replace("天", "日"))
    begun = len(text) >= _SHORTEST_DAY and text.casefold()
    return next((number for number, name in enumerate(DAY_NAMES) if begun and name.casefold().startswith(begun)), None)


def _written(text: str, today: date | None) -> _Written | None:
    """What was typed, whether there is such a day or not; None when it is no day at all."""
    plain = _plain(text).replace("／", "/")
    ago = _DAYS_AGO.get(plain.casefold())
    if ago is not None:
        return None if today is None else _Written(*(today - timedelta(days=ago)).timetuple()[:3])
    for pattern in _DATES:
        if found := re.fullmatch(pattern, plain):
            parts = {name: int(value) for name, value in found.groupdict().items() if value and name != "sign"}
            return _Written(parts.get("year"), parts["month"], parts.get("day"))
    return None


def _plain(text: str) -> str:
    """In half-width signs, without outer blanks; Chinese has none inside either: `2024 年 9 月 8 日`."""
    plain = half_width(text).strip()
    return plain if plain.isascii() else "".join(plain.split())


def _no_date(text: str, year: int) -> Failure:
    return Failure("“{text}” is not a date; write it like {day} or 9月8日.", text=text, day=date(year, 9, 8))
