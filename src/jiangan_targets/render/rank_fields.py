"""A ranking as JSON under its fixed names; unknown numbers are null."""

from __future__ import annotations

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.ranking import Measure, Ranked, Ranking
from jiangan_targets.render.json import json_number, json_percent


def ranking_fields(ranking: Ranking) -> dict[str, object]:
    """The parts in their order, then the whole."""
    target = ranking.whole.target
    return {
        "id": target.id,
        "name": target.name,
        "name_en": target.name_en,
        "unit": target.unit,
        "unit_of": target.unit_of,
        "by": ranking.by.value,
        "smaller_is_better": ranking.smaller_is_better,
        "since": None if ranking.since is None else ranking.since.isoformat(),
        "parts": [_part_fields(each, ranking) for each in ranking.parts],
        "whole": {
            **_figures(ranking.whole),
            "growth_percent": json_percent(ranking.measure_of_whole if ranking.by is Measure.GROWTH else None),
            "value_from": None if ranking.whole.value_from is None else ranking.whole.value_from.value,
            "parts_counted": 0 if ranking.whole.summed is None else ranking.whole.summed.counted,
        },
        "parts_missing": [each.progress.target.part for each in ranking.parts if each.progress.record is None],
    }


def _part_fields(each: Ranked, ranking: Ranking) -> dict[str, object]:
    before = each.before
    return {
        "place": each.place,
        "part": each.progress.target.part,
        "id": each.progress.target.id,
        **_figures(each.progress),
        "growth_percent": json_percent(each.measure if ranking.by is Measure.GROWTH else None),
        "place_before": None if before is None else before.place,
        "climbed": each.climbed,
        "new": each.new,
    }


def _figures(item: Progress) -> dict[str, object]:
    """The names that `status --json` has for them."""
    target, record = item.target, item.record
    return {
        "target": None if target.value is None else json_number(target.value),
        "value": None if record is None else json_number(record.value),
        "as_of": None if record is None else record.as_of.isoformat(),
        "completion_percent": json_percent(item.completion),
        "gap_points": json_percent(item.gap),
        "standing": item.standing.value,
        "stale": item.stale,
    }
