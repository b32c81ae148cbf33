"""What is said of a target: its rule, its gap as a phrase, and a figure as the field reports it."""

from __future__ import annotations

from decimal import ROUND_CEILING

from jiangan_targets.domain.counted import comes_whole
from jiangan_targets.domain.forecast import Need
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.quantity import canonical, format_quantity, round_half_up
from jiangan_targets.domain.target import DONE, Comparison, Judged, Kind, Target
from jiangan_targets.render import words
from jiangan_targets.render.language import N_, chinese, ngettext
from jiangan_targets.render.language import translate as _


def kind(value: Kind) -> str:
    """A kind of target, explained."""
    return _(_KINDS[value])


def rule(target: Target) -> str:
    """What the target asks for, in words: `at least 16,000 spaces`, `done by 30 June`."""
    extra = (
        (target.stretch, _(" (a stretch goal)")),
        (target.judged is Judged.YEAR_END, _(" (judged when the year ends)")),
    )
    return _asked(target) + "".join(text for applies, text in extra if applies)


def _asked(target: Target) -> str:
    if target.kind is Kind.EVENT:
        return "" if target.by is None else _("done by {day}").format(day=words.week_day(target.by))
    if target.value is None and target.reference is None:
        return _("no value is set: tracked, not judged")
    if target.value is None and target.reference is not None:
        return _("the current figure of {figure}, plus {plus}").format(
            figure=target.reference.figure, plus=words.quantity(target.reference.plus, target)
        )
    template = _RANKS if target.kind is Kind.RANK else _COMPARISONS
    if target.comparison is Comparison.ABOUT and target.lower_is_better:
        template = _CEILINGS
    figures = {"value": target.value, "threshold": target.threshold, "upper": target.upper}
    shown = {name: "" if value is None else words.quantity(value, target) for name, value in figures.items()}
    text = _(template[target.comparison]).format(**shown)
    if target.stretch_value is None:
        return text
    return _("{rule}, aiming at {stretch}").format(rule=text, stretch=words.quantity(target.stretch_value, target))


def share(progress: Progress) -> str:
    """The figure's share of the target: `56.3%`; of a limit, `45.0% of the limit`; a dash when it has none."""
    if not progress.target.is_limit or progress.completion is None:
        return words.percent(progress.completion)
    return _("{percent} of the limit").format(percent=words.percent(progress.completion))


def gap(progress: Progress) -> str:
    """The gap as a phrase: `12.6 points behind pace`, `6 μg/m³ above the limit`; empty when there is none."""
    if progress.gap is None:
        return ""
    target, rounded = progress.target, round_half_up(progress.gap, 1)
    paced = progress.pace_percent is not None
    if rounded == 0:
        return _("on pace to the point") if paced else _("level with the target")
    if target.kind is Kind.RANK:
        side = _("{difference} better than asked") if rounded > 0 else _("{difference} short")
    elif target.comparison is Comparison.WITHIN and not paced:
        side = _("{difference} inside the range") if rounded > 0 else _("{difference} outside the range")
    elif paced:
        good, bad = _PACED[target.is_limit]
        side = _(good if rounded > 0 else bad)
    else:
        below = (rounded > 0) == target.lower_is_better
        side = _(_BESIDE[(target.is_limit, below)])
    return side.format(difference=_difference(progress))


def _difference(progress: Progress) -> str:
    """How far off, without a sign: the phrase says on which side."""
    assert progress.gap is not None  # noqa: S101 -- its only caller has looked
    size = abs(progress.gap)
    if progress.target.kind is Kind.RANK:
        return ngettext("{count} place", "{count} places", int(size)).format(count=format_quantity(size))
    if progress.target.gap_in_points:
        return _("{points} points").format(points=format_quantity(round_half_up(size, 1)))
    return words.quantity(canonical(round_half_up(size, 1)), progress.target)


def still_needed(need: Need, target: Target) -> str:
    """What is missing, and what each week and month has to bring; of what comes whole, no fraction of one.

    Below one a week it is said by the month, below one a month only what is missing.
    """
    missing = words.quantity(need.missing, target)
    if not comes_whole(target, need.missing):
        per_week, per_month = (words.approximate(value, target) for value in (need.per_week, need.per_month))
    else:
        per_week, per_month = (
            words.quantity(value.to_integral_value(ROUND_CEILING), target) for value in (need.per_week, need.per_month)
        )
        if need.per_month < 1:
            return _("{missing} more").format(missing=missing)
        if need.per_week < 1:
            return _("{missing} more: {per_month} per month from now").format(missing=missing, per_month=per_month)
    return _("{missing} more: {per_week} per week or {per_month} per month from now").format(
        missing=missing, per_week=per_week, per_month=per_month
    )


def sentence(progress: Progress) -> str:
    """A figure as the field reports it.

    `截至9月8日，新增停车位累计完成9000个，占年度目标的56.3%，落后序时进度12.6个百分点。`
    A rate is compared with its target in points, never as a share of it. Empty without a figure.
    """
    target, record = progress.target, progress.record
    if record is None:
        return ""
    lead = _(_LIMIT_LEAD if target.is_limit and target.kind is Kind.TOTAL else _LEADS[target.kind])
    if target.kind is Kind.EVENT and record.value >= DONE:
        lead = _("{name}: done on {day}")
    value = words.prose_quantity(record.value, target)
    parts = [lead.format(day=words.week_day(record.as_of), name=words.name(target), value=value)]
    if target.kind in {Kind.TOTAL, Kind.LEVEL} and progress.completion is not None:
        of_year = _("{percent} of the year's limit") if target.is_limit else _("{percent} of the year's target")
        parts.append(of_year.format(percent=words.percent(progress.completion)))
    if progress.standing is Standing.OVER_LIMIT:
        parts.append(words.standing(progress.standing))
    elif progress.gap is not None:
        parts.append(gap(progress))
    if target.reaches_stretch(record.value):
        parts.append(_("the stretch goal is reached"))
    return words.clauses(parts) + ("。" if chinese() else ".")


_LEADS = {
    Kind.TOTAL: N_("{name} by {day}: {value}"),
    Kind.LEVEL: N_("{name} on {day}: {value}"),
    Kind.RATE: N_("{name} as of {day}: {value}"),
    Kind.EVENT: N_("{name} on {day}: {value} done"),
    Kind.RANK: N_("{name} as of {day}: rank {value}"),
}
_LIMIT_LEAD = N_("{name} up to {day}: {value}")

_KINDS = {
    Kind.TOTAL: N_("total: counted from 0 on 1 January"),
    Kind.LEVEL: N_("level: a stock at a moment"),
    Kind.RATE: N_("rate: growth or share, the same target all year"),
    Kind.EVENT: N_("event: to be done by a day"),
    Kind.RANK: N_("rank: a smaller one is better"),
}

_COMPARISONS = {
    Comparison.AT_LEAST: N_("at least {value}"),
    Comparison.MORE_THAN: N_("more than {value}"),
    Comparison.ABOUT: N_("about {value} (from {threshold})"),
    Comparison.AT_MOST: N_("at most {value}"),
    Comparison.LESS_THAN: N_("less than {value}"),
    Comparison.WITHIN: N_("from {value} to {upper}"),
}
_CEILINGS = {Comparison.ABOUT: N_("about {value} (up to {threshold})")}
_RANKS = {
    Comparison.AT_MOST: N_("rank {value} or better"),
    Comparison.LESS_THAN: N_("better than rank {value}"),
}

_PACED = {
    False: (N_("{difference} ahead of pace"), N_("{difference} behind pace")),
    True: (N_("{difference} below the pace of the limit"), N_("{difference} above the pace of the limit")),
}
"""Good and bad, of a goal and of a limit."""

_BESIDE = {
    (False, False): N_("{difference} above target"),
    (False, True): N_("{difference} below target"),
    (True, True): N_("{difference} below the limit"),
    (True, False): N_("{difference} above the limit"),
}
"""By whether it is a limit, and whether the figure is below it."""
