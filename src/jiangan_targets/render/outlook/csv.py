"""The outlook as CSV: one row per target; column names as in JSON, names in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from jiangan_targets.domain.outlook import Outlook
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.status import Status
from jiangan_targets.render import outlook_wording as wording
from jiangan_targets.render import words
from jiangan_targets.render.csv import table
from jiangan_targets.render.drawing.style import Style

_DECIMALS = 4
_COLUMNS = (
    *("id", "name", "target", "unit", "value", "as_of", "forecast", "forecast_percent", "forecast_low"),
    *("forecast_high", "basis", "verdict", "growth_percent", "missing", "per_month", "remark"),
)


def render(_status: Status, found: list[Outlook], _style: Style) -> str:
    """The table."""
    return table(_COLUMNS, map(_row, found))


def _row(found: Outlook) -> tuple[object, ...]:
    target, record, need = found.progress.target, found.progress.record, found.need
    return (
        target.id,
        words.name(target),
        target.value,
        words.unit(target),
        record and record.value,
        record and record.as_of,
        *map(_rounded, (found.forecast, found.percent, found.low, found.high)),
        found.basis and found.basis.value,
        found.likelihood and found.likelihood.value,
        _rounded(found.growth),
        need and need.missing,
        _rounded(need and need.per_month),
        wording.remark(found) or None,
    )


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, _DECIMALS)
