"""What stands for the program's own signs where only ASCII is safe: one table for drawings, one for text."""

from __future__ import annotations

DRAWN = {"█": "#", "▓": "=", "░": ".", "│": "|", "─": "-", "└": "+", "●": "o"}
"""The signs of bars and charts; those of standings are with their words."""

WRITTEN = {"·": "|", "═": "=", "–": "-", "—": "-", "…": "~", "→": ">", "×": "x", "“": '"', "”": '"', "‘": "'", "’": "'"}
"""The signs between words, as wide as what stands for them: columns stay where they are."""

_IN_ASCII = str.maketrans(DRAWN | WRITTEN)
_IN_RUNNING_TEXT = DRAWN | WRITTEN | {"…": "...", "→": "->", "↑": "+", "↓": "-", "±": "+/-"}


def in_ascii(text: str) -> str:
    """`text` with every sign of our own replaced, cell for cell; names in Chinese stay as they are."""
    return text.translate(_IN_ASCII)


def stand_in(sign: str) -> str | None:
    """What is written where a stream cannot encode a sign; None when it is none of ours."""
    return _IN_RUNNING_TEXT.get(sign)
