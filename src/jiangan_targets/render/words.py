"""The wording of numbers, units, names, standings and days, in the language that was chosen once at the start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from jiangan_targets.domain.calendar import MONTH_NAMES, MonthDay
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.quantity import canonical, format_quantity, round_half_up
from jiangan_targets.domain.target import DONE, Group, Plan, Target
from jiangan_targets.errors import InBoth, Message
from jiangan_targets.render.english import singular
from jiangan_targets.render.language import N_, chinese, ngettext
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_MONTH_AND_DAY = len("09-08")


def say(message: Message) -> str:
    """A message in the chosen language, with whatever fills it made readable and harmless."""
    one, many = message.template, message.plural
    template = _(one) if many is None else ngettext(one, many, int(str(message.fields["count"])))
    return template.format_map({key: plain(value) for key, value in message.fields.items()})


def plain(value: object) -> str:
    """Any value as readers expect it; a list, its items after each other."""
    if isinstance(value, list):
        return listing(map(_plain, value)) or "–"
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, Standing):
        return standing(value)
    if isinstance(value, Target):
        return name(value)
    if isinstance(value, InBoth):
        value = value.chinese if chinese() else value.english
    if isinstance(value, Decimal):
        return format_quantity(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, MonthDay):
        return f"{value.month}月{value.day}日" if chinese() else str(value)
    if isinstance(value, date | int):
        return str(value)
    return safe_for_terminal(_without_secrets(str(value)))


def _without_secrets(text: str) -> str:
    """Whatever people see may repeat what they typed, an address with its password too."""
    if "://" not in text:
        return text
    from jiangan_targets.domain.address import hide_secrets  # noqa: PLC0415 -- hardly any text has an address

    return hide_secrets(text)


def name(item: Target | Group) -> str:
    """What a target or group is called."""
    return safe_for_terminal(item.name if chinese() else item.name_en)


def title(plan: Plan) -> str:
    """The plan's title."""
    return safe_for_terminal(plan.title if chinese() else plan.title_en)


def unit(target: Target) -> str:
    """The target's unit; English says `rank 3` without one."""
    if target.kind is Kind.RANK and target.unit_en is None and not chinese():
        return ""
    return safe_for_terminal(target.unit if chinese() or target.unit_en is None else target.unit_en)


def number(value: Decimal, target: Target | None = None) -> str:
    """A figure in digits with thousands separators, rounded only if the target asks for it."""
    return format_quantity(value, decimals=None if target is None else target.decimals)


def quantity(value: Decimal, target: Target) -> str:
    """A figure with its unit: `9,000 spaces`, `9,000个`, `6.1%`; of an event `45%` or `done`."""
    done = target.kind is Kind.EVENT and value >= DONE
    return _("done") if done else _with_unit(number(value, target), target)


def current(item: Progress) -> str:
    """The current figure in digits; a dash when there is none. An event is done, or so many percent of it."""
    if item.record is None:
        return "–"
    value = quantity if item.target.kind is Kind.EVENT else number
    return value(item.record.value, item.target)


def goal(target: Target) -> str:
    """What is to be reached, without its unit: `16,000`, `6–6.5`, the day of an event; a dash when nothing is set."""
    if target.kind is Kind.EVENT:
        return "–" if target.by is None else week_day(target.by)
    if target.value is None:
        return "–"
    lower = number(target.value, target)
    if target.upper is None:
        return lower
    dash = "–" if target.value >= 0 else " – "  # between two signs a dash needs room
    return f"{lower}{dash}{number(target.upper, target)}"


def goal_quantity(target: Target) -> str:
    """The same with its unit."""
    return goal(target) if target.kind is Kind.EVENT else _with_unit(goal(target), target)


def goal_unit(target: Target) -> str:
    """The unit as it follows current figure and goal; an event has none."""
    return "" if target.kind is Kind.EVENT else spaced_unit(target)


def spaced_unit(target: Target) -> str:
    """The unit as it follows a figure: ` spaces`, `个`, `%`."""
    return _unit_gap(target) + unit(target)


def _unit_gap(target: Target) -> str:
    """English puts a blank before a unit that is a word."""
    return "" if chinese() or target.unit == "%" or target.unit_en is None else " "


def _with_unit(shown: str, target: Target) -> str:
    """A figure in digits with its unit: `1 tower`, `9,000 towers`."""
    return shown + spaced_unit(target) if chinese() or shown != "1" else f"1{_unit_gap(target)}{singular(unit(target))}"


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
    return _(STANDINGS[value])


def sign(value: Standing, *, ascii_only: bool = False) -> str:
    """A standing's sign, which works without colour."""
    return _SIGNS[value][ascii_only]


def as_of(item: Progress, *, short: bool = False) -> str:
    """The day of the current figure, in short without its year, and whether it is stale; a dash when there is none."""
    if item.record is None:
        return "–"
    day = item.record.as_of.isoformat()
    day = day[-_MONTH_AND_DAY:] if short else day
    return _("{day} stale").format(day=day) if item.stale else day


def standing_of(progress: Progress) -> str:
    """A target's standing; a stretch goal that was missed did not fail."""
    if progress.standing is Standing.MISSED and progress.target.stretch:
        return _("stretch goal not reached")
    return standing(progress.standing)


def prose_quantity(value: Decimal, target: Target) -> str:
    """A figure with its unit as running text has it: Chinese writes `9000个`, without separators."""
    return _with_unit(format_quantity(value, grouped=not chinese(), decimals=target.decimals), target)


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


_SIGNS = {
    Standing.NO_DATA: ("○", "."),
    Standing.IN_PROGRESS: ("◐", "~"),
    Standing.FAR_BEHIND: ("▼", "!"),
    Standing.BEHIND: ("▽", "-"),
    Standing.ON_PACE: ("=", "="),
    Standing.AHEAD: ("▲", "+"),
    Standing.MET: ("✔", "*"),
    Standing.MISSED: ("✘", "x"),
    Standing.OVER_LIMIT: ("◆", "X"),
    Standing.TRACKED: ("◇", ":"),
}

STANDINGS = {
    Standing.NO_DATA: N_("no data"),
    Standing.IN_PROGRESS: N_("in progress"),
    Standing.FAR_BEHIND: N_("far behind"),
    Standing.BEHIND: N_("behind"),
    Standing.ON_PACE: N_("on pace"),
    Standing.AHEAD: N_("ahead"),
    Standing.MET: N_("met"),
    Standing.MISSED: N_("missed"),
    Standing.OVER_LIMIT: N_("over the limit"),
    Standing.TRACKED: N_("tracked only"),
}
