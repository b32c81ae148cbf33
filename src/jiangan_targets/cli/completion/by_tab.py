"""The Tab key, answered before typer is imported: the offers for a target, from what is kept beside the plan.

Whatever is not certainly that, or not kept yet, is left to typer, which offers the same.
"""

from __future__ import annotations

from time import localtime

from jiangan_targets.cli.global_options import NAMES, split
from jiangan_targets.cli.language import LANGUAGES, choose_language
from jiangan_targets.storage.plan.candidates import begun_parts, read_offers
from jiangan_targets.storage.workspace import locate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiangan_targets.cli.global_options import GlobalOptions

_COMMANDS = frozenset({"record", "status", "show", "history", "chart", "explain"})
_FLAGS = frozenset({"--json", "--ascii", "--ids", "--behind", "--add", "--dry-run", "--force"})
_QUOTING = frozenset("'\"\\`$")


def answer(instruction: str, environ: Mapping[str, str]) -> tuple[str, int] | None:
    """What to print and the exit code, in the form the shell's script asks for; None to let typer answer."""
    shell = instruction.removeprefix("complete_")
    line = _line(environ, shell)
    if line is None:
        return None
    arguments, incomplete = line
    options, rest = split(arguments)
    if incomplete.startswith("-"):
        return None
    if rest and rest[-1] in NAMES:
        offers = _of_option(rest[-1], options, environ)
        return _form(shell, [offer for offer in offers if offer[0].startswith(incomplete)], environ)
    if not _asks_for_a_target(rest):
        return None
    found = _offers(options, incomplete, environ)
    return None if found is None else _form(shell, found, environ)


def _line(environ: Mapping[str, str], shell: str) -> tuple[list[str], str] | None:
    """The words after the program's name, and the one that is being typed."""
    text = environ.get("COMP_WORDS" if shell == "bash" else "_TYPER_COMPLETE_ARGS", "")
    if shell not in {"bash", "zsh", "fish"} or _QUOTING & set(text):
        return None
    words = text.split()
    if shell == "bash":
        number = environ.get("COMP_CWORD", "")
        if not number.isdigit():
            return None
        return words[1 : int(number)], words[int(number)] if int(number) < len(words) else ""
    return (words[1:], "") if text.endswith(" ") else (words[1:-1], words[-1] if len(words) > 1 else "")


def _asks_for_a_target(arguments: list[str]) -> bool:
    """Whether the next word stands where a command takes a target, and not an option's value."""
    if not arguments or arguments[0] not in _COMMANDS:
        return False
    last = arguments[-1]
    return not last.startswith("-") or last in _FLAGS


def _of_option(option: str, options: GlobalOptions, environ: Mapping[str, str]) -> list[tuple[str, str]]:
    """The values of an option that may stand anywhere; where it is a folder the shell itself offers some."""
    if option == "--lang":
        return [(language, "") for language in LANGUAGES]
    if option != "--year":
        return []
    try:
        root, _reason = locate.find_root(options.folder, environ, locate.current_folder())
        return [(str(year), "") for year in reversed(locate.years_in(locate.targets_folder(root)))]
    except OSError:
        return []


def _offers(options: GlobalOptions, incomplete: str, environ: Mapping[str, str]) -> list[tuple[str, str]] | None:
    try:
        root, _reason = locate.find_root(options.folder, environ, locate.current_folder())
        folder = locate.targets_folder(root)
        wanted = options.year or environ.get(locate.YEAR_VARIABLE)
        year = locate.pick_year(locate.years_in(folder), wanted, localtime().tm_year)
    except OSError:
        return None
    kept = None if year is None else read_offers(locate.targets_file(folder, year), environ)
    if kept is None:
        return None
    language, rows = kept
    name = 2 if choose_language(options.lang, environ, lambda: language) == "en" else 1
    if "/" in incomplete:
        return begun_parts(rows, incomplete, name)
    rows = [row for row in rows if "/" not in row[0]]
    begun = [(row[0], row[name]) for row in rows if row[0].startswith(incomplete)]
    return begun or [
        (alias, row[0]) for row in rows for alias in (*row[3:], row[1]) if incomplete and alias.startswith(incomplete)
    ]


def _form(shell: str, offers: list[tuple[str, str]], environ: Mapping[str, str]) -> tuple[str, int]:
    """The offers as typer's own scripts for the shells read them."""
    if shell == "bash":
        return "\n".join(value for value, _help in offers), 0
    if shell == "zsh":
        shown = "\n".join(f'"{value}":"{help_text}"' if help_text else f'"{value}"' for value, help_text in offers)
        return (f"_arguments '*: :(({shown}))'" if offers else "_files"), 0
    if environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if offers else 1
    return "\n".join(f"{value}\t{help_text}" if help_text else value for value, help_text in offers), 0
