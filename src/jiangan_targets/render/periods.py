"""Periods that an office wants figures of, by their names."""

from __future__ import annotations

from jiangan_targets.domain.due import Every
from jiangan_targets.domain.reporting_period import ReportingPeriod
from jiangan_targets.render import words
from jiangan_targets.render.language import chinese
from jiangan_targets.render.language import translate as _


def period_name(period: ReportingPeriod) -> str:
    """`September 2024`, `2024年9月`; a week by its number, a quarter by its own."""
    if period.every is Every.WEEK:
        return _("week {number} of {year}").format(number=period.number, year=period.year)
    if period.every is Every.QUARTER:
        return _("quarter {number} of {year}").format(number=period.number, year=period.year)
    return f"{period.year}年{period.number}月" if chinese() else words.day(period.end).partition(" ")[2]
