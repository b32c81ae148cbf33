"""Text measured in terminal cells: a Chinese character takes two."""

from __future__ import annotations

from unicodedata import combining, east_asian_width


def cell_len(text: str) -> int:
    """Cells that `text` takes in a terminal where ambiguous-width signs take one."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text)


def pad(text: str, width: int) -> str:
    """`text` filled with blanks on the right to `width` cells."""
    return text + " " * (width - cell_len(text))


def wrap(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` cells: at blanks, and between Chinese characters."""
    lines = [""]
    for word in _words(text):
        if cell_len(lines[-1]) + cell_len(word.rstrip()) > width and lines[-1].strip():
            lines[-1] = lines[-1].rstrip()
            lines.append(word.lstrip())
        else:
            lines[-1] += word
    return [line.rstrip() for line in lines]


# Signs that must not begin a line in Chinese typesetting, or end one.
_NOT_FIRST = "，。、；：？！”’）》】,.;:?!)"
_NOT_LAST = "“‘（《【"


def _words(text: str) -> list[str]:
    """The pieces of `text` that stay together on a line."""
    words: list[str] = []
    for character in text:
        wide = east_asian_width(character) in "WF"
        breaks_before = not words or words[-1].endswith(" ") or wide or east_asian_width(words[-1][-1]) in "WF"
        sticks = character == " " or character in _NOT_FIRST or (words and words[-1][-1] in _NOT_LAST)
        if words and (sticks or not breaks_before):
            words[-1] += character
        else:
            words.append(character)
    return words
