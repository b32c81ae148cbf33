"""Growth (同比增长): a figure against the one of the same day of the year before, in percent."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from jiangan_targets.domain.comparable import base_of
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.parts import ValueFrom
from jiangan_targets.domain.progress import Progress

if TYPE_CHECKING:
    from jiangan_targets.domain.outlook import LastYear

GROWING = frozenset({Kind.TOTAL, Kind.LEVEL})
"""The kinds of which a growth can be told; a rate is one already, or a share."""


def growth(item: Progress, last_year: Mapping[str, LastYear]) -> Decimal | None:
    """In percent of last year's figure, exactly; None where nothing comparable is known, or it was not above 0.

    `last_year` is by the ids of targets and parts. A sum that parts are missing of, or have older figures in, is
    compared with nothing; a whole one with the whole of last year, or with the same parts' sum.
    """
    if item.record is None or item.target.kind not in GROWING:
        return None
    base = _base(item, last_year)
    return item.record.value * 100 / base - 100 if base is not None and base > 0 else None


def _base(item: Progress, last_year: Mapping[str, LastYear]) -> Decimal | None:
    record, summed = item.record, item.value_from is ValueFrom.PARTS
    if record is None or (summed and item.summed is not None and not item.summed.complete):
        return None
    found = base_of(item.target, record.as_of, last_year.get(item.target.id))
    if found is not None or not summed:
        return None if found is None else found.value
    bases = [base_of(part.target, record.as_of, last_year.get(part.target.id)) for part in item.parts]
    known = [base.value for base in bases if base is not None]
    return sum(known, Decimal(0)) if len(known) == len(bases) else None
