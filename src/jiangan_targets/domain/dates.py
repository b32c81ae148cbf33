"""Days and periods as the sheets of offices write them: `2024/9/8`, `1-9月`, `上半年`."""

from __future__ import annotations

import re
from datetime import date

from jiangan_targets.domain.calendar import CHINESE_DATE, MONTH_NAMES, month_end, parse_date
from jiangan_targets.domain.quantity import half_width

_NUMERIC_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?: 0+:00(?::00)?)?")
# “1-9月”, “2024年1—9月”, “9月底”: the last month counts.
_MONTHS = re.compile(r"(?:([0-9]{4})年)?(?:[0-9]{1,2}月?[-—~至到])?([0-9]{1,2})月(?![0-9])份?[底末]?")
_ENGLISH_DATE = re.compile(rf"([0-9]{{1,2}})({'|'.join(MONTH_NAMES)})([0-9]{{4}})")
_NAMED_PERIODS = {"一季度": 3, "上半年": 6, "前三季度": 9, "全年": 12}


def parse_day_or_period(text: str, year: int) -> date:
    """Read what `parse_date` reads, `2024/9/8`, `2024.9.8`, or a period, which means its last day.

    Raises:
        Failure: the text is neither.
    """
    plain = half_width(text).strip()
    found = _NUMERIC_DATE.fullmatch(plain)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    else:
        whole = _MONTHS.fullmatch(plain) or plain in _NAMED_PERIODS
        if whole and (day := period_end(plain, year)):
            return day
    return parse_date(text, year)


def period_end(text: str, year: int) -> date | None:
    """The last day of the period, or the day, that a title or heading names: `1-9月` → 30 September.

    What our own sheets say in either language is read: `2024年9月30日`, `30 September 2024`, `2024-09-30`.
    """
    plain = half_width(text).replace(" ", "")
    if found := CHINESE_DATE.search(plain):
        return _date_or_none(int(found[1] or year), int(found[2]), int(found[3]))
    if found := _NUMERIC_DATE.search(plain):
        return _date_or_none(int(found[1]), int(found[2]), int(found[3]))
    if found := _ENGLISH_DATE.search(plain):
        return _date_or_none(int(found[3]), MONTH_NAMES.index(found[2]) + 1, int(found[1]))
    if found := _MONTHS.search(plain):
        return _month_end(int(found[1] or year), int(found[2]))
    return next((_month_end(year, month) for name, month in _NAMED_PERIODS.items() if name in plain), None)


def _month_end(year: int, month: int) -> date | None:
    try:
        return month_end(year, month) if month else None
    except ValueError:
        return None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
