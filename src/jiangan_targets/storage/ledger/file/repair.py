"""A damaged file of records made readable again: every record that can be understood is kept as it stands.

Where git could not merge, the two sides are read apart, each as whole as it was, and their records put in the order
in which they were written down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.domain.record import Entry
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.storage.disk import files, results
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.ledger.file import foreign
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.file.ledger import HEADER
from jiangan_targets.storage.ledger.file.newer import NewerEntry
from jiangan_targets.storage.ledger.record_text import check_value, digest
from jiangan_targets.storage.ledger.repairing import Dropped, Repaired
from jiangan_targets.storage.toml import MAX_CHARACTERS

_HEADING = "[[records]]"
_KEY = re.compile(r"\s*(\w+)\s*=")


class Repair(NamedTuple):
    """What a ledger would be after its repair."""

    data: bytes
    kept: int
    dropped: list[Dropped]
    merged: tuple[int, int] | None = None
    """How many records only the one and only the other side of a merge conflict had."""


_Line = tuple[int, str]
"""A line with its number."""


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
    dropped: dict[int, Dropped] = {}
    text = data.rstrip(b"\0").decode("utf-8-sig", errors="replace")
    sides = [_keep(side, path, dropped) for side in _sides(text)]
    kept = sides[0] if len(sides) == 1 else _merged(*sides)
    texts = "".join(f"\n{text}" for text in kept.values())
    only = None if len(sides) == 1 else (len(kept) - len(sides[1]), len(kept) - len(sides[0]))
    return Repair((HEADER + texts).encode(), len(kept), [dropped[line] for line in sorted(dropped)], only)


_Kept = dict[Entry | NewerEntry, str]
"""The records that are kept, in their order, and the text of each."""


def _keep(lines: Sequence[_Line], path: Path, dropped: dict[int, Dropped]) -> _Kept:
    kept: _Kept = {}
    for block in _blocks(lines, path):
        text, entry, reason = _read(block, path)
        if entry is not None and entry in kept:
            reason = message("the same record again")
        if entry is not None and reason is None:
            kept[entry] = text
            continue
        shown = next((line.strip() for line in block.lines if line.strip()), "")
        dropped[block.line] = Dropped(block.line, reason or message("cannot be understood"), shown[:80])
    return kept


def _sides(text: str) -> list[list[_Line]]:
    """The numbered lines; where git left a conflict, those of either side."""
    ours: list[_Line] = []
    theirs: list[_Line] = []
    reading: tuple[list[_Line], ...] = (ours, theirs)
    for line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        change = next(
            (
                sides
                for sign, sides in (
                    ("<<<<<<<", (ours,)),
                    ("|||||||", ()),
                    ("=======", (theirs,)),
                    (">>>>>>>", (ours, theirs)),
                )
                if line[1].startswith(sign)
            ),
            None,
        )
        if change is not None:
            reading = change
            continue
        for side in reading:
            side.append(line)
    return [ours] if ours == theirs else [ours, theirs]


def _merged(ours: _Kept, theirs: _Kept) -> _Kept:
    """The records of both sides: what they share stays in place, between it goes what was written earlier."""
    merged: list[Entry | NewerEntry] = []
    for (mine, shared), (other, _same) in zip(_runs(ours, theirs), _runs(theirs, ours), strict=True):
        merged += merge(mine, other, key=lambda entry: entry.recorded_at)
        merged += [] if shared is None else [shared]
    return {entry: ours.get(entry) or theirs[entry] for entry in merged}


def _runs(side: _Kept, other: _Kept) -> Iterator[tuple[Sequence[Entry | NewerEntry], Entry | NewerEntry | None]]:
    """The records that only one side has, and the shared one after them, if any."""
    run: list[Entry | NewerEntry] = []
    for entry in side:
        if entry in other:
            yield run, entry
            run = []
        else:
            run.append(entry)
    yield run, None


class RepairableFile(NamedTuple):
    """A ledger in a file, as it may be damaged."""

    path: Path

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)

    def repair(self, *, in_place: bool) -> Repaired | None:
        """Write it anew with the records that can be understood, if it cannot be read.

        Raises:
            Failure: it is too large, gone, or cannot be written; it is as it was.
        """
        try:
            file_ledger.read(self.path)
        except Failure:
            repair, written = _replace(self.path) if in_place else _write_copy(self.path)
            return Repaired(repair.kept, repair.dropped, repair.merged, written)
        return None


def _write_copy(path: Path) -> tuple[Repair, list[Path]]:
    """Write the repaired ledger beside the damaged one."""
    repair = plan_repair(read_file(path) or b"", path)
    return repair, [results.keep_copy(path.with_name(f"{path.name}.repaired"), repair.data, path)]


def _replace(path: Path) -> tuple[Repair, list[Path]]:
    """Put the repaired ledger in place, under its lock, and keep the damaged one beside it."""
    with files.edit(path) as edit:
        if edit.original is None:
            raise Failure("There is no file {path}.", path=path)
        repair = plan_repair(edit.original, path)
        name = f"{path.name}.damaged-{digest(edit.original)}"
        kept = results.keep_copy(path.with_name(name), edit.original, path)
        edit.commit(repair.data)
    return repair, [path, kept]


def _blocks(lines: Sequence[_Line], path: Path) -> Iterator[_Block]:
    """The tables of the file, each from its heading; one that cannot be read is looked at more closely."""
    for block in _split(lines, lambda line, _seen: line.lstrip().startswith("[")):
        if _read(block, path)[1] is not None:
            yield block
        else:
            yield from _split(list(enumerate(block.lines, start=block.line)), _begins_another)


def _begins_another(line: str, seen: set[str]) -> bool:
    """Whether a table must have begun without its heading: a key comes again, or comes after the last one."""
    key = _key(line)
    return key in seen or "check" in seen or line.lstrip().startswith("[")


def _split(lines: Sequence[_Line], begins: Callable[[str, set[str]], bool]) -> Iterator[_Block]:
    block, seen = _Block(lines[0][0] if lines else 1, []), set[str]()
    for number, line in lines:
        if block.lines and begins(line, seen):
            yield from _unless_blank(block)
            block, seen = _Block(number, []), set()
        block.lines.append(line)
        if key := _key(line):
            seen.add(key)
    yield from _unless_blank(block)


def _key(line: str) -> str:
    """The key at the beginning of a line; nothing when there is none."""
    found = _KEY.match(line)
    return found[1] if found else ""


def _unless_blank(block: _Block) -> Iterator[_Block]:
    if any(line.strip() and not line.startswith("#") for line in block.lines):
        yield block


def _read(block: _Block, path: Path) -> tuple[str, Entry | NewerEntry | None, Message | None]:
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
    whole = isinstance(entry, NewerEntry) or entry.check == check_value(entry)
    return (mended, entry, None) if whole else (as_it_is, None, reason)


def _reason(block: _Block, path: Path) -> Message:
    """Why a block cannot be read, with the line it has in the file."""
    try:
        _only_entry("\n".join(block.lines), path)
    except Failure as failure:
        template, fields, _plural = failure.message
        line = fields.get("line")
        return Message(template, fields | ({"line": line + block.line - 1} if isinstance(line, int) else {}))
    return message("cannot be understood")


def _only_entry(text: str, path: Path) -> Entry | NewerEntry:
    entries = file_ledger.parse(text.encode(), path).entries or foreign.parse_all(text, path)
    if len(entries) != 1:
        raise Failure("not one record")
    return entries[0]
