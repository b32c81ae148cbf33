"""Which language to speak, decided before anything is said: even a usage error is translated."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LANGUAGES = ("zh", "en")
VARIABLE = "JIANGAN_TARGETS_LANG"

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_FALLBACK = "zh"


def choose_language(wish: str | None, environ: Mapping[str, str], ask_targets: Callable[[], str | None]) -> str:
    """The `wish` of `--lang`, else JIANGAN_TARGETS_LANG, else the locale (zh*, en*), else the targets file's own."""
    locale = next((environ[name] for name in _LOCALE_VARIABLES if environ.get(name)), "")
    for language in (wish, environ.get(VARIABLE), locale[:2]):
        if language in LANGUAGES:
            return str(language)
    return ask_targets() or _FALLBACK
