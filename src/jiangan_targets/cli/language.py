"""Which language to speak, decided before anything is said: even a usage error is translated."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LANGUAGES = ("zh", "en")
VARIABLE = "JIANGAN_TARGETS_LANG"

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_FALLBACK = "zh"


def choose_language(arguments: Sequence[str], environ: Mapping[str, str], ask_targets: Callable[[], str | None]) -> str:
    """`--lang`, else JIANGAN_TARGETS_LANG, else the locale (zh*, en*), else the targets file's own."""
    locale = next((environ[name] for name in _LOCALE_VARIABLES if environ.get(name)), "")
    for wish in (option_value(arguments, "--lang"), environ.get(VARIABLE), locale[:2]):
        if wish in LANGUAGES:
            return str(wish)
    return ask_targets() or _FALLBACK


def option_value(arguments: Sequence[str], option: str) -> str | None:
    """The value of a global option, looked up before the command line is parsed."""
    for number, argument in enumerate(arguments):
        if argument == option:
            return arguments[number + 1] if number + 1 < len(arguments) else None
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return None
