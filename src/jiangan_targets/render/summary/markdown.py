"""A summary as Markdown, with nothing of the data taken for markup."""

from __future__ import annotations

from collections.abc import Iterator

from jiangan_targets.render.language import translate as _
from jiangan_targets.render.markdown import safe_for_markdown, table
from jiangan_targets.render.summary.page import Entry, Page, Section, count_text
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
        for entry in section.entries:
            yield f"- {safe_for_markdown(entry.headline)}"
            yield from (f"  - {safe_for_markdown(text)}" for text in entry.told)
    yield from ("", f"## {safe_for_markdown(page.groups_heading)}")
    for group in page.groups:
        yield from _group(group)
    for closing in page.closings:
        yield from ("", f"## {safe_for_markdown(closing.heading)}", "")
        yield from (f"- {safe_for_markdown(line)}" for line in closing.lines)
    yield from ("", safe_for_markdown(vouch_line(page.vouch)))


def _group(group: Section) -> Iterator[str]:
    yield from ("", f"### {safe_for_markdown(group.heading)}", "", safe_for_markdown(group.counts))
    if group.entries:
        headings = (_("Target"), _("Current / target"), _("Completion"), _("Gap"), _("Standing"), _("As of"))
        yield from ("", *table(headings, map(_cells, group.entries), right=(1, 2)))
    for line in group.lines:
        yield from ("", safe_for_markdown(line))


def _cells(entry: Entry) -> tuple[str, ...]:
    return (entry.name, entry.figures, entry.completion, entry.gap, entry.standing, entry.as_of)
