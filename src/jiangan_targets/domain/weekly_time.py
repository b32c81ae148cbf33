"""Times of every week as people write them: `Mon 08:00`, `周一 08:00`."""

import re
from typing import NamedTuple

from jiangan_targets.domain.calendar import DAY_NAMES
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Failure

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
