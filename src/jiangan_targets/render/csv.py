"""CSV: one row per target or record, harmless when a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from jiangan_targets.domain.quantity import format_quantity, round_half_up
from jiangan_targets.domain.record import SHOWN, Fate
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.text import defused
from jiangan_targets.render import words
from jiangan_targets.render.language import visible
from jiangan_targets.render.sheet import Percent, Sheet

_PERCENT_DECIMALS = 4

_STATUS_COLUMNS = (
    *("id", "name", "group", "kind", "comparison", "target", "unit", "value", "as_of", "completion_percent"),
    *("pace_percent", "gap_points", "standing", "stale", "age_days"),
)
_HISTORY_COLUMNS = tuple(column for key in SHOWN for column in ((key, "unit") if key == "value" else (key,)))
_FATE_COLUMNS = ("withdrawn_by", "withdrawn_reason", "superseded_by")


def render_status(status: Status) -> str:
    """The status; column names as in JSON, names and standings in the reader's language."""
    return _table(
        _STATUS_COLUMNS,
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
            )
            for item in status.progress
        ),
    )


def render_history(history: list[Fate], units: dict[str, str]) -> str:
    """The records in the order given; `units` by target id."""
    return _table(
        (*_HISTORY_COLUMNS, *_FATE_COLUMNS),
        (
            (
                *(
                    units.get(fate.record.target) if key == "unit" else getattr(fate.record, key)
                    for key in _HISTORY_COLUMNS
                ),
                fate.withdrawn_by and fate.withdrawn_by.id,
                fate.withdrawn_by and fate.withdrawn_by.reason,
                fate.superseded_by,
            )
            for fate in history
        ),
    )


def render_sheet(sheet: Sheet) -> str:
    """An exported sheet: its headings and rows, percentages and points as people read them."""
    return _table(tuple(sheet.headings), sheet.rows)


def _table(columns: tuple[str, ...], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Percent):
        return f"{value.value}%"
    if isinstance(value, Decimal):
        return format_quantity(value, grouped=False)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return defused(visible(str(value)))


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, _PERCENT_DECIMALS)
