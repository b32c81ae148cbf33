"""A summary in words, once for all its formats: headings, sentences and figures as text.

The formats only lay this out, so they cannot disagree.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from jiangan_targets.domain.progress import Progress, Standing
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.summary import Summary
from jiangan_targets.domain.vouch import Vouch
from jiangan_targets.render import words
from jiangan_targets.render.language import translate as _

if TYPE_CHECKING:
    from jiangan_targets.domain.ranking import Ranking


class Count(NamedTuple):
    """How many targets have a standing, and how that moved against the week before: `2`, `+1`."""

    standing: Standing
    label: str
    number: str
    change: str


class Entry(NamedTuple):
    """How one target stands: in sentences (`told`), or by its figures alone; `trend` are those up to the week.

    `figures` are the current one and the goal, with the completion where no sentence tells it.
    """

    progress: Progress
    name: str
    owner: str
    standing: str
    figures: str
    completion: str
    gap: str
    as_of: str
    told: list[str]
    trend: list[Record]

    @property
    def shown(self) -> list[str]:
        """The figures that no sentence tells."""
        return [self.figures] if self.told else [*filter(None, (self.figures, self.completion, self.gap, self.as_of))]

    @property
    def headline(self) -> str:
        """`New parking spaces (区城管局, behind): 9,000 / 16,000 spaces`."""
        of = words.clauses([self.owner, self.standing])
        return _("{name} ({of}): {figures}").format(name=self.name, of=of, figures=" · ".join(self.shown))


class Section(NamedTuple):
    """Targets and sentences about no single one, under a heading; of a group also how many have each standing."""

    heading: str
    entries: Sequence[Entry] = ()
    lines: Sequence[str] = ()
    counts: str = ""


class Page(NamedTuple):
    """All that a summary says, each target once, and whom it goes to as a mail.

    `sections` have those that are told in sentences, `groups` the others, `closings` none. `rankings` are of those
    with parts.
    """

    summary: Summary
    title: str
    heading: str
    notes: list[str]
    overview: str
    counts: list[Count]
    sections: list[Section]
    groups_heading: str
    groups: list[Section]
    closings: list[Section]
    vouch: Vouch
    receivers: Sequence[str] = ()
    sender: str | None = None
    rankings: "Sequence[Ranking]" = ()


def count_text(count: Count) -> str:
    """`far behind 2 (+1)`."""
    return f"{count.label} {count.number}" + (_(" ({change})").format(change=count.change) if count.change else "")
