"""The status as Markdown: a heading, a line of counts, and one table per group."""

from __future__ import annotations

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.status import Status
from jiangan_targets.render import sentences, words
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.markdown import safe_for_markdown, table


def render(status: Status, _style: Style, *, grouped: bool) -> str:  # noqa: ARG001 -- every form's face
    """The text; targets always stand in their groups."""
    lines = [
        f"# {safe_for_markdown(words.title(status.plan))}",
        "",
        _("As of {day}; {pace} of the year is gone.").format(day=words.day(status.on), pace=words.percent(status.pace)),
        "",
        " · ".join(f"{words.standing(standing)} {count}" for standing, count in status.counts.items() if count),
    ]
    for group in status.plan.groups:
        items = [item for item in status.progress if item.target.group == group.id]
        if items:
            lines += [
                "",
                f"## {safe_for_markdown(words.name(group))}",
                "",
                *table(_headings(), map(_row, items), right=(1, 2, 3)),
            ]
    return "\n".join(lines) + "\n"


def _headings() -> list[str]:
    return [_("Target"), _("Current / target"), _("Completion"), _("Gap (points)"), _("Standing"), _("As of")]


def _row(item: Progress) -> list[str]:
    return [
        words.name(item.target),
        sentences.figures(item),
        sentences.share(item),
        sentences.signed_gap(item),
        words.standing_of(item),
        words.as_of(item),
    ]
