"""A damaged ledger made readable again: every record that can be understood is kept as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.domain.record import Entry
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.file.ledger import HEADER
from jiangan_targets.storage.ledger.record_text import check_value, digest
from jiangan_targets.storage.toml import CONFLICT, MAX_CHARACTERS

_HEADING = "[[records]]"
_KEY = re.compile(r"\s*(\w+)\s*=")


class Dropped(NamedTuple):
    """Lines that are left out, from which line on, and why."""

    line: int
    reason: Message
    text: str


class Repair(NamedTuple):
    """What a ledger would be after its repair."""

    data: bytes
    kept: int
    dropped: list[Dropped]


class _Block(NamedTuple):
    line: int
    lines: list[str]


def plan_repair(data: bytes, path: Path) -> Repair:
    """Sort the records of a damaged ledger into those that can be kept and what is lost.

    Raises:
        Failure: it is too large to be looked through.
    """
    if len(data) > MAX_CHARACTERS:
        raise Failure(
            "{path} is larger than {limit} MB; it cannot be repaired here.", path=path, limit=MAX_CHARACTERS >> 20
        )
    kept: set[Entry] = set()
    texts: list[str] = []
    dropped: list[Dropped] = []
    for block in _blocks(data.rstrip(b"\0").decode("utf-8-sig", errors="replace")):
        text, entry, reason = _read(block, path)
        if entry is not None and entry in kept:
            reason = message("the same record again")
        if entry is None or reason is not None:
            shown = next((line.strip() for line in block.lines if line.strip()), "")
            dropped.append(Dropped(block.line, reason or message("cannot be understood"), shown[:80]))
            continue
        kept.add(entry)
        texts.append(text)
    return Repair((HEADER + "".join(f"\n{text}" for text in texts)).encode(), len(kept), dropped)


def write_copy(path: Path, repair: Repair) -> Path:
    """Write the repaired ledger beside the damaged one."""
    copy = path.with_name(f"{path.name}.repaired")
    files.write_file(copy, repair.data)
    return copy


def replace(path: Path) -> tuple[Repair, Path]:
    """Put the repaired ledger in place, under its lock, and keep the damaged one beside it.

    Raises:
        Failure: the ledger is gone, or cannot be written; it is as it was.
    """
    with files.edit(path) as edit:
        if edit.original is None:
            raise Failure("There is no file {path}.", path=path)
        repair = plan_repair(edit.original, path)
        kept = path.with_name(f"{path.name}.damaged-{digest(edit.original)}")
        files.write_file(kept, edit.original)
        edit.commit(repair.data)
    return repair, kept


def _blocks(text: str) -> Iterator[_Block]:
    """The tables of the file; a damaged heading begins one too, and so does a second id."""
    block, has_id = _Block(1, []), False
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if line.startswith(CONFLICT):
            continue
        is_id = _is_id(line)
        if line.lstrip().startswith("[") or (is_id and has_id):
            yield from _unless_blank(block)
            block, has_id = _Block(number, []), False
        block.lines.append(line)
        has_id = has_id or is_id
    yield from _unless_blank(block)


def _is_id(line: str) -> bool:
    found = _KEY.match(line)
    return found is not None and found[1] == "id"


def _unless_blank(block: _Block) -> Iterator[_Block]:
    if any(line.strip() and not line.startswith("#") for line in block.lines):
        yield block


def _read(block: _Block, path: Path) -> tuple[str, Entry | None, Message | None]:
    """A block's text and its record; or why there is none."""
    lines = [line for line in block.lines if line.strip()]
    as_it_is = "\n".join(lines) + "\n"
    try:
        return as_it_is, _only_entry(as_it_is, path), None
    except Failure:
        reason = _reason(block, path)
    # A damaged heading is mended if the check value vouches for what is below it.
    body = [line for line in lines if _KEY.match(line)]
    mended = "\n".join([_HEADING, *body]) + "\n"
    try:
        entry = _only_entry(mended, path)
    except Failure:
        return as_it_is, None, reason
    return (mended, entry, None) if entry.check == check_value(entry) else (as_it_is, None, reason)


def _reason(block: _Block, path: Path) -> Message:
    """Why a block cannot be read, with the line it has in the file."""
    try:
        _only_entry("\n".join(block.lines), path)
    except Failure as failure:
        template, fields = failure.message
        line = fields.get("line")
        return Message(template, fields | ({"line": line + block.line - 1} if isinstance(line, int) else {}))
    return message("cannot be understood")


def _only_entry(text: str, path: Path) -> Entry:
    entries = file_ledger.parse(text.encode(), path).entries
    if len(entries) != 1:
        raise Failure("not one record")
    return entries[0]
