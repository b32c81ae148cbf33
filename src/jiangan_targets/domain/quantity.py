"""Quantities as people write them: `9000`, `9，000`, `0.9万`, `512.3亿元`, `7%`.

A number is decided by a strict pattern, never by what a number class happens to accept:
`1e3`, `9_000` and `٣` are numbers to Python and slips of the hand to an office.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Failure, InBoth

MAX_DIGITS = 15
"""Significant digits a figure may have: what every spreadsheet, JSON and TOML reader keeps exactly."""

MAX_DECIMALS = 9
"""Digits a figure may have after its point."""

MAX_TEXT = 64
"""Characters of a quantity worth reading; a longer text is refused unread."""

_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
# 万 and 亿 count what follows them: 万亿元, 百万千瓦. 十, 百 and 千 count too (千公顷), or begin a word (千瓦, 百货店).
# Patterns are compiled when they are used, by commands that read figures; sets of Chinese characters take longest.
_NUMERALS = "(?s)((?:[十百千万]?亿|[十百千]?万)?)([十百千]?)(.*)"
_MEASURES = frozenset("瓦米克升伏安卡焦帕赫牛兆")
"""What 千 makes another measure of: one says 万千瓦, and never 千万瓦."""

_NUMBER = r"(?s)([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*(.*)"

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


class Unit(NamedTuple):
    """A unit by its parts: the power of ten of all numerals before it, that of those which only count, and the rest."""

    power: int
    scale: int
    root: str


def unit_parts(text: str) -> Unit:
    """The parts of a unit, or of the words behind a number: 亿元 → 8, 8, 元; 亿千瓦时 → 11, 8, 瓦时."""
    found = re.fullmatch(_NUMERALS, text)
    assert found is not None  # noqa: S101 -- every part of the pattern may be empty
    counting, beginning, root = found.groups()
    scale = sum(_POWERS[numeral] for numeral in counting)
    power = scale + _POWERS.get(beginning, 0)
    begins_a_word = not root or root[0] in _MEASURES or (beginning != "千" and len(root) > 1)
    return Unit(power, scale if begins_a_word else power, root)


def _written_power(rest: str, unit: str) -> int | None:
    """The power of ten, over one `unit`, of other words behind a number; None when they do not fit."""
    written, wanted = unit_parts(rest), unit_parts(unit)
    if written.root == wanted.root:
        return written.power - wanted.power
    if written.root or written.scale not in {0, written.power}:
        return None
    # 3.5万 stands for 3.5万元 where the unit is 亿元, for 3.5万千瓦 where it is 千瓦.
    return written.power - wanted.scale


def split_quantity(text: str) -> tuple[str, str] | None:
    """A number as it is written and the words behind it: `0.9万个` → (`0.9`, `万个`); None when it is no number."""
    plain = half_width(text).strip() if len(text) <= MAX_TEXT else ""
    found = re.fullmatch(_NUMBER, plain)
    return (found[1], found[2]) if found else None


def parse_quantity(text: str, unit: str, unit_en: str | None = None) -> Decimal:
    """Read a figure and convert it to `unit`.

    A bare number is in `unit`. A multiplier or a unit behind it is converted: for a target in
    亿元, `512.3`, `512.3亿`, `512.3亿元` and `51230000000元` are the same figure; for one in 千瓦,
    `35000`, `3.5万`, `3.5万千瓦` and `35000000瓦` are.

    Raises:
        Failure: no number, a unit that does not fit, or more digits than a figure may have.
    """
    own, own_en = (half_width(name or "").strip() for name in (unit, unit_en))
    plain = half_width(text).strip() if len(text) <= MAX_TEXT + len(own_en) else ""
    found = re.fullmatch(_NUMBER, plain)
    if not found or (found[2] not in {"", own_en} and re.search("[0-9]", found[2].removesuffix(unit_parts(own).root))):
        raise Failure(
            "“{text}” is not a number; write it like 9000, 9,000, 0.9万, 512.3亿元 or 7%.",
            text=text[:MAX_TEXT],
        )
    power = 0 if found[2] in {"", own, own_en} else _written_power(found[2], own)
    if power is None:
        raise Failure(
            "“{text}” is not in {unit}; give the figure in {unit}.", text=text, unit=InBoth(unit, unit_en or unit)
        )
    sign, digits, exponent = Decimal(found[1].replace(",", "")).as_tuple()
    # Not scaleb: it rounds to the context's precision, and what was typed must survive or be refused.
    value = canonical(Decimal((sign, digits, int(exponent) + power)))
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
