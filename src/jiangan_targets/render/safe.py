"""Text from files and arguments, made safe to be shown."""

from __future__ import annotations

import re

# Control and format characters that would move the cursor, hide text or turn its direction.
_INVISIBLE = (
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e0fff]"
)


def safe_for_terminal(text: str) -> str:
    """`text` with every control, bidirectional or invisible character shown as its escape."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_INVISIBLE, lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), text)
