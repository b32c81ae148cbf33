"""A summary put into words, once for all its forms: each target under the first heading that fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.summary import Due, NewFigure, Phase, Summary, TakenBack, View
from jiangan_targets.domain.target import Target
from jiangan_targets.domain.vouch import Vouch
from jiangan_targets.render import gaps, report_parts, sentences, words
from jiangan_targets.render.language import N_, chinese, ngettext
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal
from jiangan_targets.render.summary.page import Count, Entry, Page, Section

if TYPE_CHECKING:
    from jiangan_targets.domain.ranking import Ranking


def compose(summary: Summary, vouch: Vouch, receivers: Sequence[str] = (), sender: str | None = None) -> Page:
    """Put a summary into words, in the chosen language."""
    left = {item.target.id: item for item in summary.status.progress}
    sections, rankings = list(_sections(summary, left)), report_parts.rankings(summary.status, summary.earlier)
    told = [entry.progress.target.id for section in sections for entry in section.entries]
    return Page(
        summary=summary,
        title=words.title(summary.plan),
        heading=heading(summary),
        notes=[text for text in (_phase_note(summary), _view_note(summary)) if text],
        overview=_overview(summary),
        counts=_counts(summary),
        sections=sections,
        groups_heading=_("Progress by group"),
        groups=list(_groups(summary, left)),
        closings=list(_closings(summary, rankings, told)),
        vouch=vouch,
        receivers=receivers,
        sender=sender,
        rankings=rankings,
    )


def heading(summary: Summary) -> str:
    """`Week 37 of 2024 (9 September to 15 September)`."""
    week = summary.week
    return _("Weekly summary {year}, week {number} ({monday} to {sunday})").format(
        year=week.year, number=week.number, monday=words.week_day(week.monday), sunday=words.week_day(week.sunday)
    )


def _phase_note(summary: Summary) -> str:
    notes = {
        Phase.NOT_BEGUN: N_("The year {year} had not begun in this week."),
        Phase.OPENING: N_("The year {year} began in this week."),
        Phase.RUNNING: "",
        Phase.CLOSING: N_("The year {year} ended in this week: figures are judged up to 31 December."),
        Phase.OVER: N_("The year {year} was over: this is how its targets ended."),
    }
    template, open_ones = notes[summary.phase], len(summary.status.unsettled)
    if summary.phase is Phase.OVER and open_ones:
        template = N_("The year {year} was over; targets that still have no figure of 31 December: {count}.")
    return _(template).format(year=summary.plan.year, count=open_ones)


def _view_note(summary: Summary) -> str:
    notes = {
        View.AS_KNOWN: "",
        View.REVISED: N_("Revised: from all figures known now, each counted on its own day."),
        View.FILLED_IN_LATER: N_("Filled in later: by the end of this week nothing had been recorded yet."),
    }
    return _(notes[summary.view])


def _overview(summary: Summary) -> str:
    if summary.phase is Phase.NOT_BEGUN:
        return _("Targets: {count}").format(count=len(summary.plan.targets))
    count = len(summary.new)
    new = _("New figures this week: {count}.").format(count=count) if count else _("No new figures this week.")
    return _joined([report_parts.overview(summary.status), new])


def _counts(summary: Summary) -> list[Count]:
    now, before = summary.status.counts, summary.earlier.counts
    return [
        Count(
            standing,
            words.standing(standing),
            str(now[standing]),
            f"{now[standing] - before[standing]:+}" if now[standing] != before[standing] else "",
        )
        for standing in Standing
        if now[standing] or before[standing]
    ]


def _sections(summary: Summary, left: dict[str, Progress]) -> Iterator[Section]:
    """Targets that are told in sentences; they are taken out of `left`."""
    changed = [figure.progress.target for figure in summary.new] + [move.progress.target for move in summary.moves]
    reached = [item.target for item in summary.reached]
    recovered = [each.progress.target for each in summary.recovered]
    found = (
        (
            _("Needs attention"),
            [item.progress.target for item in summary.attention] + [i.target for i in summary.stale],
        ),
        (_("Changed this week"), [*reached, *changed, *recovered, *(gone.target for gone in summary.taken_back)]),
        (_("Due in four weeks"), [due.progress.target for due in summary.due]),
    )
    for heading_text, targets in found:
        items = [left.pop(each) for each in dict.fromkeys(target.id for target in targets) if each in left]
        if items:
            yield Section(heading_text, [_entry(summary, item, list(_told(summary, item))) for item in items])


def _entry(summary: Summary, item: Progress, told: list[str]) -> Entry:
    target = item.target
    # A growth rate is no share of anything: it is compared with its target in points.
    completion = "" if target.kind is Kind.RATE or item.completion is None else sentences.share(item)
    in_no_sentence = completion if told and target.upper is not None else ""
    return Entry(
        progress=item,
        name=words.name(target),
        owner=safe_for_terminal(target.owner or ""),
        standing=words.standing_of(item),
        figures=" · ".join(filter(None, (sentences.figures(item), in_no_sentence))),
        completion=completion,
        gap=gaps.phrase(item),
        as_of="" if item.record is None else words.as_of(item),
        told=told,
        trend=summary.trends.get(target.id, []),
    )


def _told(summary: Summary, item: Progress) -> Iterator[str]:
    """How a target stands and why; what is due of it, and what the week brought; whether it recovered as promised."""
    lag = next((lag for lag in summary.attention if lag.progress.target.id == item.target.id), None)
    stands = [report_parts.figure(item)] if lag is None else list(report_parts.lag(lag, weekly=True))
    if lag is not None and lag.explanation is None:
        stands.append(_("No reason was given."))
    if item.stale:
        days = item.age_days or 0
        age = ngettext("The figure is {count} day old.", "The figure is {count} days old.", days)
        stands.insert(1, age.format(count=days))
    news = ("；" if chinese() else "; ").join(_news(summary, item.target))
    due = [_due(due) for due in summary.due if due.progress.target.id == item.target.id]
    yield from filter(None, (_joined(stands), _joined([*due, news and _("This week: {news}").format(news=news)])))
    yield from report_parts.recovered([each for each in summary.recovered if each.progress.target.id == item.target.id])


def _news(summary: Summary, target: Target) -> Iterator[str]:
    for move in summary.moves:
        if move.progress.target.id == target.id:
            yield f"{words.standing(move.before)} → {words.standing_of(move.progress)}"
    yield from (_new(figure) for figure in summary.new if figure.record.target == target.id)
    yield from (_taken_back(gone) for gone in summary.taken_back if gone.target.id == target.id)


def _new(figure: NewFigure) -> str:
    target, record, before = figure.progress.target, figure.record, figure.before
    if target.kind is Kind.EVENT:
        values = [words.quantity(each.value, target) for each in (before, record) if each is not None]
        shown = _("{value} as of {day}").format(value=" → ".join(values), day=words.week_day(record.as_of))
        return _remarked(shown, record.by, record.note, record.source)
    moved = _("{before} → {after} ({change}) as of {day}").format(
        day=words.week_day(record.as_of),
        before=_("none") if before is None else words.number(before.value, target),
        after=words.number(record.value, target),
        change=words.change(figure.change, target),
    )
    return _remarked(moved, record.by, record.note, record.source)


def _taken_back(gone: TakenBack) -> str:
    withdrawn = _("{value} of {day} was withdrawn").format(
        value=words.prose_quantity(gone.record.value, gone.target), day=words.week_day(gone.record.as_of)
    )
    return _remarked(withdrawn, gone.withdrawal.by, gone.withdrawal.reason)


def _remarked(*texts: str | None) -> str:
    return " · ".join(safe_for_terminal(text) for text in texts if text)


def _due(due: Due) -> str:
    target, day = due.progress.target, words.week_day(due.milestone.by)
    if target.kind is Kind.EVENT:
        wanted = _("Due on {day}").format(day=day)
    else:
        wanted = _("{value} due on {day}").format(value=words.prose_quantity(due.milestone.value, target), day=day)
    parts = [wanted]
    if due.missing is not None:
        missing = words.prose_quantity(due.missing, target)
        parts.append(_("{missing} missing").format(missing=missing) if due.missing else _("reached already"))
    return words.clauses(parts) + ("。" if chinese() else ".")


def _groups(summary: Summary, left: dict[str, Progress]) -> Iterator[Section]:
    """Each group with its counts; of its targets those that are in `left`."""
    for group in summary.plan.groups:
        items = [item for item in summary.status.progress if item.target.group == group.id]
        rest = [item for item in items if item.target.id in left]
        missing = [_with_goal(item.target) for item in rest if item.record is None]
        if items:
            yield Section(
                heading=words.name(group),
                counts=report_parts.counts_of(items),
                entries=[_entry(summary, item, []) for item in rest if item.record is not None],
                lines=[report_parts.not_reported(missing)] if missing else [],
            )


def _with_goal(target: Target) -> str:
    goal = words.goal_quantity(target)
    return (
        words.name(target) if words.goal(target) == "–" else _("{name} ({of})").format(name=words.name(target), of=goal)
    )


def _closings(summary: Summary, rankings: list[Ranking], told: Collection[str]) -> Iterator[Section]:
    """How the parts of targets rank, who reported in time, and how the targets of each department stand."""
    if lines := report_parts.rank_lines(summary.status, rankings, told):
        yield Section(_("Ranks"), lines=lines)
    if summary.punctuality and summary.reported:
        from jiangan_targets.render.periods import period_name  # noqa: PLC0415 -- where due dates are set

        heading_text = _("Who reported, {period}").format(period=period_name(summary.reported))
        yield Section(heading_text, lines=report_parts.punctuality(summary.punctuality))
    if summary.owners:
        counted = {owner.name: words.clauses(report_parts.counted(owner.counts)) for owner in summary.owners}
        line = _("{name}: {what}")
        lines = [line.format(name=safe_for_terminal(name), what=what) for name, what in counted.items()]
        yield Section(_("By owner"), lines=lines)


def _joined(texts: Sequence[str]) -> str:
    """Sentences after each other."""
    return ("" if chinese() else " ").join(filter(None, texts))
