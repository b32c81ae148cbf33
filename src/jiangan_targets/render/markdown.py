"""Markdown tables that every renderer reads, with nothing of the data taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.status import Status
from jiangan_targets.render import words
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.language import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def render_status(status: Status) -> str:
    """The status as a heading, a line of counts, and one table per group."""
    lines = [
        f"# {escape(words.title(status.plan))}",
        "",
        _("As of {day}; {pace} of the year is gone.").format(day=words.day(status.on), pace=words.percent(status.pace)),
        "",
        " · ".join(f"{words.standing(standing)} {count}" for standing, count in status.counts.items() if count),
    ]
    for group in status.plan.groups:
        items = [item for item in status.progress if item.target.group == group.id]
        if items:
            lines += ["", f"## {escape(words.name(group))}", "", *table(_headings(), map(_row, items), right=(1, 2, 3))]
    return "\n".join(lines) + "\n"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], right: tuple[int, ...] = ()) -> list[str]:
    """The lines of a table; `right` names the columns of figures."""
    titles = list(headings)
    rule = ["---:" if column in right else "---" for column in range(len(titles))]
    cells = [titles, rule, *([escape(cell) for cell in row] for row in rows)]
    return [f"| {' | '.join(row)} |" for row in cells]


def escape(text: str) -> str:
    """`text` with every character that Markdown or HTML would act on made literal."""
    return _MARKUP.sub(r"\\\1", visible(text))


def _headings() -> list[str]:
    return [_("Target"), _("Current / target"), _("Completion"), _("Gap (points)"), _("Standing"), _("As of")]


def _row(item: Progress) -> list[str]:
    return [
        words.name(item.target),
        f"{words.current(item)} / {words.quantity(item.target.value, item.target)}",
        words.percent(item.completion),
        words.points(item.gap),
        words.standing_of(item),
        words.as_of(item),
    ]
