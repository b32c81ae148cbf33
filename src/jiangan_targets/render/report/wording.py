"""The sentences of a report on a period, as offices write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jiangan_targets.domain.calendar import MONTH_NAMES
from jiangan_targets.domain.period_report import FAVOURABLE, Lag, PeriodReport, count_of, share
from jiangan_targets.domain.progress import UNFAVOURABLE, Progress, Standing, count_standings
from jiangan_targets.domain.reasons import Promise
from jiangan_targets.domain.report_period import Cycle, ReportPeriod
from jiangan_targets.domain.summary import View
from jiangan_targets.render import outlook_wording, sentences, words
from jiangan_targets.render.language import N_, chinese
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.need import needed_in_prose
from jiangan_targets.render.report.page import Line
from jiangan_targets.render.safe import safe_for_terminal

_ORDER = (
    *(Standing.MET, Standing.AHEAD, Standing.ON_PACE, Standing.IN_PROGRESS, Standing.BEHIND, Standing.FAR_BEHIND),
    *(Standing.OVER_LIMIT, Standing.MISSED, Standing.NO_DATA, Standing.TRACKED),
)
"""From good to bad, then what cannot be judged."""

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
    total = len(status.progress)
    good, bad = count_of(status, FAVOURABLE), count_of(status, UNFAVOURABLE)
    lines = [
        _(
            "By {day}, {pace} of the year had passed. Of {total} targets, {good} keeping pace or met ({good_share}), "
            "{bad} lagging ({bad_share})."
        ).format(
            day=words.day(status.on),
            pace=words.percent(status.pace),
            total=total,
            good=good,
            good_share=words.percent(share(good, total)),
            bad=bad,
            bad_share=words.percent(share(bad, total)),
        ),
        _("By standing: {counts}.").format(counts=_joined(_counted(status.counts, total))),
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


def _counted(counts: dict[Standing, int], total: int | None) -> Iterator[str]:
    """`met 2 (9.5%)`, `已完成2项，占9.5%`; without the share where no total is given."""
    for standing in _ORDER:
        count = counts[standing]
        if count and total is not None:
            template = _("{standing} {count} ({share})")
            yield template.format(
                standing=words.standing(standing), count=count, share=words.percent(share(count, total))
            )
        elif count:
            yield _("{standing} {count}").format(standing=words.standing(standing), count=count)


def _changes(report: PeriodReport) -> str:
    assert report.earlier is not None  # noqa: S101 -- its only caller has looked
    now, before = report.status.counts, report.earlier.counts
    day = words.day(report.earlier.on)
    parts = []
    for standing in _ORDER:
        change = now[standing] - before[standing]
        if change:
            template = _("{count} more {standing}") if change > 0 else _("{count} fewer {standing}")
            parts.append(template.format(standing=words.standing(standing), count=abs(change)))
    if not parts:
        return _("Against {day}, the counts are the same.").format(day=day)
    return _("Against {day}: {changes}.").format(day=day, changes=words.clauses(parts))


def group(items: list[Progress]) -> Iterator[str]:
    """How many there are, each that does not lag in a sentence, and the names of the others."""
    counts = words.clauses(_counted(count_standings(items), None))
    yield _("Of {total}: {counts}.").format(total=len(items), counts=counts)
    told = [item for item in items if item.record is not None and item.standing not in UNFAVOURABLE]
    if told:
        yield ("" if chinese() else " ").join(sentences.sentence(item) for item in told)
    if names := _names(item for item in items if item.standing in UNFAVOURABLE):
        yield _("Behind pace, told below: {names}.").format(names=names)
    if names := _names(item for item in items if item.record is None):
        yield _("Not reported yet: {names}.").format(names=names)


def _names(items: Iterable[Progress]) -> str:
    return words.listing(words.name(item.target) for item in items)


def lagging(report: PeriodReport) -> Iterator[Line]:
    """The furthest behind first: the gap, what is needed from now on, the reason and what is done about it."""
    for place, lag in enumerate(report.lagging, start=1):
        separator = "" if chinese() else " "
        yield Line(f"{place}.{separator}{separator.join(_lag(lag))}")
    if report.unexplained:
        names = words.listing(words.name(target) for target in report.unexplained)
        yield Line(_("No reason was given for: {names}.").format(names=names))


def _lag(lag: Lag) -> Iterator[str]:
    item, target = lag.progress, lag.progress.target
    of = words.clauses([safe_for_terminal(target.owner or ""), words.standing_of(item)])
    yield _("{name} ({of}).").format(name=words.name(target), of=of)
    yield sentences.sentence(item)
    need, ahead = lag.outlook.need, lag.outlook
    if need is not None:
        yield needed_in_prose(need, target)
    if ahead.forecast is not None and ahead.percent is not None:
        yield _("By last year's course the year ends with {forecast}, {share}: {likely}.").format(
            forecast=outlook_wording.forecast(ahead),
            share=outlook_wording.share_of(ahead),
            likely=words.clauses([outlook_wording.likelihood(ahead), outlook_wording.remark(ahead)]),
        )
    told = lag.explanation
    if told is None:
        return
    yield _("Reason: {text}.").format(text=_own_words(told.reason.reason))
    if told.reason.measure:
        yield _("Remedy: {text}.").format(text=_own_words(told.reason.measure))
    if told.reason.promised is not None:
        yield _(_PROMISES[told.promise]).format(day=words.day(told.reason.promised))


_PROMISES = {
    Promise.OPEN: N_("Promised by {day}."),
    Promise.UNKNOWN: N_("Promised by {day}; no figure has come since."),
    Promise.HELD: N_("Promised by {day}, and kept."),
    Promise.BROKEN: N_("Promised by {day}, and not kept."),
}


def _own_words(text: str) -> str:
    """Somebody's own sentence, without the stop that ours brings."""
    return safe_for_terminal(" ".join(text.split())).rstrip("。.；;")


def punctuality(report: PeriodReport) -> list[Line]:
    """How many figures came on time, late, and not at all, and from whom; nothing where no due dates are set."""
    if not report.punctuality:
        return []
    on_time, late, missing = (
        sum(counts) for counts in zip(*((o.on_time, o.late, o.missing) for o in report.punctuality), strict=True)
    )
    due = on_time + late + missing
    first = _("Of {due} figures due, {on_time} came on time ({share}), {late} late, {missing} not at all.").format(
        due=due, on_time=on_time, share=words.percent(share(on_time, due) or Decimal(0)), late=late, missing=missing
    )
    lines = [first]
    for template, counts in (
        (_("Late: {owners}."), [(each.owner, each.late) for each in report.punctuality]),
        (_("Missing: {owners}."), [(each.owner, each.missing) for each in report.punctuality]),
    ):
        owners = [_("{name} {count}").format(name=_owner(owner), count=count) for owner, count in counts if count]
        if owners:
            lines.append(template.format(owners=words.listing(owners)))
    return [Line(line) for line in lines]


def _owner(name: str | None) -> str:
    return _("No owner") if name is None else safe_for_terminal(name)


def _joined(parts: Iterable[str]) -> str:
    """Parts with clauses of their own: `met 2 (9.5%); ahead 1 (4.8%)`."""
    return ("；" if chinese() else "; ").join(parts)
