"""What an import would change, as lines of columns: before → after, completion, gap, and doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.recording import Recorded
from jiangan_targets.render import gaps, sentences, words
from jiangan_targets.render.drawing.cells import cell_len, pad
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_GAP = 2
_FIGURES = {3, 4}  # completion and gap stand below each other by their last digit
_LONGEST_HEADING = 40


class Change(NamedTuple):
    """A new record, how its target stands by it, and where the figure was taken from."""

    recorded: Recorded
    progress: Progress
    address: str
    heading: str


def render_changes(changes: Iterable[Change]) -> str:
    """A row per new figure, its doubts below it; empty when nothing changes."""
    listed = list(changes)
    if not listed:
        return ""
    headings = (_("Target"), _("As of"), _("Before → after"), _("Done"), _("Gap"), _("Standing"), _("Taken from"))
    rows = [_row(change) for change in listed]
    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    lines = [_line(headings, widths)]
    for change, row in zip(listed, rows, strict=True):
        lines += [_line(row, widths), *_doubts(change.recorded)]
    return "\n".join(lines) + "\n"


def _row(change: Change) -> tuple[str, ...]:
    target, record, before = change.recorded.target, change.recorded.record, change.recorded.before
    measured = words.quantity if target.kind is Kind.EVENT else words.number
    earlier = _("none") if before is None else measured(before.value, target)
    return (
        words.name(target),
        record.as_of.isoformat(),
        f"{earlier} → {words.quantity(record.value, target)}",
        sentences.share(change.progress),
        gaps.signed(change.progress),
        words.standing_of(change.progress),
        safe_for_terminal(f"{change.address} {_shortened(change.heading)}".strip()),
    )


def _shortened(heading: str) -> str:
    return heading if len(heading) <= _LONGEST_HEADING else heading[: _LONGEST_HEADING - 1] + "…"


def _doubts(recorded: Recorded) -> Iterator[str]:
    for doubt in recorded.doubts:
        yield "  ! " + words.say(doubt)


def _line(cells: Iterable[str], widths: list[int]) -> str:
    parts = [
        " " * (width - cell_len(cell)) + cell if column in _FIGURES else pad(cell, width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return (" " * _GAP).join(parts).rstrip()
