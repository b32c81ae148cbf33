"""Which language to speak, decided before anything is said: even a usage error is translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from jiangan_targets.errors import Failure
from jiangan_targets.render.catalogue import LANGUAGES
from jiangan_targets.storage import workspace

VARIABLE = "JIANGAN_TARGETS_LANG"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_FALLBACK = "zh"


def choose_language(arguments: Sequence[str], environ: Mapping[str, str], here: Path) -> str:
    """`--lang`, else JIANGAN_TARGETS_LANG, else the locale (zh*, en*), else the targets file's own."""
    locale = next((environ[name] for name in _LOCALE_VARIABLES if environ.get(name)), "")
    for wish in (option_value(arguments, "--lang"), environ.get(VARIABLE), locale[:2]):
        if wish in LANGUAGES:
            return str(wish)
    return _language_of_targets(arguments, environ, here) or _FALLBACK


def option_value(arguments: Sequence[str], option: str) -> str | None:
    """The value of a global option, looked up before the command line is parsed."""
    for number, argument in enumerate(arguments):
        if argument == option:
            return arguments[number + 1] if number + 1 < len(arguments) else None
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return None


def _language_of_targets(arguments: Sequence[str], environ: Mapping[str, str], here: Path) -> str | None:
    with suppress(Failure):
        found = workspace.find(option_value(arguments, "--dir"), environ, here)
        year = workspace.choose_year(found, option_value(arguments, "--year"), environ)
        return workspace.peek_language(found.targets_file(year))
    return None
