"""The records and reasons as a table for the terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from jiangan_targets.domain.record import Fate, Reason
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.render import words
from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.drawing.terminal import Canvas
from jiangan_targets.render.explanation import said
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_GAP = 2


def render(history: list[Fate], plan: Plan, style: Style, *, narrowed: bool = False) -> str:
    """The records in the order given; a target that the plan has no more is named by its id.

    Where nothing is left of records that were `narrowed` down, there are others.
    """
    targets = {target.id: target for target in plan.targets}
    canvas = Canvas(style)
    if not history:
        none_yet = _("No records yet; `jiangan-targets record TARGET VALUE` makes one.")
        canvas.draw(Text(_("No record fits.") if narrowed else none_yet))
        return canvas.text
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    figures = [_figures(fate, targets.get(fate.record.target)) for fate in history]
    for number, title in enumerate((_("Id"), _("As of"), _("Figure"))):
        width = max(cell_len(title), *(cell_len(row[number]) for row in figures))
        table.add_column(
            title, no_wrap=True, min_width=width, justify="right" if number == len(figures[0]) - 1 else "left"
        )
    table.add_column(_("Target"), overflow="fold", ratio=1)
    table.add_column(_("By, when, note"), overflow="fold", ratio=2)
    for fate, row in zip(history, figures, strict=True):
        gone = fate.withdrawn_by is not None or fate.superseded_by is not None
        target = targets.get(fate.record.target)
        name = words.name(target) if target else safe_for_terminal(fate.record.target)
        cells = (*row, name, safe_for_terminal(_remarks(fate)))
        table.add_row(*map(Text, cells), style="bright_black" if gone else None)
    canvas.draw(table)
    return canvas.text


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
