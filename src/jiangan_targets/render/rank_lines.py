"""A ranking in a line, as reports and summaries tell it: the first, the last, and who has not reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.ranking import Measure, Ranked, Ranking
from jiangan_targets.render import gaps, parts, ranks, sentences, words
from jiangan_targets.render.language import translate as _

_FIRST, _NAMED = 3, 10
"""How many are told at each end, and how many names at most where places are shared."""


def lines(items: Iterable[Progress], rankings: Sequence[Ranking], told: Collection[str] = ()) -> list[str]:
    """A line for each target with parts that have figures: their order, and what its figure is made of.

    Of those that are `told` by sentences, by their ids, only the order and who is missing.
    """
    made = {ranking.whole.target.id: ranking for ranking in rankings}
    found = []
    for item in items:
        if any(part.record is not None for part in item.parts):
            ranking, in_sentences = made.get(item.target.id), item.target.id in told
            if ranking is not None or not in_sentences:
                found.append(_line(item, ranking, [*(parts.missing if in_sentences else parts.remarks)(item)]))
    return [line for line in found if line]


def _line(item: Progress, ranking: Ranking | None, told: list[str]) -> str:
    name = words.name(item.target)
    if ranking is not None:
        name = _("{name}, {by}").format(name=name, by=ranks.measure(ranking.by))
        first, last = _ends(ranking.placed)
        ends = [_("first: {names}"), _("last: {names}")] if last else ["{names}"]
        told = [
            *(end.format(names=_named(each, ranking)) for end, each in zip(ends, (first, last), strict=False)),
            *told,
        ]
    return _("{name}: {what}").format(name=name, what=parts.said(told)) if told else ""


def _ends(placed: list[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
    """The first and the last three with those who share their places; all of them as the first where they meet."""
    if len(placed) <= 2 * _FIRST:
        return placed, []
    foremost, hindmost = placed[_FIRST - 1].place or 0, placed[-_FIRST].place or 0
    if foremost >= hindmost:
        return placed, []
    return (
        [each for each in placed if (each.place or 0) <= foremost],
        [each for each in placed if (each.place or 0) >= hindmost],
    )


def _named(placed: list[Ranked], ranking: Ranking) -> str:
    more = len(placed) - _NAMED
    listed = words.listing(_told(each, ranking) for each in placed[:_NAMED])
    return _("{names} and {count} more").format(names=listed, count=more) if more > 0 else listed


def _told(each: Ranked, ranking: Ranking) -> str:
    """`1 大智街道 (83.3%, up 2)`."""
    by_share = sentences.share(each.progress) if ranking.by is Measure.COMPLETION else gaps.by_pace(each.progress)
    shown = ranks.signed_percent(each.measure) if ranking.by is Measure.GROWTH else by_share
    moved = ranks.change(each, signs=False) if each.climbed or each.new else ""
    template = _("{place} {name} ({what})")
    return template.format(place=each.place, name=ranks.name(each), what=words.clauses([shown, moved]))
