"""What is said of a target: its rule, and a figure as the field reports it."""

from __future__ import annotations

from jiangan_targets.domain.kinds import Comparison, Judged, Kind
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.target import DONE, Plan, Reference, Target
from jiangan_targets.render import gaps, words
from jiangan_targets.render.language import N_, chinese
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal


def kind(value: Kind) -> str:
    """A kind of target, explained."""
    return _(_KINDS[value])


def rule(target: Target, plan: Plan) -> str:
    """What the target asks for, in words: `at least 16,000 spaces`, `done by 30 June`; `plan` names other targets."""
    extra = (
        (target.stretch, _(" (a stretch goal)")),
        (target.judged is Judged.YEAR_END, _(" (judged when the year ends)")),
    )
    return _asked(target, plan) + "".join(text for applies, text in extra if applies)


def _asked(target: Target, plan: Plan) -> str:
    if target.kind is Kind.EVENT:
        return "" if target.by is None else _("done by {day}").format(day=words.week_day(target.by))
    if target.value is None and target.reference is None:
        return _("no value is set: tracked, not judged")
    template = _COMPARISONS
    if target.kind is Kind.RANK:
        template = _RANKS if target.reference is None else _OTHER_RANKS
    if target.comparison is Comparison.ABOUT and target.lower_is_better:
        template = _CEILINGS
    figures = {"value": target.value, "threshold": target.threshold, "upper": target.upper}
    shown = {name: "–" if value is None else words.quantity(value, target) for name, value in figures.items()}
    if target.reference is not None:
        shown["value"] = _other_figure(target, target.reference, plan)
    text = _(template[target.comparison]).format(**shown)
    if target.stretch_value is None:
        return text
    return _("{rule}, aiming at {stretch}").format(rule=text, stretch=words.quantity(target.stretch_value, target))


def _other_figure(target: Target, reference: Reference, plan: Plan) -> str:
    """The figure that a target is to keep up with, and what that is now: `the figure of GDP growth (now 6.1%)`."""
    other = plan.target(reference.figure)
    name = safe_for_terminal(reference.figure) if other is None else words.name(other)
    template = _("the figure of {name}")
    if reference.plus:
        template = (
            _("the figure of {name} plus {plus}") if reference.plus > 0 else _("the figure of {name} less {plus}")
        )
    points = target.unit == "%"
    plus = abs(reference.plus)
    shown = _("{points} points").format(points=words.number(plus)) if points else words.quantity(plus, target)
    text = template.format(name=name, plus=shown)
    if target.value is None:
        return text
    return _("{text} (now {value})").format(text=text, value=words.quantity(target.value, target))


def figures(progress: Progress, wide: int = 0, wide_goal: int = 0) -> str:
    """Current figure and goal, so many cells wide: `9,000 / 16,000 spaces`; without a goal `300 spaces / –`."""
    target, unit = progress.target, words.goal_unit(progress.target)
    current = _to_the_right(words.current(progress), wide)
    if target.value is None:
        unit_of_current = "" if progress.record is None else unit
        return f"{current}{unit_of_current} / {words.goal(target)}"
    return f"{current} / {_to_the_right(words.goal(target), wide_goal)}{unit}"


def _to_the_right(text: str, wide: int) -> str:
    from jiangan_targets.render.drawing.cells import cell_len  # noqa: PLC0415 -- for columns only

    return " " * (wide - cell_len(text)) + text


def share(progress: Progress) -> str:
    """The figure's share of the target: `56.3%`; of a limit, `45.0% of the limit`; a dash when it has none."""
    if not progress.target.is_limit or progress.completion is None:
        return words.percent(progress.completion)
    return _("{percent} of the limit").format(percent=words.percent(progress.completion))


def has_share(progress: Progress) -> bool:
    """Whether a sentence says of how much of the target the figure is: no rate is, nor is a range."""
    target = progress.target
    counted = target.kind in {Kind.TOTAL, Kind.LEVEL} and target.upper is None
    return counted and progress.completion is not None


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
    if has_share(progress):
        of_year = _("{percent} of the year's limit") if target.is_limit else _("{percent} of the year's target")
        parts.append(of_year.format(percent=words.percent(progress.completion)))
    if progress.standing is Standing.OVER_LIMIT:
        parts.append(words.standing(progress.standing))
    elif progress.gap is not None:
        parts.append(gaps.phrase(progress))
    if progress.reaches_stretch:
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

_OTHER_RANKS = {
    Comparison.AT_MOST: N_("as good as {value}, or better"),
    Comparison.LESS_THAN: N_("better than {value}"),
}
