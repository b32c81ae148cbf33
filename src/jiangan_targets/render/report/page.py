"""A report on a period in words, once for all its forms: headings, sentences and a table of all targets as text.

The forms only lay this out, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from jiangan_targets.domain.letterhead import Edition
from jiangan_targets.domain.period_report import PeriodReport
from jiangan_targets.domain.progress import Standing

if TYPE_CHECKING:
    from jiangan_targets.domain.ranking import Ranking
    from jiangan_targets.render.ranks import RankTable


class Level(StrEnum):
    """What a line of a section is."""

    HEADING = "heading"
    BODY = "body"


class Line(NamedTuple):
    """A heading within a section, or a paragraph."""

    text: str
    level: Level = Level.BODY


class Section(NamedTuple):
    """Lines under a numbered heading."""

    heading: str
    lines: list[Line]


class Column(StrEnum):
    """A column of the annex."""

    NUMBER = "number"
    TARGET = "target"
    OWNER = "owner"
    FIGURES = "figures"
    COMPLETION = "completion"
    GAP = "gap"
    STANDING = "standing"
    AS_OF = "as_of"


class Row(NamedTuple):
    """A target in the annex: a text for each column, and the standing it is coloured by."""

    standing: Standing
    cells: dict[Column, str]


class Annex(NamedTuple):
    """The table of all targets, the columns in their order with their headings."""

    label: str
    title: str
    headings: dict[Column, str]
    rows: Sequence[Row]


class RankAnnex(NamedTuple):
    """The tables in which the parts of targets are ranked."""

    label: str
    title: str
    tables: Sequence[RankTable]


class Head(NamedTuple):
    """What stands above the title; empty for what the office left out."""

    name: str
    issue: str
    office: str
    date: str


class Foot(NamedTuple):
    """Who signs, and below the annex whom it is copied to and who printed it when; empty for what was left out."""

    signature: str
    date: str
    copy_to: str
    office: str
    printed: str


class Page(NamedTuple):
    """All that a report says; it ranks parts only where targets have some."""

    report: PeriodReport
    edition: Edition
    head: Head
    title: str
    recipients: str
    sections: list[Section]
    annex: Annex
    foot: Foot
    ranks: RankAnnex | None = None
    rankings: Sequence[Ranking] = ()

    @property
    def annexes(self) -> list[tuple[str, str]]:
        """The label and the title of each."""
        return [annex[:2] for annex in (self.annex, self.ranks) if annex is not None]
