"""The ledger as a TOML file: appended, never edited, readable by people and any TOML reader.

The program writes one canonical form, so a strict pattern that has to tile the whole file reads
it an order of magnitude faster than a full parser. Anything else, a record added by hand or by a
newer version, goes through the full parser, which names the line of a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.domain.record import Entry, Record, Withdrawal
from jiangan_targets.errors import Failure
from jiangan_targets.storage import files
from jiangan_targets.storage.record_text import block, sealed

Decide = Callable[[list[Entry]], list[Entry]]
"""Makes new entries of the present ones, under the ledger's lock; may raise to refuse."""

HEADER = "# Records of jiangan-targets: appended by the program. Withdraw a wrong record, never edit it.\n"

_STRING = r'"((?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\["\\bfnrt]|\\u[0-9a-fA-F]{4})*)"'
_WORD = r'"([0-9A-Za-z_.-]+)"'
_INSTANT = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d))"
_BLOCK = re.compile(
    rf"\n?\[\[records\]\]\nid = {_WORD}\ntarget = {_WORD}\n"
    rf"(?:value = (-?(?:0|[1-9]\d{{0,14}})(?:\.\d{{1,9}})?)\nas_of = (\d{{4}}-\d\d-\d\d)|withdraws = {_WORD})\n"
    rf"recorded_at = {_INSTANT}\n"
    rf"(?:by = {_STRING}\n)?(?:note = {_STRING}\n)?(?:source = {_STRING}\n)?(?:reason = {_STRING}\n)?"
    r'(?:check = "([0-9a-f]{8})"\n)?',
    re.ASCII,
)
_COMMENTS = re.compile(r"(?:#[^\x00-\x08\x0a-\x1f\x7f]*\n)*")


class FileLedger(NamedTuple):
    """The ledger in a file; see `Ledger`."""

    path: Path

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)

    def entries(self) -> list[Entry]:
        """All entries, in the ledger's order."""
        return read(self.path).entries

    def latest(self, _targets: Collection[str], _on: date, _known: datetime | None) -> list[Entry]:
        """Reading all of a file costs no more than reading some."""
        return self.entries()

    def append(
        self, decide: Decide, _targets: Collection[str] | None = None, *, keep_seals: bool = False
    ) -> list[Entry]:
        """Append what `decide` makes of all present entries."""
        return append(self.path, decide, keep_seals=keep_seals)


class Parsed(NamedTuple):
    """All entries in the ledger's order, and whether the file is in the program's own form."""

    entries: list[Entry]
    canonical: bool


def read(path: Path) -> Parsed:
    """Read a ledger; a missing file is an empty one.

    Raises:
        Failure: the file is torn, edited into something else, or foreign; names the line.
    """
    return parse(files.read_file(path), path)


def parse(data: bytes | None, path: Path) -> Parsed:
    """Read the bytes of a ledger, None if there is none; `path` is for messages only."""
    if data is None:
        return Parsed([], canonical=True)
    if not data.strip(b"\0"):
        # The program never writes an empty file, but some crashes leave one.
        raise Failure(
            "{path}, line 1: the file is empty; restore it from a copy, or delete it to begin anew.", path=path
        )
    from jiangan_targets.storage.toml import decode  # noqa: PLC0415

    text = decode(data, path)
    entries = _parse_canonical(text)
    if entries is not None:
        return Parsed(entries, canonical=True)
    from jiangan_targets.storage.foreign_records import parse_foreign  # noqa: PLC0415 -- only for edited files

    return Parsed(parse_foreign(text, path), canonical=False)


def append(path: Path, decide: Decide, *, keep_seals: bool = False) -> list[Entry]:
    """Append what `decide` makes of the present entries; all of it or nothing.

    `decide` runs under the ledger's lock, so what it sees is what it appends to; it may raise to
    refuse. Gives back the entries as stored, with their check values.

    Raises:
        Failure: refused or failed; the ledger is unchanged.
        OutcomeUnknown: stored, but the disk did not confirm it.
    """
    with files.edit(path) as edit:
        present = parse(edit.original, path)
        decided = decide(present.entries)
        new = decided if keep_seals else [sealed(entry) for entry in decided]
        if not new:
            return []
        start = edit.original or HEADER.encode()
        if not start.endswith(b"\n"):
            start += b"\n"
        data = start + "".join("\n" + block(entry) for entry in new).encode()
        if parse(data, path).entries != [*present.entries, *new]:
            raise Failure("{path}: the new records would not read back; nothing was changed.", path=path)
        edit.commit(data)
    return new


def _parse_canonical(text: str) -> list[Entry] | None:
    """The entries, or None when any part of the text is not in the program's own form."""
    comments = _COMMENTS.match(text)
    position = comments.end() if comments else 0
    entries: list[Entry] = []
    match_block, end = _BLOCK.match, len(text)
    try:
        while position < end:
            found = match_block(text, position)
            if found is None:
                return None
            position = found.end()
            entries.append(_entry(found.groups()))
    except ValueError:  # A 31 February and the like: the full parser names its line.
        return None
    return entries


def _entry(parts: tuple[str | None, ...]) -> Entry:
    identifier, target, value, as_of, withdraws, recorded_at, by, note, source, reason, check = parts
    assert identifier is not None  # noqa: S101 -- the pattern has no other way
    assert target is not None  # noqa: S101
    assert recorded_at is not None  # noqa: S101
    moment = datetime.fromisoformat(recorded_at)
    if value is not None and as_of is not None and reason is None:
        day = date.fromisoformat(as_of)
        texts = _unescape(by), _unescape(note), _unescape(source)
        return Record(identifier, target, Decimal(value), day, moment, *texts, check)
    if withdraws is not None and note is None and source is None:
        return Withdrawal(identifier, target, withdraws, moment, _unescape(by), _unescape(reason), check)
    raise ValueError(parts)


def _unescape(text: str | None) -> str | None:
    if text is None or "\\" not in text:
        return text
    import json  # noqa: PLC0415 -- the escapes the pattern admits are JSON's; few records have any

    return str(json.loads(f'"{text}"', strict=False))
