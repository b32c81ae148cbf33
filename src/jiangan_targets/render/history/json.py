"""The records and reasons as one JSON array; what either has not is null."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiangan_targets.domain.record import SHOWN, SHOWN_OF_REASONS, Fate
from jiangan_targets.domain.target import Plan
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.json import dumps, json_number


def render(history: list[Fate], _plan: Plan, _style: Style, *, narrowed: bool = False) -> str:  # noqa: ARG001 -- its siblings' face
    """The array, in the order given."""
    return dumps([_fate_fields(fate) for fate in history])


def _fate_fields(fate: Fate) -> dict[str, object]:
    record, withdrawal = fate.record, fate.withdrawn_by
    return {
        **{key: _json_value(getattr(record, key, None)) for key in (*SHOWN, *SHOWN_OF_REASONS)},
        "withdrawn_by": None if withdrawal is None else withdrawal.id,
        "withdrawn_reason": None if withdrawal is None else withdrawal.reason,
        "superseded_by": fate.superseded_by,
    }


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return json_number(value)
    return value.isoformat() if isinstance(value, date) else value
