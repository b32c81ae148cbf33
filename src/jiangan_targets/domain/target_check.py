"""What a single target must not say of itself: keys that contradict its kind or comparison, or would do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.curve_check import curve_contradictions
from jiangan_targets.domain.kinds import Comparison, Judged, Kind, Pacing
from jiangan_targets.domain.target import Target
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Message, message

Contradiction = tuple[str, Message]
"""The key it is about, and what is allowed there."""


def contradictions(target: Target) -> Iterator[Contradiction]:
    """All of them, in the order of the keys in a file."""
    yield from _unit(target)
    if target.kind is Kind.EVENT:
        yield from _event(target)
        return
    if target.by is not None:
        yield "by", message("is only for kind event; a total has milestones")
    found = [*_judged_by(target)]
    yield from found
    yield from _revisions(target)
    if target.reference is None and target.upper is None:
        yield from _when_revised(target, found)
    yield from _several_years(target)
    yield from curve_contradictions(target)


def _judged_by(target: Target) -> Iterator[Contradiction]:
    """What has to hold of each value that is in force in the year."""
    yield from _value(target)
    yield from _comparison(target)
    yield from _milestones(target)


def _unit(target: Target) -> Iterator[Contradiction]:
    if not target.unit:
        yield "unit", message("is missing")
    elif half_width(target.unit).strip()[:1].isdecimal():
        yield "unit", message("must not begin with a digit: behind a figure it would be read as part of it")


def _event(target: Target) -> Iterator[Contradiction]:
    """An event has a day and nothing to be counted."""
    if target.by is None:
        yield "by", message("is missing: the day by which it is to be done, like {day}", day=date(target.year, 6, 30))
    elif target.by.year != target.year:
        yield "by", message("{day} is outside {year}", day=target.by, year=target.year)
    counted = {
        "comparison": target.comparison is not Comparison.AT_LEAST,
        "unit": target.unit != "%",
        "last_year": target.last_year is not None,
        "value": target.value is not None or target.upper is not None or target.reference is not None,
        "baseline": target.baseline is not None,
        "tolerance": target.tolerance is not None,
        "better": target.better is not None,
        "judged": target.judged is not None,
        "stretch_value": target.stretch_value is not None,
        "milestones": bool(target.milestones),
        "revisions": bool(target.revisions),
        "years": bool(target.years) or target.total_by is not None,
        "last_year_months": bool(target.last_year_months),
        "curve": bool(target.curve),
        "pace": target.pace is not Pacing.CALENDAR,
        "broad": target.broad,
    }
    for key, given in counted.items():
        if given:
            yield key, message("is not for kind event: it is done by a day, and nothing is counted")


def _value(target: Target) -> Iterator[Contradiction]:
    if target.baseline is not None and target.kind is not Kind.LEVEL:
        yield "baseline", message("is only for kind level; last year's figure goes into last_year")
    if target.reference is not None and target.kind is Kind.TOTAL:
        yield "value", message("another target's figure is for kind rate, level or rank")
    within = target.comparison is Comparison.WITHIN
    handed_down_later = target.value is None and target.reference is None
    if (target.upper is not None) != within and not (within and handed_down_later):
        yield "value", message("{{ lower, upper }} and comparison within go together")
    if target.upper is not None and target.value is not None and target.value >= target.upper:
        yield "value", message("lower must be below upper")
    if target.upper is not None and target.value is not None and (target.baseline or target.value) > target.value:
        yield "baseline", message("must lie below the range, which it grows into; leave it out for what is to be kept")
    yield from _rank(target)
    yield from _stretch(target)


def _rank(target: Target) -> Iterator[Contradiction]:
    if target.kind is not Kind.RANK:
        return
    for key, value in (("value", target.value), ("stretch_value", target.stretch_value)):
        if value is not None and (value < 1 or value != value.to_integral_value()):
            yield key, message("a rank is a whole number from 1 on")
    if target.reference is not None and target.reference.plus != target.reference.plus.to_integral_value():
        yield "value", message("a rank is a whole number from 1 on")
    if target.comparison is Comparison.LESS_THAN and target.value == 1:
        yield "value", message("no rank is better than 1")


def _stretch(target: Target) -> Iterator[Contradiction]:
    if target.stretch_value is None:
        return
    if target.value is None or target.comparison is Comparison.WITHIN:
        yield "stretch_value", message("needs a value before it, which is to be reached in any case")
    elif target.stretch:
        yield "stretch_value", message("does not go with stretch, which makes the value itself the stretch goal")
    elif target.stretch_value == target.value or (target.stretch_value < target.value) != target.lower_is_better:
        yield "stretch_value", message("must lie beyond the value, on its better side")


def _comparison(target: Target) -> Iterator[Contradiction]:
    about = target.comparison is Comparison.ABOUT
    if target.kind is Kind.RANK and target.comparison not in {Comparison.AT_MOST, Comparison.LESS_THAN}:
        yield "comparison", message("a rank is at_most or less_than: a smaller one is better")
    if target.tolerance is not None and not about:
        yield "tolerance", message("is only for comparison about")
    if target.better is not None and not about:
        yield "better", message("is only for comparison about; the other comparisons say it themselves")
    if about and target.better is None and target.value is not None and target.value < 0:
        yield "better", message("is missing: of a negative value say whether lower or higher is better")
    if about and target.better is None and target.reference is not None:
        yield "better", message("is missing: of another target's figure say whether lower or higher is better")
    if target.judged is not None and target.kind not in {Kind.LEVEL, Kind.RATE}:
        yield "judged", message("is only for levels and rates")
    if target.judged is Judged.YEAR_END and target.baseline is not None:
        yield "judged", message("year_end is for what is to be kept all year; with a baseline it grows")


def _milestones(target: Target) -> Iterator[Contradiction]:
    """They lead from the start to the target, each inside the year, none turning back."""
    if not target.milestones:
        return
    if target.value is None and target.reference is None and target.start is not None:
        yield "milestones", message("need a value to lead to; with a value that comes later they stand in its revision")
        return
    if not target.prorated or target.start is None or target.value is None:
        yield "milestones", message("are only for totals and for levels with a baseline")
        return
    for milestone in target.milestones:
        if milestone.by.year != target.year:
            yield "milestones", message("{day} is outside {year}", day=milestone.by, year=target.year)
        if milestone.by == year_end(target.year) and milestone.value != target.value:
            yield "milestones", message("the milestone of 31 December is the target's value itself")
    days = [milestone.by for milestone in target.milestones]
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield "milestones", message("must be in order of their dates, each day once")
    values = [target.start, *(milestone.value for milestone in target.milestones), target.value]
    if values != sorted(values, reverse=target.value < target.start):
        yield "milestones", message("must lead from the start to the target without turning back")


def _revisions(target: Target) -> Iterator[Contradiction]:
    """Each from a day within the year on, in their order."""
    if target.revisions and (target.reference is not None or target.upper is not None):
        yield "revisions", message("are for a value that is a number, or not handed down yet")
    days = [revision.start for revision in target.revisions]
    for day in days:
        if day.year != target.year:
            yield "revisions", message("{day} is outside {year}", day=day, year=target.year)
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield "revisions", message("must be in order of their dates, each day once")


def _when_revised(target: Target, found: list[Contradiction]) -> Iterator[Contradiction]:
    """What is only wrong from a revision on, each once; `found` is wrong before."""
    said = list(found)
    for revision in target.revisions:
        for key, problem in _judged_by(target.in_force(revision.start)):
            if (key, problem) in said:
                continue
            said.append((key, problem))
            fields = {"day": revision.start, "key": key, "problem": problem}
            if key == "milestones":
                yield (
                    "revisions",
                    message("from {day} on, the plan: {problem}; a revision may bring its own plan", **fields),
                )
            else:
                yield "revisions", message("from {day} on, {key}: {problem}", **fields)


def _several_years(target: Target) -> Iterator[Contradiction]:
    """`years` has what each year before brought and what each from this one on is to bring, up to `total_by`."""
    if bool(target.years) != (target.total_by is not None):
        yield "total_by", message("total_by and years go together: the last year, and the share of each")
        return
    if target.total_by is None:
        return
    if target.kind is not Kind.TOTAL:
        yield "total_by", message("is only for kind total")
    if target.total_by < target.year:
        yield "total_by", message("must not be before {year}", year=target.year)
    if any(share.year > target.total_by for share in target.years):
        yield "years", message("must not go beyond total_by, {year}", year=target.total_by)
    stated = {share.year for share in target.years} | {target.year}
    missing = next((year for year in range(min(stated), target.total_by + 1) if year not in stated), None)
    if missing is not None:
        yield "years", message("must have the share of every year; {year} is missing", year=missing)
    this = next((share.value for share in target.years if share.year == target.year), None)
    if this is not None and target.value is not None and this != target.value:
        yield "years", message("the share of {year} must be the target's value itself", year=target.year)
