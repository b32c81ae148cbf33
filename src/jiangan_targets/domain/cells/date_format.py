"""What a number format makes of a day: `yyyy"年"m"月"` shows 2024-09-30 as 2024年9月, which is a month and no day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.cells.format_code import Kind, Token
from jiangan_targets.domain.cells.shown import Shown
from jiangan_targets.errors import message

DATE_KINDS = {Kind.DATE, Kind.CLOCK, Kind.ELAPSED}

# The first day that both calendars count alike: before it, Excel has a 29 February 1900.
_FIRST = 61
_END = 2_958_466
"""One day after 31 December 9999."""
_DAY_SECONDS = 24 * 60 * 60
_SEPARATORS = frozenset("年月日号时分秒点第星期周TZ -/.,:：()（）")
_MONTH_NAME = 3
_WEEKDAY = 3


class _Moment(NamedTuple):
    day: date
    days: int
    seconds: int


def show_date(tokens: Sequence[Token], serial: Decimal, *, from_1904: bool) -> Shown:
    """A day, where the format shows one; else its month or year in words, or the time, as text.

    `serial` counts days, from 1904 in workbooks of old Macintoshes. Words that the format adds (`"填报日期："yyyy-m-d`)
    are part of what is shown: then it is a text.
    """
    parts = _parts(tokens)
    days = int(serial)
    if serial < 0 or serial >= _END or (set(parts) & {"y", "m", "d"} and not from_1904 and days < _FIRST):
        return Shown(problem=message("{value} is no day; correct the cell or its number format.", value=serial))
    base = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    try:
        moment = _Moment(
            base + timedelta(days), days, min(int((serial - days) * _DAY_SECONDS + Decimal("0.5")), 86_399)
        )
    except OverflowError:
        return Shown(problem=message("{value} is no day; correct the cell or its number format.", value=serial))
    return _shown(tokens, parts, moment)


def _shown(tokens: Sequence[Token], parts: list[str], moment: _Moment) -> Shown:
    words = {sign for token in tokens if token.kind is Kind.LITERAL for sign in token.text}
    day = moment.day
    if not words <= _SEPARATORS:
        return Shown("".join(_written(token, part, moment) for token, part in zip(tokens, parts, strict=True)).strip())
    if "d" in parts:
        return Shown(day)
    if "m" in parts:
        return Shown(f"{day.year}年{day.month}月" if "y" in parts else f"{day.month}月")
    if "y" in parts:
        return Shown(f"{day.year}年")
    if set(parts) & {"h", "min", "s"}:
        elapsed = moment.days * 24 if any(token.kind is Kind.ELAPSED for token in tokens) else 0
        return Shown(f"{elapsed + moment.seconds // 3600}:{moment.seconds // 60 % 60:02}:{moment.seconds % 60:02}")
    return Shown(problem=message("shows only a weekday; choose a format that shows the day."))


def _parts(tokens: Sequence[Token]) -> list[str]:
    """For each token the part of a moment it shows: y, m, d, h, min, s, or nothing; m next to h or s is minutes."""
    parts = []
    places = [place for place, token in enumerate(tokens) if token.kind in {Kind.DATE, Kind.ELAPSED}]
    for place, token in enumerate(tokens):
        letter = token.text[0].casefold() if place in places else ""
        if letter == "m" and len(token.text) < _MONTH_NAME:
            order = places.index(place)
            before = tokens[places[order - 1]].text[0].casefold() if order else ""
            after = tokens[places[order + 1]].text[0].casefold() if order + 1 < len(places) else ""
            letter = "min" if before == "h" or after == "s" or token.kind is Kind.ELAPSED else "m"
        elif letter == "d" and len(token.text) >= _WEEKDAY:
            letter = "weekday"
        parts.append("y" if letter == "e" else letter)
    return parts


def _written(token: Token, part: str, moment: _Moment) -> str:
    """A token of the format as text; a year always in four digits."""
    values = {
        "y": f"{moment.day.year}",
        "m": f"{moment.day.month}",
        "d": f"{moment.day.day}",
        "h": f"{moment.seconds // 3600}",
        "min": f"{moment.seconds // 60 % 60:02}",
        "s": f"{moment.seconds % 60:02}",
    }
    return values.get(part, token.text if token.kind in {Kind.LITERAL, Kind.SLASH, Kind.POINT, Kind.COMMA} else "")
