"""Where an imported figure came from: which row of somebody's table was taken already, and is not taken again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.domain.recording import ReportedFigure, not_yet_recorded

_DIGITS = 12


class Sifted(NamedTuple):
    """Figures to be recorded, and those held back: their rows were taken before, and corrected or withdrawn since."""

    new: list[ReportedFigure]
    held_back: list[ReportedFigure]


def sift(figures: Iterable[ReportedFigure], entries: Iterable[Entry], *, again: bool = False) -> Sifted:
    """The figures of somebody's table that do not stand already; `again` takes those held back as well.

    Whatever became of a row's record counts as said later than the row, so that the same table again changes nothing.
    """
    entries = list(entries)
    taken = {entry.origin for entry in entries if isinstance(entry, Record) and entry.origin is not None}
    sifted = Sifted([], [])
    for figure in not_yet_recorded((figure._replace(origin=origin_of(figure)) for figure in figures), entries):
        (sifted.held_back if figure.origin in taken and not again else sifted.new).append(figure)
    return sifted


def origin_of(figure: ReportedFigure) -> str:
    """A digest of a row as it was sent: target, day, value, note and source.

    Neither the file's name nor the row's place count: a file that was renamed, or got one more row, says it again.
    """
    from hashlib import sha256  # noqa: PLC0415 -- only where a table is taken in

    row = (figure.target.id, figure.as_of.isoformat(), f"{figure.value:f}", figure.note, figure.source)
    return sha256(repr(row).encode("utf-8", "backslashreplace")).hexdigest()[:_DIGITS]
