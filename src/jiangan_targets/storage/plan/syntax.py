"""What people write in a targets file that is no TOML, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jiangan_targets.errors import Failure, Message, message

_TABLES = {"targets", "groups"}
_KEY = re.compile(r"(?P<key>[^=＝]+)[=＝]")
_NO_NUMBER = re.compile(r"[A-Za-z_-]+\s*=\s*[0-9][0-9.]*(?:[,，][0-9]|\s*[^0-9.,，\s#_-])")
_DAY = re.compile(r"(?:by|from)\s*=\s*[0-9]")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+(\")?|'[^']*+(')?")
_CURLY, _FULL_WIDTH = re.compile("[“”‘’＂]"), re.compile("[＝，。．［］｛｝＃]")


def explained(failure: Failure, text: str, path: Path) -> Failure:
    """Why a file is no TOML, with what to do about it where the line tells."""
    number = failure.message.fields.get("line")
    lines = text.split("\n")
    if not isinstance(number, int) or number > len(lines):
        return failure
    line = lines[number - 1].strip()
    if in_chinese := _id_in_chinese(line, number, path):
        return in_chinese
    advice = _advice(line, [row.strip() for row in lines[: number - 1]])
    return failure if advice is None else Failure("{problem}: {advice}.", problem=failure.message, advice=advice)


def _id_in_chinese(line: str, number: int, path: Path) -> Failure | None:
    """A Chinese name where an id belongs."""
    table, _dot, name = line.strip("[]").partition(".")
    if not line.startswith("[") or name.isascii() or table not in _TABLES:
        return None
    return Failure(
        "{path}, line {line}: an id is made of a to z, 0 to 9 and -; "
        'write [{table}.parking], say, and below it name = "{name}".',
        path=path,
        line=number,
        table=table,
        name=name,
    )


def _advice(line: str, above: list[str]) -> Message | None:
    """What to write instead; None where that is not clear."""
    return next(_of_a_table(line, above) if line.startswith("[") else _of_a_key(line, above), None)


def _of_a_table(line: str, above: list[str]) -> Iterator[Message]:
    name, end, _rest = line[1:].partition("]")
    if not end or not name.strip() or "[" in name:
        yield message("a table's name stands between [ and ]")
    if line in above:
        yield message("there is such a table above")


def _of_a_key(line: str, above: list[str]) -> Iterator[Message]:
    bare = _QUOTED.sub(lambda text: '""' if text.lastindex else '"', line)
    key = _KEY.match(bare)
    if _CURLY.search(bare):
        yield message('quotation marks of TOML are plain: "…"')
    if '"' in bare.replace('""', ""):
        yield message("a quotation mark is missing")
    if key and not key["key"].isascii():
        yield message("keys are English words, like name, value and unit; what is Chinese stands behind them in quotes")
    if _DAY.match(bare):
        yield message("a day is written like 2026-06-30, without quotes")
    if _NO_NUMBER.match(bare):
        yield message("a number stands alone, like 16000 or 9.5; its unit goes into unit")
    if _FULL_WIDTH.search(bare):
        yield message("signs of TOML are half-width: = , . [ ] {{ }} #")
    if key and _is_there(key["key"].strip(), above):
        yield message("the key is there already, above")


def _is_there(key: str, above: list[str]) -> bool:
    """Whether the table that a line belongs to has its key already."""
    for row in reversed(above):
        if row.startswith("["):
            return False
        if (found := _KEY.match(row)) and found["key"].strip() == key:
            return True
    return False
