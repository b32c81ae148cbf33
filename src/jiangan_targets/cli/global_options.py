"""The options that mean the same for every command, taken out of the command line wherever they stand."""

from __future__ import annotations

# Only for readers of types: the Tab key waits for this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_FIELDS = {"--dir": "folder", "--year": "year", "--ledger": "ledger", "--lang": "lang"}


NAMES = frozenset(_FIELDS)


class GlobalOptions:
    """As they were typed; None for what was left out."""

    def __init__(
        self, folder: str | None = None, year: str | None = None, ledger: str | None = None, lang: str | None = None
    ) -> None:
        self.folder = folder
        self.year = year
        self.ledger = ledger
        self.lang = lang


def split(arguments: Iterable[str]) -> tuple[GlobalOptions, list[str]]:
    """The global options, and the rest of the command line in its order.

    An option that waits for its value stays in the rest: typer says what is missing.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    coming = iter(arguments)
    for argument in coming:
        option, sign, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *coming]
        elif option not in _FIELDS:
            rest.append(argument)
        elif sign:
            found[_FIELDS[option]] = value
        else:
            following = next(coming, None)
            if following is None:
                rest.append(argument)
            else:
                found[_FIELDS[option]] = following
    return GlobalOptions(**found), rest
