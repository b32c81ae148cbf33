"""The parts of a target in order (排名): by completion, by the gap to the pace, or by growth.

Places are those of a competition: who is level shares a place, and the next one is as many further down (1, 1, 3). Who
has no figure, or no value to be measured by, has no place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from jiangan_targets.domain.growth import GROWING, growth
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Message, message

if TYPE_CHECKING:
    from datetime import date

    from jiangan_targets.domain.outlook import LastYear
    from jiangan_targets.domain.status import Status

_NO_YEAR: Mapping[str, LastYear] = MappingProxyType({})
_GAP_PLACES = 15
"""A gap is divided twice: equal ones may differ beyond this decimal, and no two figures do."""


class Measure(StrEnum):
    """What parts are ranked by."""

    COMPLETION = "completion"
    GAP = "gap"
    GROWTH = "growth"


class Ranked(NamedTuple):
    """A part in a ranking; `place` is None where it has none.

    `measure` is what it is ranked by: in percent; a gap in points, or in the target's unit. `before` is its rank on
    the day that places are compared with.
    """

    progress: Progress
    place: int | None
    measure: Decimal | None
    before: Ranked | None = None

    @property
    def climbed(self) -> int | None:
        """By how many places it is nearer to the first; None where one of the two places is not known."""
        if self.place is None or self.before is None or self.before.place is None:
            return None
        return self.before.place - self.place

    @property
    def new(self) -> bool:
        """Whether it has a place, and had no figure on the day before."""
        return self.place is not None and self.before is not None and self.before.progress.record is None


class Ranking(NamedTuple):
    """The parts of a target, the best first: after those with a place those without a measure, then without a figure.

    `since` is the day that places are compared with; `measure_of_whole` is the target's own.
    """

    whole: Progress
    by: Measure
    parts: tuple[Ranked, ...]
    since: date | None = None
    measure_of_whole: Decimal | None = None

    @property
    def placed(self) -> list[Ranked]:
        """Those that have a place."""
        return [each for each in self.parts if each.place is not None]

    @property
    def smaller_is_better(self) -> bool:
        """Whether the first has the smallest measure."""
        return not _higher_is_better(self.whole.target, self.by)


class Rankings(NamedTuple):
    """The rankings of a plan's targets that have parts; and of those that cannot be ranked, why."""

    made: list[Ranking]
    left_out: list[tuple[Target, Message]]


def places(measures: Sequence[Decimal], *, higher: bool) -> list[int]:
    """The place of each: one more than there are better ones; `higher` tells whether the greatest is the best."""
    order = sorted(-measure if higher else measure for measure in measures)
    return [bisect_left(order, -measure if higher else measure) + 1 for measure in measures]


def usual_measure(whole: Target) -> Measure | None:
    """By completion; of rates, which are no shares, and where there is none by gap. None where neither is known."""
    usual = (Measure.GAP, Measure.COMPLETION) if whole.kind is Kind.RATE else (Measure.COMPLETION, Measure.GAP)
    return next((by for by in usual if obstacle(whole, by) is None), None)


def obstacle(whole: Target, by: Measure) -> Message | None:
    """Why the parts of a target cannot be ranked by a measure; None where they can."""
    if by is Measure.GROWTH:
        return None if whole.kind in GROWING else message("only totals and levels grow")
    values = [part.value for part in whole.parts if part.value is not None]
    if by is Measure.COMPLETION and whole.kind is Kind.EVENT:
        return None
    if not values:
        return message("its parts have no values")
    if by is Measure.GAP:
        unpaced = whole.kind is Kind.LEVEL and not whole.expected_in_full
        return message("the pace of a level's parts is not known") if unpaced else None
    if whole.kind is Kind.RANK or whole.comparison is Comparison.WITHIN:
        return message("a rank or a range has no completion")
    if min(values) < 0 < max(values):
        return message("some of its parts are to rise, others to fall")
    return None


def rank(
    whole: Progress,
    by: Measure,
    last_year: Mapping[str, LastYear] = _NO_YEAR,
    earlier: Progress | None = None,
    since: date | None = None,
) -> Ranking:
    """The parts of a target in order; `earlier` is the same target on the day `since`, to tell how places changed.

    `last_year` has the records of the year before, by the ids of targets and parts, for growth.
    """
    before = {} if earlier is None else {each.progress.target.id: each for each in _ranked(earlier, by, last_year)}
    ranked = [each._replace(before=before.get(each.progress.target.id)) for each in _ranked(whole, by, last_year)]
    return Ranking(
        whole=whole,
        by=by,
        parts=tuple(sorted(ranked, key=_order)),
        since=since,
        measure_of_whole=_measured(whole, by, last_year),
    )


def rank_all(
    now: Sequence[Progress],
    by: Measure | None = None,
    last_year: Mapping[str, LastYear] = _NO_YEAR,
    earlier: Sequence[Progress] = (),
    since: date | None = None,
) -> Rankings:
    """Every target that has parts, in the order given; by its usual measure where none is said."""
    before = {item.target.id: item for item in earlier}
    found = Rankings([], [])
    for item in now:
        if not item.parts:
            continue
        wanted = by or usual_measure(item.target) or Measure.COMPLETION
        if (why := obstacle(item.target, wanted)) is not None:
            found.left_out.append((item.target, why))
        else:
            found.made.append(rank(item, wanted, last_year, before.get(item.target.id), since))
    return found


def told_against(now: Status, earlier: Status | None) -> list[Ranking]:
    """What a report tells: by the usual measures, where a part has a place, against an earlier status.

    Where no part had a figure then nothing is compared: that all of them are new says nothing.
    """
    before, since = ([], None) if earlier is None else (earlier.progress, earlier.on)
    known = [item for item in before if any(part.record is not None for part in item.parts)]
    compared = {item.target.id for item in known}
    return [
        ranking if ranking.whole.target.id in compared else ranking._replace(since=None)
        for ranking in rank_all(now.progress, earlier=known, since=since).made
        if ranking.placed
    ]


def _ranked(whole: Progress, by: Measure, last_year: Mapping[str, LastYear]) -> list[Ranked]:
    """In the plan's order."""
    measures = [_measured(part, by, last_year) for part in whole.parts]
    known = [_exact(measure, by) for measure in measures if measure is not None]
    found = iter(places(known, higher=_higher_is_better(whole.target, by)))
    return [
        Ranked(part, None if measure is None else next(found), measure)
        for part, measure in zip(whole.parts, measures, strict=True)
    ]


def _measured(item: Progress, by: Measure, last_year: Mapping[str, LastYear]) -> Decimal | None:
    if by is Measure.GROWTH:
        return growth(item, last_year)
    return item.completion if by is Measure.COMPLETION else item.gap


def _exact(measure: Decimal, by: Measure) -> Decimal:
    return round_half_up(measure, _GAP_PLACES) if by is Measure.GAP else measure


def _order(each: Ranked) -> tuple[int, int]:
    if each.place is not None:
        return 0, each.place
    return (1, 0) if each.progress.record is not None else (2, 0)


def _higher_is_better(whole: Target, by: Measure) -> bool:
    """A positive gap is always good; of a limit little is to be used up, and a fall (−3%) is the more done the deeper.

    A whole may be without a value where its parts have some: they tell whether it is a fall.
    """
    if by is Measure.GAP:
        return True
    if by is Measure.GROWTH or whole.kind is Kind.EVENT:
        return whole.kind is Kind.EVENT or not whole.lower_is_better
    falls = any(part.value is not None and part.value < 0 for part in whole.parts)
    return whole.lower_is_better == falls
