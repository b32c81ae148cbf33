"""The program assembled: global options, and the commands in the order of the help."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from jiangan_targets import __version__
from jiangan_targets.cli import (
    chart,
    check,
    export,
    history,
    intake,
    output,
    record,
    schedule,
    show,
    status,
    summary,
    where,
    withdraw,
)
from jiangan_targets.cli import ledger as ledger_command
from jiangan_targets.cli.exits import run
from jiangan_targets.cli.help import Command, Group
from jiangan_targets.cli.language import choose_language
from jiangan_targets.cli.session import here
from jiangan_targets.errors import Misuse
from jiangan_targets.render.catalogue import LANGUAGES, N_, speak

PROGRAM = "jiangan-targets"

app = typer.Typer(
    name=PROGRAM,
    cls=Group,
    help=N_("Track a district's yearly targets: record figures, see completion, pace and standing."),
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _show_version(value: bool) -> None:
    if value:
        output.write(f"{PROGRAM} {__version__}\n")
        raise typer.Exit


@app.callback()
def program(
    context: typer.Context,
    folder: Annotated[
        str | None,
        typer.Option(
            "--dir",
            metavar="FOLDER",
            help=N_("The workspace: the folder with targets/ and records/ (or JIANGAN_TARGETS_DIR)."),
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year", metavar="YEAR", help=N_("The year; the newest when left out (or JIANGAN_TARGETS_YEAR).")
        ),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            metavar="ADDRESS",
            help=N_("Where the records are: file, or postgresql://… (or JIANGAN_TARGETS_LEDGER)."),
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help=N_("The language, zh or en (or JIANGAN_TARGETS_LANG)."))
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=N_("Show the version and exit."))
    ] = False,
) -> None:
    """Check the global options; commands read folder and year themselves, `main` the language."""
    if lang is not None and lang not in LANGUAGES:
        raise Misuse(
            "{option}: “{text}” is not one of {choices}.", option="--lang", text=lang, choices=", ".join(LANGUAGES)
        )
    if context.invoked_subcommand is None:
        output.write(context.get_help() + "\n")


for name, function, text in (
    ("status", status.status, status.HELP),
    ("record", record.record, record.HELP),
    ("show", show.show, show.HELP),
    ("history", history.history, history.HELP),
    ("withdraw", withdraw.withdraw, withdraw.WITHDRAW_HELP),
    ("undo", withdraw.undo, withdraw.UNDO_HELP),
    ("summary", summary.summary, summary.HELP),
    ("chart", chart.chart, chart.HELP),
    ("schedule", schedule.schedule, schedule.HELP),
    ("export", export.export, export.HELP),
    ("import", intake.import_, intake.HELP),
    ("check", check.check, check.HELP),
    ("where", where.where, where.HELP),
):
    # A negative figure is a figure: `record parking -5` must reach the rules, not the option parser.
    settings = {"ignore_unknown_options": True} if name == "record" else {}
    app.command(name, cls=Command, help=text, context_settings=settings)(function)


app.add_typer(ledger_command.app, name="ledger")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on `arguments` (the command line's by default) and give its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)

    def command() -> object:
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show Chinese gets escapes instead of a crash.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        speak(choose_language(given, os.environ, here()))
        return app(given, prog_name=PROGRAM, standalone_mode=False)

    return run(command)
