"""The status as Markdown: a heading, a line of counts, and one table per group."""

from __future__ import annotations

from jiangan_targets.domain.calendar import YearPhase
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.status import Status
from jiangan_targets.render import gaps, headline, parts, sentences, words
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.markdown import safe_for_markdown, table


def render(status: Status, style: Style, *, grouped: bool) -> str:  # noqa: ARG001 -- every form's face
    """The text; targets always stand in their groups."""
    unsettled = headline.unsettled(status)
    lines = [
        f"# {safe_for_markdown(words.title(status.plan))}",
        "",
        safe_for_markdown(_overview(status)),
        "",
        " · ".join([*([unsettled] if unsettled else []), *_counts(status)]),
    ]
    if example := headline.example(status):
        lines[2:2] = [safe_for_markdown(example), ""]
    for group in status.plan.groups:
        items = [item for item in status.progress if item.target.group == group.id]
        if items:
            lines += [
                "",
                f"## {safe_for_markdown(words.name(group))}",
                "",
                *_table(items, ids=style.ids),
            ]
    lines += [
        line
        for note in (*gaps.notes(status.progress), *parts.notes(status.progress))
        for line in ("", safe_for_markdown(note))
    ]
    if step := headline.next_step(status):
        lines += ["", safe_for_markdown(step)]
    return "\n".join(lines) + "\n"


def _counts(status: Status) -> list[str]:
    return [f"{words.standing(standing)} {count}" for standing, count in status.counts.items() if count]


def _overview(status: Status) -> str:
    if status.phase is YearPhase.NOT_BEGUN:
        return headline.day(status)
    gone = _("As of {day}; {pace} of the year is gone.")
    return gone.format(day=headline.day(status), pace=words.percent(status.pace))


def _table(items: list[Progress], *, ids: bool) -> list[str]:
    """With the ids behind the names when they were asked for."""
    if not ids:
        return table(_headings(), (_row(item, items) for item in items), right=(1, 2, 3))
    headings, rows = _headings(), [_row(item, items) for item in items]
    headings.insert(1, _("Id"))
    for item, row in zip(items, rows, strict=True):
        row.insert(1, item.target.id)
    return table(headings, rows, right=(2, 3, 4))


def _headings() -> list[str]:
    return [_("Target"), _("Current / target"), _("Completion"), _("Gap (points)"), _("Standing"), _("As of")]


def _row(item: Progress, items: list[Progress]) -> list[str]:
    return [
        parts.name_among(item, items),
        sentences.figures(item),
        sentences.share(item),
        gaps.signed(item),
        words.standing_of(item),
        words.as_of(item),
    ]
