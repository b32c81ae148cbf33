"""Several districts as tables for a terminal of any width."""

from __future__ import annotations

from jiangan_targets.domain.comparison import Comparison
from jiangan_targets.domain.overview import Overview
from jiangan_targets.render.columns import TextColumn, lines
from jiangan_targets.render.drawing.cells import wrap
from jiangan_targets.render.drawing.signs import in_ascii
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.overview.composing import compose
from jiangan_targets.render.overview.page import Table
from jiangan_targets.render.overview.shown import shown
from jiangan_targets.render.words import sign

_NAMED = 5


def render(found: Overview | Comparison, style: Style) -> str:
    """The day, then each table under its name, then the notes."""
    page = compose(found, _NAMED, ascii_only=style.ascii)
    bold, plain = ("\x1b[1m", "\x1b[0m") if style.colour else ("", "")
    text = [f"{bold}{line}{plain}" for line in wrap(page.title, style.width)]
    for line in page.lines:
        text += _parts(line, style.width)
    for table in page.tables:
        text += ["", f"{bold}{table.name}{plain}", *lines(_columns(table, style), style.width)]
    for note in page.notes:
        text += ["", *wrap(note, style.width)]
    whole = "\n".join(text) + "\n"
    return in_ascii(whole) if style.ascii else whole


def _parts(line: str, width: int) -> list[str]:
    """A line broken only between its parts."""
    broken: list[str] = []
    for part in line.split(" · "):
        longer = f"{broken[-1]} · {part}" if broken else part
        if broken and len(wrap(longer, width)) == 1:
            broken[-1] = longer
        else:
            broken += wrap(part, width)
    return broken


def _columns(table: Table, style: Style) -> list[TextColumn]:
    """Counts of a standing stand under its sign, which the lines above explain."""
    columns, none = [], "0" if style.ascii else "·"
    for number, column in enumerate(table.columns):
        standing = column.standing
        heading = column.heading if standing is None else sign(standing, ascii_only=style.ascii)
        cells = [none if standing is not None and not row[number] else shown(row[number]) for row in table.rows]
        columns.append(TextColumn(heading, cells, column.text, column.spare))
    return columns
