"""Ledgers that people or other versions have written into: the full parser and its findings."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from jiangan_targets.domain.parts import is_part_name
from jiangan_targets.domain.quantity import canonical as without_zeros
from jiangan_targets.domain.quantity import fits
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.domain.text import MAX_TEXT
from jiangan_targets.errors import Failure
from jiangan_targets.storage import toml
from jiangan_targets.storage.ledger.fields import KINDS, types_of
from jiangan_targets.storage.ledger.file import canonical
from jiangan_targets.storage.ledger.file.newer import NewerEntry, newer_entry
from jiangan_targets.storage.text import KeyLines

_NAME = re.compile(r"[0-9A-Za-z_.-]+")


def parse_foreign(text: str, path: Path) -> list[Entry]:
    """Read any TOML that says `[[records]]`; keys and kinds of entries of a newer version are passed over.

    Raises:
        Failure: not TOML, or a record that cannot be understood; names the line.
    """
    return [entry for entry in parse_all(text, path) if not isinstance(entry, NewerEntry)]


def parse_all(text: str, path: Path) -> list[Entry | NewerEntry]:
    """The same with the entries of a newer version, each at its place.

    Only what is not in the program's own form goes through the full parser: one record added by hand does
    not make a large ledger unreadable.

    Raises:
        Failure: not TOML, or a record that cannot be understood; names the line.
    """
    entries: list[Entry | NewerEntry] = []
    for piece, place, own in canonical.pieces(text, toml.MAX_CHARACTERS):
        # A piece that reads alone ends outside of any string, so what follows it is what it looks like.
        found = own if own is not None else _alone(piece, path)
        if found is None:
            return _parse_whole(text, piece, place, path)
        entries += found
    return entries


def _parse_whole(text: str, piece: str, place: int, path: Path) -> list[Entry | NewerEntry]:
    """The entries of the whole text, of which a piece cannot be read alone."""
    if (conflict := f"\n{text}".find("\n<<<<<<< ")) >= 0:
        raise Failure(
            "{path}, line {line}: an unresolved merge conflict; `check --repair` keeps the records of both sides.",
            path=path,
            line=text.count("\n", 0, conflict) + 1,
        )
    if len(text) <= toml.MAX_CHARACTERS:
        return _parse(text, path)
    _parse("\n" * text.count("\n", 0, place) + piece, path)
    raise Failure("{path}: records must be tables written as [[records]].", path=path)


def _alone(piece: str, path: Path) -> list[Entry | NewerEntry] | None:
    """The entries of a part of a ledger; None when they cannot be told without the rest, or at all."""
    try:
        entries = _parse(piece, path)
    except Failure:
        return None
    return entries if len(entries) <= len(_lines_of_headings(piece)) else None


def _parse(text: str, path: Path) -> list[Entry | NewerEntry]:
    document = toml.parse(text, path)
    rows = document.pop("records", [])
    # An unknown top-level key may be a `[[records]]` with a flipped bit, hiding a record.
    for key in document:
        raise Failure(
            "{path}, line {line}: “{key}” does not belong here; only [[records]] do.",
            path=path,
            line=KeyLines(text).line_of("", key),
            key=key,
        )
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Failure("{path}: records must be tables written as [[records]].", path=path)
    headings, lines = _lines_of_headings(text), text.split("\n")
    entries: list[Entry | NewerEntry] = []
    for number, row in enumerate(rows):
        line, *later = headings[number : number + 2] or [1]
        newer = newer_entry(row, lines[line - 1 : later[0] - 1 if later else None])
        entries.append(_Row(row, path, line).entry() if newer is None else newer)
    return entries


def _lines_of_headings(text: str) -> list[int]:
    lines = enumerate(text.split("\n"), start=1)
    return [number for number, line in lines if line.replace(" ", "").replace("\t", "").startswith("[[records]]")]


class _Row:
    """One table of the file, asked for its fields by name and type."""

    def __init__(self, row: dict[str, Any], path: Path, line: int) -> None:
        self._row = row
        self._path = path
        self._line = line

    @property
    def _year(self) -> str:
        """For examples: the year that the file's name says."""
        return self._path.stem if self._path.stem.isdecimal() else "2024"

    def entry(self) -> Entry:
        kind = next((kind for key, kind in KINDS if key in self._row), Record)
        read = {
            "Name": self._name,
            "Text": self._text,
            "Statement": self._statement,
            "PartName": self._part_if_any,
            "Digest": self._text,
            "Seal": self._text,
            "Decimal": self._number,
            "date": self._day,
            "Deadline": self._day_if_any,
            "datetime": self._moment,
        }
        fields: dict[str, Any] = {key: read[name](key) for key, name in types_of(kind).items()}
        return kind(**fields)

    def _wrong(self, key: str, allowed: str) -> Failure:
        if key not in self._row:
            return Failure(
                "{path}, line {line}: this record has no “{key}”.", path=self._path, line=self._line, key=key
            )
        return Failure(
            "{path}, line {line}: “{key}” of this record must be like {allowed}.",
            path=self._path,
            line=self._line,
            key=key,
            allowed=allowed,
        )

    def _name(self, key: str) -> str:
        value = self._row.get(key)
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            raise self._wrong(key, '"parking"')
        return value

    def _text(self, key: str) -> str | None:
        value = self._row.get(key)
        if value is not None and (not isinstance(value, str) or len(value) > MAX_TEXT):
            raise self._wrong(key, '"text"')
        return value

    def _statement(self, key: str) -> str:
        value = self._text(key)
        if value is None:
            raise self._wrong(key, '"text"')
        return value

    def _part_if_any(self, key: str) -> str | None:
        value = self._text(key)
        if value is not None and not is_part_name(value):
            raise self._wrong(key, '"大智街道"')
        return value

    def _number(self, key: str) -> Decimal:
        value = self._row.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if not isinstance(value, Decimal) or not fits(value):
            raise self._wrong(key, "9000")
        return without_zeros(value)

    def _day(self, key: str) -> date:
        value = self._row.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._wrong(key, f"{self._year}-09-08")
        return value

    def _day_if_any(self, key: str) -> date | None:
        return self._day(key) if key in self._row else None

    def _moment(self, key: str) -> datetime:
        value = self._row.get(key)
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise self._wrong(key, f"{self._year}-09-09T09:12:33+08:00")
        return value
