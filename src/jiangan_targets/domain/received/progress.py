"""Columns that only events and ranks are told in: how far something has come (完成率, 进度), and its place (位次)."""

from __future__ import annotations

from collections.abc import Sequence

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.period import PARTS
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.heading_words import Role, Sense
from jiangan_targets.domain.target import Target

_BESIDE = frozenset(
    {Sense.CUMULATIVE, Sense.NEUTRAL, Sense.THIS_YEAR, Sense.DONE, Sense.COMPLETED, Sense.AS_OF, Sense.MOMENT, None}
)
_COMPLETION = frozenset({"完成率", "完成比例", "完成百分比", "完成进度", "完成程度", "完成度", "进度", "completion"})
_PLACES = ("全市", "全省", "全国")


def progress_column(columns: Sequence[Column], target: Target) -> Column | None:
    """The one column of completion rates for an event, or of ranks for a rank; None when none is sure."""
    if target.kind not in {Kind.EVENT, Kind.RANK} or any(each.chosen for each in columns):
        return None
    tells = _is_rank_of if target.kind is Kind.RANK else _is_completion
    found = [column for column in columns if not column.hidden and tells(column, target)]
    return found[0] if len(found) == 1 else None


def _is_rank_of(column: Column, target: Target) -> bool:
    """Whether a column ranks among the same as the target does: 全省位次 is not for 全市排名."""
    elsewhere = any(
        word.text.startswith(place) and place not in target.name for word in column.words for place in _PLACES
    )
    return column.role is Role.RANK and _only(column, Sense.RANK) and not elsewhere


def _is_completion(column: Column, target: Target) -> bool:
    del target
    ratios = {word.text for word in column.words if word.sense is Sense.RATIO}
    return column.role is Role.RATIO and _only(column, Sense.RATIO) and ratios <= _COMPLETION


def _only(column: Column, sense: Sense) -> bool:
    """Whether no other word makes it another thing: 上年位次, 本月完成率, 序时完成率."""
    return all(
        (word.sense is sense or word.sense in _BESIDE)
        and word.year is None
        and (word.period is None or word.period.span not in PARTS)
        for word in column.words
    )
