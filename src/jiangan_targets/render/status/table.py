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
from jiangan_targets.render import sentences, words
from jiangan_targets.render.drawing.bar import text_bar
from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.drawing.terminal import Canvas
from jiangan_targets.render.language import translate as _

_GAP = 2
_LEAST_NAME = 14
_LEAST_BAR, _MOST_BAR = 10, 30
_BY_IMPORTANCE = ("completion", "standing", "gap", "figure", "as_of", "bar")

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


class _Column(NamedTuple):
    """A column's heading, its width in cells, and how it draws a target in that width."""

    title: str
    width: int
    draw: Callable[[Progress, int], Text]
    justify: Literal["left", "right"] = "left"


def render(status: Status, style: Style, *, grouped: bool) -> str:
    """The headline, then the targets: under the headings of their groups, or as one list."""
    canvas = Canvas(style)
    canvas.draw(Text(words.title(status.plan), "bold"), *_headline(status, style))
    columns = _fitting(_columns(status.progress, style), style.width)
    if not status.progress:
        canvas.draw("", _("No target fits."))
    elif not grouped:
        canvas.draw("", _table(columns, status.progress, heading=True))
    else:
        _draw_groups(canvas, status, columns)
    return canvas.text


def _draw_groups(canvas: Canvas, status: Status, columns: list[_Column]) -> None:
    canvas.draw("", _table(columns, [], heading=True))
    for group in status.plan.groups:
        items = [item for item in status.progress if item.target.group == group.id]
        if items:
            canvas.draw("", Text(words.name(group), "bold cyan"), _table(columns, items, heading=False))


def _headline(status: Status, style: Style) -> list[Text]:
    """The day, the pace and the counts, broken only between them."""
    lines = [Text(_("{day} · pace {pace}").format(day=words.day(status.on), pace=words.percent(status.pace)))]
    for standing, count in status.counts.items():
        if not count:
            continue
        part = Text(
            f"{words.sign(standing, ascii_only=style.ascii)} {words.standing(standing)} {count}", _COLOURS[standing]
        )
        if cell_len(lines[-1].plain) + cell_len(f" · {part.plain}") <= style.width:
            lines[-1].append(" · ").append_text(part)
        else:
            lines.append(part)
    return lines


def _columns(items: list[Progress], style: Style) -> dict[str, _Column]:
    """All columns in the order they are shown, each as wide as its widest figure."""

    def column(
        title: str,
        text: Callable[[Progress], str],
        justify: Literal["left", "right"] = "left",
        *,
        coloured: bool = False,
    ) -> _Column:
        width = max([cell_len(title), *(cell_len(text(item)) for item in items)])
        return _Column(
            title, width, lambda item, _width: Text(text(item), _COLOURS[item.standing] if coloured else ""), justify
        )

    figures = _figures(items)

    def standing(item: Progress) -> str:
        return f"{words.sign(item.standing, ascii_only=style.ascii)} {words.standing_of(item)}"

    def bar(item: Progress, width: int) -> Text:
        drawn = text_bar(item, width, ascii_only=style.ascii)
        return Text(drawn, _COLOURS[item.standing])

    return {
        "name": column(_("Target"), lambda item: words.name(item.target)),
        "figure": column(_("Current / target"), lambda item: figures[item.target.id]),
        "bar": _Column("", _LEAST_BAR, bar),
        "completion": column(_("Done"), sentences.share, "right"),
        "gap": column(_("Gap"), sentences.signed_gap, "right", coloured=True),
        "standing": column(_("Standing"), standing, coloured=True),
        "as_of": column(_("As of"), words.as_of),
    }


def _figures(items: list[Progress]) -> dict[str, str]:
    """Current and target figure of each target, the digits under each other."""
    currents = [words.current(item) for item in items]
    goals = [words.goal(item.target) for item in items]
    wide, wide_goal = max(map(cell_len, currents), default=0), max(map(cell_len, goals), default=0)
    return {item.target.id: sentences.figures(item, wide, wide_goal) for item in items}


def _fitting(columns: dict[str, _Column], width: int) -> list[_Column]:
    """The columns that fit into `width`; the name and then the bar take what is left over."""
    name, bar = columns["name"], columns["bar"]
    least_name = min(name.width, _LEAST_NAME)
    chosen, left = {"name"}, width - least_name
    for key in _BY_IMPORTANCE:
        left -= columns[key].width + _GAP
        if left < 0:
            left += columns[key].width + _GAP
            break
        chosen.add(key)
    name_width = min(name.width, least_name + left)
    bar_width = min(_MOST_BAR, bar.width + left - (name_width - least_name))
    columns = columns | {"name": name._replace(width=name_width), "bar": bar._replace(width=bar_width)}
    return [column for key, column in columns.items() if key in chosen]


def _table(columns: list[_Column], items: list[Progress], *, heading: bool) -> Table:
    """The gap between columns is part of the later one: rich's own padding would cost as much as all the rest."""
    table = Table(box=None, show_header=heading, padding=0, pad_edge=False, header_style="bright_black")
    gaps = [0 if number == 0 else _GAP for number in range(len(columns))]
    for gap, column in zip(gaps, columns, strict=True):
        title = " " * gap + column.title
        table.add_column(title, width=column.width + gap, justify=column.justify, no_wrap=gap > 0)
    for item in items:
        cells = [column.draw(item, column.width) for column in columns]
        for gap, cell in zip(gaps, cells, strict=True):
            cell.pad_left(gap)
        table.add_row(*cells)
    return table
