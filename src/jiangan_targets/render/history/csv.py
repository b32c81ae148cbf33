"""The records and reasons as CSV, one row each; what either has not is empty."""

from __future__ import annotations

from jiangan_targets.domain.record import SHOWN, SHOWN_OF_REASONS, Fate, Record
from jiangan_targets.domain.target import Plan
from jiangan_targets.render import words
from jiangan_targets.render.csv import table
from jiangan_targets.render.drawing.style import Style

_COLUMNS = tuple(column for key in SHOWN if key != "part" for column in ((key, "unit") if key == "value" else (key,)))
_FATE_COLUMNS = ("withdrawn_by", "withdrawn_reason", "superseded_by")
_BEHIND = (*SHOWN_OF_REASONS, "part")
"""Columns that came later stand last: scripts count them from the left."""


def render(history: list[Fate], plan: Plan, _style: Style, *, narrowed: bool = False) -> str:  # noqa: ARG001 -- its siblings' face
    """The records in the order given, with the unit of each figure."""
    units = {target.id: words.unit(target) for target in plan.targets}
    return table(
        (*_COLUMNS, *_FATE_COLUMNS, *_BEHIND),
        (
            (
                *(_unit(fate, units) if key == "unit" else getattr(fate.record, key, None) for key in _COLUMNS),
                fate.withdrawn_by and fate.withdrawn_by.id,
                fate.withdrawn_by and fate.withdrawn_by.reason,
                fate.superseded_by,
                *(getattr(fate.record, key, None) for key in _BEHIND),
            )
            for fate in history
        ),
    )


def _unit(fate: Fate, units: dict[str, str]) -> str | None:
    return units.get(fate.record.target) if isinstance(fate.record, Record) else None
