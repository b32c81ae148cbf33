"""The chosen language and its gettext catalogue, and text made harmless to show.

Texts are written in English where they are used and looked up here; `N_` marks one that is looked
up later.
"""

from __future__ import annotations

import gettext
import re
from pathlib import Path

_DOMAIN = "jiangan_targets"
_LOCALE = Path(__file__).resolve().parent.parent / "locale"

# Control and format characters that would move the cursor, hide text or turn its direction.
_INVISIBLE = (
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e0fff]"
)


class _Speaker:
    """The chosen language and its catalogue."""

    language = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Choose the language, `zh` or `en`, for everything said from now on."""
    _Speaker.language = language
    _Speaker.catalogue = (
        gettext.NullTranslations()
        if language == "en"
        else gettext.translation(_DOMAIN, _LOCALE, [language], fallback=True)
    )


def language() -> str:
    """The chosen language."""
    return _Speaker.language


def chinese() -> bool:
    """Whether the chosen language is Chinese."""
    return _Speaker.language == "zh"


def N_(text: str) -> str:  # noqa: N802 -- gettext's customary name
    """Mark a text for the catalogue without translating it yet."""
    return text


def translate(text: str | None) -> str:
    """`text` in the chosen language; nothing for nothing, as gettext has a header there."""
    return _Speaker.catalogue.gettext(text) if text else ""


def visible(text: str) -> str:
    """`text` with every control, bidirectional or invisible character shown as its escape."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_INVISIBLE, lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), text)
