"""All wording of numbers, units, standings and days, in the language that was chosen once at the start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

from jiangan_targets.domain.calendar import MONTH_NAMES
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.quantity import canonical, format_quantity, round_half_up
from jiangan_targets.domain.target import Comparison, Group, Kind, Plan, Target
from jiangan_targets.errors import Message
from jiangan_targets.render.language import N_, chinese, visible
from jiangan_targets.render.language import translate as _


def say(message: Message) -> str:
    """A message in the chosen language, with whatever fills it made readable and harmless."""
    return _(message.template).format_map({key: plain(value) for key, value in message.fields.items()})


def plain(value: object) -> str:
    """Any value as readers expect it."""
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, Standing):
        return standing(value)
    if isinstance(value, Decimal):
        return format_quantity(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | int):
        return str(value)
    if isinstance(value, PurePath):
        return visible(str(value))
    return visible(str(value))


def name(item: Target | Group) -> str:
    """What a target or group is called."""
    return visible(item.name if chinese() else item.name_en)


def title(plan: Plan) -> str:
    """The plan's title."""
    return visible(plan.title if chinese() else plan.title_en)


def unit(target: Target) -> str:
    """The target's unit."""
    return visible(target.unit if chinese() or target.unit_en is None else target.unit_en)


def number(value: Decimal, target: Target | None = None) -> str:
    """A figure in digits with thousands separators, rounded only if the target asks for it."""
    return format_quantity(value, decimals=None if target is None else target.decimals)


def quantity(value: Decimal, target: Target) -> str:
    """A figure with its unit: `9,000 spaces`, `9,000个`, `6.1%`."""
    return number(value, target) + spaced_unit(target)


def current(item: Progress) -> str:
    """The current figure in digits; a dash when there is none."""
    return "–" if item.record is None else number(item.record.value, item.target)


def spaced_unit(target: Target) -> str:
    """The unit as it follows a figure: ` spaces`, `个`, `%`."""
    return _unit_gap(target) + unit(target)


def approximate(value: Decimal, target: Target) -> str:
    """A computed figure with its unit, to one decimal unless the target says otherwise."""
    rounded = round_half_up(value, 1 if target.decimals is None else target.decimals)
    return format_quantity(rounded) + spaced_unit(target)


def _unit_gap(target: Target) -> str:
    """English puts a blank before a unit that is a word."""
    return "" if chinese() or target.unit == "%" or target.unit_en is None else " "


def percent(value: Decimal | None) -> str:
    """A percentage to one decimal: `56.3%`; a dash when it is unknown."""
    return "–" if value is None else f"{format_quantity(round_half_up(value, 1))}%"


def points(value: Decimal | None) -> str:
    """Percentage points with their sign, to one decimal: `-12.6`; a dash when unknown."""
    if value is None:
        return "–"
    rounded = round_half_up(value, 1)
    return f"{'+' if rounded > 0 else ''}{format_quantity(rounded or abs(rounded))}"


def change(value: Decimal, target: Target) -> str:
    """A difference of figures with its sign: `+1,500`."""
    return f"{'+' if value > 0 else ''}{number(canonical(value), target)}"


def standing(value: Standing) -> str:
    """A standing in the field's term."""
    return _(_STANDINGS[value])


def sign(value: Standing, *, ascii_only: bool = False) -> str:
    """A standing's sign, which works without colour."""
    return _SIGNS[value][ascii_only]


def as_of(item: Progress) -> str:
    """The day of the current figure, and whether it has become stale; a dash when there is none."""
    if item.record is None:
        return "–"
    day = item.record.as_of.isoformat()
    return _("{day} stale").format(day=day) if item.stale else day


def standing_of(progress: Progress) -> str:
    """A target's standing; a stretch goal that was missed did not fail."""
    if progress.standing is Standing.MISSED and progress.target.stretch:
        return _("stretch goal not reached")
    return standing(progress.standing)


def field(key: str) -> str:
    """A field of a record, as a heading."""
    return _(_FIELDS.get(key, key))


def kind(value: Kind) -> str:
    """A kind of target, explained."""
    return _(_KINDS[value])


def rule(target: Target) -> str:
    """The comparison in words: `at least 16,000 spaces`."""
    template = _(_COMPARISONS[target.comparison])
    text = template.format(value=quantity(target.value, target), threshold=quantity(target.threshold, target))
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
    return template.format(signed=points(progress.gap), points=format_quantity(abs(rounded)))


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
    parts = [lead.format(day=week_day(record.as_of), name=name(target), value=prose_quantity(record.value, target))]
    if target.kind is not Kind.RATE and progress.completion is not None:
        share = _("{percent} of the year's limit") if limit else _("{percent} of the year's target")
        parts.append(share.format(percent=percent(progress.completion)))
    if progress.gap is not None:
        parts.append(gap(progress))
    return clauses(parts) + ("。" if chinese() else ".")


def prose_quantity(value: Decimal, target: Target) -> str:
    """A figure with its unit as running text has it: Chinese writes `9000个`, without separators."""
    return format_quantity(value, grouped=not chinese(), decimals=target.decimals) + spaced_unit(target)


def clauses(parts: Iterable[str]) -> str:
    """Parts of a sentence after each other: `a, b`, `a，b`; empty ones are left out."""
    return ("，" if chinese() else ", ").join(filter(None, parts))


def listing(names: Iterable[str]) -> str:
    """Names after each other: `a, b`, `a、b`."""
    return ("、" if chinese() else ", ").join(names)


def day(value: date) -> str:
    """A day as a sentence names it: `8 September 2024`, `2024年9月8日`."""
    if chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}"


def minute(value: datetime) -> str:
    """A moment as the clock showed it where it was written down: `2024-09-09 09:12`."""
    return value.strftime("%Y-%m-%d %H:%M")


def week_day(value: date) -> str:
    """A day without its year: `8 September`, `9月8日`."""
    return f"{value.month}月{value.day}日" if chinese() else f"{value.day} {MONTH_NAMES[value.month - 1]}"


def month(number: int) -> str:
    """A month below a chart: `Sep`, `9月`."""
    return f"{number}月" if chinese() else MONTH_NAMES[number - 1][:3]


_LEADS = {
    Kind.TOTAL: N_("{name} by {day}: {value}"),
    Kind.LEVEL: N_("{name} on {day}: {value}"),
    Kind.RATE: N_("{name} as of {day}: {value}"),
}
_LIMIT_LEAD = N_("{name} up to {day}: {value}")

_SIGNS = {
    Standing.NO_DATA: ("○", "."),
    Standing.IN_PROGRESS: ("◐", "~"),
    Standing.FAR_BEHIND: ("▼", "!"),
    Standing.BEHIND: ("▽", "-"),
    Standing.ON_PACE: ("=", "="),
    Standing.AHEAD: ("▲", "+"),
    Standing.MET: ("✔", "*"),
    Standing.MISSED: ("✘", "x"),
}

_STANDINGS = {
    Standing.NO_DATA: N_("no data"),
    Standing.IN_PROGRESS: N_("in progress"),
    Standing.FAR_BEHIND: N_("far behind"),
    Standing.BEHIND: N_("behind"),
    Standing.ON_PACE: N_("on pace"),
    Standing.AHEAD: N_("ahead"),
    Standing.MET: N_("met"),
    Standing.MISSED: N_("missed"),
}

_FIELDS = {
    "id": N_("Id"),
    "target": N_("Target name"),
    "value": N_("Figure"),
    "as_of": N_("As of"),
    "recorded_at": N_("Recorded"),
    "by": N_("By"),
    "note": N_("Note"),
    "source": N_("Source"),
}

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
