"""What a number format makes of a number: `0.0"万"` shows 0.9 as 0.9万, and `0!.0,"万"` shows 9000 as 0.9万.

A number is written out by its format and then read as a person reads it, so that whatever the format adds counts.
What is not understood (fractions, numerals in words) is a problem of the cell, never a guess.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from jiangan_targets.domain.cells.date_format import DATE_KINDS, show_date
from jiangan_targets.domain.cells.format_code import GENERAL, Kind, Token, condition, sections
from jiangan_targets.domain.cells.shown import Shown, read_shown
from jiangan_targets.domain.quantity import canonical
from jiangan_targets.errors import message

_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_PLAIN = {Kind.DIGIT, Kind.POINT, Kind.COMMA, Kind.PERCENT}
_TEXT_KINDS = {Kind.LITERAL, Kind.TEXT}
_MAX_CODE = 1_000
"""Characters of a code worth reading; Excel allows 255."""
_MAX_POWER = 30
"""Decimals, and powers of ten to scale by, that any format needs."""
_QUANTA = [Decimal(1).scaleb(-places) for places in range(_MAX_POWER + 1)]
_EXACTLY = Context(prec=100, rounding=ROUND_HALF_UP)
_MAX_SECTIONS = 4
_GENERAL_DIGITS = 10
"""A number in the format General has room for eleven characters: ten digits and the point."""
_LARGE = 15
"""Numbers of more digits are no figures: they are left as they are, and refused later."""


class _Shape(Enum):
    """What a section shows."""

    GENERAL = auto()
    PLAIN = auto()
    """Digits, perhaps a percent sign behind them: nothing to write out."""
    NUMBER = auto()
    SCIENTIFIC = auto()
    DATE = auto()
    UNKNOWN = auto()


class _Section(NamedTuple):
    """A section, understood: its tokens before and behind the point, its decimals, the power of ten it scales by."""

    shape: _Shape
    tokens: Sequence[Token]
    whole: Sequence[Token]
    fraction: Sequence[Token]
    places: int
    power: int
    condition: tuple[str, Decimal] | None


class NumberFormat:
    """A format code, understood once for all cells that have it."""

    def __init__(self, code: str) -> None:
        self._code = code
        found = sections(code or GENERAL) if len(code) <= _MAX_CODE else [[Token(Kind.UNKNOWN, code)]]
        has_text = len(found) == _MAX_SECTIONS or any(token.kind is Kind.TEXT for token in found[-1])
        self._text = found.pop() if has_text else None
        self._sections = [_section(tokens) for tokens in found] or [_section([Token(Kind.GENERAL, GENERAL)])]
        self._conditional = any(section.condition for section in self._sections)
        self._general = [section.shape for section in self._sections] == [_Shape.GENERAL] and not self._conditional

    def show(self, value: Decimal, *, from_1904: bool = False) -> Shown:
        """What a cell of this format shows of a number, or of a day as its serial number."""
        if self._general:
            return Shown(general(value))
        section = self._chosen(value)
        shape = section.shape if section else _Shape.UNKNOWN
        if section is None or shape is _Shape.UNKNOWN:
            return Shown(
                problem=message(
                    "its number format “{format}” is not understood; choose a plain one.", format=self._code
                )
            )
        if shape is _Shape.DATE:
            return show_date(section.tokens, value, from_1904=from_1904)
        if value.adjusted() >= _LARGE:
            return Shown(value)
        signed = value >= 0 or len(self._sections) == 1
        if shape is _Shape.GENERAL and signed:
            return Shown(general(value))
        if shape is _Shape.PLAIN and signed:
            rounded = _rounded(value.scaleb(section.power), section.places)
            percent = section.tokens[-1].kind is Kind.PERCENT
            return Shown(rounded.scaleb(-2) if percent else rounded, percent)
        if shape is _Shape.SCIENTIFIC:
            return Shown(canonical(_rounded(value, section.places - value.adjusted())))
        text = _written(section, abs(value))
        # Where a format has several sections, or conditions, the sign is theirs to show.
        return read_shown(f"-{text}" if value < 0 and len(self._sections) == 1 else text, value)

    def show_text(self, text: str) -> Shown:
        """What a cell of this format shows of a text: `@"万"` shows 0.9 as 0.9万."""
        if self._text is None:
            return Shown(text)
        shown = (text if token.kind is Kind.TEXT else token.text for token in self._text if token.kind in _TEXT_KINDS)
        return Shown("".join(shown) or None)

    def _chosen(self, value: Decimal) -> _Section | None:
        """The section for a value: by the conditions it names, else for positive numbers, negative ones and zero."""
        if len(self._sections) == 1 and not self._conditional:
            return self._sections[0]
        for section in self._sections:
            if section.condition and _COMPARE[section.condition[0]](value, section.condition[1]):
                return section
        others = [section for section in self._sections if not section.condition]
        if len(self._sections) >= _MAX_SECTIONS or not others:
            return None
        if self._conditional:
            return others[0 if value < 0 else -1]
        if value < 0:
            return others[1]
        return others[-1] if value == 0 and len(others) == _MAX_SECTIONS - 1 else others[0]


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """The format of a code."""
    return NumberFormat(code)


def general(value: Decimal) -> Decimal:
    """What the format General shows: a whole number in full, else ten digits."""
    if value == value.to_integral_value():
        return value
    rounded = _rounded(value, max(0, _GENERAL_DIGITS - max(1, value.adjusted() + 1))).normalize(_EXACTLY)
    return canonical(rounded) if rounded.adjusted() >= 0 and rounded == rounded.to_integral_value() else rounded


def _rounded(value: Decimal, places: int) -> Decimal:
    quantum = _QUANTA[places] if 0 <= places <= _MAX_POWER else Decimal(1).scaleb(-places)
    return value.quantize(quantum, context=_EXACTLY)


def _section(tokens: list[Token]) -> _Section:
    """Understand a section: where its point is, how many decimals it shows, whether it scales."""
    limit = condition(tokens)
    tokens = [token for token in tokens if token.kind is not Kind.CONDITION]
    kinds = [token.kind for token in tokens]
    mantissa = tokens[: kinds.index(Kind.EXPONENT)] if Kind.EXPONENT in kinds else tokens
    point = kinds.index(Kind.POINT) if Kind.POINT in kinds else len(tokens)
    whole, fraction = mantissa[:point], mantissa[point + 1 :]
    places = sum(token.kind is Kind.DIGIT for token in fraction)
    power = 2 * kinds.count(Kind.PERCENT) - 3 * (_thousands(whole) + _thousands(fraction))
    shape = _shape(tokens, whole) if max(places, abs(power)) <= _MAX_POWER else _Shape.UNKNOWN
    return _Section(shape, tokens, whole, fraction, places, power, limit)


def _thousands(tokens: Sequence[Token]) -> int:
    """How many commas stand right behind the last digit: each divides by a thousand."""
    last = max((place for place, token in enumerate(tokens) if token.kind is Kind.DIGIT), default=len(tokens))
    behind = [token.kind is Kind.COMMA for token in tokens[last + 1 :]]
    return [*behind, False].index(False)


def _shape(tokens: Sequence[Token], whole: Sequence[Token]) -> _Shape:
    kinds = {token.kind for token in tokens}
    digits = [token.text for token in whole if token.kind is Kind.DIGIT]
    shape = _Shape.NUMBER
    if kinds & DATE_KINDS:
        shape = _Shape.DATE
        # Digits are parts of a second, behind a point.
        wrong = bool(digits) or bool(kinds & {Kind.PERCENT, Kind.GENERAL, Kind.EXPONENT})
    elif Kind.EXPONENT in kinds:
        shape = _Shape.SCIENTIFIC
        wrong = len(digits) != 1 or not kinds <= {Kind.DIGIT, Kind.POINT, Kind.EXPONENT}
    else:
        wrong = Kind.DIGIT in kinds and bool(kinds & {Kind.SLASH, Kind.GENERAL})
        wrong |= [token.kind for token in tokens].count(Kind.PERCENT) > 1
        if kinds == {Kind.GENERAL}:
            shape = _Shape.GENERAL
        elif digits[-1:] == ["0"] and kinds <= _PLAIN and Kind.PERCENT not in [token.kind for token in tokens[:-1]]:
            shape = _Shape.PLAIN
    return _Shape.UNKNOWN if wrong or kinds & {Kind.UNKNOWN, Kind.TEXT} else shape


def _written(section: _Section, magnitude: Decimal) -> str:
    """A number without its sign, as the section writes it; grouping is left out, since readers drop it."""
    rounded = _rounded(magnitude.scaleb(section.power), section.places)
    digits, _, decimals = f"{rounded:f}".partition(".")
    point = "." if len(section.whole) < len(section.tokens) else ""
    whole = _whole(section.whole, digits.lstrip("0"), f"{general(magnitude):f}", before_point=section.places > 0)
    return whole + point + _fraction(section.fraction, decimals)


def _whole(tokens: Sequence[Token], digits: str, plain: str, *, before_point: bool) -> str:
    """The part before the point, from right to left: the leftmost place takes all digits that are left.

    Without any place the digits stand right before the point, if there is one (`.00`); `plain` is for General.
    """
    places = sum(token.kind is Kind.DIGIT for token in tokens)
    written = digits if before_point and not places else ""
    for token in reversed(tokens):
        if token.kind is Kind.DIGIT:
            places -= 1
            taken = digits[-1:] if places else digits
            digits = digits[: len(digits) - len(taken)]
            written = (taken or ("0" if token.text == "0" else "")) + written
        elif token.kind is Kind.GENERAL:
            written = plain + written
        elif token.kind is not Kind.COMMA:
            written = token.text + written
    return written


def _fraction(tokens: Sequence[Token], digits: str) -> str:
    """The part behind the point; zeros at its end are shown only where the format has a 0."""
    needed = len(digits.rstrip("0"))
    written, place = "", 0
    for token in tokens:
        if token.kind is Kind.DIGIT:
            written += digits[place] if place < needed or token.text == "0" else ""
            place += 1
        elif token.kind is not Kind.COMMA:
            written += token.text
    return written
