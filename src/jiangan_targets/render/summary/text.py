"""A summary as plain text for terminals and mail: one fixed width, no table."""

from __future__ import annotations

from collections.abc import Iterator

from jiangan_targets.domain.progress import Standing
from jiangan_targets.render import words
from jiangan_targets.render.drawing.cells import cell_len, wrap
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.summary.page import Entry, Page, count_text
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
    yield from wrap(page.overview, WIDTH)
    yield from _flow([f"{words.sign(count.standing)} {count_text(count)}" for count in page.counts])
    for section in page.sections:
        yield from ("", _heading(section.heading))
        for entry in section.entries:
            yield from _entry(entry)
    yield from ("", _heading(page.groups_heading))
    for group in page.groups:
        yield from wrap(f"{group.heading} · {group.counts}", WIDTH)
        for entry in group.entries:
            yield from _entry(entry)
        for line in group.lines:
            yield from _hanging(f"{words.sign(Standing.NO_DATA)} ", line)
    for closing in page.closings:
        yield from ("", _heading(closing.heading))
        for line in closing.lines:
            yield from _hanging("· ", line)
    yield from ("", vouch_line(page.vouch))  # never broken: it is there to be copied


def _heading(text: str) -> str:
    return _("[{heading}]").format(heading=text)


def _entry(entry: Entry) -> Iterator[str]:
    """A target with its figures, and below it what is said of it."""
    yield from _hanging(f"{words.sign(entry.progress.standing)} ", entry.headline)
    for text in entry.told:
        yield from _hanging("    ", text)


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
