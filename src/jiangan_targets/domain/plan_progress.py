"""How every target of a plan stands, with its parts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jiangan_targets.domain.parts import PartsSum, parts_of, sum_of_parts
from jiangan_targets.domain.progress import Progress, assess
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Lights, Plan, Target


def assess_plan(plan: Plan, records: dict[str, Record], on: date) -> list[Progress]:
    """Every target of the plan, in its order; one without a figure of its own has the sum of its parts."""
    sums = {target.id: sum_of_parts(target, records) for target in plan.targets if target.parts}
    figures = {name: found.record for name, found in sums.items() if found is not None} | records
    return [_assess_whole(target, figures, sums.get(target.id), on, plan.lights) for target in plan.targets]


def _assess_whole(
    target: Target, figures: Mapping[str, Record], summed: PartsSum | None, on: date, lights: Lights
) -> Progress:
    record = figures.get(target.id)
    final = summed is None or record != summed.record or summed.complete
    item = assess(target, record, on, lights, figures, final=final)
    if not target.parts:
        return item
    parts = tuple(assess(part, figures.get(part.id), on, lights) for part in parts_of(target))
    return item._replace(parts=parts, summed=summed)
