"""The one form in which the program writes a ledger, read by one strict pattern that must tile the whole text.

It reads an order of magnitude faster than a full parser. What is in any other form is left to that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal

from jiangan_targets.domain.record import Entry, Record, Withdrawal

_HEADING = "\n[[records]]"
_STRING = r'"((?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\["\\bfnrt]|\\u[0-9a-fA-F]{4})*)"'
_WORD = r'"([0-9A-Za-z_.-]+)"'
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_INSTANT = rf"({_DAY}T{_TIME}:[0-5]\d(?:\.\d{{1,6}})?(?:Z|[+-]{_TIME}))"
_ONE_BLOCK = (
    rf"\n?\[\[records\]\]\nid = {_WORD}\ntarget = {_WORD}\n"
    rf"(?:value = (-?(?:0|[1-9]\d{{0,14}})(?:\.\d{{1,9}})?)\nas_of = ({_DAY})|withdraws = {_WORD})\n"
    rf"recorded_at = {_INSTANT}\n"
    rf"(?:by = {_STRING}\n)?(?:note = {_STRING}\n)?(?:source = {_STRING}\n)?(?:reason = {_STRING}\n)?"
    r'(?:check = "([0-9a-f]{8})"\n)?'
)
# Possessive: it never goes back, so it takes no memory however many blocks there are.
_BLOCKS = re.compile(rf"(?:{_ONE_BLOCK})*+", re.ASCII)
_COMMENTS = re.compile(r"(?:#[^\x00-\x08\x0a-\x1f\x7f]*\n)*")
_TARGET = re.compile(r'\[\[records\]\]\nid = "[^"]+"\ntarget = "([^"]+)"')
_RECORD = re.compile(
    r'\[\[records\]\]\nid = "([^"]+)"\ntarget = "([^"]+)"\nvalue = [^\n]+\nas_of = ([^\n]+)\nrecorded_at = ([^\n]+)'
)
_WITHDRAWAL = re.compile(r'\nwithdraws = "([^"]+)"\nrecorded_at = ([^\n]+)')


def parse(text: str) -> list[Entry] | None:
    """All entries, or None when any part of the text is not in the program's own form."""
    return _entries(text, _blocks(text, _start(text)))


def parse_targets(text: str, targets: Collection[str]) -> list[Entry] | None:
    """The entries of some targets; the form of the others is checked all the same."""
    if not _tiles(text):
        return None
    wanted = (found.start() for found in _TARGET.finditer(text) if found[1] in targets)
    return _entries(text, (_block_at(text, place) for place in wanted))


def parse_latest(text: str, targets: Collection[str], on: date, known: datetime | None) -> list[Entry] | None:
    """The current record of some targets as of `on`, from what was written down by `known`."""
    if not _tiles(text):
        return None
    withdrawn = {
        found[1] for found in _WITHDRAWAL.finditer(text) if known is None or datetime.fromisoformat(found[2]) <= known
    }
    places = _latest_places(text, on.isoformat(), known, withdrawn)
    return _entries(text, (_block_at(text, places[target]) for target in targets if target in places))


def _latest_places(text: str, on: str, known: datetime | None, withdrawn: set[str]) -> dict[str, int]:
    """Where each target's current record begins: the latest day, then the last in the ledger."""
    days: dict[str, str] = {}
    places: dict[str, int] = {}
    for found in _RECORD.finditer(text):
        identifier, target, day, moment = found.groups()
        if day > on or day < days.get(target, "") or identifier in withdrawn:
            continue
        if known is not None and datetime.fromisoformat(moment) > known:
            continue
        days[target], places[target] = day, found.start()
    return places


def _start(text: str) -> int:
    comments = _COMMENTS.match(text)
    return comments.end() if comments else 0


def _tiles(text: str) -> bool:
    return _BLOCKS.fullmatch(text, _start(text)) is not None


def _block_at(text: str, place: int) -> tuple[int, int]:
    """Where the block that begins there ends: before the next heading."""
    end = text.find(_HEADING, place + 1)
    return place, end if end >= 0 else len(text)


def _blocks(text: str, place: int) -> Iterator[tuple[int, int]]:
    while place < len(text):
        block = _block_at(text, place)
        yield block
        place = block[1]


def _entries(text: str, blocks: Iterator[tuple[int, int]]) -> list[Entry] | None:
    entries: list[Entry] = []
    match_block, escapes = _BLOCKS.fullmatch, "\\" in text
    try:
        for start, end in blocks:
            found = match_block(text, start, end)
            if found is None:
                return None
            parts = found.groups()
            entries.append(_entry(*(map(_unescape, parts) if escapes else parts)))
    except ValueError:  # A 31 February and the like: the full parser names its line.
        return None
    return entries


def _entry(  # noqa: PLR0913, PLR0917 -- the groups of the pattern, in its order
    identifier: str,
    target: str,
    value: str | None,
    as_of: str | None,
    withdraws: str | None,
    recorded_at: str,
    by: str | None,
    note: str | None,
    source: str | None,
    reason: str | None,
    check: str | None,
) -> Entry:
    moment = datetime.fromisoformat(recorded_at)
    if value is not None and as_of is not None and reason is None:
        return Record(identifier, target, Decimal(value), date.fromisoformat(as_of), moment, by, note, source, check)
    if withdraws is not None and note is None and source is None:
        return Withdrawal(identifier, target, withdraws, moment, by, reason, check)
    raise ValueError(identifier)


def _unescape(text: str | None) -> str | None:
    if text is None or "\\" not in text:
        return text
    import json  # noqa: PLC0415 -- the escapes the pattern admits are JSON's; few records have any

    return str(json.loads(f'"{text}"', strict=False))
