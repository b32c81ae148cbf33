"""A year's plan made from the one before: what stays is copied, what was reached becomes last year's figure.

The new values are nobody's guess: they are left out, and such targets are only tracked until they are handed down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jiangan_targets.domain.calendar import month_end, year_end
from jiangan_targets.domain.founding.new_plan import NewPlan
from jiangan_targets.domain.kinds import Kind, Pacing
from jiangan_targets.domain.parts import parts_of, sum_of_parts
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Plan, Share, Target
from jiangan_targets.domain.target_check import contradictions
from jiangan_targets.errors import Message, message

_MARK = {"zh": "{year}年：{quote}", "en": "{year}: {quote}"}
_MARKED = re.compile("[0-9]{4}(?:年：|: )")
_LONGEST_QUOTE = 1000


class Copied(NamedTuple):
    """The new plan, and by id what happened to each target."""

    new: NewPlan
    with_last_year: tuple[str, ...]
    without_last_year: tuple[str, ...]
    to_fill: tuple[str, ...]
    dropped: tuple[Message, ...]


def plan_from_year(old: Plan, figures: Mapping[str, Record], year: int, title: str | None = None) -> Copied:
    """The plan of `year`, which follows `old`; `figures` are the last ones of the old year's targets, by id."""
    doubts: dict[str, tuple[Message, ...]] = {}
    targets, dropped, known = [], [], []
    for before in old.targets:
        target = _carried(before, year, old.language)
        if before.milestones or before.revisions:
            dropped.append(message("{id}: its milestones and revisions of {year}", id=before.id, year=old.year))
        if before.last_year_months:
            dropped.append(message("{id}: the months of the year before {year}", id=before.id, year=old.year))
        target, said = _with_outcome(target, before, _last_of(before, figures), old.year)
        target, of_parts = _with_parts(target, before, figures)
        if target.last_year is not None:
            known.append(target.id)
        targets.append(target)
        doubts[target.id] = (*said, *of_parts, *_to_do(target, before))
    plan = old._replace(
        year=year,
        title=title or old.title.replace(str(old.year), str(year)),
        title_en=title or old.title_en.replace(str(old.year), str(year)),
        source="",
        targets=tuple(targets),
    )
    ids = [target.id for target in targets]
    counted = [target.id for target in targets if target.kind is not Kind.EVENT]
    return Copied(
        NewPlan(plan, doubts, {}),
        tuple(known),
        tuple(each for each in counted if each not in known),
        tuple(each for each in ids if needs_value(plan.target(each))),
        tuple(dropped),
    )


def filled(copied: Copied, answered: Target) -> Copied:
    """The plan with a target that a person has answered; what was to be filled in there is settled."""
    if answered.value is None:
        return copied
    plan = copied.new.plan
    targets = tuple(answered if each.id == answered.id else each for each in plan.targets)
    kept = tuple(
        said for said in copied.new.doubts[answered.id] if not said.template.startswith("the value is missing")
    )
    new = copied.new._replace(plan=plan._replace(targets=targets), doubts={**copied.new.doubts, answered.id: kept})
    return copied._replace(new=new, to_fill=tuple(each for each in copied.to_fill if each != answered.id))


def needs_value(target: Target | None) -> bool:
    """Whether a person has to say what the target of the year is."""
    return target is not None and target.value is None and target.reference is None and target.kind is not Kind.EVENT


def _carried(before: Target, year: int, language: str) -> Target:
    """What does not change from year to year: names, unit, kind, owner, and what the value follows."""
    quote = before.quote
    if quote and not _MARKED.match(quote):
        quote = _MARK[language].format(year=before.year, quote=quote)[:_LONGEST_QUOTE]
    by = (
        None if before.by is None else date(year, before.by.month, min(before.by.day, _last_day(year, before.by.month)))
    )
    continues = before.total_by is not None and before.total_by >= year
    share = next((each.value for each in before.years if each.year == year), None) if continues else None
    return before._replace(
        year=year,
        quote=quote,
        value=share,
        upper=None,
        by=by,
        stretch_value=None,
        baseline=None,
        last_year=None,
        milestones=(),
        revisions=(),
        last_year_months=(),
        parts=tuple(part._replace(value=None, last_year=None) for part in before.parts),
        pace=before.pace if before.curve else Pacing.CALENDAR,
        total_by=before.total_by if continues else None,
        years=before.years if continues else (),
    )


def _last_day(year: int, month: int) -> int:
    return month_end(year, month).day


def _with_outcome(
    target: Target, before: Target, last: Record | None, last_year: int
) -> tuple[Target, tuple[Message, ...]]:
    """The target with last year's outcome, if its last figure is of the year's end; an earlier one is only told."""
    if target.kind is Kind.EVENT:
        return target, ()
    if last is None:
        return target, (message("no figure of {year} is recorded; write last_year if you know it", year=last_year),)
    if last.as_of != year_end(last_year):
        said = message(
            "the last figure is of {day}: {value} {unit}; when the year's is known, write last_year",
            day=last.as_of,
            value=last.value,
            unit=before.unit,
        )
        return target, (said,)
    target = target._replace(last_year=last.value)
    if target.years:
        shares = [each for each in target.years if each.year != last_year]
        target = target._replace(years=tuple(sorted((*shares, Share(last_year, last.value)))))
    grown = target._replace(baseline=last.value)
    if target.kind is Kind.LEVEL and not [*contradictions(grown)]:
        target = grown
    return target, ()


def _last_of(before: Target, figures: Mapping[str, Record]) -> Record | None:
    """A target's last figure: its own, or the sum of what all its parts had on one day."""
    summed = sum_of_parts(before, figures)
    return figures.get(before.id) or (summed.record if summed is not None and summed.complete else None)


def _with_parts(target: Target, before: Target, figures: Mapping[str, Record]) -> tuple[Target, tuple[Message, ...]]:
    """The target with last year's outcome of each part, where its last figure is of the year's end; who has none."""
    if target.kind is Kind.EVENT or not target.parts:
        return target, ()
    last = {part.part or "": figures.get(part.id) for part in parts_of(before)}
    known = {name: each.value for name, each in last.items() if each and each.as_of == year_end(before.year)}
    missing = [name for name in last if name not in known]
    said = message("no figure of the end of {year} of {parts}; write last_year there", year=before.year, parts=missing)
    parts = tuple(part._replace(last_year=known.get(part.name)) for part in target.parts)
    return target._replace(parts=parts), (said,) if known and missing else ()


def _to_do(target: Target, before: Target) -> tuple[Message, ...]:
    """What has to be filled in or looked at."""
    if target.kind is Kind.EVENT:
        return (message("the day is last year's, a year later; is this to be done again?"),)
    if target.reference is not None:
        return (message("the value still follows {id}; is that so this year?", id=target.reference.figure),)
    if target.value is not None:
        return (message("the value is this year's share of several years"),)
    if before.value is None:
        return (message("the value is missing: write value = … when it is known"),)
    if before.upper is not None:
        said = message(
            "the value is missing: it was {{ lower = {lower}, upper = {upper} }}",
            lower=before.value,
            upper=before.upper,
        )
        return (said,)
    return (message("the value is missing: it was {value} {unit}", value=before.value, unit=before.unit),)
