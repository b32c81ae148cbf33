"""The outlook as a table for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from jiangan_targets.domain.outlook import Likelihood, Outlook
from jiangan_targets.domain.status import Status
from jiangan_targets.render import headline, sentences, words
from jiangan_targets.render import outlook_wording as wording
from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.drawing.terminal import Canvas
from jiangan_targets.render.language import translate as _

_GAP = 2
_LEAST_NAME = 14
_FIGURES, _END, _VERDICT = {1, 2, 3, 5}, 2, 4
_LEAST_FIRST = (3, 1, 5, 4, 2)
"""Columns beside the name in the order in which they are left out: share, figures, need, verdict, forecast."""
_NOTHING = "–"
_BEFORE_RANGE = re.compile(" ?(?=[(（])")
_COLOURS = {Likelihood.LIKELY_MET: "green", Likelihood.OPEN: "yellow", Likelihood.LIKELY_MISSED: "bold red"}


def render(status: Status, found: list[Outlook], style: Style) -> str:
    """The day, one row per target, and below it what forecasts rest on, the remarks, and how a forecast is made."""
    canvas = Canvas(style)
    heading = _("{title}: outlook on {day}").format(title=words.title(status.plan), day=headline.day(status))
    canvas.draw(Text(heading, "bold"), "", _table(found, style.width))
    rests_on = wording.rests_on(found)
    if rests_on:
        canvas.draw("", *map(Text, rests_on))
    remarks = [(words.name(each.progress.target), wording.remark(each)) for each in found if each.remark is not None]
    if remarks:
        canvas.draw("", *(Text(_("{name}: {remark}").format(name=name, remark=remark)) for name, remark in remarks))
    canvas.draw("", Text(wording.footnote(status, found), "bright_black"))
    return canvas.text


def _table(found: list[Outlook], width: int) -> Table:
    headings = [_("Target"), _("Current / target"), _("Year end"), _("Of target"), _("Outlook"), _("Needed per month")]
    rows = [_row(each) for each in found]
    if _cells(_widest([headings, *rows])) > width:
        rows = [_broken(row) for row in rows]
    shown = _shown(headings, rows, width)
    headings, *rows = ([row[number] for number in shown] for row in (headings, *rows))
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bright_black")
    for number, title, wide in zip(shown, headings, _widths(headings, rows, width), strict=True):
        table.add_column(title, width=wide, justify="right" if number in _FIGURES else "left", overflow="fold")
    for each, row in zip(found, rows, strict=True):
        texts = [Text(cell) for cell in row]
        if _VERDICT in shown and each.likelihood:
            texts[shown.index(_VERDICT)].stylize(_COLOURS[each.likelihood])
        table.add_row(*texts)
    return table


def _shown(headings: list[str], rows: list[list[str]], width: int) -> list[int]:
    """The columns that there is room for: where no figure could stay whole, those that say least are left out."""
    shown = list(range(len(headings)))
    dashes = [number for number in _LEAST_FIRST if all(row[number] == _NOTHING for row in rows)]
    for number in dict.fromkeys([*dashes, *_LEAST_FIRST]):
        if _cells(_least([[row[number] for number in shown] for row in (headings, *rows)])) <= width:
            break
        shown.remove(number)
    return shown


def _row(found: Outlook) -> list[str]:
    return [
        words.name(found.progress.target),
        sentences.figures(found.progress),
        wording.forecast(found),
        wording.share(found),
        wording.likelihood(found),
        wording.needed(found),
    ]


def _broken(row: list[str]) -> list[str]:
    """With the range below its value: Chinese has no blank there to break at."""
    return [*row[:_END], _BEFORE_RANGE.sub("\n", row[_END], count=1), *row[_END + 1 :]]


def _widths(headings: list[str], rows: list[list[str]], width: int) -> list[int]:
    """Each column's cells: first what the longest of its words needs, so that no figure is broken; names may be.

    The room that is left goes to the figures, to the names, and to the headings, in this order.
    """
    found = _least([headings, *rows])
    for wanted in (_widest(rows), _widest([headings, *rows])):
        for number in (*range(1, len(found)), 0):
            room = max(width - _cells(found), 0)
            found[number] += min(max(wanted[number] - found[number], 0), room)
    return found


def _least(rows: Iterable[list[str]]) -> list[int]:
    """The cells that each column needs at least; the first is that of names."""
    name, *others = _widest([cell.split() for cell in row] for row in rows)
    return [min(_LEAST_NAME, name), *others]


def _widest(rows: Iterable[Sequence[str | list[str]]]) -> list[int]:
    """The cells of the widest text of each column, or of the widest of its lines or words."""
    sized = ([max(map(cell_len, _parts(cell)), default=0) for cell in row] for row in rows)
    return [max(column) for column in zip(*sized, strict=True)]


def _parts(cell: str | list[str]) -> list[str]:
    return cell.splitlines() if isinstance(cell, str) else cell


def _cells(widths: list[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)
