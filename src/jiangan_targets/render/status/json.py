"""The status as one JSON object."""

from __future__ import annotations

from jiangan_targets.domain.status import Status, folded
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.json import dumps, json_percent, progress_fields
from jiangan_targets.render.parts import parts_fields


def render(status: Status, _style: Style, *, grouped: bool) -> str:  # noqa: ARG001 -- every form's face
    """The object; the order of the targets is the one they are given in."""
    return dumps(
        {
            "year": status.plan.year,
            "on": status.on.isoformat(),
            "phase": status.phase.value,
            "example": status.example,
            "title": status.plan.title,
            "title_en": status.plan.title_en,
            "pace_percent": json_percent(status.pace),
            "targets": [{**progress_fields(item), **parts_fields(item)} for item in folded(status)],
            "counts": {standing.value: count for standing, count in status.counts.items()},
        }
    )
