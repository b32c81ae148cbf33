"""The status as a table for a terminal of any width.

Columns drop in order of importance; a name may wrap, a figure is never cut.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from rich.table import Table
from rich.text import Text

from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.status import Status
from jiangan_targets.render import gaps, headline, parts, sentences, words
from jiangan_targets.render.drawing.bar import text_bar
from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.drawing.terminal import Canvas
from jiangan_targets.render.language import translate as _

_DIMMED = "bright_black"
_LEAST_BAR, _MOST_BAR = 6, 30
_IDS_FROM = 100
_USUAL = 80
"""Cells of a usual terminal: from here on the day of a figure, and that it is stale, is never left out."""

_BY_IMPORTANCE = ("completion", "standing", "gap", "as_of", "figure")
_IN_SHORT = ("completion", "standing", "gap", "figure", "as_of")
_BESIDE_IDS = ("completion", "standing", "as_of", "figure", "gap")

_COLOURS = {
    Standing.NO_DATA: "bright_black",
    Standing.IN_PROGRESS: "cyan",
    Standing.FAR_BEHIND: "bold red",
    Standing.BEHIND: "yellow",
    Standing.ON_PACE: "green",
    Standing.AHEAD: "green",
    Standing.MET: "bold green",
    Standing.MISSED: "bold red",
    Standing.OVER_LIMIT: "bold red",
    Standing.TRACKED: "bright_black",
}


class _Layout(NamedTuple):
    """How closely the columns stand: least cells of a name, gap between columns, and what is done to save room."""

    name: int
    gap: int = 2
    bar: bool = False
    short_days: bool = False
    close: bool = False  # the targets' figures not under each other
    suffixed: bool = False  # ids behind the names, and not in a column


_USUAL_LAYOUT = _Layout(14, short_days=True)
_LAYOUTS = (
    _Layout(30, bar=True),
    _Layout(30, bar=True, short_days=True),
    _Layout(30),
    _USUAL_LAYOUT,
    _Layout(14, gap=1, short_days=True, close=True),
    _Layout(14, gap=1, short_days=True, close=True, suffixed=True),
)
"""From the most generous: first the bar is shortened, then days lose their year, then the rest moves together."""


class _Column(NamedTuple):
    """A column's heading, its width in cells, how it draws a target in that width, and the gap before it."""

    title: str
    width: int
    draw: Callable[[Progress, int], Text]
    justify: Literal["left", "right"] = "left"
    gap: int = 0


def render(status: Status, style: Style, *, grouped: bool) -> str:
    """The headline, then the targets: under the headings of their groups, or as one list."""
    canvas = Canvas(style)
    canvas.draw(Text(words.title(status.plan), "bold"))
    if example := headline.example(status):
        canvas.draw(example)
    canvas.draw(*_headline(status, style))
    columns = _fitting(status, style)
    if not status.progress:
        canvas.draw("", _("No target fits."))
    elif not grouped:
        canvas.draw("", _table(columns, status.progress, heading=True))
    else:
        _draw_groups(canvas, status, columns)
    if notes := [*gaps.notes(status.progress), *parts.notes(status.progress)]:
        canvas.draw("", *map(Text, notes))
    if step := headline.next_step(status):
        canvas.draw("", step)
    return canvas.text


def _draw_groups(canvas: Canvas, status: Status, columns: list[_Column]) -> None:
    canvas.draw("", _table(columns, [], heading=True))
    for group in status.plan.groups:
        items = [item for item in status.progress if item.target.group == group.id]
        if items:
            canvas.draw("", Text(words.name(group), "bold cyan"), _table(columns, items, heading=False))


def _headline(status: Status, style: Style) -> list[Text]:
    """The day, the pace and the counts, broken only between them."""
    lines = [Text(headline.overview(status))]
    unsettled = headline.unsettled(status)
    parts = [Text(unsettled)] if unsettled else []
    parts += [
        Text(f"{words.sign(standing, ascii_only=style.ascii)} {words.standing(standing)} {count}", _COLOURS[standing])
        for standing, count in status.counts.items()
        if count
    ]
    for part in parts:
        if cell_len(lines[-1].plain) + cell_len(f" · {part.plain}") <= style.width:
            lines[-1].append(" · ").append_text(part)
        else:
            lines.append(part)
    return lines


def _fitting(status: Status, style: Style) -> list[_Column]:
    """The columns for the width, laid out as generously as it allows; what still does not fit is left out."""
    with_ids = style.ids or style.width >= _IDS_FROM or not status.reported
    for layout in _LAYOUTS if with_ids else _LAYOUTS[:-1]:
        columns, keys, least = _laid_out(status, style, layout, with_ids=with_ids)
        if least + sum(columns[key].width + layout.gap for key in keys) <= style.width:
            return _widened(columns, keys, layout.gap, least, style.width)
    if not with_ids:
        layout = _USUAL_LAYOUT
        columns, keys, least = _laid_out(status, style, layout, with_ids=False)
    chosen, needed = [], least
    for key in keys:
        if needed + columns[key].width + layout.gap <= style.width:
            chosen.append(key)
            needed += columns[key].width + layout.gap
    return _widened(columns, chosen, layout.gap, least, style.width)


def _laid_out(
    status: Status, style: Style, layout: _Layout, *, with_ids: bool
) -> tuple[dict[str, _Column], list[str], int]:
    """All columns, the keys of those to show beside the name, most important first, and the least cells of a name."""
    columns = _columns(status.progress, style, layout)
    keys = [*(_BY_IMPORTANCE if style.width >= _USUAL else _IN_SHORT)]
    least = layout.name
    if layout.suffixed:
        keys = [*_BESIDE_IDS]
        least = max([least, *(len(item.target.id) for item in status.progress)])
    elif with_ids:
        keys.insert(0, "id")
    return columns, [*keys, *(["bar"] if layout.bar else [])], min(columns["name"].width, least)


def _widened(columns: dict[str, _Column], keys: list[str], gap: int, least: int, width: int) -> list[_Column]:
    """The columns of `keys` in the order they are shown; what is left over goes to the name, then to the bar."""
    name, bar = columns["name"], columns["bar"]
    left = max(width - least - sum(columns[key].width + gap for key in keys), 0)
    name_width = min(name.width, least + left)
    bar_width = min(_MOST_BAR, bar.width + left - (name_width - least))
    columns = columns | {"name": name._replace(width=name_width), "bar": bar._replace(width=bar_width)}
    shown = [columns[key] for key in columns if key == "name" or key in keys]
    return [column._replace(gap=gap if number else 0) for number, column in enumerate(shown)]


def _columns(items: list[Progress], style: Style, layout: _Layout) -> dict[str, _Column]:
    """All columns in the order they are shown, each as wide as its widest figure."""

    def column(title: str, draw: Callable[[Progress], Text], justify: Literal["left", "right"] = "left") -> _Column:
        width = max([cell_len(title), *(cell_len(draw(item).plain) for item in items)])
        return _Column(title, width, lambda item, _width: draw(item), justify)

    figures = _figures(items, aligned=not layout.close)

    def name(item: Progress) -> Text:
        shown = Text(parts.name_among(item, items))
        return shown.append(f" {item.target.id}", _DIMMED) if layout.suffixed else shown

    def standing(item: Progress) -> Text:
        sign = words.sign(item.standing, ascii_only=style.ascii)
        return Text(f"{sign} {words.standing_of(item)}", _COLOURS[item.standing])

    def bar(item: Progress, width: int) -> Text:
        return Text(text_bar(item, width, ascii_only=style.ascii), _COLOURS[item.standing])

    return {
        "name": column(_("Target"), name),
        "id": column(_("Id"), lambda item: Text(item.target.id, _DIMMED)),
        "figure": column(_("Current / target"), lambda item: Text(figures[item.target.id])),
        "bar": _Column("", _LEAST_BAR, bar),
        "completion": column(_("Done"), lambda item: Text(sentences.share(item)), "right"),
        "gap": column(_("Gap"), lambda item: Text(gaps.signed(item), _COLOURS[item.standing]), "right"),
        "standing": column(_("Standing"), standing),
        "as_of": column(_("As of"), lambda item: Text(words.as_of(item, short=layout.short_days))),
    }


def _figures(items: list[Progress], *, aligned: bool) -> dict[str, str]:
    """Current and target figure of each target; the digits under each other where there is room to align them."""
    currents = [words.current(item) for item in items]
    goals = [words.goal(item.target) for item in items]
    wide = max(map(cell_len, currents), default=0)
    wide_goal = max(map(cell_len, goals), default=0) if aligned else 0
    return {item.target.id: sentences.figures(item, wide, wide_goal) for item in items}


def _table(columns: list[_Column], items: list[Progress], *, heading: bool) -> Table:
    """The gap between columns is part of the later one: rich's own padding would cost as much as all the rest."""
    table = Table(box=None, show_header=heading, padding=0, pad_edge=False, header_style="bright_black")
    for column in columns:
        title = " " * column.gap + column.title
        table.add_column(
            title, width=column.width + column.gap, justify=column.justify, no_wrap=column.gap > 0, overflow="fold"
        )
    for item in items:
        cells = [column.draw(item, column.width) for column in columns]
        for column, cell in zip(columns, cells, strict=True):
            cell.pad_left(column.gap)
        table.add_row(*cells)
    return table
