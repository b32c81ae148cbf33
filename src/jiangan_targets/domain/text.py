"""Text that a spreadsheet would take for a formula: marked with an apostrophe in CSV, and read back without it."""

from __future__ import annotations

import re

# Apostrophes before the sign count too, or what was written with one could not be told from the mark.
_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def defused(text: str) -> str:
    """The text, harmless when a spreadsheet opens it."""
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text that was defused; any other is as it was."""
    return text[1:] if text.startswith("'") and _LIKE_A_FORMULA.match(text) else text
