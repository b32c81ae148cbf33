"""Everything about one target, as text for a terminal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiangan_targets.domain.forecast import needed, projection
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.target import Kind, Revision, Target
from jiangan_targets.render import sentences, words
from jiangan_targets.render.drawing.cells import cell_len, pad, wrap
from jiangan_targets.render.drawing.signs import in_ascii
from jiangan_targets.render.drawing.terminal_chart import draw_chart
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_LEAST_WIDTH = 40


def render_detail(
    status: Status, item: Progress, records: list[Record], width: int, *, ascii_only: bool = False
) -> str:
    """The target's rules, progress, forecast and chart; `records` are those that stand."""
    target = item.target
    lines = [words.name(target), ""]
    rows = [*_rules(status, item), *_progress(status, item), *_outlook(status, item)]
    margin = max(cell_len(label) for label, _text in rows) + 2
    for label, text in rows:
        first, *rest = wrap(text, max(width - margin, _LEAST_WIDTH))
        lines += [pad(label, margin) + first, *(" " * margin + line for line in rest)]
    if records:
        lines += ["", *draw_chart(target, records, ascii_only=ascii_only)]
        lines += ["", _legend(item, ascii_only=ascii_only)]
    text = "\n".join(lines) + "\n"
    return in_ascii(text) if ascii_only else text


def _legend(item: Progress, *, ascii_only: bool) -> str:
    mark, dot = ("o", ".") if ascii_only else ("●", "·")
    shown = _("{mark} records").format(mark=mark)
    if item.expected is None:
        return shown
    line = _("{dot} target") if item.target.kind is Kind.RATE else _("{dot} pace")
    return f"{shown}  {line.format(dot=dot)}"


def _rules(status: Status, item: Progress) -> list[tuple[str, str]]:
    target, plan = item.target, status.plan
    group = next((words.name(group) for group in plan.groups if group.id == target.group), target.group)
    rows = [
        (_("Id"), ", ".join((target.id, *map(safe_for_terminal, target.aliases)))),
        (_("Group"), group),
        (_("Quote"), safe_for_terminal(target.quote)),
        (_("Source"), safe_for_terminal(plan.source)),
        (_("Owner"), safe_for_terminal(target.owner or "")),
        (_("Kind"), sentences.kind(target.kind)),
        (_("Target"), sentences.rule(target)),
        (_("Last year"), "" if target.last_year is None else words.quantity(target.last_year, target)),
        (_("Baseline"), "" if target.baseline is None else words.quantity(target.baseline, target)),
        (
            _("Milestones"),
            words.listing(_on_day(stone.by, stone.value, target) for stone in target.milestones),
        ),
        (_("Revised"), words.listing(_revision(each, target) for each in target.revisions)),
    ]
    return [(label, text) for label, text in rows if text]


def _revision(revision: Revision, target: Target) -> str:
    text = _on_day(revision.start, revision.value, target)
    if revision.reason is None:
        return text
    return _("{text} ({reason})").format(text=text, reason=safe_for_terminal(revision.reason))


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
        return [(_("Current"), words.standing_of(item)), *_compared(status, item)]
    template = _("{value} as of {day} (stale)") if item.stale else _("{value} as of {day}")
    value = words.current(item) + words.goal_unit(target)
    rows = [(_("Current"), template.format(value=value, day=words.day(record.as_of))), *_compared(status, item)]
    if item.completion is not None:
        label = _("Share of the limit") if target.is_limit else _("Completion")
        rows.append((label, words.percent(item.completion)))
    if item.pace_percent is not None and item.expected is not None:
        expected = _("{pace}, that is {value}").format(
            pace=words.percent(item.pace_percent), value=words.approximate(item.expected, target)
        )
        rows.append((_("Pace"), expected))
    if item.plan_percent is not None:
        rows.append((_("Of plan to date"), words.percent(item.plan_percent)))
    if target.reaches_stretch(record.value):
        rows.append((_("Stretch goal"), _("reached")))
    rows += _several_years(item)
    rows.append((_("Standing"), " · ".join(part for part in (words.standing_of(item), sentences.gap(item)) if part)))
    return rows


def _several_years(item: Progress) -> list[tuple[str, str]]:
    """What the years up to now brought together, and its share of what all are to bring."""
    target, record = item.target, item.record
    if target.total_by is None or record is None:
        return []
    planned = {share.year: share.value for share in target.years}
    if target.value is not None:
        planned[target.year] = target.value
    whole = sum(planned.values(), Decimal(0))
    reached = sum((value for year, value in planned.items() if year < target.year), record.value)
    text = _("{reached} of {whole} up to {year} ({percent})").format(
        reached=words.quantity(reached, target),
        whole=words.quantity(whole, target),
        year=target.total_by,
        percent=words.percent(reached * 100 / whole if whole else None),
    )
    return [(_("Several years"), text)]


def _outlook(status: Status, item: Progress) -> list[tuple[str, str]]:
    target = item.target
    rows = []
    need = needed(item, status.on)
    if need is not None:
        rows.append((_("Needed"), sentences.still_needed(need, target)))
    straight = projection(item)
    if straight is not None:
        text = _("{value} by year end if it goes on like this").format(value=words.approximate(straight, target))
        rows.append((_("Straight line"), text))
    return rows
