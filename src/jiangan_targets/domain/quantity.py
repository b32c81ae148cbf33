"""Quantities as people write them: `9000`, `9，000`, `0.9万`, `512.3亿元`, `7%`.

A number is decided by a strict pattern, never by what a number class happens to accept:
`1e3`, `9_000` and `٣` are numbers to Python and slips of the hand to an office.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Failure

MAX_DIGITS = 15
"""Significant digits a figure may have: what every spreadsheet, JSON and TOML reader keeps exactly."""

MAX_DECIMALS = 9
"""Digits a figure may have after its point."""

MAX_TEXT = 64
"""Characters of a quantity worth reading; a longer text is refused unread."""

_MULTIPLIERS = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_PREFIXES = sorted(_MULTIPLIERS, key=len, reverse=True)

_NUMBER = re.compile(r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*(.*)", re.DOTALL)
_DIGIT = re.compile("[0-9]")

# Residue of a division with a repeating expansion lies far below this; real halves do not.
_SETTLED = Decimal(1).scaleb(-15)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round half away from zero to `places` decimals, as the published figures do.

    A quotient such as 1/3 - 1/12 is settled at fifteen decimals first, so that an exact half
    that division left as 0.0499… still counts as a half.
    """
    with localcontext() as context:
        context.prec = 60
        settled = value.quantize(_SETTLED, ROUND_HALF_UP)
        return settled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def fits(value: Decimal) -> bool:
    """Whether `value` is finite and within the digits a figure may have."""
    if not value.is_finite():
        return False
    _, digits, exponent = value.as_tuple()
    whole = len(digits) + int(exponent)
    return whole <= MAX_DIGITS and len(digits) <= MAX_DIGITS and -int(exponent) <= MAX_DECIMALS


def canonical(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent, exactly: 9000.0 becomes 9000.

    Only for numbers whose size has been checked: an exponent is written out in digits.
    """
    sign, digits, exponent = value.as_tuple()
    kept, power = list(digits), int(exponent)
    while power < 0 and kept[-1:] == [0]:
        kept.pop()
        power += 1
    if not any(kept):
        return Decimal(0)
    return Decimal((sign, (*kept, *([0] * power)), min(power, 0)))


def split_unit(unit: str) -> tuple[int, str]:
    """Split a unit into the power of ten of its multiplier and its base: 亿元 → (8, 元)."""
    for prefix in _PREFIXES:
        if unit.startswith(prefix) and len(unit) > len(prefix):
            return _MULTIPLIERS[prefix], unit[len(prefix) :]
    return 0, unit


def split_quantity(text: str) -> tuple[str, str] | None:
    """A number as it is written and the words behind it: `0.9万个` → (`0.9`, `万个`); None when it is no number."""
    plain = half_width(text).strip() if len(text) <= MAX_TEXT else ""
    found = _NUMBER.fullmatch(plain)
    return (found[1], found[2]) if found else None


def _written_power(rest: str, unit: str, unit_power: int, base: str) -> int | None:
    """The power of ten that the words behind a number stand for, or None when they do not fit."""
    if rest in {"", unit}:
        return unit_power
    if rest == base:
        return 0
    if rest in _MULTIPLIERS:
        return _MULTIPLIERS[rest]
    power, written_base = split_unit(rest)
    return power if written_base == base else None


def parse_quantity(text: str, unit: str, unit_en: str | None = None) -> Decimal:
    """Read a figure and convert it to `unit`.

    A bare number is in `unit`. A multiplier or a unit behind it is converted: for a target in
    亿元, `512.3`, `512.3亿`, `512.3亿元` and `51230000000元` are the same figure.

    Raises:
        Failure: no number, a unit that does not fit, or more digits than a figure may have.
    """
    found = split_quantity(text)
    if not found or (found[1] != unit_en and _DIGIT.search(found[1])):
        raise Failure(
            "“{text}” is not a number; write it like 9000, 9,000, 0.9万, 512.3亿元 or 7%.",
            text=text[:MAX_TEXT],
        )
    rest = unit if unit_en and found[1] == unit_en else found[1]
    unit_power, base = split_unit(unit)
    power = _written_power(rest, unit, unit_power, base)
    if power is None:
        raise Failure("“{text}” is not in {unit}; give the figure in {unit}.", text=text, unit=unit)
    sign, digits, exponent = Decimal(found[0].replace(",", "")).as_tuple()
    # Not scaleb: it rounds to the context's precision, and what was typed must survive or be refused.
    value = canonical(Decimal((sign, digits, int(exponent) + power - unit_power)))
    if not fits(value):
        raise Failure(
            "“{text}” has too many digits; at most {digits} digits, {decimals} after the point.",
            text=text,
            digits=MAX_DIGITS,
            decimals=MAX_DECIMALS,
        )
    return value


def format_quantity(value: Decimal, *, grouped: bool = True, decimals: int | None = None) -> str:
    """Write a figure in digits: `9,000`, `512.3`. `decimals` pads or rounds for display."""
    shown = value if decimals is None else round_half_up(value, decimals)
    return format(shown, ",f" if grouped else "f")
