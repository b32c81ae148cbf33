"""A summary in words, once for all its formats: headings, sentences and figures as text.

The formats only lay this out, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.summary import Summary
from jiangan_targets.domain.vouch import Vouch
from jiangan_targets.render.language import translate as _


class Count(NamedTuple):
    """How many targets have a standing, and how that moved against the week before: `2`, `+1`."""

    standing: Standing
    label: str
    number: str
    change: str


class Item(NamedTuple):
    """A statement, what belongs to it, and the standing it is coloured by."""

    text: str
    details: list[str]
    standing: Standing | None = None


class Section(NamedTuple):
    """Statements under a heading."""

    heading: str
    items: list[Item]


class Row(NamedTuple):
    """How one target stands; `trend` are its figures up to the week."""

    progress: Progress
    name: str
    figures: str
    completion: str
    gap: str
    standing: str
    as_of: str
    trend: list[Record]


class Page(NamedTuple):
    """All that a summary says, and whom it goes to as a mail."""

    summary: Summary
    title: str
    heading: str
    notes: list[str]
    overview: str
    counts: list[Count]
    sections: list[Section]
    groups: list[tuple[str, list[Row]]]
    vouch: Vouch
    receivers: Sequence[str] = ()
    sender: str | None = None


def count_text(count: Count) -> str:
    """`far behind 2 (+1)`."""
    return f"{count.label} {count.number}" + (_(" ({change})").format(change=count.change) if count.change else "")
