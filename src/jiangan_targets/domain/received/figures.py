"""Which of a table's columns hold the figures, and on what day, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.period import PARTS, Span
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.heading_words import Role, Sense
from jiangan_targets.domain.received.headings import Meaning
from jiangan_targets.domain.received.reading_choice import same_heading
from jiangan_targets.domain.received.setting import Setting
from jiangan_targets.errors import Failure, Message, message

ROLE_NAMES = {
    Role.PLAN: message("a plan"),
    Role.RATIO: message("a ratio"),
    Role.RANK: message("a rank"),
    Role.REMAINING: message("what is missing"),
    Role.PAST: message("earlier figures"),
    Role.MONTHLY: message("one month's own figures"),
    Role.COMPARISON: message("a comparison"),
    Role.FORECAST: message("a forecast"),
    Role.INDEX: message("an index"),
    Role.GROWTH: message("growth"),
    Role.FIGURE: message("figures"),
    Role.UNKNOWN: message("not understood"),
}
"""What columns of numbers are called in messages."""


_REACHED = frozenset({Sense.DONE, Sense.COMPLETED, Sense.CUMULATIVE, Sense.MOMENT})


class Asked(NamedTuple):
    """What is known of the day where a table does not say it: --on, the headings beside, and the plan's year."""

    as_of: date | None
    beside: date | None
    year: int


class Slot(NamedTuple):
    """A column of figures; several where their one heading is merged across them."""

    columns: tuple[Column, ...]

    @property
    def first(self) -> Column:
        """The column that names it."""
        return self.columns[0]


class Selection(NamedTuple):
    """The columns to take figures from, and why a kind of them cannot be told; `no_figures`: no heading says any."""

    figures: tuple[Slot, ...] = ()
    growth: tuple[Slot, ...] = ()
    no_figures: bool = False
    problem: Message | None = None
    growth_problem: Message | None = None


def select(columns: Sequence[Column], setting: Setting, as_of: date | None, kept: Mapping[str, str]) -> Selection:
    """The columns of figures, and of growth, that the headings and a person's choice leave no doubt about.

    `kept` are headings that chosen columns had when the choice was kept: they must have them still.
    """
    if chosen := [column for column in columns if column.chosen]:
        moved = next(
            (each for each in chosen if not same_heading(kept.get(each.letters, each.heading), each.heading)), None
        )
        if moved is not None:
            told = message(
                "column {column} is headed “{heading}”; it was “{kept}” when the choice was kept.",
                column=moved.letters,
                heading=moved.heading,
                kept=kept[moved.letters],
            )
            return Selection(problem=told, growth_problem=told)
        wrong = next((each for each in chosen if each.role not in {Role.FIGURE, Role.GROWTH}), None)
        if wrong is not None:
            told = message(
                "column {column} “{heading}” is {role}; if it holds the figures all the same, "
                "leave its heading out with --rows.",
                column=wrong.letters,
                heading=wrong.heading,
                role=ROLE_NAMES.get(wrong.role, wrong.role),
            )
            return Selection(problem=told, growth_problem=told)
        return Selection(_slots(chosen, Role.FIGURE), _slots(chosen, Role.GROWTH))
    day = as_of or setting.day
    figures, problem = _one(_beside_totals(_slots(columns, Role.FIGURE)), day)
    growth, growth_problem = _one(_clear_growth(columns), day)
    missing = not figures and problem is None
    if missing:
        problem = message(
            "no column of figures: {columns}. --figures chooses one by its letter.", columns=_seen(columns)
        )
    return Selection(figures, growth, missing, problem, growth_problem)


def _slots(columns: Sequence[Column], role: Role) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for column in columns:
        if column.role is not role or column.hidden:
            continue
        if slots and column.merged is not None and column.merged == slots[-1].first.merged:
            slots[-1] = Slot((*slots[-1].columns, column))
        else:
            slots.append(Slot((column,)))
    return tuple(slots)


def _beside_totals(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The columns of figures without 完成（%）, where another has no percentage; without 本期, where one says 累计."""
    apart = tuple(slot for slot in slots if not slot.first.meaning.completion)
    slots = apart or slots
    if not any(slot.first.meaning.cumulative for slot in slots):
        return slots
    return tuple(
        slot
        for slot in slots
        if slot.first.meaning.cumulative or all(word.sense is not Sense.THIS_PERIOD for word in slot.first.words)
    )


def _clear_growth(columns: Sequence[Column]) -> tuple[Slot, ...]:
    """The columns of growth; of several those that say that they are in percent, and since when."""
    slots = _slots(columns, Role.GROWTH)
    if len(sure := tuple(slot for slot in slots if slot.first.meaning.sure)) == 1:
        return sure
    cumulative = tuple(slot for slot in slots if slot.first.meaning.cumulative)
    return cumulative if len(cumulative) == 1 and _has_monthly(columns) else slots


def _one(slots: tuple[Slot, ...], day: date | None) -> tuple[tuple[Slot, ...], Message | None]:
    """The one there is, or the one that the day leaves when the others say another."""
    if len(slots) <= 1:
        return slots, None
    ends = [slot.first.meaning.period.end if slot.first.meaning.period else None for slot in slots]
    fitting = tuple(slot for slot, end in zip(slots, ends, strict=True) if end in {None, day})
    if day is not None and len(fitting) == 1:
        return fitting, None
    shown = [f"{slot.first.letters} “{slot.first.heading}”" for slot in slots]
    return (), message(
        "several columns could be the figures: {columns}. --figures chooses one by its letter.", columns=shown
    )


def _seen(columns: Sequence[Column]) -> Message:
    """Every column of numbers with what it was taken for, as one message."""
    listed = [column for column in columns if column.role in ROLE_NAMES and column.heading]
    told = message("none")
    for number, column in enumerate(reversed(listed)):
        role = message("hidden") if column.hidden else ROLE_NAMES[column.role]
        one = message("{column} “{heading}” {role}", column=column.letters, heading=column.heading, role=role)
        told = one if number == 0 else message("{first}; {rest}", first=one, rest=told)
    return told


def doubt_of_period(column: Column, columns: Sequence[Column], meaning: Meaning, setting: Setting) -> Message | None:
    """Why figures may be those of a month alone, though no heading says so; None without doubt."""
    if column.chosen:
        return None
    since = meaning.period is not None and meaning.period.span is Span.SINCE_JANUARY
    if setting.apart and not since and not any(word.sense is Sense.MOMENT for word in column.words):
        return message("“{text}” does not begin in January; 1-9月 above the figures would.", text=setting.apart)
    dated = any(each.role is Role.DAY for each in columns)
    done = meaning.cumulative and any(word.sense in _REACHED for word in column.words)
    if setting.planned and not (done or dated or any(each.role is Role.PLAN for each in columns)):
        return message("“{heading}” below “{text}” may be planned.", heading=column.heading, text=setting.planned)
    if meaning.cumulative:
        return None
    if meaning.role is Role.GROWTH:
        beside = [each for each in columns if each.role is Role.FIGURE]
        if beside and all(each.meaning.cumulative for each in beside) and not _has_monthly(columns):
            return None
    elif meaning.vague and setting.cumulative is not True and not dated:
        return message("“{heading}” does not say of which period; 累计 or 1-9月 would.", heading=column.heading)
    # Below 1-9月, what stands beside 本月 is the total; growth may be of either.
    total = setting.cumulative is True and meaning.role is Role.FIGURE
    if setting.cumulative is False or (_has_monthly(columns) and not total):
        return message("“{heading}” may be one month's own figures; 累计 or 1-9月 would tell.", heading=column.heading)
    return None


def _has_monthly(columns: Sequence[Column]) -> bool:
    return any(
        word.sense is Sense.MONTHLY or (word.period is not None and word.period.span in PARTS)
        for column in columns
        if not column.meaning.cumulative
        for word in column.words
    )


def day_beside(columns: Sequence[Column], year: int) -> date | None:
    """The day that the headings of the other columns agree on: `截至9月底目标 | 实际`; the year's plan says none."""
    said = [(word.period, column.role) for column in columns for word in column.words if word.period is not None]
    periods = [(period, role) for period, role in said if period.end.year == year]
    ends = {period.end for period, _role in periods}
    day = next(iter(ends)) if len(ends) == 1 else None
    planned = day is not None and day == year_end(day.year) and any(role is Role.PLAN for _period, role in periods)
    return None if planned or any(period.span is Span.DAY for period, _role in periods) else day


def day_of(own: date | None, meaning: Meaning, column: Column, setting: Setting, asked: Asked) -> date:
    """The day of a figure: its row's own, else that of its heading or of the lines above, else the one asked for.

    Raises:
        Failure: no day is said, or two that differ.
    """
    heading = meaning.period.end if meaning.period else None
    if own is not None:
        if heading is not None and heading != own:
            raise Failure("“{heading}” and the row's day {day} differ.", heading=column.heading, day=own)
        return own
    if heading is not None and setting.day is not None and heading != setting.day:
        raise Failure(
            "“{heading}” and the lines above ({day}) say different days.", heading=column.heading, day=setting.day
        )
    said = heading or setting.day
    if said is not None and asked.as_of is not None and said != asked.as_of:
        raise Failure("the sheet says {day}, --on {as_of}.", day=said, as_of=asked.as_of)
    day = said or asked.as_of or asked.beside
    if day is None:
        if setting.bare is not None:
            raise Failure(
                "no day is given: {day} stands there without 截至; add --on {year}-09-30.",
                day=setting.bare,
                year=asked.year,
            )
        raise Failure("no day is given; fill it in, or add --on {year}-09-30.", year=asked.year)
    return day
