"""What a status says before its targets: the day, where the year is, whose plan it is, and what to do next."""

from __future__ import annotations

from jiangan_targets.domain.calendar import AsOf, YearPhase
from jiangan_targets.domain.status import Status, folded
from jiangan_targets.render import commands, words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _

_PHASES = {
    YearPhase.NOT_BEGUN: N_("{day} ({year} has not begun)"),
    YearPhase.OVER: N_("{day} (the year is over)"),
}


def day(status: Status) -> str:
    """The day, and that the plan's year is over or has not begun: `31 December 2024 (the year is over)`."""
    return _day(_as_of(status))


def _as_of(status: Status) -> AsOf:
    return AsOf(status.plan.year, status.on, status.asked or status.on)


def _day(day: AsOf) -> str:
    shown = day.asked if day.phase is YearPhase.NOT_BEGUN else day.on
    if day.phase is YearPhase.RUNNING:
        return words.day(shown)
    return _(_PHASES[day.phase]).format(day=words.day(shown), year=day.year)


def overview(status: Status) -> str:
    """The day and the share of the year gone; before the year begins there is none."""
    return dated(_as_of(status))


def dated(day: AsOf) -> str:
    """The same of any day."""
    if day.phase is YearPhase.NOT_BEGUN:
        return _day(day)
    return _("{day} · pace {pace}").format(day=_day(day), pace=words.percent(day.pace))


def unsettled(status: Status) -> str:
    """After the year's end: how many targets have no figure of its last day, so that nothing of them is final."""
    shown = {item.target.id for item in folded(status)}
    count = sum(item.target.id in shown for item in status.unsettled)
    return _("no figure of 31 December yet: {count}").format(count=count) if count else ""


def example(status: Status) -> str:
    """That the plan came with the program, and how to begin one's own; nothing for a plan of one's own."""
    if not status.example:
        return ""
    return _("The example that comes with the program; `jiangan-targets init` begins your own.")


def next_step(status: Status) -> str:
    """The command to type when no target has a figure; nothing otherwise."""
    if status.reported or not status.progress:
        return ""
    if status.phase is YearPhase.NOT_BEGUN:
        return _("No figures yet; those of {year} can be recorded from its first day on.").format(year=status.plan.year)
    target = status.progress[0].target.id
    step = _("No figures yet; the next step: jiangan-targets record {target} FIGURE --on {day}")
    return commands.typed(step.format(target=target, day=status.on))
