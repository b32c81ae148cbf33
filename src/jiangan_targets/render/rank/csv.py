"""Rankings as CSV: a row for each part in its order, and one without a part for the whole; column names as in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.ranking import Measure, Ranking
from jiangan_targets.domain.status import Status
from jiangan_targets.render import words
from jiangan_targets.render.csv import table
from jiangan_targets.render.drawing.style import Style

_PERCENT_DECIMALS = 4
_COLUMNS = (
    *("id", "name", "by", "place", "part", "target", "unit", "value", "as_of", "completion_percent", "gap_points"),
    *("growth_percent", "standing", "stale", "place_before", "climbed", "new", "value_from"),
)


def render(_status: Status, rankings: list[Ranking], _style: Style) -> str:
    """The table."""
    return table(_COLUMNS, (row for ranking in rankings for row in _rows(ranking)))


def _rows(ranking: Ranking) -> Iterator[tuple[object, ...]]:
    head = (ranking.whole.target.id, words.name(ranking.whole.target), ranking.by.value)
    grown = ranking.by is Measure.GROWTH
    for each in ranking.parts:
        yield (
            *head,
            each.place,
            each.progress.target.part,
            *_figures(each.progress, each.measure if grown else None),
            each.before and each.before.place,
            each.climbed,
            str(each.new).lower(),
            each.progress.value_from and each.progress.value_from.value,
        )
    whole = ranking.whole
    yield (
        *(*head, None, None, *_figures(whole, ranking.measure_of_whole if grown else None)),
        *(None, None, None, whole.value_from and whole.value_from.value),
    )


def _figures(item: Progress, growth: Decimal | None) -> tuple[object, ...]:
    percents = (item.completion, item.gap, growth)
    return (
        item.target.value,
        words.unit(item.target),
        item.record and item.record.value,
        item.record and item.record.as_of,
        *(None if value is None else round_half_up(value, _PERCENT_DECIMALS) for value in percents),
        item.standing.value,
        str(item.stale).lower(),
    )
