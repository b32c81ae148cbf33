"""A completion bar with the pace marked on it."""

from __future__ import annotations

from decimal import Decimal

from jiangan_targets.domain.progress import Progress
from jiangan_targets.render.drawing.signs import in_ascii

_FULL, _LIMIT, _EMPTY, _PACE = "█", "▓", "░", "│"
"""What is done of a goal, what is used up of a limit, what is open, and the pace."""


def text_bar(item: Progress, width: int, *, ascii_only: bool = False) -> str:
    """`width` cells for 0 to 100 %; the pace stands between done and open, or within the done part.

    Without a completion the bar is blank.
    """
    completion, pace = item.completion, item.pace_percent
    if completion is None:
        return ""
    full = _LIMIT if item.target.is_limit else _FULL
    done = _cells(completion, width)
    bar = list(full * done + _EMPTY * (width - done))
    if pace is not None and 0 < pace < 100:  # noqa: PLR2004 -- percent
        bar[min(_cells(pace, width), width - 1)] = _PACE
    drawn = "".join(bar)
    return in_ascii(drawn) if ascii_only else drawn


def _cells(percent: Decimal, width: int) -> int:
    """Whole cells only: a bar looks full when it is full."""
    return int(min(max(percent, Decimal(0)), Decimal(100)) * width / 100)
