"""Reading TOML that anyone may have written: bounded, exact, and with the line of a mistake."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from jiangan_targets.errors import Failure
from jiangan_targets.storage.text import line_at

MAX_LINE_CHARACTERS = 16_384
"""Longer lines hide the constructs that make a parser slow or recurse without end."""

MAX_CHARACTERS = 32 * 1024 * 1024
"""More than a hand-edited file has; a ledger in the program's own form is not read here."""

# Tables within tables within tables cost a parser quadratic time and memory.
_DEEP_KEY = re.compile(r"""(?:[\w"'-]++[ \t]*+\.[ \t]*+){64}""")
_LONG_LINE = re.compile(rf"^.{{{MAX_LINE_CHARACTERS + 1}}}", re.MULTILINE)
_AT_LINE = re.compile(r"at line (\d+)")
_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>)", re.MULTILINE)


def parse(text: str, path: Path) -> dict[str, Any]:
    """Parse TOML with decimals kept exactly.

    Raises:
        Failure: it is no TOML, or of a shape no honest file has; names the line.
    """
    import tomllib  # noqa: PLC0415 -- the everyday path reads the cache and the canonical ledger without it

    if len(text) > MAX_CHARACTERS:
        raise Failure(
            "{path} is larger than {limit} MB and not as this program writes it; it cannot be one of ours.",
            path=path,
            limit=MAX_CHARACTERS >> 20,
        )
    if found := _LONG_LINE.search(text):
        raise Failure(
            "{path}, line {line}: longer than {limit} characters.",
            path=path,
            line=line_at(text, found.start()),
            limit=MAX_LINE_CHARACTERS,
        )
    if found := _DEEP_KEY.search(text):
        raise Failure(
            "{path}, line {line}: too many keys joined by dots.", path=path, line=line_at(text, found.start())
        )
    if found := _CONFLICT.search(text):
        raise Failure(
            "{path}, line {line}: an unresolved merge conflict; resolve it first.",
            path=path,
            line=line_at(text, found.start()),
        )
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        at_line = _AT_LINE.search(str(error))
        where = int(at_line[1]) if at_line else text.count("\n") + 1
        lines = text.split("\n")
        raise Failure(
            "{path}, line {line}: not valid TOML: {text}", path=path, line=where, text=lines[where - 1].strip()[:80]
        ) from error
    except (RecursionError, ValueError) as error:
        raise Failure(
            "{path}: not a file this program can read: nested too deep, or absurd numbers.", path=path
        ) from error


def _decimal(text: str) -> Decimal:
    """The number exactly; ValueError for an exponent that no decimal can have."""
    try:
        return Decimal(text)
    except ArithmeticError as error:
        raise ValueError(text) from error
