"""What a received cell shows: a number, a sign that there is none, or words."""

from __future__ import annotations

import re

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.normal_form import normal_form

_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_SIGNS = frozenset("+-＋－−–")
_NO_FIGURE = frozenset(
    {"", "-", "~", "/", "\\", "...", "......", "·", "无", "暂无", "无数据", "暂无数据", "未报", "待报"}
)
_LONGEST = max(map(len, _NO_FIGURE)) * 2


def as_shown(cell: Cell) -> Cell:
    """A cell with what a reader sees in it; in a merged range that is the anchor's content."""
    return cell if cell.value is not None or cell.merged is None else cell._replace(value=cell.merged.anchor)


def shown(cell: Cell) -> str:
    """What a reader sees in a cell, as text."""
    return as_shown(cell).text


def is_plain_number(text: str) -> bool:
    """Whether a text is a number and nothing else: `9,000`, `56.3%`."""
    stripped = text.strip()
    begins = stripped[:1].isdecimal() or stripped[:1] in _SIGNS
    return begins and _NUMBER.fullmatch(normal_form(stripped)) is not None


def is_number(cell: Cell) -> bool:
    """Whether a cell shows a number or a day."""
    return is_plain_number(cell.value) if isinstance(cell.value, str) else cell.value is not None


def says_nothing(text: str) -> bool:
    """Whether a text says in a usual way that there is no figure: `—`, `/`, `…`, `无`."""
    return len(text) <= _LONGEST and normal_form(text) in _NO_FIGURE


def is_no_figure(cell: Cell) -> bool:
    """Whether a cell is empty, or says that there is no figure."""
    if cell.problem is not None:
        return False
    return cell.value is None or (isinstance(cell.value, str) and says_nothing(cell.value))
