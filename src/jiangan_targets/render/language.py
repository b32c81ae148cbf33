"""The chosen language and its gettext catalogue.

Texts are written in English where they are used and looked up here; `N_` marks one that is looked
up later.
"""

from __future__ import annotations

import gettext
from pathlib import Path

_DOMAIN = "jiangan_targets"
_LOCALE = Path(__file__).resolve().parent.parent / "locale"


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


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text for so many, in the chosen language and by its own rule of plural forms."""
    return _Speaker.catalogue.ngettext(singular, plural, count)


def in_chinese(text: str) -> str:
    """`text` in Chinese, whichever language was chosen: what people type may be in either."""
    return gettext.translation(_DOMAIN, _LOCALE, ["zh"], fallback=True).gettext(text)


def translate(text: str | None) -> str:
    """`text` in the chosen language; nothing for nothing, as gettext has a header there."""
    return _Speaker.catalogue.gettext(text) if text else ""
