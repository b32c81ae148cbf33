"""Published growth beside that of the levels (可比口径): where they differ, last year's figure was revised since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import month_end, year_end
from jiangan_targets.domain.finding import Finding, Severity
from jiangan_targets.domain.outlook import LastYear
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.record import Entry, figures_by_target, standing_records
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.errors import Message, message

_COMPARABLE = Decimal("0.5")
"""Points by which published growth may differ from the growth of the levels."""


class Base(NamedTuple):
    """Last year's figure of the same day, and where it stands."""

    value: Decimal
    source: Message


def revised_bases(entries: list[Entry], plan: Plan, last_year: Mapping[str, LastYear]) -> list[Finding]:
    """Growth that was published, and that the levels of its day do not give; `last_year` by target."""
    return [*_found(entries, plan, last_year)]


def _found(entries: list[Entry], plan: Plan, last_year: Mapping[str, LastYear]) -> Iterator[Finding]:
    figures = figures_by_target(standing_records(entries))
    for rate in plan.targets:
        target = None if rate.growth_of is None else plan.target(rate.growth_of)
        if target is None:
            continue
        levels = {record.as_of: record.value for record in figures.get(target.id, [])}
        for record in figures.get(rate.id, []):
            base = base_of(target, record.as_of, last_year.get(target.id))
            if record.as_of not in levels or base is None or base.value <= 0:
                continue
            computed = levels[record.as_of] * 100 / base.value - 100
            if abs(computed - record.value) > _COMPARABLE:
                yield Finding((record.id,), _told(record.value, computed, base), Severity.HINT)


def _told(published: Decimal, computed: Decimal, base: Base) -> Message:
    return message(
        "published growth {published}%, but {computed}% by {base}: was the base revised since (comparable basis, "
        "可比口径)?",
        published=published,
        computed=round_half_up(computed, 1),
        base=base.source,
    )


def base_of(target: Target, day: date, last_year: LastYear | None) -> Base | None:
    """What a figure of `day` is compared with: the one of the same day of the year before, a month's end with its end.

    What the targets file says comes before last year's ledger, which counts only where kind and unit were the same.
    """
    if day.year != target.year:
        return None
    ends_month = day == month_end(day.year, day.month)
    if target.last_year_months and ends_month:
        source = message("last_year_months of {target}", target=target.id)
        return Base(target.last_year_months[day.month - 1], source)
    if target.last_year is not None and day == year_end(day.year):
        return Base(target.last_year, message("last_year of {target}", target=target.id))
    if last_year is None or (last_year.target.kind, last_year.target.unit) != (target.kind, target.unit):
        return None
    same_day = month_end(last_year.year, day.month) if ends_month else day.replace(year=last_year.year)
    recorded = next((record for record in last_year.records if record.as_of == same_day), None)
    if recorded is None:
        return None
    return Base(recorded.value, message("the record of {target} of {day}", target=target.id, day=recorded.as_of))
