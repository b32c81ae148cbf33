"""Arguments and options that several commands share, and the values they stand for."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Failure, Misuse
from jiangan_targets.render.form import Form
from jiangan_targets.render.language import N_

Choice = TypeVar("Choice", bound=StrEnum)

TargetArguments = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TARGET]...",
        help=N_("Targets by id, alias, name or the beginning of one; all when left out."),
        autocompletion=completion.targets,
        show_default=False,
    ),
]
TargetArgument = Annotated[
    str,
    typer.Argument(
        metavar="TARGET",
        help=N_("A target by id, alias, name or the beginning of one."),
        autocompletion=completion.targets,
    ),
]
IdsOption = Annotated[
    bool,
    typer.Option("--ids", help=N_("Show the targets' ids in a table of any width; from 100 cells on they are there.")),
]
JsonOption = Annotated[bool, typer.Option("--json", help=N_("The same as --format json."))]
AsciiOption = Annotated[bool, typer.Option("--ascii", help=N_("Only signs that are one cell wide in every terminal."))]
GroupOption = Annotated[
    str | None,
    typer.Option("--group", metavar="GROUP", help=N_("Only this group."), autocompletion=completion.groups),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=N_("Show the answer and write nothing."))]
ForceOption = Annotated[
    bool, typer.Option("--force", help=N_("Write a figure that looks wrong; it is still checked for being a number."))
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="NAME", envvar="JIANGAN_TARGETS_BY", help=N_("Who reports; your login name when left out.")
    ),
]


def path_of(text: str) -> Path:
    """The file or folder that was typed; `~` is the user's own home folder, `~name` another's.

    Raises:
        Failure: nothing was typed, or there is no such home folder.
    """
    if not text:
        raise Failure("An empty path names nothing; give the path of a file or folder.")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise Failure("{path}: there is no such home folder; write the path in full.", path=text) from None


def chosen(text: str, choices: type[Choice], option: str) -> Choice:
    """The choice that `text` names.

    Raises:
        Misuse: it names none; says which there are.
    """
    try:
        return choices(text)
    except ValueError:
        raise Misuse(
            "{option}: “{text}” is not one of {choices}.", option=option, text=text, choices=", ".join(choices)
        ) from None


def chosen_form(forms: Mapping[str, Form], name: str | None, path: str | None = None, *, json: bool = False) -> Form:
    """The form that --json or --format names, else the one that the ending of `path` asks for, else the first.

    Raises:
        Misuse: there is no such form, or none with that ending.
    """
    wanted = "json" if json else name
    if wanted is not None:
        if wanted not in forms:
            raise Misuse(
                "{option}: “{text}” is not one of {choices}.", option="--format", text=wanted, choices=", ".join(forms)
            )
        return forms[wanted]
    ending = "" if path is None or Path(path).is_dir() else Path(path).suffix.casefold()
    fitting = [form for form in forms.values() if ending in {"", form.ending}]
    if not fitting:
        endings = ", ".join(form.ending for form in forms.values())
        raise Misuse("{file}: the file's ending must be one of {endings}.", file=path, endings=endings)
    return fitting[0]


def group_id(plan: Plan, text: str | None) -> str | None:
    """The id of the group that was typed by id or either name; None for none.

    Raises:
        Failure: there is no such group.
    """
    if text is None:
        return None
    for group in plan.groups:
        if text.casefold() in {group.id, group.name.casefold(), group.name_en.casefold()}:
            return group.id
    known = ", ".join(group.id for group in plan.groups)
    raise Failure("There is no group “{text}”; there are: {groups}.", text=text, groups=known)
