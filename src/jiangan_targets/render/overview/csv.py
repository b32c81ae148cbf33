"""Several districts as CSV: one row per district; column names as in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiangan_targets.domain.comparison import Comparison
from jiangan_targets.domain.overview import Overview, Unread
from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.render import words
from jiangan_targets.render.csv import table
from jiangan_targets.render.drawing.style import Style

_DECIMALS = 4
_OF_DISTRICTS = (
    *("district", "place", "on_pace_percent", "judged", "targets", *(standing.value for standing in Standing)),
    *("stale", "latest", "plan", "problem"),
)
_OF_A_TARGET = (
    *("district", "place", "id", "name", "kind", "comparison", "target", "unit", "value", "as_of"),
    *("completion_percent", "pace_percent", "gap_points", "standing", "stale", "plan", "problem"),
)


def render(found: Overview | Comparison, _style: Style) -> str:
    """The table; a district that could not be read has its problem in the last column."""
    if isinstance(found, Overview):
        return table(_OF_DISTRICTS, [*_district_rows(found), *_unread(found.unread, len(_OF_DISTRICTS))])
    return table(_OF_A_TARGET, [*_target_rows(found), *_unread(found.unread, len(_OF_A_TARGET))])


def _district_rows(found: Overview) -> Iterator[list[object]]:
    for row in found.districts:
        counts = [row.counts[standing] for standing in Standing]
        latest = row.latest and row.latest.isoformat()
        yield [
            row.name,
            row.place,
            _rounded(row.share),
            row.judged,
            row.targets,
            *counts,
            row.stale,
            latest,
            row.digest[:16],
            None,
        ]


def _target_rows(found: Comparison) -> Iterator[list[object]]:
    for row in found.rows:
        item, target = row.progress, row.progress.target
        yield [
            *(row.name, row.place, target.id, words.name(target), target.kind.value, target.comparison.value),
            *(target.value, words.unit(target), item.record and item.record.value),
            item.record and item.record.as_of.isoformat(),
            *map(_rounded, (item.completion, item.pace_percent, item.gap)),
            *(item.standing.value, str(item.stale).lower(), row.digest[:16], None),
        ]


def _unread(unread: list[Unread], width: int) -> Iterator[list[object]]:
    for each in unread:
        yield [each.name, *[None] * (width - 2), words.say(each.problem)]


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, _DECIMALS)
