"""What a cell of an OpenDocument spreadsheet shows.

It says both what it holds and what it shows, so number formats are not needed; but the two must agree.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from jiangan_targets.domain.cells.number_format import general
from jiangan_targets.domain.cells.shown import WITHOUT_RESULT, Shown, failed, read_shown, without_noise
from jiangan_targets.errors import message

_NUMBERS = {"float", "percentage", "currency"}
_SCALES = [Decimal(1).scaleb(-3 * power) for power in range(5)]
_DATE_SIGNS = re.compile(r"[年月日号时分秒点星期周一二三四五六天上下午\s\-/.,:：()（）A-Za-z0-9]*")
_MAX_DIGITS = 400
_MAX_DATE = 100
"""Characters of a number and of a displayed day worth reading."""
_TIME = re.compile(r"(?<!\d)\d+[:：时]\d.*", re.DOTALL)


def shown(told: Mapping[str, str], text: str | None) -> Shown:
    """A cell with these attributes, `office:value` and the like, whose paragraphs say `text`; None without any.

    Raises:
        ValueError: what it holds is no number or day.
    """
    kind = told.get("office:value-type")
    if told.get("calcext:value-type") == "error":
        return failed(text or "")
    if kind is None:
        return WITHOUT_RESULT if "table:formula" in told else Shown()
    if kind in _NUMBERS:
        return _number(text, _held(told["office:value"]), percent=kind == "percentage")
    if kind == "date":
        return _day(text, date.fromisoformat(told["office:date-value"][:10]))
    content = text or told.get("office:string-value") or told.get("office:time-value") or ""
    return Shown(content if content.strip() else None)


def _held(text: str) -> Decimal:
    if len(text) > _MAX_DIGITS or "_" in text or not math.isfinite(number := float(text)):
        raise ValueError(text)
    return without_noise(number)


def _number(text: str | None, held: Decimal, *, percent: bool) -> Shown:
    """A number as it is shown, which must be what is held, rounded, and perhaps in thousands or millions."""
    if text is None:
        return Shown(held, percent) if percent else Shown(general(held))
    found = read_shown(text, held)
    if not isinstance(found.value, Decimal) or found.problem is not None:
        return found
    last_place = Decimal(1).scaleb(int(found.value.as_tuple().exponent))
    # A percent sign may have been added to a number that is not a share.
    scales = [*_SCALES, Decimal("0.01")] if found.percent else _SCALES
    if any(abs(held * scale - found.value) * 2 <= last_place for scale in scales):
        return found
    return Shown(text, problem=message("shows {text} but holds {value}; enter it anew.", text=text, value=held))


def _day(text: str | None, day: date) -> Shown:
    """A day, if the text shows one; else what it shows: `2024年9月` is a month."""
    if text is None:
        return Shown(day)
    if len(text) > _MAX_DATE:
        return Shown(text)
    numbers = [int(number) for number in re.findall(r"\d{1,4}", _TIME.sub("", text))]
    named = bool(re.search(r"[A-Za-z]{3}", text))
    rest = list(numbers)
    if day.year in rest:
        rest.remove(day.year)
    if _DATE_SIGNS.fullmatch(text) and day.day in rest and (named or (len(rest) > 1 and day.month in rest)):
        return Shown(day)
    return Shown(text or None)
