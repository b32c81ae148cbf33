"""Several districts as one JSON object."""

from __future__ import annotations

from jiangan_targets.domain.calendar import AsOf
from jiangan_targets.domain.comparison import Comparison
from jiangan_targets.domain.overview import DistrictRow, Overview, TargetRow, Unread
from jiangan_targets.domain.progress import Standing
from jiangan_targets.render import words
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.json import dumps, json_percent, progress_fields


def render(found: Overview | Comparison, _style: Style) -> str:
    """The object: the districts in the order of their places, then the targets in the order of the plans."""
    return dumps(_overview(found) if isinstance(found, Overview) else _comparison(found))


def _overview(found: Overview) -> dict[str, object]:
    return {
        **_day(found.day),
        "counts": _counts(found.counts),
        "districts": [_district(row) for row in found.districts],
        "unreported": found.unreported,
        "targets": [_target(row) for row in found.targets],
        "unread": _unread(found.unread),
    }


def _comparison(found: Comparison) -> dict[str, object]:
    return {
        **_day(found.day),
        "target": found.target.id,
        "districts": [
            {"district": row.name, "place": row.place, **progress_fields(row.progress), "plan": row.digest[:16]}
            for row in found.rows
        ],
        "unreported": found.unreported,
        "without": found.without,
        "otherwise": found.otherwise,
        "unlike": found.unlike,
        "unread": _unread(found.unread),
    }


def _day(day: AsOf) -> dict[str, object]:
    return {
        "year": day.year,
        "on": day.on.isoformat(),
        "phase": day.phase.value,
        "pace_percent": json_percent(day.pace),
    }


def _district(row: DistrictRow) -> dict[str, object]:
    return {
        "district": row.name,
        "place": row.place,
        "on_pace_percent": json_percent(row.share),
        "judged": row.judged,
        "targets": row.targets,
        "counts": _counts(row.counts),
        "stale": row.stale,
        "latest": row.latest and row.latest.isoformat(),
        "plan": row.digest[:16],
    }


def _target(row: TargetRow) -> dict[str, object]:
    target = row.target
    return {
        "id": target.id,
        "name": target.name,
        "name_en": target.name_en,
        "kind": target.kind.value,
        "unit": target.unit,
        "districts": row.districts,
        "median_completion_percent": json_percent(row.median_completion),
        "median_gap_points": json_percent(row.median_gap),
        "counts": _counts(row.counts),
        "unreported": list(row.unreported),
    }


def _counts(counts: dict[Standing, int]) -> dict[str, int]:
    return {standing.value: count for standing, count in counts.items()}


def _unread(unread: list[Unread]) -> list[dict[str, str]]:
    return [{"district": each.name, "problem": words.say(each.problem)} for each in unread]
