"""Periods and days as offices write them: `1-9月` and `截至9月底` run from January on, `9月` and `三季度` do not.

Chinese statistics publish two figures side by side: that of the month (当月) and that since 1 January (累计). Which
one is meant is said by the period alone, so the two are never mixed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.calendar import MONTH_NAMES, month_end
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.errors import Failure


class Span(StrEnum):
    """What a period covers, whatever its last day."""

    SINCE_JANUARY = "since_january"  # 1-9月, 前三季度, 截至9月底, 9月末
    PART = "part"  # 9月, 三季度
    MONTHS = "months"  # 4-6月, 下半年
    DAYS = "days"  # 9月23日-29日
    DAY = "day"  # 9月30日


PARTS = frozenset({Span.PART, Span.MONTHS, Span.DAYS})
"""Spans that begin later than in January."""


class Period(NamedTuple):
    """A period and its last day; `year` is the one that it names itself."""

    span: Span
    end: date
    year: int | None = None


_YEAR = r"(?:(?P<year>20\d\d)(?:年度?|\.)|(?P<short>\d\d)年)?"
_LATER_YEAR = r"(?:20\d\d(?:年|\.))?"
_TO = r"(?:-|~|至|到)"
_MONTH = r"(?P<month>\d{1,2})月(?!\d)份?"
_FIRST_DAY = r"(?P<first>\d{1,2})月\d{1,2}[日号]?"
_UP_TO = r"(?:(?:自|从)?年初|今年(?:以来)?|年内)?截[至止]到?|(?:(?:自|从)?年初|今年)(?:至|到|-|~)"
_NUMERIC_DAY = (
    r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})日?(?:0?0:00(?::00)?)?(?!\d)"
    r"|(?P<year_>20\d\d)(?P<month_>\d\d)(?P<day_>\d\d)(?!\d)"
)
_SHORT_NAMES = [name[:3].casefold() for name in MONTH_NAMES]
_NAME = rf"(?P<name>{'|'.join(name.casefold() for name in MONTH_NAMES)}|sept|{'|'.join(_SHORT_NAMES)})\.?"
_ENGLISH_DAY = rf"(?P<day>\d{{1,2}}){_NAME}(?P<year>\d{{4}})"
_QUARTERS = {"1": 3, "一": 3, "首": 3, "2": 6, "二": 6, "两": 6, "3": 9, "三": 9, "4": 12, "四": 12}
_HALVES = {"上半年": 6, "下半年": 12, "全年": 12}
_TENTHS = {"上": 10, "中": 20, "下": 31}

# Tried all; the longest match counts.
_PATTERNS: tuple[tuple[Span, str], ...] = (
    (Span.SINCE_JANUARY, rf"{_YEAR}0?1(?:月份?)?{_TO}{_LATER_YEAR}{_MONTH}[底末]?"),
    (Span.SINCE_JANUARY, rf"(?P<year>20\d\d)[年.]0?1{_TO}(?P<month>\d{{1,2}})(?![\d月.])"),
    (
        Span.SINCE_JANUARY,
        rf"{_YEAR}0?1月0?1[日号]{_TO}{_LATER_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]",
    ),
    (Span.SINCE_JANUARY, rf"{_YEAR}前(?P<month>\d{{1,2}})个?月"),
    (Span.SINCE_JANUARY, rf"{_YEAR}(?:前|[1一]{_TO})(?P<quarter>[2-4二两三四])个?季度[底末]?"),
    (Span.SINCE_JANUARY, rf"{_YEAR}第?(?P<quarter>[1一首])季度?[底末]?"),
    (Span.SINCE_JANUARY, rf"{_YEAR}(?P<half>上半年|全年(?!目标|计划|任务|预期|预计|指标|进度|序时))[底末]?"),
    (Span.SINCE_JANUARY, rf"(?:{_UP_TO}){_YEAR}{_MONTH}[底末]?"),
    (Span.SINCE_JANUARY, rf"(?:{_UP_TO}){_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]"),
    (Span.SINCE_JANUARY, rf"(?:{_UP_TO}){_YEAR}第?(?P<quarter>[1-4一二三四])季度[底末]?"),
    (Span.SINCE_JANUARY, rf"(?:{_UP_TO}){_YEAR}(?P<half>上半年)[底末]?"),
    (Span.SINCE_JANUARY, rf"(?:{_UP_TO})(?:{_NUMERIC_DAY})"),
    (Span.SINCE_JANUARY, rf"jan(?:uary)?\.?(?:-|~|to){_NAME}(?P<year>20\d\d)?"),
    (Span.SINCE_JANUARY, rf"(?:figures)?asof(?:{_ENGLISH_DAY})"),
    (Span.SINCE_JANUARY, rf"(?:figures)?asof(?:{_NUMERIC_DAY})"),
    (Span.SINCE_JANUARY, rf"{_YEAR}{_MONTH}[底末]"),
    (Span.SINCE_JANUARY, rf"{_YEAR}第?(?P<quarter>[2-4二三四])季度[底末]"),
    (Span.MONTHS, rf"{_YEAR}(?P<start>\d{{1,2}})(?:月份?)?{_TO}{_LATER_YEAR}{_MONTH}"),
    (Span.DAYS, rf"{_YEAR}{_FIRST_DAY}{_TO}{_LATER_YEAR}(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})[日号]"),
    (Span.PART, rf"{_YEAR}第?(?P<quarter>[2-4二三四])季度"),
    (Span.MONTHS, rf"{_YEAR}(?P<half>下半年)"),
    (Span.PART, rf"{_YEAR}{_MONTH}(?![底末]|第?[一二三四五1-5]周)(?:(?P<tenth>[上中下])旬)?"),
    (Span.PART, r"(?P<year>20\d\d)[-/.年](?P<month>0?[1-9]|1[0-2])(?![\d./月~至到-])"),
    (Span.PART, r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?!\d)"),
    (Span.PART, rf"{_NAME}(?P<year>20\d\d)"),
    (Span.DAY, rf"{_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]"),
    (Span.DAY, _NUMERIC_DAY),
    (Span.DAY, _ENGLISH_DAY),
)
_COMPILED = tuple((span, re.compile(pattern)) for span, pattern in _PATTERNS)
_BEGINS = frozenset("0123456789截上下前全第首一二三四自从年今fajmsond")

_FIRST_MONTH = re.compile(r"(?:(?<=年)|(?<![一-鿿]))元(?=月|(?:-|~|至|到)[0-9一二三四五六七八九十]{1,3}月)")
_NUMERALS = "〇一二三四五六七八九"
_NUMERAL = r"[〇○零一二三四五六七八九十]"
_SPELLED = re.compile(
    rf"二[〇○零]{_NUMERAL}{{2}}(?=年)|{_NUMERAL}{{1,3}}(?=(?:月份?)?(?:-|~|至|到){_NUMERAL}{{1,3}}月)"
    rf"|{_NUMERAL}{{1,3}}(?=月|个月)|(?<=月){_NUMERAL}{{1,3}}(?=[日号])"
)


def in_digits(normal: str) -> str:
    """A normal form with the Chinese numerals of its dates as digits: `二〇二四年一至九月` is `2024年1至9月`."""
    return _SPELLED.sub(_digits, _FIRST_MONTH.sub("1", normal) if "元" in normal else normal)


def _digits(found: re.Match[str]) -> str:
    text = found[0].replace("○", "〇").replace("零", "〇")
    if "十" not in text:
        return "".join(str(_NUMERALS.index(numeral)) for numeral in text)
    tens, _, ones = text.partition("十")
    return f"{_NUMERALS.find(tens) if tens else 1}{_NUMERALS.find(ones) if ones else 0}"


def periods_at(text: str, place: int, year: int) -> list[tuple[int, Period]]:
    """The periods that begin at a place of a normal form (in digits), each with where it ends, the longest first.

    A period without a year is in `year`.
    """
    if text[place : place + 1] not in _BEGINS or (place and text[place].isdigit() and text[place - 1].isdigit()):
        return []
    found = ((match, span) for span, pattern in _COMPILED if (match := pattern.match(text, place)))
    made = [(match.end(), period) for match, span in found if (period := _period(match, span, year))]
    return sorted(made, key=lambda item: -item[0])


def periods_in(text: str, year: int) -> Iterator[tuple[int, int, Period]]:
    """All periods of a normal form (in digits), each with where it begins and ends."""
    place = 0
    while place < len(text):
        if found := periods_at(text, place, year):
            end, period = found[0]
            yield place, end, period
            place = end
        else:
            place += 1


def parse_day_or_period(text: str, year: int) -> date:
    """Read a day, `2024-09-08`, `2024/9/8`, `9月8日`, or a period, which means its last day.

    Raises:
        Failure: the text is neither.
    """
    plain = in_digits(normal_form(text))
    for end, period in periods_at(plain, 0, year):
        if end == len(plain):
            return period.end
    raise Failure("“{text}” is not a date; write it like 2024-09-08 or 9月8日.", text=text)


def _period(found: re.Match[str], span: Span, year: int) -> Period | None:
    """None for a month or day that does not exist."""
    parts = {name.rstrip("_"): value for name, value in found.groupdict().items() if value}
    short = parts.get("short")
    own = int(parts["year"]) if "year" in parts else 2000 + int(short) if short else None
    try:
        return Period(span, _end(parts, own or year), own)
    except ValueError:
        return None


def _end(parts: dict[str, str], year: int) -> date:
    """The last day; ValueError when there is none such."""
    if "name" in parts:
        month = _SHORT_NAMES.index(parts["name"][:3]) + 1
    elif "quarter" in parts:
        month = _QUARTERS[parts["quarter"]]
    elif "half" in parts:
        month = _HALVES[parts["half"]]
    else:
        month = int(parts.get("month") or parts["first"])
    begun = int(parts.get("start", "0"))
    if begun == 1 or begun > month:
        raise ValueError(begun)
    last = month_end(year, date(year, month, 1).month)
    if "day" in parts:
        return date(year, month, int(parts["day"]))
    return last.replace(day=min(_TENTHS[parts["tenth"]], last.day)) if "tenth" in parts else last
