"""The ledger as a TOML file: appended, never edited, readable by people and any TOML reader.

The program writes one canonical form, so a strict pattern that has to tile the whole file reads
it an order of magnitude faster than a full parser. Anything else, a record added by hand or by a
newer version, goes through the full parser, which names the line of a mistake.
"""

from binascii import crc32
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from jiangan_targets.domain.record import Entry
from jiangan_targets.errors import Failure, message
from jiangan_targets.storage.disk import files, reading, results
from jiangan_targets.storage.ledger.file import canonical
from jiangan_targets.storage.ledger.interface import UNMARKED, Answer, Decide, Growth
from jiangan_targets.storage.ledger.record_text import block, sealed
from jiangan_targets.storage.text import decode

if TYPE_CHECKING:
    from jiangan_targets.domain.finding import Finding

HEADER = "# Records of jiangan-targets: appended by the program. Withdraw a wrong record, never edit it.\n"


class FileLedger(NamedTuple):
    """The ledger in a file; see `Ledger`."""

    path: Path

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)

    @property
    def read_in_parts(self) -> bool:
        """A file is read as a whole."""
        return False

    def __enter__(self) -> Self:
        """Nothing is kept open."""
        return self

    def __exit__(self, *_error: object) -> None: ...

    def entries(self) -> list[Entry]:
        """All entries, in the ledger's order."""
        return read(self.path).entries

    def latest(self, targets: Collection[str], on: date, known: datetime | None) -> list[Entry]:
        """The current record of each target, without making values of all the others."""
        data = reading.read_file(self.path)
        text = None if data is None else decode(data, self.path)
        found = None if not text else canonical.parse_latest(text, targets, on, known)
        return parse(data, self.path).entries if found is None else found

    def append(
        self,
        decide: Decide[Answer],
        targets: Collection[str] | None = None,
        *,
        around: date | None = None,  # noqa: ARG002 -- the file is read as a whole
        keep_seals: bool = False,
    ) -> Answer:
        """Append what `decide` makes of the present entries, all or those of `targets`."""
        return append(self.path, decide, targets, keep_seals=keep_seals)

    def left_out(self) -> list["Finding"]:
        """Entries of a newer version; a file with a record that cannot be understood is refused."""
        data = reading.read_file(self.path)
        text = None if data is None else decode(data, self.path)
        if not text or canonical.parse_targets(text, ()) is not None:
            return []
        from jiangan_targets.domain.finding import Finding, Severity  # noqa: PLC0415 -- only for edited files
        from jiangan_targets.storage.ledger.file.foreign import parse_all  # noqa: PLC0415 -- only for edited files
        from jiangan_targets.storage.ledger.file.newer import NewerEntry  # noqa: PLC0415

        told = message("of a kind that only a newer version of the program knows: kept, and left out here")
        newer = (entry for entry in parse_all(text, self.path) if isinstance(entry, NewerEntry))
        return [Finding((entry.id,), told, Severity.HINT) for entry in newer]

    def growth(self, mark: str) -> Growth | None:
        """What stands in the file behind the bytes of a mark: their number and CRC-32."""
        if mark == UNMARKED:
            data = reading.read_file(self.path)
            return Growth(parse(data, self.path).entries, _mark(data or b""))
        size, _blank, check = mark.partition(" ")
        found = reading.read_behind(self.path, int(size)) if size.isdigit() else None
        if found is None or f"{found.check:08x}" != check:
            return None
        try:
            entries = parse(found.rest, self.path).entries if found.rest else []
            return Growth(entries, _mark(found.rest, int(size), found.check))
        except Failure:
            return None  # Something in the midst of an entry, or a mistake: the whole is to be looked at.


def _mark(data: bytes, size: int = 0, check: int = 0) -> str:
    """Of the bytes of a ledger, behind `size` others that have a CRC-32 of `check`."""
    return f"{size + len(data)} {crc32(data, check):08x}"


class Parsed(NamedTuple):
    """All entries in the ledger's order, and whether the file is in the program's own form."""

    entries: list[Entry]
    canonical: bool


def read(path: Path) -> Parsed:
    """Read a ledger; a missing file is an empty one.

    Raises:
        Failure: the file is torn, edited into something else, or foreign; names the line.
    """
    return parse(reading.read_file(path), path)


def parse(data: bytes | None, path: Path, targets: Collection[str] | None = None) -> Parsed:
    """Read the bytes of a ledger, None if there is none; `path` is for messages only.

    With `targets` only their entries may be given; the whole file is checked all the same.
    """
    if data is None:
        return Parsed([], canonical=True)
    if not data.strip(b"\0"):
        # The program never writes an empty file, but some crashes leave one.
        raise Failure(
            "{path}, line 1: the file is empty; restore it from a copy, or delete it to begin anew.", path=path
        )
    text = decode(data, path)
    entries = canonical.parse(text) if targets is None else canonical.parse_targets(text, targets)
    if entries is not None:
        return Parsed(entries, canonical=True)
    from jiangan_targets.storage.ledger.file.foreign import parse_foreign  # noqa: PLC0415 -- only for edited files

    return Parsed(parse_foreign(text, path), canonical=False)


def append(
    path: Path, decide: Decide[Answer], targets: Collection[str] | None = None, *, keep_seals: bool = False
) -> Answer:
    """Append what `decide` makes of the present entries; all of it or nothing.

    `decide` runs under the ledger's lock, so what it sees is what it appends to; it may raise to
    refuse. Gives back what it answered.

    Raises:
        Failure: refused or failed; the ledger is unchanged.
        OutcomeUnknown: stored, but the disk did not confirm it.
    """
    with files.edit(path) as edit:
        present = parse(edit.original, path, targets)
        decided, answer = decide(present.entries)
        new = list(decided) if keep_seals else [sealed(entry) for entry in decided]
        if not new:
            return answer
        if edit.original is None:
            results.tell_git(path)
        start = edit.original or HEADER.encode()
        if not start.endswith(b"\n"):
            start += b"\n"
        added = "".join("\n" + block(entry) for entry in new)
        data = start + added.encode()
        # The program's own form is read block by block, so what is added can be tried alone.
        read_back = canonical.parse(added) if present.canonical else _beyond(present, parse(data, path))
        if read_back != new:
            raise Failure("{path}: the new records would not read back; nothing was changed.", path=path)
        edit.commit(data)
    return answer


def _beyond(present: Parsed, now: Parsed) -> list[Entry]:
    return now.entries[len(present.entries) :]
