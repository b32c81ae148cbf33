"""Text as people type it, and as a spreadsheet may take it: a formula is marked with an apostrophe in CSV."""

from __future__ import annotations

import re

from jiangan_targets.errors import Failure

MAX_TEXT = 2_000
"""Characters of a note, source, reason or name."""

_HALF_WIDTH = str.maketrans("０１２３４５６７８９，．％＋－−–", "0123456789,.%+---")
# Apostrophes before the sign count too, or what was written with one could not be told from the mark.
_LIKE_A_FORMULA = r"'*[=+\-@\t\r]"


def half_width(text: str) -> str:
    """`text` with full-width digits and signs replaced: a Chinese input method produces them."""
    return text.translate(_HALF_WIDTH)


def is_text(text: str) -> bool:
    """Whether it is Unicode: bytes that the system's encoding does not know come in as halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def clean(text: str | None, key: str) -> str | None:
    """`text` without outer blanks; None when nothing is left.

    Raises:
        Failure: longer than `MAX_TEXT`, or no Unicode text.
    """
    if text is None or not (plain := text.strip()):
        return None
    if len(plain) > MAX_TEXT:
        raise Failure("--{key} is longer than {limit} characters; shorten it.", key=key, limit=MAX_TEXT)
    if not is_text(plain):
        raise Failure("--{key} is not text in your terminal's encoding (UTF-8 expected).", key=key)
    return plain


def safe_for_spreadsheet(text: str) -> str:
    """The text, harmless when a spreadsheet opens it."""
    return f"'{text}" if re.match(_LIKE_A_FORMULA, text) else text


def from_spreadsheet(text: str) -> str:
    """The text that was defused; any other is as it was."""
    return text[1:] if text.startswith("'") and re.match(_LIKE_A_FORMULA, text) else text
