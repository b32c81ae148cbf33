"""Arguments and options that several commands share, and the values they stand for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiangan_targets.cli import clock
from jiangan_targets.cli.choices import code_of
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.domain.dates import parse_moment
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.parts import with_parts
from jiangan_targets.errors import Failure, Misuse
from jiangan_targets.render import words
from jiangan_targets.render.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jiangan_targets.domain.target import Plan
    from jiangan_targets.render.form import Form

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
    typer.Option("--ids", help=N_("Show the targets' ids at any width; from 100 cells on they are shown anyway.")),
]
KnownAtOption = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="DATETIME",
        help=N_("Use only what had been recorded by then, like 2024-09-09T12:00."),
        autocompletion=completion.days,
    ),
]
OwnerOption = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="NAME",
        help=N_("Only the targets of this department."),
        autocompletion=completion.owners,
    ),
]
TextFormatOption = Annotated[
    str,
    typer.Option(
        "--format", metavar="FORMAT", help=N_("text or json."), autocompletion=completion.one_of("text", "json")
    ),
]
TableFormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=N_("table, json, csv or markdown."),
        autocompletion=completion.one_of("table", "json", "csv", "markdown"),
    ),
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
        "--by",
        metavar="NAME",
        envvar="JIANGAN_TARGETS_BY",
        help=N_("Who reports; your login name when left out."),
        autocompletion=completion.reporters,
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


def chosen_form(forms: Mapping[str, Form], name: str | None, path: str | None = None, *, json: bool = False) -> Form:
    """The form that --json or --format names, else the one that the ending of `path` asks for, else the first.

    Raises:
        Misuse: there is no such form, or none with that ending.
    """
    if json:
        return forms["json"]
    if name is not None:
        return forms[code_of(name, forms, "--format")]
    ending = "" if path is None or Path(path).is_dir() else Path(path).suffix.casefold()
    fitting = [form for form in forms.values() if ending in {"", form.ending}]
    if not fitting:
        endings = words.listing(form.ending for form in forms.values())
        raise Misuse("{file}: the file's ending must be one of {endings}.", file=path, endings=endings)
    return fitting[0]


def wants_json(name: str, *, json: bool) -> bool:
    """Whether data are wanted, of a command whose result is a text for people otherwise.

    Raises:
        Misuse: there is no such form.
    """
    return code_of(name, ("text", "json"), "--format") == "json" or json


def known_moment(text: str | None, year: int) -> datetime | None:
    """The moment of `--known-at`; None for all that is known now.

    Raises:
        Failure: the text is no moment.
    """
    return None if text is None else parse_moment(text, year, clock.today())


def owner_name(plan: Plan, text: str | None) -> str | None:
    """The owner that was typed; None for none.

    Raises:
        Failure: no target has that owner.
    """
    owners = dict.fromkeys(target.owner for target in with_parts(plan) if target.owner)
    if text is None or text in owners:
        return text
    if not owners:
        raise Failure('No target has an owner; write owner = "{owner}" below those that are theirs.', owner=text)
    raise Failure("No target has the owner “{owner}”; there are: {owners}.", owner=text, owners=list(owners))


def part_name(plan: Plan, text: str | None) -> str | None:
    """The name of the parts that was typed, blanks and full-width letters aside; None for none.

    Raises:
        Failure: no target has such a part.
    """
    names = {normal_form(part.name): part.name for target in plan.targets for part in target.parts}
    if text is None or normal_form(text) in names:
        return None if text is None else names[normal_form(text)]
    if not names:
        raise Failure("No target has parts; see [targets.ID.parts] of the targets file.")
    raise Failure("No target has the part “{name}”; there are: {parts}.", name=text, parts=list(names.values()))


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
    known = words.listing(group.id for group in plan.groups)
    raise Failure("There is no group “{text}”; there are: {groups}.", text=text, groups=known)
