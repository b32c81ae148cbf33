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
_BY_IMPORTANCE = (Column.CHANGE, Column.COMPLETION, Column.GAP, Column.FIGURES, Column.AS_OF, Column.STANDING)
"""In the order in which columns get the room that there is; place, name and what is ranked by always have it."""


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
    shown = {Column.PLACE, Column.PART, measure}
    needed = {column: min(cells, _LEAST_NAME) if column is Column.PART else cells for column, cells in widths.items()}
    for column in _BY_IMPORTANCE:
        if column in needed and _cells([needed[key] for key in {*shown, column}]) <= width:
            shown.add(column)
    left = max(width - _cells([needed[column] for column in shown]), 0)
    name = min(widths[Column.PART], needed[Column.PART] + left)
    return {column: name if column is Column.PART else cells for column, cells in widths.items() if column in shown}


def _cells(widths: list[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)
