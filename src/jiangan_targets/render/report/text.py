"""A report on a period as plain text for terminals and mail: one fixed width, no table."""

from __future__ import annotations

from collections.abc import Iterator

from jiangan_targets.render import words
from jiangan_targets.render.drawing.cells import cell_len, wrap
from jiangan_targets.render.language import chinese
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.report.page import Column, Level, Page, Row

WIDTH = 72


def render(page: Page) -> str:
    """The same lines wherever they are read."""
    return "\n".join(line.rstrip() for line in _lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield from filter(None, (page.head.name, page.head.issue))
    yield " · ".join(filter(None, (page.head.office, page.head.date)))
    yield ""
    title = wrap(page.title, WIDTH)
    yield from title
    yield "═" * max(map(cell_len, title))
    if page.recipients:
        yield from wrap(page.recipients, WIDTH)
    indent = "　　" if chinese() else ""
    for section in page.sections:
        yield from ("", _("[{heading}]").format(heading=section.heading))
        for line in section.lines:
            yield from wrap(line.text if line.level is Level.HEADING else indent + line.text, WIDTH)
    yield from (
        "",
        *(f"{' ' * (WIDTH - cell_len(text))}{text}" for text in (page.foot.signature, page.foot.date) if text),
    )
    yield from ("", _("[{heading}]").format(heading=f"{page.annex.label} {page.annex.title}"))
    for row in page.annex.rows:
        yield from _row(row)
    yield from _ranks(page)
    yield from ("", *filter(None, (page.foot.copy_to, " ".join(filter(None, (page.foot.office, page.foot.printed))))))


def _row(row: Row) -> Iterator[str]:
    """A target on a line of its own, its figures below."""
    cells = row.cells
    name = f"{cells[Column.NUMBER]}. {words.sign(row.standing)} {cells[Column.TARGET]}"
    yield from wrap(_("{name}: {what}").format(name=name, what=cells[Column.STANDING]), WIDTH)
    told = {Column.NUMBER, Column.TARGET, Column.STANDING}
    figures = [text for column, text in cells.items() if column not in told and text != "–"]
    yield from (f"    {line}" for line in wrap(" · ".join(figures), WIDTH - 4))


def _ranks(page: Page) -> Iterator[str]:
    """A part on a line of its own, with its place; the whole last, which has none."""
    if page.ranks is None:
        return
    yield from ("", _("[{heading}]").format(heading=f"{page.ranks.label} {page.ranks.title}"))
    for made in page.ranks.tables:
        yield from wrap(made.heading, WIDTH)
        for cells in made.cells:
            place, *texts = cells
            start = f"  {place}. " if place.isdecimal() else f"  {place} " if place else "  "
            first, *rest = wrap(" · ".join(text for text in texts if text not in {"", "–"}), WIDTH - cell_len(start))
            yield from (start + first, *(" " * cell_len(start) + line for line in rest))
        yield from wrap(made.notes, WIDTH) if made.notes else ()
