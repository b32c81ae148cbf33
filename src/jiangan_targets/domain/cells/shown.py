"""What a cell shows, read as a figure: `9,000`, `(5.0)`, `6.1%`, `0.9万`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.quantity import MAX_TEXT
from jiangan_targets.errors import Message, message

SIGNIFICANT_DIGITS = 15
"""What spreadsheets show and keep of a number; the rest is binary noise."""

_FIGURE = re.compile(r"([-−+]?)\s*+([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(\.[0-9]*)?\s*+([^0-9]*)")
_BRACKETS = {"(": ")", "（": "）"}


class Shown(NamedTuple):
    """What a cell shows: a `Cell` without its place."""

    value: str | Decimal | date | None = None
    percent: bool = False
    problem: Message | None = None


WITHOUT_RESULT = Shown(
    problem=message("a formula without its result; open the file in Excel and save it, or enter the figure.")
)


def failed(error: str) -> Shown:
    """A formula's error, `#DIV/0!`."""
    return Shown(error, problem=message("shows the error {error}; correct the formula.", error=error))


def without_noise(number: float) -> Decimal:
    """A binary number as the decimal that was meant: 0.56299999999999994 is 0.563."""
    return Decimal(f"{number:.{SIGNIFICANT_DIGITS}g}")


def read_shown(text: str, value: Decimal | None = None) -> Shown:
    """A displayed text: a number, a percentage (kept as its hundredth), or a text such as `0.9万`.

    Grouping is dropped; a negative number may stand in brackets. `value` is what the cell holds: a display that
    hides its sign (`0;[Red]0`) is a problem, since the reader cannot tell which is meant.
    """
    plain = text.strip()
    if not plain or len(plain) > MAX_TEXT:
        return Shown(plain or None)
    bracketed = _BRACKETS.get(plain[0]) == plain[-1]
    found = _FIGURE.fullmatch(plain[1:-1].strip() if bracketed else plain)
    digits = found[2].replace(",", "") + (found[3] or "").rstrip(".") if found else ""
    if not found or not digits:
        return Shown(plain if plain.strip(".") else None)
    number, rest = Decimal(digits), found[4].rstrip()
    negative = bracketed or found[1] in {"-", "−"}
    if value and number and (value < 0) is not negative:
        return Shown(plain, problem=message("shows {text} but holds {value}; show its sign.", text=plain, value=value))
    signed = -number if negative else number
    if rest in {"%", "％"}:
        return Shown(signed.scaleb(-2), percent=True)
    return Shown(f"{signed:f}{rest}" if rest else signed)
