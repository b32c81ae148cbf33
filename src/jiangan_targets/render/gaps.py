"""The gap of a target as a phrase or a cell; by last year's pace both gaps, each by its name."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.kinds import Comparison, Kind, Pacing
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.quantity import MAX_DECIMALS, canonical, format_quantity, round_half_up
from jiangan_targets.domain.target import Target
from jiangan_targets.render import words
from jiangan_targets.render.language import N_, ngettext
from jiangan_targets.render.language import translate as _


class _Names(NamedTuple):
    """What a pace is called: without a gap, and good and bad, of a goal and of a limit."""

    level: str
    goal: tuple[str, str]
    limit: tuple[str, str]


def phrase(progress: Progress) -> str:
    """`12.6 points behind pace`, `6 μg/m³ above the limit`; empty when there is none.

    By last year's pace the calendar's too: `9.0 points behind last year's pace (6.7 points behind the calendar's)`.
    """
    calendar = by_calendar(progress)
    if not calendar:
        return by_pace(progress)
    return _("{gap} ({calendar})").format(gap=by_pace(progress), calendar=calendar)


def by_calendar(progress: Progress) -> str:
    """Of a target that is judged by last year's pace: the gap to the calendar's; else empty."""
    if progress.by_calendar is None:
        return ""
    return _phrase(progress._replace(gap=progress.by_calendar.gap), _CALENDAR)


def by_pace(progress: Progress) -> str:
    """The gap that the standing goes by, with the name of the pace."""
    return _phrase(progress, _LAST_YEAR if progress.target.pace is Pacing.LAST_YEAR else _PACE)


def notes(items: Iterable[Progress]) -> list[str]:
    """Below columns of bare gaps: both gaps of each target that is judged by last year's pace, in words."""
    return [
        _("{name}: {what}").format(name=words.name(item.target), what=phrase(item))
        for item in items
        if by_calendar(item)
    ]


def _phrase(progress: Progress, names: _Names) -> str:
    if progress.gap is None:
        return ""
    target, rounded = progress.target, _rounded(progress.gap, progress.standing)
    paced = progress.pace_percent is not None
    if rounded == 0:
        return _(names.level) if paced else _("level with the target")
    if target.kind is Kind.RANK:
        side = _("{difference} better than asked") if rounded > 0 else _("{difference} short")
    elif target.comparison is Comparison.WITHIN and (not paced or _above_range(progress)):
        side = _("{difference} inside the range") if rounded > 0 else _("{difference} outside the range")
    elif paced:
        good, bad = names.limit if target.is_limit else names.goal
        side = _(good if rounded > 0 else bad)
    else:
        below = (rounded > 0) == target.lower_is_better
        # What is about a value has no sharp limit.
        limit = target.is_limit and target.comparison is not Comparison.ABOUT
        side = _(_BESIDE[(limit, below)])
    return side.format(difference=_difference(progress))


def _rounded(gap: Decimal, standing: Standing) -> Decimal:
    """To one decimal; what was missed, or broken, by less than that is never said to be level with the target."""
    lost = standing in {Standing.MISSED, Standing.OVER_LIMIT}
    places = (place for place in range(1, MAX_DECIMALS + 1) if round_half_up(gap, place))
    return round_half_up(gap, next(places, 1) if lost else 1)


def _above_range(progress: Progress) -> bool:
    upper, record = progress.target.upper, progress.record
    return upper is not None and record is not None and record.value > upper


def signed(progress: Progress) -> str:
    """The gap as a column has it: points as a bare number, `-12.6`, all else with its unit, `-6 μg/m³`."""
    if progress.gap is None or progress.target.gap_in_points:
        return words.points(progress.gap)
    rounded = _rounded(progress.gap, progress.standing)
    return f"{'+' if rounded > 0 else '-' if rounded < 0 else ''}{_difference(progress)}"


def in_unit(target: Target, gap: Decimal) -> str:
    """A gap of several districts, to one decimal, with the target's unit: `-1.5 places`, `+6 μg/m³`."""
    rounded = round_half_up(gap, 1)
    return f"{'+' if rounded > 0 else '-' if rounded < 0 else ''}{_in_unit(target, abs(rounded))}"


def _difference(progress: Progress) -> str:
    """How far off, without a sign: the phrase says on which side."""
    assert progress.gap is not None  # noqa: S101 -- its only caller has looked
    size = abs(_rounded(progress.gap, progress.standing))
    if progress.target.kind is not Kind.RANK and progress.target.gap_in_points:
        return _("{points} points").format(points=format_quantity(size))
    return _in_unit(progress.target, size)


def _in_unit(target: Target, size: Decimal) -> str:
    count = format_quantity(canonical(size))
    if target.kind is Kind.RANK:
        return ngettext("{count} place", "{count} places", 1 if size == 1 else 2).format(count=count)
    # Not in the target's own decimals: 49.6 of 50 would be short by 0.
    return count + words.spaced_unit(target)


_PACE = _Names(
    N_("on pace to the point"),
    (N_("{difference} ahead of pace"), N_("{difference} behind pace")),
    (N_("{difference} below the pace of the limit"), N_("{difference} above the pace of the limit")),
)
_LAST_YEAR = _Names(
    N_("level with last year's pace"),
    (N_("{difference} ahead of last year's pace"), N_("{difference} behind last year's pace")),
    (N_("{difference} below last year's pace of the limit"), N_("{difference} above last year's pace of the limit")),
)
_CALENDAR = _Names(
    N_("level with the calendar's"),
    (N_("{difference} ahead of the calendar's"), N_("{difference} behind the calendar's")),
    (N_("{difference} below the calendar's"), N_("{difference} above the calendar's")),
)

_BESIDE = {
    (False, False): N_("{difference} above target"),
    (False, True): N_("{difference} below target"),
    (True, True): N_("{difference} below the limit"),
    (True, False): N_("{difference} above the limit"),
}
"""By whether it is a limit, and whether the figure is below it."""
