"""The status as CSV: one row per target; column names as in JSON, names in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.status import Status
from jiangan_targets.render import words
from jiangan_targets.render.csv import table
from jiangan_targets.render.drawing.style import Style

_PERCENT_DECIMALS = 4
_COLUMNS = (
    *("id", "name", "group", "kind", "comparison", "target", "unit", "value", "as_of", "completion_percent"),
    *("pace_percent", "gap_points", "standing", "stale", "age_days", "calendar_gap_points"),
    *("value_from", "parts_missing", "parts_difference"),
)


def render(status: Status, _style: Style, *, grouped: bool) -> str:  # noqa: ARG001 -- every form's face
    """The table."""
    return table(
        _COLUMNS,
        (
            (
                item.target.id,
                words.name(item.target),
                item.target.group,
                item.target.kind.value,
                item.target.comparison.value,
                item.target.value,
                words.unit(item.target),
                item.record and item.record.value,
                item.record and item.record.as_of.isoformat(),
                _rounded(item.completion),
                _rounded(item.pace_percent),
                _rounded(item.gap),
                item.standing.value,
                str(item.stale).lower(),
                item.age_days,
                _rounded(item.by_calendar and item.by_calendar.gap),
                item.value_from and item.value_from.value,
                words.listing(item.missing_parts) if item.missing_parts else None,
                item.difference,
            )
            for item in status.progress
        ),
    )


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, _PERCENT_DECIMALS)
