"""A summary as Markdown, with nothing of the data taken for markup."""

from __future__ import annotations

from collections.abc import Iterator

from jiangan_targets.render.language import translate as _
from jiangan_targets.render.markdown import safe_for_markdown, table
from jiangan_targets.render.summary.page import Page, count_text
from jiangan_targets.render.vouch import vouch_line


def render(page: Page) -> str:
    """Headings, lists, and one table per group."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield from (f"# {safe_for_markdown(page.title)}", "", f"**{safe_for_markdown(page.heading)}**", "")
    for note in page.notes:
        yield from (f"> {safe_for_markdown(note)}", "")
    yield from (safe_for_markdown(page.overview), "", safe_for_markdown(" · ".join(map(count_text, page.counts))))
    for section in page.sections:
        yield from ("", f"## {safe_for_markdown(section.heading)}", "")
        for item in section.items:
            yield f"- {safe_for_markdown(item.text)}"
            yield from (f"  - {safe_for_markdown(detail)}" for detail in item.details)
    for name, rows in page.groups:
        headings = (_("Target"), _("Current / target"), _("Completion"), _("Gap"), _("Standing"), _("As of"))
        cells = ((row.name, row.figures, row.completion, row.gap, row.standing, row.as_of) for row in rows)
        yield from ("", f"## {safe_for_markdown(name)}", "", *table(headings, cells, right=(1, 2)))
    yield from ("", safe_for_markdown(vouch_line(page.vouch)))
