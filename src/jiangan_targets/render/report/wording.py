"""The sentences of a report on a period, as offices write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from jiangan_targets.domain.calendar import MONTH_NAMES
from jiangan_targets.domain.lag import Lag
from jiangan_targets.domain.period_report import PeriodReport
from jiangan_targets.domain.progress import UNFAVOURABLE, Progress
from jiangan_targets.domain.report_period import Cycle, ReportPeriod
from jiangan_targets.domain.summary import View
from jiangan_targets.render import report_parts, words
from jiangan_targets.render.language import chinese
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.report.page import Line
from jiangan_targets.render.report_parts import ORDER, counted
from jiangan_targets.render.safe import safe_for_terminal

if TYPE_CHECKING:
    from jiangan_targets.domain.ranking import Ranking

_DIGITS = "零一二三四五六七八九"
_TEN = 10


def numeral(number: int) -> str:
    """A number from 1 to 99 as Chinese headings count: 一, 十, 二十一."""
    tens, ones = divmod(number, _TEN)
    return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def span(period: ReportPeriod) -> str:
    """The months that the figures run over, from January on: `1—9月`, `前三季度`, `January to September 2024`."""
    first, last = MONTH_NAMES[0], MONTH_NAMES[period.last_month - 1]
    if not chinese():
        return f"{last} {period.year}" if period.last_month == 1 else f"{first} to {last} {period.year}"
    if period.cycle is Cycle.MONTH:
        return "1月" if period.last_month == 1 else f"1—{period.last_month}月"
    return {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}[period.last_month]


def overview(report: PeriodReport) -> list[Line]:
    """How many targets there are of each standing, and what has changed."""
    status = report.status
    lines = [
        report_parts.overview(status),
        _("By standing: {counts}.").format(counts=_joined(counted(status.counts, len(status.progress)))),
    ]
    if report.earlier is not None:
        lines.append(_changes(report))
    if report.view is View.FILLED_IN_LATER:
        lines.append(
            _("By {day} nothing had been recorded yet: this was filled in later.").format(day=words.day(report.dated))
        )
    elif report.dated != report.period.last:
        lines.append(_("Figures reported by {day} are counted.").format(day=words.day(report.dated)))
    return [Line(line) for line in lines]


def _changes(report: PeriodReport) -> str:
    assert report.earlier is not None  # noqa: S101 -- its only caller has looked
    now, before = report.status.counts, report.earlier.counts
    day = words.day(report.earlier.on)
    parts = []
    for standing in ORDER:
        change = now[standing] - before[standing]
        if change:
            template = _("{count} more {standing}") if change > 0 else _("{count} fewer {standing}")
            parts.append(template.format(standing=words.standing(standing), count=abs(change)))
    if not parts:
        return _("Against {day}, the counts are the same.").format(day=day)
    return _("Against {day}: {changes}.").format(day=day, changes=words.clauses(parts))


def group(items: list[Progress]) -> Iterator[str]:
    """How many there are, each that does not lag in a sentence, and the names of the others."""
    yield report_parts.counts_of(items)
    told = [item for item in items if item.record is not None and item.standing not in UNFAVOURABLE]
    if told:
        yield ("" if chinese() else " ").join(report_parts.figure(item) for item in told)
    if behind := [words.name(item.target) for item in items if item.standing in UNFAVOURABLE]:
        yield _("Behind pace, told below: {names}.").format(names=words.listing(behind))
    if missing := [words.name(item.target) for item in items if item.record is None]:
        yield report_parts.not_reported(missing)


def ranks(report: PeriodReport, rankings: Sequence[Ranking]) -> list[Line]:
    """Of each target with parts the first, the last and who is missing; the annex has all."""
    told = [target.id for target in report.plan.targets]
    lines = (_("{text}.").format(text=text) for text in report_parts.rank_lines(report.status, rankings, told))
    separator = "" if chinese() else " "
    return [Line(f"{place}.{separator}{line}") for place, line in enumerate(lines, start=1)]


def lagging(report: PeriodReport) -> Iterator[Line]:
    """The furthest behind first: the gap, what is needed from now on, the reason and what is done about it."""
    for place, lag in enumerate(report.lagging, start=1):
        separator = "" if chinese() else " "
        yield Line(f"{place}.{separator}{separator.join(_lag(lag))}")
    if report.unexplained:
        names = words.listing(words.name(target) for target in report.unexplained)
        yield Line(_("No reason was given for: {names}.").format(names=names))
    yield from map(Line, report_parts.recovered(report.recovered))


def _lag(lag: Lag) -> Iterator[str]:
    item = lag.progress
    of = words.clauses([safe_for_terminal(item.target.owner or ""), words.standing_of(item)])
    yield _("{name} ({of}).").format(name=words.name(item.target), of=of)
    yield from report_parts.lag(lag)


def _joined(parts: Iterable[str]) -> str:
    """Parts with clauses of their own: `met 2 (9.5%); ahead 1 (4.8%)`."""
    return ("；" if chinese() else "; ").join(parts)
