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
from jiangan_targets.cli.global_options import split
from jiangan_targets.cli.invocation import Invocation
from jiangan_targets.cli.language import LANGUAGES, VARIABLE, choose_language
from jiangan_targets.cli.typer_frame.exits import interruption, run
from jiangan_targets.cli.typer_frame.lazy import commands_of
from jiangan_targets.errors import Failure, Misuse, message
from jiangan_targets.render.language import N_, speak
from jiangan_targets.storage.disk import signals

PROGRAM = "jiangan-targets"
COMPLETION = "_JIANGAN_TARGETS_COMPLETE"

_COMPLETION = "_JIANGAN_TARGETS_COMPLETE"
_INSTALL, _SHOW = "--install-completion", "--show-completion"

# Each command stands in a module of its own, which is imported when the command runs and not before.
COMMANDS = {
    "init": (
        "init:init",
        N_(
            "Begin a year: a targets file to edit, from nothing, from the year before, or out of a report's text.\n"
            "jiangan-targets init district --from-text report.docx"
        ),
    ),
    "status": ("status:status", N_("Show how every target stands: completion, pace gap and standing.")),
    "record": (
        "record:record",
        N_(
            "Write down a figure: the year's total so far, or the level or rate, on a day.\n"
            "Values: 9000, 9,000, 0.9万, 512.3亿元, 7%. Several at once: parking=9000 charging=6500."
        ),
    ),
    "explain": (
        "explain:explain",
        N_(
            "Say why a target lags, what is done about it, and by when: kept with its figures.\n"
            'jiangan-targets explain parking --reason "two sites late" --measure "night shifts" --by-date 2024-10-31'
        ),
    ),
    "show": ("show:show", N_("Show everything about one target: rules, progress, what is still needed, and a chart.")),
    "outlook": (
        "outlook:outlook",
        N_(
            "Show where the year is likely to end: what last year brought after the same day, and this year's growth.\n"
            "Only where last year's course is known; for all else, what is still needed."
        ),
    ),
    "history": (
        "history:history",
        N_("Show the records, newest first, with the withdrawn and superseded ones marked."),
    ),
    "withdraw": ("withdraw:withdraw", N_("Take a record back; it stays in the history, marked.")),
    "undo": ("withdraw:undo", N_("Take back all that your last command recorded; it stays in the history, marked.")),
    "summary": (
        "summary:summary",
        N_(
            "Summarise a week: new figures, changed standings, what needs attention.\n"
            "An old week is told as it was known then; --revised uses all that is known now."
        ),
    ),
    "remind": (
        "remind:remind",
        N_(
            "Tell each department which figures are due and which are late, with the form to fill; needs [reporting].\n"
            "A record reports the period that its day is in; --ranking compares departments and periods."
        ),
    ),
    "report": (
        "report:report",
        N_(
            "Write the office's report on a month, a quarter, a half or a year, as Word or a text.\n"
            "An old one is told as it was known on its own day."
        ),
    ),
    "chart": ("chart:chart", N_("Draw the records of targets against their pace as an SVG picture.")),
    "schedule": (
        "schedule:schedule",
        N_(
            "Print ready lines for cron or systemd that make the weekly summary, and remind; nothing is installed.\n"
            "(crontab -l; jiangan-targets schedule cron --output /srv/reports) | crontab -"
        ),
    ),
    "export": (
        "export:export",
        N_(
            "Write the status as a sheet (.xlsx or .csv), or a form for departments to fill.\n"
            "`import` takes the form back, and sheets of their own."
        ),
    ),
    "import": (
        "import_:import_",
        N_(
            "Take figures from a sheet: the form, an export, or a department's own table (Excel, WPS, .ods or CSV).\n"
            "Shows what would change, then records all of it or nothing. The same file again changes nothing."
        ),
    ),
    "ledger": ("ledger:app", N_("Make a database ready for records, and move records between ledgers.")),
    "check": (
        "check:check",
        N_(
            "Validate targets and records together; exit 1 when there is an error.\n"
            "--repair writes a readable copy of a damaged ledger; with --yes it takes its place."
        ),
    ),
    "verify": (
        "verify:verify",
        N_(
            "Tell whether the records still are what a summary vouched for; exit 1 when they are not.\n"
            "Give the file or the mail, or the line at its end in quotes."
        ),
    ),
    "schema": (
        "schema:schema",
        N_("Print the JSON Schema of a targets file, which editors check against and complete from."),
    ),
    "where": ("where:where", N_("Show which workspace is used and why, its files, year, records and the version.")),
}

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
            "--year",
            metavar="YEAR",
            help=N_("The year; this one, or the newest before it, when left out (or JIANGAN_TARGETS_YEAR)."),
            autocompletion=_years,
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
    _install: Annotated[
        str | None,
        typer.Option(
            _INSTALL, metavar="[SHELL]", help=N_("Make the Tab key work in bash, zsh or fish; yours when left out.")
        ),
    ] = None,
    _show: Annotated[
        str | None,
        typer.Option(_SHOW, metavar="[SHELL]", help=N_("Print what a shell needs for that, and install nothing.")),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=N_("Show the version and exit."))
    ] = False,
) -> None:
    """Describe the global options; `main` takes them out of the command line, wherever they stand."""
    if context.invoked_subcommand is None:
        output.write(context.get_help() + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on `arguments` (the command line's by default) and give its exit code."""
    if _COMPLETION in os.environ:
        _prepare_completion()
    options, rest = split(sys.argv[1:] if arguments is None else arguments)
    invocation = Invocation(options)

    def command() -> object:
        output.prepare()
        speak(choose_language(options.lang, os.environ, partial(_language_of_targets, invocation)))
        signals.ready(interruption)
        if options.lang is not None and options.lang not in LANGUAGES:
            from jiangan_targets.render import words

            raise Misuse(
                "{option}: “{text}” is not one of {choices}.",
                option="--lang",
                text=options.lang,
                choices=words.listing(LANGUAGES),
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
                choices=", ".join(LANGUAGES),
            )
        )


def _prepare_completion() -> None:
    """For the Tab key: typer is told which shells there are, and sees no option that it would not know."""
    from typer._completion_classes import completion_init

    from jiangan_targets.cli.completion.line import simplify

    completion_init()
    simplify(os.environ)


def _language_of_targets(invocation: Invocation) -> str | None:
    with suppress(Failure):
        return invocation.language_of_targets()
    return None
