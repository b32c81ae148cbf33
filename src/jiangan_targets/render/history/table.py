"""The records and reasons as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from jiangan_targets.domain.record import Fate, Reason
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.render import words
from jiangan_targets.render.drawing.cells import cell_len, pad, wrap
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.drawing.terminal import Canvas
from jiangan_targets.render.explanation import said
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_GAP = 2
_FIXED = 3
"""Columns whose texts are never broken, before those of words."""
_LEAST_WORDS = 36
"""Cells that words need beside them: two columns with the space between."""

_Cells = tuple[str, str, str, str, str]


def render(history: list[Fate], plan: Plan, style: Style, *, narrowed: bool = False) -> str:
    """The records in the order given; a target that the plan has no more is named by its id.

    Where nothing is left of records that were `narrowed` down, there are others.
    """
    canvas = Canvas(style)
    if not history:
        none_yet = _("No records yet; `jiangan-targets record TARGET VALUE` makes one.")
        canvas.draw(Text(_("No record fits.") if narrowed else none_yet))
        return canvas.text
    rows = [_row(fate, plan.target(fate.record.subject)) for fate in history]
    titles = _("Id"), _("As of"), _("Figure"), _("Target"), _("By, when, note")
    widths = [max(cell_len(title), *(cell_len(row[n]) for row in rows)) for n, title in enumerate(titles[:_FIXED])]
    styles = [_style(fate) for fate in history]
    if style.width - sum(widths) - _FIXED * _GAP < _LEAST_WORDS:
        canvas.draw(*_stacked(titles, rows, styles, widths, style.width))
    else:
        canvas.draw(_side_by_side(titles, rows, styles, widths))
    return canvas.text


def _style(fate: Fate) -> str:
    return "bright_black" if fate.withdrawn_by is not None or fate.superseded_by is not None else ""


def _side_by_side(titles: _Cells, rows: list[_Cells], styles: list[str], widths: list[int]) -> Table:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    for number, width in enumerate(widths):
        table.add_column(
            titles[number], no_wrap=True, min_width=width, justify="right" if number == len(widths) - 1 else "left"
        )
    table.add_column(titles[-2], overflow="fold", ratio=1)
    table.add_column(titles[-1], overflow="fold", ratio=2)
    for row, style in zip(rows, styles, strict=True):
        table.add_row(*map(Text, row), style=style)
    return table


def _stacked(
    titles: _Cells, rows: list[_Cells], styles: list[str], widths: list[int], width: int
) -> Iterator[RenderableType]:
    """Where there is no room for words beside the figures: the words below, indented."""
    for row, style in zip((titles, *rows), ("bold", *styles), strict=True):
        *first, figure = row[:_FIXED]
        cells = [pad(text, cells) for text, cells in zip(first, widths, strict=False)]
        cells.append(" " * (widths[-1] - cell_len(figure)) + figure)
        said = wrap(" · ".join(row[_FIXED:]), width - _GAP)
        yield from (Text(line, style) for line in [(" " * _GAP).join(cells), *(" " * _GAP + line for line in said)])


def _row(fate: Fate, target: Target | None) -> _Cells:
    name = words.name(target) if target else safe_for_terminal(fate.record.subject)
    return *_figures(fate, target), name, safe_for_terminal(_remarks(fate))


def _figures(fate: Fate, target: Target | None) -> tuple[str, str, str]:
    record = fate.record
    if isinstance(record, Reason):
        figure = ""
    else:
        figure = words.number(record.value) if target is None else words.quantity(record.value, target)
    return safe_for_terminal(record.id), record.as_of.isoformat(), figure


def _remarks(fate: Fate) -> str:
    record, withdrawal = fate.record, fate.withdrawn_by
    parts = []
    if withdrawal is not None:
        template = _("WITHDRAWN: {reason}") if withdrawal.reason else _("WITHDRAWN")
        parts.append(template.format(reason=withdrawal.reason))
    elif fate.superseded_by is not None:
        parts.append(_("SUPERSEDED by {id}").format(id=fate.superseded_by))
    parts.append(" ".join(part for part in (record.by, words.minute(record.recorded_at)) if part))
    if isinstance(record, Reason):
        parts.append(said(record))
    else:
        parts += [part for part in (record.note, record.source) if part]
    return " · ".join(parts)
