"""What is said of a target: its rule, its gap as a phrase, and a figure as the field reports it."""

from __future__ import annotations

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import format_quantity, round_half_up
from jiangan_targets.domain.target import Comparison, Kind, Target
from jiangan_targets.render import words
from jiangan_targets.render.language import N_, chinese
from jiangan_targets.render.language import translate as _


def kind(value: Kind) -> str:
    """A kind of target, explained."""
    return _(_KINDS[value])


def rule(target: Target) -> str:
    """The comparison in words: `at least 16,000 spaces`."""
    template = _(_COMPARISONS[target.comparison])
    text = template.format(
        value=words.quantity(target.value, target), threshold=words.quantity(target.threshold, target)
    )
    return text + _(" (a stretch goal)") if target.stretch else text


def gap(progress: Progress) -> str:
    """The gap as a phrase: `-12.6 points behind pace`; empty when there is none."""
    if progress.gap is None:
        return ""
    rounded = round_half_up(progress.gap, 1)
    of_rate = progress.target.kind is Kind.RATE
    if rounded == 0:
        return _("level with the target") if of_rate else _("on pace to the point")
    if of_rate:
        template = _("{signed} points above target") if rounded > 0 else _("{signed} points below target")
        if progress.target.comparison is Comparison.AT_MOST:
            template = _("{signed} points, below the limit") if rounded > 0 else _("{signed} points, above the limit")
    else:
        template = _("{signed} points ahead of pace") if rounded > 0 else _("{signed} points behind pace")
    return template.format(signed=words.points(progress.gap), points=format_quantity(abs(rounded)))


def sentence(progress: Progress) -> str:
    """A figure as the field reports it.

    `截至9月8日，新增停车位累计完成9000个，占年度目标的56.3%，落后序时进度12.6个百分点。`
    A rate is compared with its target in points, never as a share of it. Empty without a figure.
    """
    target, record = progress.target, progress.record
    if record is None:
        return ""
    limit = target.comparison is Comparison.AT_MOST
    lead = _(_LIMIT_LEAD if limit and target.kind is Kind.TOTAL else _LEADS[target.kind])
    parts = [
        lead.format(
            day=words.week_day(record.as_of), name=words.name(target), value=words.prose_quantity(record.value, target)
        )
    ]
    if target.kind is not Kind.RATE and progress.completion is not None:
        share = _("{percent} of the year's limit") if limit else _("{percent} of the year's target")
        parts.append(share.format(percent=words.percent(progress.completion)))
    if progress.gap is not None:
        parts.append(gap(progress))
    return words.clauses(parts) + ("。" if chinese() else ".")


_LEADS = {
    Kind.TOTAL: N_("{name} by {day}: {value}"),
    Kind.LEVEL: N_("{name} on {day}: {value}"),
    Kind.RATE: N_("{name} as of {day}: {value}"),
}
_LIMIT_LEAD = N_("{name} up to {day}: {value}")

_KINDS = {
    Kind.TOTAL: N_("total: counted from 0 on 1 January"),
    Kind.LEVEL: N_("level: a stock at a moment"),
    Kind.RATE: N_("rate: growth or share, the same target all year"),
}

_COMPARISONS = {
    Comparison.AT_LEAST: N_("at least {value}"),
    Comparison.MORE_THAN: N_("more than {value}"),
    Comparison.ABOUT: N_("about {value} (from {threshold})"),
    Comparison.AT_MOST: N_("at most {value}"),
}
