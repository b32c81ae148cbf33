"""How every target of a plan stands, with its parts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jiangan_targets.domain.kinds import Comparison
from jiangan_targets.domain.parts import PartsSum, parts_of, sum_of_parts
from jiangan_targets.domain.progress import FAVOURABLE, Progress, Standing, assess
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
    is_sum = summed is not None and record == summed.record
    final = not is_sum or summed is None or summed.complete
    item = assess(target, record, on, lights, figures, final=final)
    if not target.parts:
        return item
    if summed is not None and is_sum:
        item = item._replace(standing=_of_sum(item, summed))
    parts = tuple(assess(part, figures.get(part.id), on, lights) for part in parts_of(target))
    return item._replace(parts=parts, summed=summed)


def _of_sum(item: Progress, summed: PartsSum) -> Standing:
    """Whether a limit or a range is kept is for those to say who did not report, or not of that day."""
    limited = item.target.lower_is_better or item.target.comparison is Comparison.WITHIN
    favoured = item.target.lower_is_better and summed.missing and item.standing in FAVOURABLE
    undecided = not summed.complete and limited and (item.standing is Standing.MET or favoured)
    return Standing.IN_PROGRESS if undecided else item.standing
