"""A summary put into words, once for all its forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.summary import Attention, Due, NewFigure, Owner, Phase, Summary, View
from jiangan_targets.domain.vouch import Vouch
from jiangan_targets.render import gaps, sentences, words
from jiangan_targets.render.language import N_, ngettext
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.need import still_needed
from jiangan_targets.render.safe import safe_for_terminal
from jiangan_targets.render.summary.page import Count, Item, Page, Row, Section


def compose(summary: Summary, vouch: Vouch, receivers: Sequence[str] = (), sender: str | None = None) -> Page:
    """Put a summary into words, in the chosen language."""
    return Page(
        summary=summary,
        title=words.title(summary.plan),
        heading=heading(summary),
        notes=[text for text in (_phase_note(summary), _view_note(summary)) if text],
        overview=_overview(summary),
        counts=_counts(summary),
        sections=[section for section in _sections(summary) if section.items],
        groups=[
            (words.name(group), rows)
            for group in summary.plan.groups
            if (rows := [_row(summary, item) for item in summary.status.progress if item.target.group == group.id])
        ],
        vouch=vouch,
        receivers=receivers,
        sender=sender,
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
    day = words.day(summary.status.on)
    if summary.phase is Phase.NOT_BEGUN:
        return _("Targets: {count}").format(count=len(summary.plan.targets))
    return _("{day} · pace {pace}").format(day=day, pace=words.percent(summary.status.pace))


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


def _sections(summary: Summary) -> Iterator[Section]:
    new = [_new(figure) for figure in summary.new]
    yield Section(_("New this week"), new or [Item(_("No new figures this week."), [])])
    yield Section(
        _("Taken back"),
        [
            Item(
                _("{name}: {value} of {day} was withdrawn").format(
                    name=words.name(gone.target),
                    value=words.prose_quantity(gone.record.value, gone.target),
                    day=words.week_day(gone.record.as_of),
                ),
                _remarks(gone.withdrawal.by, gone.withdrawal.reason),
            )
            for gone in summary.taken_back
        ],
    )
    yield Section(_("Changed standing"), [_move(move.progress, move.before) for move in summary.moves])
    yield Section(_("Reached"), [Item(sentences.sentence(item), [], item.standing) for item in summary.reached])
    yield Section(_("Needs attention"), [_attention(item) for item in summary.attention])
    yield Section(_("Due in four weeks"), [_due(due) for due in summary.due])
    yield Section(_("Out of date"), [_stale(item) for item in summary.stale])
    unreported = words.listing(words.name(target) for target in summary.unreported)
    yield Section(_("Not reported yet"), [Item(unreported, [])] if unreported else [])
    yield Section(_("By owner"), [_owner(owner) for owner in summary.owners])


def _new(figure: NewFigure) -> Item:
    target, record, before = figure.progress.target, figure.record, figure.before
    moved = _("{before} → {after} ({change})").format(
        before=_("none") if before is None else words.number(before.value, target),
        after=words.number(record.value, target),
        change=words.change(figure.change, target),
    )
    details = _remarks(moved, record.by, record.note, record.source)
    return Item(sentences.sentence(figure.progress), details, figure.progress.standing)


def _remarks(*texts: str | None) -> list[str]:
    shown = " · ".join(safe_for_terminal(text) for text in texts if text)
    return [shown] if shown else []


def _move(progress: Progress, before: Standing) -> Item:
    text = _("{name}: {before} → {after}").format(
        name=words.name(progress.target), before=words.standing(before), after=words.standing_of(progress)
    )
    return Item(text, [], progress.standing)


def _attention(item: Attention) -> Item:
    target = item.progress.target
    what = words.clauses([words.standing_of(item.progress), gaps.phrase(item.progress)])
    text = _("{name}: {what}").format(name=words.name(target), what=what)
    if item.need is None:
        return Item(text, [], item.progress.standing)
    return Item(text, [still_needed(item.need, target)], item.progress.standing)


def _stale(item: Progress) -> Item:
    assert item.record is not None  # noqa: S101 -- only a figure can be stale
    days = item.age_days or 0
    template = ngettext(
        "{name}: last figure of {day}, {count} day old", "{name}: last figure of {day}, {count} days old", days
    )
    text = template.format(name=words.name(item.target), day=words.week_day(item.record.as_of), count=days)
    return Item(text, [])


def _due(due: Due) -> Item:
    target = due.progress.target
    text = (
        _("{day}: {name} {value}")
        .format(
            day=words.week_day(due.milestone.by),
            name=words.name(target),
            value="" if target.kind is Kind.EVENT else words.prose_quantity(due.milestone.value, target),
        )
        .rstrip()
    )
    if due.missing is None:
        return Item(text, [], due.progress.standing)
    missing = words.prose_quantity(due.missing, target)
    detail = _("{missing} missing").format(missing=missing) if due.missing else _("reached already")
    return Item(text, [detail], due.progress.standing)


def _owner(owner: Owner) -> Item:
    counts = words.listing(f"{words.standing(key)} {count}" for key, count in owner.counts.items() if count)
    text = _("{name}: {what}").format(name=safe_for_terminal(owner.name), what=counts)
    behind = words.listing(words.name(target) for target in owner.behind)
    return Item(text, [_("needs attention: {names}").format(names=behind)] if behind else [])


def _row(summary: Summary, item: Progress) -> Row:
    target = item.target
    rate = target.kind is Kind.RATE
    return Row(
        progress=item,
        name=words.name(target),
        figures=sentences.figures(item),
        # A growth rate is no share of anything: it is compared with its target in points.
        completion="" if rate or item.completion is None else sentences.share(item),
        gap=gaps.phrase(item),
        standing=words.standing_of(item),
        as_of="" if item.record is None else words.as_of(item),
        trend=summary.trends.get(target.id, []),
    )
