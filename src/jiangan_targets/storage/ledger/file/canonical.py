"""The one form in which the program writes a ledger, read by one strict pattern that must tile the whole text.

It reads an order of magnitude faster than a full parser. What is in any other form is left to that.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from jiangan_targets.domain.parts import split_subject
from jiangan_targets.domain.record import Entry, Record, Withdrawal
from jiangan_targets.domain.target import PART_SIGN
from jiangan_targets.storage.ledger.fields import FORMS, KINDS, PART, required, types_of

_HEADING = "\n[[records]]"
_BEGINNING = '[[records]]\nid = "'


class _Kind(NamedTuple):
    """A kind of entry in a pattern: which groups are its fields, and which of them are no texts."""

    make: Callable[[list[Any]], Entry]
    groups: slice
    values: list[tuple[int, Callable[[str], Any]]]


def _block_of(kind: type[Entry]) -> str:
    """The pattern of one entry: its heading and its fields in their order, a group for each."""
    lines = [r"\n?\[\[records\]\]\n"]
    for key, form in ((key, FORMS[name]) for key, name in types_of(kind).items()):
        line = rf"{key} = {form.pattern}\n"
        lines.append(line if required(kind, key) else f"(?:{line})?")
    return "".join(lines)


_Grammar = tuple[re.Pattern[str], list[_Kind]]
"""The pattern of a whole text, and the kinds of its entries."""

# Records first: there are most of them.
_IN_ORDER = sorted(KINDS, key=lambda kind: kind[1] is not Record)
_GRAMMARS: dict[frozenset[str], _Grammar] = {}


def _grammar(text: str) -> _Grammar:
    """A grammar that has the kinds of entries that are in the text: to make the pattern of one takes a millisecond."""
    keys = frozenset(key for key, _kind in _IN_ORDER if f"\n{key} = " in text)
    for known, grammar in _GRAMMARS.items():
        if keys <= known:
            return grammar
    kinds = [kind for key, kind in _IN_ORDER if key in keys]
    blocks = "|".join(_block_of(kind) for kind in kinds)
    # Possessive: it never goes back, so it takes no memory however many blocks there are.
    _GRAMMARS[keys] = re.compile(rf"(?:{blocks})*+", re.ASCII), _kinds(kinds)
    return _GRAMMARS[keys]


def _kinds(kinds: Iterable[type[Entry]]) -> list[_Kind]:
    found, start = [], 0
    for kind in kinds:
        forms = [FORMS[name] for name in types_of(kind).values()]
        values = [(place, form.read) for place, form in enumerate(forms) if form.read is not None]
        found.append(_Kind(_maker(kind), slice(start, start + len(forms)), values))
        start += len(forms)
    return found


def _maker(kind: type[Entry]) -> Callable[[list[Any]], Entry]:
    """What makes an entry of its fields in the order of the text."""
    keys, make = list(types_of(kind)), kind._make
    if keys == [*kind._fields]:
        return make
    in_the_type = itemgetter(*map(keys.index, kind._fields))
    return lambda fields: make(in_the_type(fields))


_COMMENTS = r"(?:#[^\x00-\x08\x0a-\x1f\x7f]*\n)*"


def _loosely(kind: type[Entry], last: str) -> str:
    """A pattern for the beginning of blocks whose form was checked before, up to the field `last`."""
    keys = list(types_of(kind))
    values = {True: r'"([^"]+)"', False: r"([^\n]+)"}
    lines = ((key, rf"\n{key} = {values[types_of(kind)[key] == 'Name']}") for key in keys[: keys.index(last) + 1])
    return r"\[\[records\]\]" + "".join(line if key != PART else f"(?:{line})?" for key, line in lines)


_TARGET = _loosely(Record, "target")
_RECORD = _loosely(Record, "recorded_at")
_WITHDRAWAL = _loosely(Withdrawal, "recorded_at")


def parse(text: str) -> list[Entry] | None:
    """All entries, or None when any part of the text is not in the program's own form."""
    return _entries(text, _blocks(text, _start(text)))


def parse_targets(text: str, targets: Collection[str]) -> list[Entry] | None:
    """The entries of some targets, those of their parts among them; the form of the others is checked all the same."""
    if not _tiles(text):
        return None
    targets = {split_subject(subject)[0] for subject in targets}
    wanted = (found.start() for found in re.finditer(_TARGET, text) if found[2] in targets)
    return _entries(text, (_block_at(text, place) for place in wanted))


def parse_latest(text: str, targets: Collection[str], on: date, known: datetime | None) -> list[Entry] | None:
    """The current record of some targets and parts as of `on`, from what was written down by `known`."""
    if not _tiles(text):
        return None
    withdrawn = {
        found[3]
        for found in re.finditer(_WITHDRAWAL, text)
        if known is None or datetime.fromisoformat(found[4]) <= known
    }
    places = _latest_places(text, on.isoformat(), known, withdrawn)
    return _entries(text, (_block_at(text, places[target]) for target in targets if target in places))


def _latest_places(text: str, on: str, known: datetime | None, withdrawn: set[str]) -> dict[str, int]:
    """Where each target's current record begins: the latest day, then the last in the ledger."""
    days: dict[str, str] = {}
    places: dict[str, int] = {}
    for found in re.finditer(_RECORD, text):
        identifier, target, part, _value, day, moment = found.groups()
        if part is not None:
            target = f"{target}{PART_SIGN}{_unescape(part[1:-1])}"
        if day > on or day < days.get(target, "") or identifier in withdrawn:
            continue
        if known is not None and datetime.fromisoformat(moment) > known:
            continue
        days[target], places[target] = day, found.start()
    return places


def pieces(text: str, longest: int) -> Iterator[tuple[str, int, list[Entry] | None]]:
    """A text but for the comments at its top: pieces, where each begins, and its entries; None for any other form.

    A piece of another form may end within a text of several lines that only looks like the program's own form:
    whoever reads it alone must find it whole. One that is longer than `longest` is not looked through to its end.
    """
    begun = _start(text)
    for start, end in _blocks(text, begun):
        if start - begun > longest:
            break
        entries = parse(text[start:end]) if text.startswith(_BEGINNING, text.find("[", start)) else None
        if entries is None:
            continue
        if begun < start:
            yield text[begun:start], begun, None
        yield text[start:end], start, entries
        begun = end
    if begun < len(text):
        yield text[begun:], begun, None


def _start(text: str) -> int:
    comments = re.match(_COMMENTS, text)
    return comments.end() if comments else 0


def _tiles(text: str) -> bool:
    return _grammar(text)[0].fullmatch(text, _start(text)) is not None


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
    pattern, kinds = _grammar(text)
    match_block, escapes = pattern.fullmatch, "\\" in text
    try:
        for start, end in blocks:
            found = match_block(text, start, end)
            if found is None:
                return None
            parts = found.groups()
            entries.append(_entry(list(map(_unescape, parts)) if escapes else parts, kinds))
    except ValueError:  # A 31 February and the like: the full parser names its line.
        return None
    return entries


def _entry(parts: Sequence[str | None], kinds: list[_Kind]) -> Entry:
    """The entry of the kind whose groups matched."""
    for make, groups, values in kinds:
        fields: list[Any] = list(parts[groups])
        if fields[0] is None:
            continue
        for place, read in values:
            fields[place] = read(fields[place])
        return make(fields)
    raise ValueError(parts)


def _unescape(text: str | None) -> str | None:
    if text is None or "\\" not in text:
        return text
    import json  # noqa: PLC0415 -- the escapes the pattern admits are JSON's; few records have any

    return str(json.loads(f'"{text}"', strict=False))
