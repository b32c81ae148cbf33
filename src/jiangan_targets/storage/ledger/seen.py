"""What this machine has seen of a ledger, kept in the user's state folder: the high-water mark of its records.

Of each entry there is one line, its id, check value and day, so that what is gone can be named; and a mark of the
ledger as a whole, so that one that only grew need not be compared entry by entry. What it grew by is added behind the
rest, with its new mark, as one piece: the last piece is all that a record has to read.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from jiangan_targets.domain.losses import Losses, SeenEntry, losses
from jiangan_targets.domain.record import Entry
from jiangan_targets.storage.disk import private_files, private_pieces
from jiangan_targets.storage.ledger.interface import UNMARKED, Growth, Ledger
from jiangan_targets.storage.ledger.record_text import check_value

_LOST = "-"
"""In place of a mark while something is missing, or was only noted: every look then compares entry by entry."""

LONG = 1 << 19
"""Of what is kept of a ledger, in bytes: with more, about 15,000 entries, not every record should compare all."""


def look(ledger: Ledger, path: str, *, accept: bool = False) -> Losses:
    """Compare a ledger with what is kept of it at `path`, and keep what is new; with `accept`, only what it holds now.

    Raises:
        Failure: the ledger cannot be read.
        OSError: what was seen cannot be kept.
    """
    private_files.prepare(path)  # Without a place for it a whole ledger would be read for nothing.
    mark = _mark(path, ledger.place)
    grown = ledger.growth(mark)
    if grown is None:
        return _compare(ledger, path, accept=accept)
    if mark == UNMARKED:
        _keep(path, ledger.place, grown.mark, _lines(grown.entries))
    elif grown.entries or grown.mark != mark:
        _add(path, ledger.place, grown)
    return Losses()


def is_long(path: str) -> bool:
    """Whether so much is kept of a ledger at `path` that what is recorded should only be noted."""
    return private_files.size_of(path) > LONG


def note(path: str, recorded: Iterable[Entry]) -> None:
    """Keep what was recorded for the next look, which then compares all.

    Raises:
        OSError: it cannot be kept.
    """
    private_pieces.add_piece(path, f"{_LOST}\n{_lines(recorded)}".encode())


def _compare(ledger: Ledger, path: str, *, accept: bool) -> Losses:
    """Entry by entry, as the ledger is not what was seen with something behind it."""
    now = ledger.growth(UNMARKED) or Growth([], UNMARKED)
    seen, lines = _kept_lines(path, ledger.place), _lines(now.entries)
    before = _entries(seen)
    found = losses(before, _entries(lines))
    if found.any and not accept:
        known = {entry.id for entry in before}
        new = _lines(entry for entry in now.entries if entry.id not in known)
        _keep(path, ledger.place, _LOST, seen + new)
    else:
        _keep(path, ledger.place, now.mark, lines)
    return found


def _lines(entries: Iterable[Entry]) -> str:
    return "".join(f"{ascii(entry.id)[1:-1]} {check_value(entry)} {entry.recorded_at.date()}\n" for entry in entries)


def _entries(lines: str) -> list[SeenEntry]:
    fields = (line.rsplit(" ", 2) for line in lines.splitlines())
    return [SeenEntry(identifier, check, date.fromisoformat(day)) for identifier, check, day in fields]


def _mark(path: str, place: str) -> str:
    """The mark behind which nothing is known; of a ledger that nothing is kept of it is the empty one's."""
    head = f"{place!a}\n"
    piece = private_pieces.read_last(path, head.encode())
    return _LOST if piece is None else piece.decode(errors="replace").removeprefix(head).partition("\n")[0]


def _kept_lines(path: str, place: str) -> str:
    """The lines of all pieces that are whole, each once: writers side by side may have seen the same."""
    kept = [piece.decode(errors="replace") for piece in private_pieces.read_pieces(path).pieces]
    lines = (line for piece in kept for line in piece.removeprefix(f"{place!a}\n").split("\n")[1:-1])
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def _add(path: str, place: str, grown: Growth) -> None:
    try:
        private_pieces.add_piece(path, f"{grown.mark}\n{_lines(grown.entries)}".encode())
    except OSError:  # Full of pieces, perhaps: without their marks and seals it is half as long.
        _keep(path, place, grown.mark, _kept_lines(path, place) + _lines(grown.entries))


def _keep(path: str, place: str, mark: str, lines: str) -> None:
    data = f"{place!a}\n{mark}\n{lines}".encode()
    private_files.keep(path, data)
    if len(data) > private_pieces.TAIL_BYTES:  # The mark once more, so that the next record need not read it all.
        with suppress(OSError):
            private_pieces.add_piece(path, f"{mark}\n".encode())
