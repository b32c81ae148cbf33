"""Reading TOML that anyone may have written: bounded, exact, and with the line of a mistake."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from jiangan_targets.domain.address import hide_secrets
from jiangan_targets.errors import Failure

MAX_LINE_CHARACTERS = 16_384
"""Longer lines hide the constructs that make a parser slow or recurse without end."""

MAX_CHARACTERS = 32 * 1024 * 1024
"""More than a hand-edited file has; a ledger in the program's own form is not read here."""

MAX_JOINED_KEYS = 64
"""Tables within tables within tables cost a parser quadratic time and memory."""

CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
"""How lines begin that git leaves where it could not merge."""

_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"?|'[^']*+'?""")
_KEY = re.compile(r"""[\w"'-]+""")
_AT_LINE = re.compile(r"at line (\d+)")


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
    _refuse_hostile_lines(text, path)
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        at_line = _AT_LINE.search(str(error))
        where = int(at_line[1]) if at_line else text.rstrip().count("\n") + 1
        lines = text.split("\n")
        raise Failure(
            "{path}, line {line}: not valid TOML: {text}",
            path=path,
            line=where,
            text=hide_secrets(lines[where - 1].strip())[:80],
        ) from error
    except (RecursionError, ValueError) as error:
        raise Failure(
            "{path}: not a file this program can read: nested too deep, or absurd numbers.", path=path
        ) from error


def _refuse_hostile_lines(text: str, path: Path) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE_CHARACTERS:
            raise Failure(
                "{path}, line {line}: longer than {limit} characters.",
                path=path,
                line=number,
                limit=MAX_LINE_CHARACTERS,
            )
        if line.count(".") >= MAX_JOINED_KEYS and _joins_too_many_keys(line):
            raise Failure("{path}, line {line}: too many keys joined by dots.", path=path, line=number)
        if line.startswith(CONFLICT):
            raise Failure(
                "{path}, line {line}: an unresolved merge conflict; resolve it first.", path=path, line=number
            )


def _joins_too_many_keys(line: str) -> bool:
    """Whether that many words stand between dots; what stands in quotes is one word, whatever is in it."""
    joined = 0
    for piece in _QUOTED.sub('""', line).split(".")[:-1]:
        word = piece.strip(" \t")
        joined = joined + 1 if _KEY.fullmatch(word) else int(_KEY.fullmatch(word[-1:]) is not None)
        if joined >= MAX_JOINED_KEYS:
            return True
    return False


def _decimal(text: str) -> Decimal:
    """The number exactly; ValueError for an exponent that no decimal can have."""
    try:
        return Decimal(text)
    except ArithmeticError as error:
        raise ValueError(text) from error
