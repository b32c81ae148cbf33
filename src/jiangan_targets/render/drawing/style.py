"""What a reader's terminal can do."""

from __future__ import annotations

from typing import NamedTuple


class Style(NamedTuple):
    """Width in cells, colour, whether only ASCII signs are safe, and ids asked for; decided on the command line."""

    width: int
    colour: bool = False
    ascii: bool = False
    ids: bool = False
