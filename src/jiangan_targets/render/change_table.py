"""What an import would change, as lines of columns: before → after, completion, gap, and doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.recording import Recorded
from jiangan_targets.render import words
from jiangan_targets.render.drawing.cells import cell_len, pad
from jiangan_targets.render.language import translate as _

_GAP = 2
_FIGURES = {3, 4}  # completion and gap stand below each other by their last digit


def render_changes(changes: Iterable[tuple[Recorded, Progress]]) -> str:
    """A row per new figure, its doubts below it; empty when nothing changes."""
    listed = list(changes)
    if not listed:
        return ""
    headings = (_("Target"), _("As of"), _("Before → after"), _("Done"), _("Gap"), _("Standing"))
    rows = [_row(recorded, progress) for recorded, progress in listed]
    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    lines = [_line(headings, widths)]
    for (recorded, _progress), row in zip(listed, rows, strict=True):
        lines += [_line(row, widths), *_doubts(recorded)]
    return "\n".join(lines) + "\n"


def _row(recorded: Recorded, progress: Progress) -> tuple[str, ...]:
    target, record, before = recorded.target, recorded.record, recorded.before
    earlier = _("none") if before is None else words.number(before.value, target)
    return (
        words.name(target),
        record.as_of.isoformat(),
        f"{earlier} → {words.quantity(record.value, target)}",
        words.percent(progress.completion),
        words.points(progress.gap),
        words.standing_of(progress),
    )


def _doubts(recorded: Recorded) -> Iterator[str]:
    for doubt in recorded.doubts:
        yield "  ! " + words.say(doubt)


def _line(cells: Iterable[str], widths: list[int]) -> str:
    parts = [
        " " * (width - cell_len(cell)) + cell if column in _FIGURES else pad(cell, width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return (" " * _GAP).join(parts).rstrip()
