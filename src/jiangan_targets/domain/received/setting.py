"""What all the lines around some rows say together: one day, one unit, or why the rows cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from jiangan_targets.domain.period import Span
from jiangan_targets.domain.received.other_figures import says_reached
from jiangan_targets.domain.received.title import Said
from jiangan_targets.errors import Message, message


class Setting(NamedTuple):
    """What all lines that hold for some rows say together.

    `cumulative` is None when no period is said. `planned` is a line that speaks of plans only,
    `growth` one that speaks of growth rates, `apart` one whose months begin later than in January (4-6月).
    `measure` is what alone a title is about, and the title; `asides`: of completion, ranks or gaps, and the title.
    `reached`: some line speaks of what was reached.
    `place` is the part of the district that all is about.
    `objections` are why no figure below can be taken.
    """

    day: date | None = None
    cumulative: bool | None = None
    units: tuple[str, ...] = ()
    bare: date | None = None
    planned: str = ""
    growth: str = ""
    apart: str = ""
    measure: tuple[str, str] | None = None
    asides: tuple[frozenset[str], str] | None = None
    reached: bool = False
    place: str = ""
    objections: tuple[Message, ...] = ()


def setting_of(
    groups: Sequence[Sequence[Said]], always: Sequence[Said], year: int, parts: Collection[str] = ()
) -> Setting:
    """What holds below the last of several groups of lines; `always` are lines that hold for all of a sheet.

    `parts` are what parts of targets are called: a line about one of them says whose the figures are.
    A period or unit that the last group does not say is the one that was said before.
    """
    last = next((group for group in reversed(groups) if group), ())
    periods = [*_last_with(groups, lambda said: bool(said.periods)), *(said for said in always if said.periods)]
    lines = _last_with(groups, lambda said: bool(said.units or said.stray)) or [said for said in always if said.units]
    everything = list(dict.fromkeys([*(groups[0] if groups else ()), *last, *always]))
    ends = {period.end: said for said in periods for period in said.periods}
    for day in _months_that_hold(periods):  # 2024年9月（截至9月25日）
        del ends[day]
    spans = {period.span for said in periods for period in said.periods}
    january = any(period.span is Span.PART and period.end.month == 1 for said in periods for period in said.periods)
    place = _one_place([*last, *always], parts)
    here = [said for said in (*last, *always) if place and said.place == place]
    of_rows = [said._replace(elsewhere=said.elsewhere and said not in here) for said in (*last, *always)]
    objections = [*_disagreement(ends), *_dated_before(everything, ends), *_strays(lines)]
    objections += _warnings(everything, of_rows)
    every_line = (*(said for group in groups for said in group), *always)
    if (others := [said for said in every_line if said.years]) and not any(year in said.years for said in others):
        objections.append(message("“{text}” is not about {year}.", text=others[-1].text, year=year))
    monthly = any(said.monthly and not _begins_in_january(said) for said in everything)
    return Setting(
        day=next(iter(ends)) if len(ends) == 1 else None,
        cumulative=(Span.SINCE_JANUARY in spans or january) and not monthly if spans or monthly else None,
        units=tuple(dict.fromkeys(unit for said in lines for unit in said.units)),
        bare=next((day for said in everything for day in said.bare), None),
        planned=next((said.text for said in everything if said.planned), ""),
        growth=next((said.text for said in everything if said.growth), ""),
        apart=next((said.text for said in periods if any(each.span is Span.MONTHS for each in said.periods)), ""),
        measure=next(((said.measure, said.text) for said in everything if said.measure), None),
        asides=next(((said.asides, said.text) for said in everything if said.asides), None),
        reached=any(says_reached(said.text) for said in everything),
        place=place,
        objections=tuple(objections),
    )


def _begins_in_january(said: Said) -> bool:
    return any(period.span is Span.SINCE_JANUARY for period in said.periods)


def _months_that_hold(periods: Sequence[Said]) -> set[date]:
    """The ends of months whose own last day is another than the one that is said within them."""
    months = {period.end for said in periods for period in said.periods if period.span is Span.PART}
    days = {period.end for said in periods for period in said.periods if period.span is Span.SINCE_JANUARY}
    return {end for end in months - days if any(day.replace(day=1) == end.replace(day=1) for day in days)}


def _dated_before(lines: Iterable[Said], ends: dict[date, Said]) -> Iterable[Message]:
    """A line with a day before the end of what the figures are said to be of, or filled in before its month."""
    for said in lines:
        day = next(iter(ends)) if len(ends) == 1 else None
        if day is not None and ((said.dated is not None and said.dated < day) or filed_too_early(said, day)):
            yield message("“{first}” and “{second}” say different days.", first=said.text, second=str(day))


def filed_too_early(said: Said, day: date) -> bool:
    """Whether a form was filled in before the month began whose end its figures are of."""
    return said.filed is not None and said.filed < day.replace(day=1)


def _one_place(lines: Iterable[Said], parts: Collection[str]) -> str:
    """The part that lines say the figures are of; empty where they say none, or several."""
    places = {said.place for said in lines if said.place in parts}
    return places.pop() if len(places) == 1 else ""


def _last_with(groups: Sequence[Sequence[Said]], wanted: Callable[[Said], bool]) -> list[Said]:
    """Of the last group that has any such lines: these."""
    return next((found for group in reversed(groups) if (found := [said for said in group if wanted(said)])), [])


def _disagreement(ends: dict[date, Said]) -> Iterable[Message]:
    if len(ends) > 1:
        first, second, *_rest = ends.values()
        if first is second:
            yield message("“{text}” says several days.", text=first.text)
        else:
            yield message("“{first}” and “{second}” say different days.", first=first.text, second=second.text)


def _strays(lines: Iterable[Said]) -> Iterable[Message]:
    for said in lines:
        if said.stray:
            yield message("“{text}” is no unit that is known.", text=said.stray)


def _warnings(everything: Iterable[Said], last: Iterable[Said]) -> Iterable[Message]:
    for said in everything:
        if said.forecast:
            yield message("“{text}” speaks of a forecast.", text=said.text)
        if said.is_index:
            yield message("“{text}” speaks of an index, last year = 100.", text=said.text)
        if said.other:
            yield message("“{text}” says that the figures are averages, of a part, or do not count.", text=said.text)
    for said in last:
        if said.elsewhere:
            yield message("“{text}” is about another place, or a part.", text=said.text)
        if said.past:
            yield message("“{text}” speaks of earlier figures.", text=said.text)
        if said.years_long:
            yield message("“{text}” speaks of several years.", text=said.text)
