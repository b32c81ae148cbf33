"""Rankings as a sheet of an exported workbook: numbers as numbers, the whole's own row below its parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.ranking import Ranking
from jiangan_targets.render import parts, ranks, words
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.sheet import Sheet, Value, day_value, gap_value, goal_value, share_value


def rank_sheet(rankings: list[Ranking], title: str, day: date) -> Sheet:
    """All rankings below each other; the lines above them say what is to be known of each."""
    units = list(dict.fromkeys(parts.unit_of(ranking.whole.target) for ranking in rankings))
    lines = [_("Ranks on {day}").format(day=words.day(day))]
    for ranking in rankings:
        told = parts.said([ranks.measure(ranking.by), *ranks.notes(ranking)])
        lines.append(_("{name}: {what}").format(name=words.name(ranking.whole.target), what=told))
    return Sheet(
        name=_("Ranks"),
        title=title,
        lines=lines,
        headings=[
            *(_("Target name"), _("Place"), units[0] if len(units) == 1 else _("Part"), _("Unit"), _("Year's target")),
            *(_("Done so far"), _("Completion"), _("Ahead/behind (points)"), _("Standing"), _("As of")),
        ],
        rows=[row for ranking in rankings for row in _rows(ranking)],
        texts=(1, 3),
        name_column=3,
    )


def _rows(ranking: Ranking) -> Iterator[list[Value]]:
    name = words.name(ranking.whole.target)
    for each in ranking.parts:
        yield [name, each.place, ranks.name(each), *_figures(each.progress)]
    yield [name, None, ranks.whole_name(ranking), *_figures(ranking.whole)]


def _figures(item: Progress) -> list[Value]:
    target, record = item.target, item.record
    return [
        *(words.unit(target), goal_value(target), record and record.value, share_value(item), gap_value(item)),
        *(words.standing_of(item), day_value(item)),
    ]
