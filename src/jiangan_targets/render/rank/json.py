"""Rankings as one JSON object."""

from __future__ import annotations

from jiangan_targets.domain.ranking import Ranking
from jiangan_targets.domain.status import Status
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.json import dumps
from jiangan_targets.render.rank_fields import ranking_fields


def render(status: Status, rankings: list[Ranking], _style: Style) -> str:
    """The object; the targets in the order of the plan."""
    return dumps(
        {
            "year": status.plan.year,
            "on": status.on.isoformat(),
            "title": status.plan.title,
            "title_en": status.plan.title_en,
            "targets": [ranking_fields(ranking) for ranking in rankings],
        }
    )
