"""Rankings as tables for the terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from jiangan_targets.domain.ranking import Ranking
from jiangan_targets.domain.status import Status
from jiangan_targets.render import headline, ranks, words
from jiangan_targets.render.drawing.cells import cell_len
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.drawing.terminal import Canvas
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.ranks import Column, RankTable

_GAP = 2
_LEAST_NAME = 12
_LEAST_FIRST = (Column.STANDING, Column.AS_OF, Column.FIGURES, Column.GAP, Column.COMPLETION, Column.CHANGE)
"""In the order in which columns are left out where it is narrow; what is ranked by stays."""


def render(status: Status, rankings: list[Ranking], style: Style) -> str:
    """The day, then a table for each target, the whole's own line last, and what is to be known of it."""
    canvas = Canvas(style)
    title = _("{title}: ranks on {day}").format(title=words.title(status.plan), day=headline.day(status))
    canvas.draw(Text(title, "bold"))
    for ranking in rankings:
        made = ranks.table(ranking, signs=not style.ascii)
        canvas.draw("", Text(made.heading, "bold cyan"), _table(made, ranks.MEASURE_COLUMNS[ranking.by], style.width))
        if made.notes:
            canvas.draw(Text(made.notes))
    return canvas.text


def _table(made: RankTable, measure: Column, width: int) -> Table:
    widths = _widths(made, measure, width)
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bright_black")
    for column, cells in widths.items():
        right = column in ranks.NUMBERS
        table.add_column(made.headings[column], width=cells, justify="right" if right else "left", overflow="fold")
    for row in made.rows[:-1]:
        table.add_row(*(Text(row[column]) for column in widths))
    table.add_row(*(Text(made.rows[-1][column]) for column in widths), style="bold")
    return table


def _widths(made: RankTable, measure: Column, width: int) -> dict[Column, int]:
    """The cells of each column that is shown: figures are never cut, a name is folded where all else is left out."""
    widths = {
        column: max(cell_len(title), *(cell_len(row[column]) for row in made.rows))
        for column, title in made.headings.items()
    }
    widest_name = widths[Column.PART]
    widths[Column.PART] = min(widest_name, _LEAST_NAME)
    for column in _LEAST_FIRST:
        if _cells(widths) <= width:
            break
        if column is not measure:
            widths.pop(column, None)
    left = max(width - _cells(widths), 0)
    return widths | {Column.PART: min(widest_name, widths[Column.PART] + left)}


def _cells(widths: dict[Column, int]) -> int:
    return sum(widths.values()) + _GAP * (len(widths) - 1)
