"""A ranking in a line, as reports and summaries tell it: the first, the last, and who has not reported."""

from __future__ import annotations

from jiangan_targets.domain.ranking import Measure, Ranked, Ranking
from jiangan_targets.render import gaps, parts, ranks, sentences, words
from jiangan_targets.render.language import translate as _

_FIRST, _NAMED = 3, 10
"""How many are told at each end, and how many names at most where places are shared."""


def line(ranking: Ranking) -> str:
    """The first three, the last three, and who has no figure; empty while nobody has one."""
    placed, missing = ranking.placed, [ranks.name(each) for each in ranking.parts if each.progress.record is None]
    if len(missing) == len(ranking.parts):
        return ""
    first, last = _ends(placed)
    told = [
        _("first: {names}").format(names=_named(first, ranking)) if first else "",
        _("last: {names}").format(names=_named(last, ranking)) if last else "",
        _("not reported: {names}").format(names=parts.listed(missing)) if missing else "",
    ]
    by = _("{name}, {by}").format(name=words.name(ranking.whole.target), by=ranks.measure(ranking.by))
    return _("{name}: {what}").format(name=by, what=parts.said(filter(None, told)))


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
