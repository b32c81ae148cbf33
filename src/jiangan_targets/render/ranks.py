"""A ranking in words, once for all that tells it: a table's cells, a line for a report, and its notes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.parts import ValueFrom
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.ranking import Measure, Ranked, Ranking
from jiangan_targets.render import gaps, parts, sentences, words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_MEASURES = {
    Measure.COMPLETION: N_("by completion"),
    Measure.GAP: N_("by gap"),
    Measure.GROWTH: N_("by growth"),
}


class Column(StrEnum):
    """A column of a ranking's table."""

    PLACE = "place"
    CHANGE = "change"
    PART = "part"
    FIGURES = "figures"
    COMPLETION = "completion"
    GAP = "gap"
    GROWTH = "growth"
    STANDING = "standing"
    AS_OF = "as_of"


MEASURE_COLUMNS = {
    Measure.COMPLETION: Column.COMPLETION,
    Measure.GAP: Column.GAP,
    Measure.GROWTH: Column.GROWTH,
}
"""The column of what is ranked by."""

NUMBERS = frozenset({Column.PLACE, Column.COMPLETION, Column.GAP, Column.GROWTH})
"""Columns of figures, which stand under each other."""


class RankTable(NamedTuple):
    """A ranking as texts: the columns with their headings, a row for each part and for the whole, and what to know."""

    heading: str
    headings: dict[Column, str]
    rows: list[dict[Column, str]]
    notes: str

    @property
    def cells(self) -> list[list[str]]:
        """The texts of each row in the order of the columns."""
        return [[row[column] for column in self.headings] for row in self.rows]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Which columns have figures, from 0: these stand under each other."""
        return tuple(place for place, column in enumerate(self.headings) if column in NUMBERS)


def table(ranking: Ranking, *, signs: bool = True) -> RankTable:
    """The table; `signs` are arrows for changes of places, else words stand for them."""
    made = list(rows(ranking, signs=signs))
    return RankTable(heading(ranking), headings(ranking), made, parts.said(notes(ranking)))


def measure(by: Measure) -> str:
    """`by completion`."""
    return _(_MEASURES[by])


def heading(ranking: Ranking) -> str:
    """`New parking spaces, by completion; changes since 31 August 2024`."""
    name, by = words.name(ranking.whole.target), measure(ranking.by)
    if ranking.since is None:
        return _("{name}, {by}").format(name=name, by=by)
    return _("{name}, {by}; changes since {day}").format(name=name, by=by, day=words.day(ranking.since))


def headings(ranking: Ranking) -> dict[Column, str]:
    """The columns that say something, in their order, with their headings."""
    share = _("Share of the limit") if ranking.whole.target.is_limit else _("Completion")
    titles = {
        Column.PLACE: _("Place"),
        Column.CHANGE: _("Change"),
        Column.PART: parts.unit_of(ranking.whole.target),
        Column.FIGURES: _("Current / target"),
        Column.COMPLETION: share,
        Column.GAP: _("Gap"),
        Column.GROWTH: _("Growth"),
        Column.STANDING: _("Standing"),
        Column.AS_OF: _("As of"),
    }
    left_out = {
        Column.CHANGE: ranking.since is None,
        Column.COMPLETION: ranking.whole.target.kind is Kind.RATE or not _known(ranking, Measure.COMPLETION),
        Column.GAP: not _known(ranking, Measure.GAP),
        Column.GROWTH: True,
    }
    kept = MEASURE_COLUMNS[ranking.by]
    return {column: title for column, title in titles.items() if column is kept or not left_out.get(column, False)}


def _known(ranking: Ranking, by: Measure) -> bool:
    items = (ranking.whole, *(each.progress for each in ranking.parts))
    return any((item.completion if by is Measure.COMPLETION else item.gap) is not None for item in items)


def rows(ranking: Ranking, *, signs: bool = True) -> Iterator[dict[Column, str]]:
    """A row for each part, then one for the whole; `signs` are arrows for changes, else words stand for them."""
    for each in ranking.parts:
        yield {
            **_cells(each.progress, each.measure, ranking),
            Column.PLACE: "–" if each.place is None else str(each.place),
            Column.CHANGE: change(each, signs=signs),
            Column.PART: name(each),
        }
    yield {
        **_cells(ranking.whole, ranking.measure_of_whole, ranking),
        Column.PLACE: "",
        Column.CHANGE: "",
        Column.PART: whole_name(ranking),
    }


def _cells(item: Progress, measured: Decimal | None, ranking: Ranking) -> dict[Column, str]:
    return {
        Column.FIGURES: sentences.figures(item),
        # Of limits the heading says what it is a share of.
        Column.COMPLETION: words.percent(item.completion),
        Column.GAP: gaps.signed(item),
        Column.GROWTH: signed_percent(measured if ranking.by is Measure.GROWTH else None),
        Column.STANDING: words.standing_of(item),
        Column.AS_OF: words.as_of(item),
    }


def name(each: Ranked) -> str:
    """The part's own name."""
    return safe_for_terminal(each.progress.target.part or "")


def whole_name(ranking: Ranking) -> str:
    """What the row of the whole is called: its own figure, or the sum of its parts."""
    return _("Sum") if ranking.whole.value_from is ValueFrom.PARTS else _("Whole")


def change(each: Ranked, *, signs: bool = True) -> str:
    """How a place changed: `↑2`, `↓1`, `–`, `new`; in words `up 2`, `down 1`, `same`. Empty where nobody can tell."""
    if each.new:
        return _("new")
    climbed = each.climbed
    if climbed is None:
        return ""
    if climbed == 0:
        return "–" if signs else _("same")
    if signs:
        return f"{'↑' if climbed > 0 else '↓'}{abs(climbed)}"
    return (_("up {count}") if climbed > 0 else _("down {count}")).format(count=abs(climbed))


def signed_percent(value: Decimal | None) -> str:
    """Growth to one decimal: `+5.4%`; a dash when it is unknown."""
    return "–" if value is None else f"{words.points(value)}%"


def notes(ranking: Ranking) -> list[str]:
    """Where the whole's figure is from, who is missing or has an older figure, and what does not add up."""
    told = [*_order(ranking), *_own_figure(ranking), *parts.remarks(ranking.whole)]
    if all(each.progress.record is None for each in ranking.parts):
        told.append(_("no part has a figure yet"))
    elif not ranking.placed and ranking.by is Measure.GROWTH:
        told.append(_("no figure of the same day of the year before is known"))
    return told


def _order(ranking: Ranking) -> Iterator[str]:
    if ranking.smaller_is_better:
        yield _("the smallest is first")


def _own_figure(ranking: Ranking) -> Iterator[str]:
    """Of a sum that is told with it; figures of different days are not quite the same race."""
    if ranking.whole.value_from is ValueFrom.PARTS:
        return
    if ranking.whole.record is not None:
        yield _("the whole has a figure of its own")
    known = [(each, each.progress.record.as_of) for each in ranking.parts if each.progress.record is not None]
    latest = max((day for _each, day in known), default=None)
    if older := [_("{name} ({day})").format(name=name(each), day=day) for each, day in known if day != latest]:
        yield _("older: {names}").format(names=parts.listed(older))
