"""Everything about one target, as text for a terminal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiangan_targets.domain.calendar import YearPhase
from jiangan_targets.domain.kinds import Pacing
from jiangan_targets.domain.outlook import Outlook
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.reasons import Explanation
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.several_years import together
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.target import Revision, Target
from jiangan_targets.render import explanation, gaps, headline, parts, sentences, words
from jiangan_targets.render import outlook_wording as wording
from jiangan_targets.render.computed import expected
from jiangan_targets.render.drawing.cells import cell_len, pad, wrap
from jiangan_targets.render.drawing.signs import in_ascii
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.drawing.terminal_chart import draw_chart
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.need import still_needed
from jiangan_targets.render.safe import safe_for_terminal

_LEAST_WIDTH = 40


def render_detail(
    status: Status, found: Outlook, records: list[Record], style: Style, why: Explanation | None = None
) -> str:
    """The target's rules, progress, reason, outlook and chart; `records` are those that stand."""
    item = found.progress
    target = item.target
    lines = [words.name(target), ""]
    seen = [] if status.phase is YearPhase.RUNNING else [(_("Seen on"), headline.day(status))]
    rows = [*_rules(status, item), *seen, *_progress(status, item), *explanation.rows(why), *_outlook(found)]
    if item.record is not None and item in status.unsettled:
        rows.append((_("Year end"), _("not final: there is no figure of 31 December yet")))
    margin = max(cell_len(label) for label, _text in rows) + 2
    for label, text in rows:
        first, *rest = wrap(text, max(style.width - margin, _LEAST_WIDTH))
        lines += [pad(label, margin) + first, *(" " * margin + line for line in rest)]
    lines += _parts(item)
    if records:
        lines += ["", *draw_chart(target, records, found.curve, ascii_only=style.ascii)]
    text = "\n".join(lines) + "\n"
    return in_ascii(text) if style.ascii else text


def _rules(status: Status, item: Progress) -> list[tuple[str, str]]:
    target, plan = item.target, status.plan
    group = next((words.name(group) for group in plan.groups if group.id == target.group), target.group)
    rows = [
        (_("Id"), words.listing((target.id, *map(safe_for_terminal, target.aliases)))),
        (_("Group"), group),
        (_("Quote"), safe_for_terminal(target.quote)),
        (_("Source"), safe_for_terminal(plan.source)),
        (_("Owner"), safe_for_terminal(target.owner or "")),
        (_("Kind"), sentences.kind(target.kind)),
        (_("Target"), sentences.rule(target, plan)),
        (_("Last year"), "" if target.last_year is None else words.quantity(target.last_year, target)),
        (_("Baseline"), "" if target.baseline is None else words.quantity(target.baseline, target)),
        (
            _("Milestones"),
            words.listing(_on_day(stone.by, stone.value, target) for stone in target.milestones),
        ),
        (_("Revised"), _revised(target, status)),
    ]
    return [(label, text) for label, text in rows if text]


def _revised(target: Target, status: Status) -> str:
    """The value of the beginning, then each from its day on: `16,000, from 2024-08-01 18,000 (…)`.

    What comes later does not change what is said of an earlier day.
    """
    revisions = [each for each in target.revisions if each.start <= status.on]
    if not revisions:
        return ""
    written = status.plan.target(target.id)
    first = None if written is None else written.value
    value = _("not set") if first is None else words.quantity(first, target)
    return words.clauses([value, *(_revision(each, target) for each in revisions)])


def _revision(revision: Revision, target: Target) -> str:
    template = _("from {day} {value}") if revision.reason is None else _("from {day} {value} ({reason})")
    return template.format(
        day=revision.start,
        value=words.quantity(revision.value, target),
        reason=safe_for_terminal(revision.reason or ""),
    )


def _on_day(day: date, value: Decimal, target: Target) -> str:
    return _("{day}: {value}").format(day=day, value=words.quantity(value, target))


def _compared(status: Status, item: Progress) -> list[tuple[str, str]]:
    """The figure of another target that this one is measured by, and of which day."""
    reference, figure = item.target.reference, item.compared_with
    if reference is None:
        return []
    other = status.plan.target(reference.figure)
    name = safe_for_terminal(reference.figure) if other is None else words.name(other)
    if figure is None:
        return [(_("Compared with"), _("{name}: no figure yet").format(name=name))]
    text = _("{name}: {value} as of {day}")
    value = words.quantity(figure.value, item.target)
    return [(_("Compared with"), text.format(name=name, value=value, day=words.day(figure.as_of)))]


def _progress(status: Status, item: Progress) -> list[tuple[str, str]]:
    target, record = item.target, item.record
    if record is None:
        return [(_("Current"), words.standing_of(item)), *_compared(status, item), *_remarks(item)]
    template = _("{value} as of {day} (stale)") if item.stale else _("{value} as of {day}")
    value = words.current(item) + words.goal_unit(target)
    rows = [(_("Current"), template.format(value=value, day=words.day(record.as_of))), *_compared(status, item)]
    if item.completion is not None:
        label = _("Share of the limit") if target.is_limit else _("Completion")
        rows.append((label, words.percent(item.completion)))
    if item.pace_percent is not None and item.expected is not None:
        rows.append((_("Last year's pace") if target.pace is Pacing.LAST_YEAR else _("Pace"), expected(item)))
    if item.plan_percent is not None:
        rows.append((_("Of plan to date"), words.percent(item.plan_percent)))
    if item.reaches_stretch:
        rows.append((_("Stretch goal"), _("reached")))
    rows += _remarks(item)
    rows += _by_calendar(item)
    rows += _several_years(item)
    rows.append((_("Standing"), " · ".join(part for part in (words.standing_of(item), gaps.by_pace(item)) if part)))
    return rows


def _remarks(item: Progress) -> list[tuple[str, str]]:
    return [(_("Parts"), parts.said(told))] if (told := parts.remarks(item)) else []


def _parts(item: Progress) -> list[str]:
    """The parts in a table: their figures, completion, gap, standing and day."""
    rows = [
        (
            safe_for_terminal(part.target.part or ""),
            sentences.figures(part),
            sentences.share(part),
            gaps.signed(part),
            words.standing_of(part),
            words.as_of(part),
        )
        for part in item.parts
    ]
    if not rows:
        return []
    headings = (parts.unit_of(item.target), _("Current / target"), _("Done"), _("Gap"), _("Standing"), _("As of"))
    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    lines = ("  ".join(map(pad, row, widths)).rstrip() for row in (headings, *rows))
    return ["", *lines]


def _by_calendar(item: Progress) -> list[tuple[str, str]]:
    """Where last year's course is the pace: what the calendar's would say."""
    if item.by_calendar is None:
        return []
    parts = [words.percent(item.by_calendar.pace_percent), gaps.by_calendar(item)]
    return [(_("Calendar's pace"), " · ".join(filter(None, parts)))]


def _several_years(item: Progress) -> list[tuple[str, str]]:
    """What the years up to now brought together, and its share of what all are to bring."""
    target, found = item.target, together(item)
    if found is None:
        return []
    text = _("{reached} of {whole} up to {year} ({percent})").format(
        reached=words.quantity(found.reached, target),
        whole=words.quantity(found.whole, target),
        year=target.total_by,
        percent=words.percent(found.percent),
    )
    return [(_("Several years"), text)]


def _outlook(found: Outlook) -> list[tuple[str, str]]:
    """What is still needed, and where the year is likely to end."""
    target, need, rows = found.progress.target, found.need, []
    if need is not None:
        rows.append((_("Needed"), still_needed(need, target)))
    if found.forecast is not None:
        likely = "" if found.likelihood is None else wording.likelihood(found)
        parts = [wording.forecast(found), wording.share_of(found), likely]
        rows.append((_("Outlook"), " · ".join(filter(None, parts))))
        rows.append((_("Rests on"), words.clauses([wording.basis(found), wording.remark(found)])))
    elif found.remark is not None:
        rows.append((_("Outlook"), wording.remark(found)))
    return rows
