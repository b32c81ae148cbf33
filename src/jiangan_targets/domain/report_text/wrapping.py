"""Lines that were wrapped at a fixed width, as what is copied out of a PDF is, put together again.

A line's end may cut a number, and cuts a clause nearly always: 150亿元 must not become 50亿元.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import pairwise

_NARROWEST = 36
"""Columns of the narrowest text: eighteen Chinese characters, the column of a newspaper."""

_SLACK = 5
"""Columns that a full line may lack: punctuation and numbers are kept together."""

_FEWEST, _SHARE, _LONGER = 3, 0.1, 0.05
"""Full lines in the middle of a sentence that there must be, their share of all, and that of longer lines: headings."""

_FEWEST_OF_SHORT, _SHARE_OF_SHORT = 2, 0.25
"""The same for a short passage."""

_ENDS = re.compile(r"[。;；!！?？:：|]$")
_BEGINS = re.compile(
    r"[|●■◆•·※★☆▲△▪►◇□—①-⑳]|第?[一二三四五六七八九十]{1,3}[、是.．,，:：章节]|其[一二三四五六]"
    r"|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}(?:[.．](?![0-9])|[、)）])"
)
# The item of a list ends with its figure; what ends otherwise, and with no mark, goes on.
_FIGURE = re.compile("[0-9][\u4e00-\u9fff%％‰]{0,4}$|(?:以上|以内|以下|左右)$")
_PAGE = re.compile(r"[-—－\s]*[0-9]{1,4}[-—－\s]*")
# A figure that the line's end cuts, 到位1, 50亿元, or the words that bind it. A text stands before it, and no table.
_CUT = (
    (re.compile("(?<![表图注件附第])[0-9.．]$"), re.compile("[0-9.．%％万亿千百个家所项座处条套名人户公吨亩平]")),
    (
        re.compile("(?:增长|达到|提高|下降|降低|控制在|保持在|稳定在|不低于|不少于|突破|超过?)$"),
        re.compile("[0-9]"),
    ),
    (re.compile("以$"), re.compile("[上下内]")),
    (re.compile("左$"), re.compile("右")),
)
_BEFORE_A_CUT = 8
"""Characters that such a text has at least, with a Chinese one before them."""
_HAN = re.compile("[\u4e00-\u9fff]")


_TITLE = re.compile("(?:报告|目标|清单|方案|通知|安排|实事|项目|情况表?|要点|打算|计划|通报|解读)$")
_FIRST = 4
"""Among so many lines of a text, one that ends like a title is one, however wide."""


def unwrapped(text: str) -> str:
    """The text with its wrapped lines put together, page numbers between them left out; any other text as it is."""
    rows = text.split("\n")
    width = _width(rows)
    joined, last = rows[:1], rows[0]
    for number, row in enumerate(rows[1:]):
        if width and _PAGE.fullmatch(row) and _is_full(last, width):
            continue
        is_title = number < _FIRST and _TITLE.search(last.rstrip())
        if not is_title and _goes_on(last, row, width):
            joined[-1] = joined[-1].rstrip() + row.strip()
        else:
            joined.append(row)
        last = row
    return "\n".join(joined)


def _columns(row: str) -> int:
    """The columns that a line takes up: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in row.rstrip())


def _width(rows: list[str]) -> int | None:
    """The columns of a text's full lines, None for a text that is not wrapped."""
    said = [row.rstrip() for row in rows if row.strip() and not _PAGE.fullmatch(row)]
    widths = sorted(map(_columns, said))
    open_ended = sorted(_columns(row) for row, below in pairwise(said) if _is_open(row, below))
    best, width = 0, None
    for candidate in sorted(set(open_ended)):
        longer = len(widths) - bisect_right(widths, candidate)
        full = bisect_right(open_ended, candidate) - bisect_left(open_ended, candidate - _SLACK)
        if candidate >= _NARROWEST and longer <= _LONGER * len(widths) and full > best:
            best, width = full, candidate
    enough = ((_FEWEST, _SHARE), (_FEWEST_OF_SHORT, _SHARE_OF_SHORT))
    return width if any(best >= max(fewest, share * len(widths)) for fewest, share in enough) else None


def _is_open(row: str, below: str) -> bool:
    """Whether a line stops in the middle of a sentence, as far as its end and the next one's beginning tell."""
    return not (_ENDS.search(row) or _FIGURE.search(row) or _BEGINS.match(below.strip()) or "|" in row + below)


def _is_full(row: str, width: int) -> bool:
    return not _ENDS.search(row.rstrip()) and width - _SLACK <= _columns(row) <= width


def _is_cut(row: str, below: str) -> bool:
    for end, beginning in _CUT:
        found = end.search(row)
        if found and beginning.match(below) and _HAN.search(row, 0, max(found.start() - _BEFORE_A_CUT, 0)):
            return True
    return False


def _goes_on(row: str, following: str, width: int | None) -> bool:
    """Whether a line's sentence goes on in the line below."""
    below = following.strip()
    if not below or not row.strip() or any(mark in row + following for mark in "|\t"):
        return False
    if _is_cut(row.rstrip(), below):
        return True
    return width is not None and _is_full(row, width) and not _BEGINS.match(below)
