"""Places in an order, as in a competition: equals share one, and the next is as many further down (1, 2, 2, 4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal


def places(measures: Sequence[Decimal | None], *, higher: bool = True) -> list[int | None]:
    """One more than there are better ones; None where there is nothing to compare.

    `higher` tells whether the greatest is the best.
    """
    sign = -1 if higher else 1
    order = sorted(sign * measure for measure in measures if measure is not None)
    return [None if measure is None else bisect_left(order, sign * measure) + 1 for measure in measures]
