"""Places in an order where equals share one: 1, 2, 2, 4."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def places(measures: Sequence[Decimal | None]) -> list[int | None]:
    """The place of each, the greatest measure first; None where there is nothing to compare."""
    known = sorted((measure for measure in measures if measure is not None), reverse=True)
    first: dict[Decimal, int] = {}
    for place, measure in enumerate(known, start=1):
        first.setdefault(measure, place)
    return [None if measure is None else first[measure] for measure in measures]
