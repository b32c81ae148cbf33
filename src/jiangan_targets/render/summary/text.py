"""A summary as plain text for terminals and mail: one fixed width, no table."""

from __future__ import annotations

from collections.abc import Iterator

from jiangan_targets.render import words
from jiangan_targets.render.drawing.cells import cell_len, wrap
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.summary.page import Page, Row, count_text
from jiangan_targets.render.vouch import vouch_line

WIDTH = 72
_INDENT = 2


def render(page: Page) -> str:
    """The same lines wherever they are read."""
    return "\n".join(line.rstrip() for line in _lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield page.title
    yield page.heading
    yield "═" * min(max(cell_len(page.title), cell_len(page.heading)), WIDTH)
    for note in page.notes:
        yield from wrap(note, WIDTH)
    yield page.overview
    yield from _flow([f"{words.sign(count.standing)} {count_text(count)}" for count in page.counts])
    for section in page.sections:
        yield from ("", _heading(section.heading))
        for item in section.items:
            mark = "·" if item.standing is None else words.sign(item.standing)
            yield from _hanging(f"{mark} ", item.text)
            for detail in item.details:
                yield from _hanging("    ", detail)
    for name, rows in page.groups:
        yield from ("", _heading(name))
        for row in rows:
            yield from _row(row)
    yield from ("", vouch_line(page.vouch))  # never broken: it is there to be copied


def _heading(text: str) -> str:
    return _("[{heading}]").format(heading=text)


def _row(row: Row) -> Iterator[str]:
    """A target on a line of its own, its figures below."""
    yield from _hanging(
        f"{words.sign(row.progress.standing)} ", _("{name}: {what}").format(name=row.name, what=row.standing)
    )
    figures = " · ".join(part for part in (row.figures, row.completion, row.gap, row.as_of) if part)
    yield from _hanging("    ", figures)


def _hanging(start: str, text: str) -> Iterator[str]:
    """`text` wrapped, its first line after `start`, the others below its beginning."""
    margin = " " * _INDENT + start
    first, *rest = wrap(text, WIDTH - cell_len(margin))
    yield margin + first
    yield from (" " * cell_len(margin) + line for line in rest)


def _flow(parts: list[str]) -> Iterator[str]:
    """Parts one after the other, broken only between them."""
    line = ""
    for part in parts:
        joined = f"{line} · {part}" if line else part
        if cell_len(joined) > WIDTH:
            yield line
            joined = part
        line = joined
    yield line
