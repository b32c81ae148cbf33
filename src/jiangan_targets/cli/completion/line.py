"""The line that is being typed, without the options that may stand anywhere: typer knows them before a command only."""

from __future__ import annotations

from jiangan_targets.cli.global_options import split
from jiangan_targets.cli.language import VARIABLE as LANGUAGE
from jiangan_targets.storage.ledger.address import LEDGER_VARIABLE
from jiangan_targets.storage.workspace.locate import DIR_VARIABLE, YEAR_VARIABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import MutableMapping


def simplify(environ: MutableMapping[str, str]) -> None:
    """Put the global options of the line into the environment, where they mean the same, and the rest back.

    A line with quotes is left as it is.
    """
    if "COMP_WORDS" in environ and environ.get("COMP_CWORD", "").isdigit():
        words, place = environ["COMP_WORDS"].split(), int(environ["COMP_CWORD"])
        typed = words[1:place]
        rest = _taken_out(typed, environ)
        environ["COMP_WORDS"] = "\n".join([*words[:1], *rest, *words[place:]])
        environ["COMP_CWORD"] = str(place - len(typed) + len(rest))
    elif text := environ.get("_TYPER_COMPLETE_ARGS", ""):
        words = text.split()
        last = [] if text.endswith(" ") else words[1:][-1:]
        typed = words[1 : len(words) - len(last)]
        environ["_TYPER_COMPLETE_ARGS"] = " ".join([*words[:1], *_taken_out(typed, environ), *(last or [""])])


def _taken_out(typed: list[str], environ: MutableMapping[str, str]) -> list[str]:
    if any(set("'\"\\`$") & set(word) for word in typed):
        return typed
    options, rest = split(typed)
    variables = {
        DIR_VARIABLE: options.folder,
        YEAR_VARIABLE: options.year,
        LEDGER_VARIABLE: options.ledger,
        LANGUAGE: options.lang,
    }
    environ.update({name: value for name, value in variables.items() if value})
    return rest
