"""The program assembled: global options, and the commands in the order of the help."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Annotated

import typer

from jiangan_targets import __version__
from jiangan_targets.cli import output
from jiangan_targets.cli.command_list import COMMANDS
from jiangan_targets.cli.global_options import split
from jiangan_targets.cli.invocation import Invocation
from jiangan_targets.cli.language import LANGUAGES, VARIABLE, choose_language
from jiangan_targets.cli.typer_frame.exits import interruption, run
from jiangan_targets.cli.typer_frame.lazy import commands_of
from jiangan_targets.errors import Failure, Misuse, message
from jiangan_targets.render.commands import name_workspace
from jiangan_targets.render.language import N_, speak
from jiangan_targets.storage.disk import signals

PROGRAM = "jiangan-targets"
COMPLETION = "_JIANGAN_TARGETS_COMPLETE"

_INSTALL, _SHOW = "--install-completion", "--show-completion"

app = typer.Typer(
    name=PROGRAM,
    cls=commands_of(COMMANDS),
    help=N_("Track a district's yearly targets: record figures, see completion, pace and standing."),
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _years(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from jiangan_targets.cli.completion import by_typer

    return by_typer.years(context, incomplete)


def _shells(incomplete: str) -> list[str]:
    return [shell for shell in ("bash", "zsh", "fish") if shell.startswith(incomplete)]


def _show_version(value: bool) -> None:
    if value:
        output.write(f"{PROGRAM} {__version__}\n")
        raise typer.Exit


FolderOption = Annotated[
    str | None,
    typer.Option(
        "--dir",
        metavar="FOLDER",
        help=N_("The workspace: the folder with targets/ and records/ (or JIANGAN_TARGETS_DIR)."),
    ),
]
YearOption = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help=N_("The year; this one, or the newest before it, when left out (or JIANGAN_TARGETS_YEAR)."),
        autocompletion=_years,
    ),
]
LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="ADDRESS",
        help=N_("Where the records are: file, or postgresql://… (or JIANGAN_TARGETS_LEDGER)."),
    ),
]
LanguageOption = Annotated[
    str | None, typer.Option("--lang", metavar="LANG", help=N_("The language, zh or en (or JIANGAN_TARGETS_LANG)."))
]
VersionOption = Annotated[
    bool, typer.Option("--version", callback=_show_version, is_eager=True, help=N_("Show the version and exit."))
]


@app.callback()
def program(
    context: typer.Context,
    folder: FolderOption = None,
    year: YearOption = None,
    ledger: LedgerOption = None,
    lang: LanguageOption = None,
    _install: Annotated[
        str | None,
        typer.Option(
            _INSTALL,
            metavar="[SHELL]",
            help=N_("Make the Tab key work in bash, zsh or fish; yours when left out."),
            autocompletion=_shells,
        ),
    ] = None,
    _show: Annotated[
        str | None,
        typer.Option(
            _SHOW,
            metavar="[SHELL]",
            help=N_("Print what a shell needs for that, and install nothing."),
            autocompletion=_shells,
        ),
    ] = None,
    version: VersionOption = False,
) -> None:
    """Describe the global options; `main` takes them out of the command line, wherever they stand."""
    if context.invoked_subcommand is None:
        output.write(context.get_help() + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on `arguments` (the command line's by default) and give its exit code."""
    if COMPLETION in os.environ:
        _prepare_completion()
    options, rest = split(sys.argv[1:] if arguments is None else arguments)
    invocation = Invocation(options)

    def command() -> object:
        output.prepare()
        name_workspace(options.folder)
        speak(choose_language(options.lang, os.environ, partial(_language_of_targets, invocation)))
        signals.ready(interruption)
        if options.lang is not None and options.lang not in LANGUAGES:
            raise Misuse(
                "{option}: “{text}” is not one of {choices}.",
                option="--lang",
                text=options.lang,
                choices=list(LANGUAGES),
            )
        _tell_wrong_language(options.lang)
        for option, text in (("--dir", options.folder), ("--year", options.year), ("--ledger", options.ledger)):
            if text is not None and not text.strip():
                raise Misuse("Option {option} needs a value.", option=option)
        if rest and rest[0].startswith((_INSTALL, _SHOW)):
            from jiangan_targets.cli.completion import scripts

            if scripts.run(rest):
                return 0
        return app(rest, prog_name=PROGRAM, standalone_mode=False, obj=invocation)

    return run(command)


def _tell_wrong_language(asked: str | None) -> None:
    """A wish that is none is not obeyed, and that is told; a cron job goes on."""
    wish = os.environ.get(VARIABLE)
    if wish and wish not in LANGUAGES and asked is None and COMPLETION not in os.environ:
        output.tell(
            message(
                "{option}: “{text}” is not one of {choices}; it is ignored.",
                option=VARIABLE,
                text=wish,
                choices=list(LANGUAGES),
            )
        )


def _prepare_completion() -> None:
    """For the Tab key: typer is told which shells there are, and sees no option that it would not know."""
    from typer import _completion_classes

    from jiangan_targets.cli.completion.line import simplify

    _completion_classes.completion_init()
    # What is said beside an offer is plain already; typer would break it into lines, which fish takes for offers.
    _completion_classes._sanitize_help_text = lambda text: text  # noqa: SLF001 -- it has no other way to be told
    simplify(os.environ)


def _language_of_targets(invocation: Invocation) -> str | None:
    with suppress(Failure):
        return invocation.language_of_targets()
    return None
