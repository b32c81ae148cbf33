"""A completion bar with the pace marked on it."""

from __future__ import annotations

from decimal import Decimal

from jiangan_targets.render.drawing.signs import in_ascii

_FULL, _EMPTY, _PACE = "█", "░", "│"


def text_bar(completion: Decimal | None, pace: Decimal | None, width: int, *, ascii_only: bool = False) -> str:
    """`width` cells for 0 to 100 %; the pace stands between done and open, or within the done part.

    Both are in percent; without a completion the bar is blank.
    """
    if completion is None:
        return ""
    done = _cells(completion, width)
    bar = list(_FULL * done + _EMPTY * (width - done))
    if pace is not None and 0 < pace < 100:  # noqa: PLR2004 -- percent
        bar[min(_cells(pace, width), width - 1)] = _PACE
    drawn = "".join(bar)
    return in_ascii(drawn) if ascii_only else drawn


def _cells(percent: Decimal, width: int) -> int:
    """Whole cells only: a bar looks full when it is full."""
    return int(min(max(percent, Decimal(0)), Decimal(100)) * width / 100)
