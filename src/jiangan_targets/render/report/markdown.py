"""A report on a period as Markdown, with nothing of the data taken for markup."""

from __future__ import annotations

from collections.abc import Iterator

from jiangan_targets.render.markdown import safe_for_markdown, table
from jiangan_targets.render.report.page import Column, Level, Page

_FIGURES = {Column.COMPLETION, Column.GAP}


def render(page: Page) -> str:
    """Headings, paragraphs, and one table."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    if page.head.name:
        yield from (f"**{safe_for_markdown(page.head.name)}**", "")
    yield from (safe_for_markdown(" · ".join(filter(None, page.head[1:]))), "")
    yield f"# {safe_for_markdown(page.title)}"
    if page.recipients:
        yield from ("", safe_for_markdown(page.recipients))
    for section in page.sections:
        yield from ("", f"## {safe_for_markdown(section.heading)}")
        for line in section.lines:
            yield from ("", f"{'### ' if line.level is Level.HEADING else ''}{safe_for_markdown(line.text)}")
    yield from ("", safe_for_markdown(" · ".join(filter(None, page.foot[:2]))))
    yield from ("", f"## {safe_for_markdown(f'{page.annex.label} {page.annex.title}')}", "")
    columns = list(page.annex.headings)
    cells = ([row.cells[column] for column in columns] for row in page.annex.rows)
    right = tuple(place for place, column in enumerate(columns) if column in _FIGURES)
    yield from table(page.annex.headings.values(), cells, right=right)
    if page.ranks is not None:
        yield from ("", f"## {safe_for_markdown(f'{page.ranks.label} {page.ranks.title}')}")
        for ranked in page.ranks.tables:
            yield from ("", f"### {safe_for_markdown(ranked.heading)}", "")
            yield from table(ranked.headings.values(), ranked.cells, right=ranked.numbers)
            yield from ("", safe_for_markdown(ranked.notes)) if ranked.notes else ()
    closing = (page.foot.copy_to, " ".join(filter(None, (page.foot.office, page.foot.printed))))
    for text in filter(None, closing):
        yield from ("", safe_for_markdown(text))
