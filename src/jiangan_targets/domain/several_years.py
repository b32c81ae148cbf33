"""A target that several years are to reach together: what they have reached up to now, of what."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.progress import Progress


class Together(NamedTuple):
    """What the years up to now brought, and what all are to bring, in the target's unit."""

    reached: Decimal
    whole: Decimal

    @property
    def percent(self) -> Decimal | None:
        """The share reached; None of a whole of 0."""
        return self.reached * 100 / self.whole if self.whole else None


def together(progress: Progress) -> Together | None:
    """The years before brought their shares; None of a single year, without a figure, or while no share is set."""
    target, record = progress.target, progress.record
    if target.total_by is None or record is None:
        return None
    shares = {share.year: share.value for share in target.years}
    if target.value is not None:
        shares[target.year] = target.value
    if target.year not in shares:
        return None
    earlier = [value for year, value in shares.items() if year < target.year]
    return Together(sum(earlier, record.value), sum(shares.values(), Decimal(0)))
