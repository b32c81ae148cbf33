"""What this machine has seen of a ledger, kept in the user's state folder: the high-water mark of its records.

Of each entry there is one line, its id, check value and day, so that what is gone can be named; and a mark of the
ledger as a whole, so that one that only grew need not be compared entry by entry.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from jiangan_targets.domain.losses import Losses, SeenEntry, losses
from jiangan_targets.domain.record import Entry
from jiangan_targets.storage.disk import private_files
from jiangan_targets.storage.ledger.interface import UNMARKED, Growth, Ledger
from jiangan_targets.storage.ledger.record_text import check_value

_LOST = "-"
"""In place of a mark while something is missing: every look then compares entry by entry."""


class _Seen(NamedTuple):
    mark: str
    lines: str


def look(ledger: Ledger, path: str, *, accept: bool = False) -> Losses:
    """Compare a ledger with what is kept of it at `path`, and keep what is new; with `accept`, only what it holds now.

    Raises:
        Failure: the ledger cannot be read.
        OSError: what was seen cannot be kept.
    """
    private_files.prepare(path)  # Without a place for it a whole ledger would be read for nothing.
    seen = _read(path, ledger.place)
    grown = ledger.growth(seen.mark)
    if grown is not None:
        if grown.entries or grown.mark != seen.mark:
            _keep(path, ledger.place, _Seen(grown.mark, seen.lines + _lines(grown.entries)))
        return Losses()
    return _compare(ledger, path, seen, accept=accept)


def _compare(ledger: Ledger, path: str, seen: _Seen, *, accept: bool) -> Losses:
    """Entry by entry, as the ledger is not what was seen with something behind it."""
    now = ledger.growth(UNMARKED) or Growth([], UNMARKED)
    before, lines = _entries(seen.lines), _lines(now.entries)
    found = losses(before, _entries(lines))
    if found.any and not accept:
        known = {entry.id for entry in before}
        new = _lines(entry for entry in now.entries if entry.id not in known)
        _keep(path, ledger.place, _Seen(_LOST, seen.lines + new))
    else:
        _keep(path, ledger.place, _Seen(now.mark, lines))
    return found


def _lines(entries: Iterable[Entry]) -> str:
    return "".join(f"{ascii(entry.id)[1:-1]} {check_value(entry)} {entry.recorded_at.date()}\n" for entry in entries)


def _entries(lines: str) -> list[SeenEntry]:
    fields = (line.rsplit(" ", 2) for line in lines.splitlines())
    return [SeenEntry(identifier, check, date.fromisoformat(day)) for identifier, check, day in fields]


def _read(path: str, place: str) -> _Seen:
    """Nothing when nothing whole is kept, or what is kept is of another ledger."""
    kept = private_files.read_kept(path)
    if kept is not None:
        with suppress(ValueError):
            ours, mark, lines = kept.decode().split("\n", 2)
            if ours == ascii(place):
                return _Seen(mark, lines)
    return _Seen(UNMARKED, "")


def _keep(path: str, place: str, seen: _Seen) -> None:
    private_files.keep(path, f"{place!a}\n{seen.mark}\n{seen.lines}".encode())
