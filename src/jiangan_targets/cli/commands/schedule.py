"""`schedule`: the lines that make cron or systemd write the weekly summary and remind; nothing is installed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import options, output
from jiangan_targets.cli.choices import chosen
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import Invocation, invocation_of
from jiangan_targets.errors import Failure
from jiangan_targets.render.form import SUMMARY
from jiangan_targets.render.language import N_, language
from jiangan_targets.storage.ledger.address import scheduled_address


class Scheduler(StrEnum):
    """Who runs the summary."""

    CRON = "cron"
    SYSTEMD = "systemd"


SchedulerArgument = Annotated[
    str,
    typer.Argument(
        metavar="cron|systemd",
        help=N_("Who is to run the summary."),
        autocompletion=completion.one_of(*Scheduler),
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=N_("text, markdown, html or json."),
        autocompletion=completion.one_of("text", "markdown", "html", "json"),
    ),
]
MailOption = Annotated[
    list[str] | None,
    typer.Option("--mail", metavar="ADDRESS", help=N_("Mail it to this address; may be repeated.")),
]


def schedule(
    context: typer.Context,
    scheduler: SchedulerArgument,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help=N_("When in the week, like Mon 08:00."))
    ] = "Mon 08:00",
    format: FormatOption = "text",
    folder: Annotated[
        str | None, typer.Option("--output", metavar="FOLDER", help=N_("Write a file per week into this folder."))
    ] = None,
    mail: MailOption = None,
) -> None:
    """Collect absolute paths → render → print."""
    from jiangan_targets.domain.weekly_time import parse_weekly_time
    from jiangan_targets.render.schedule import Job, render_cron, render_systemd

    who = chosen(scheduler, Scheduler, "SCHEDULER")
    options.chosen_form({name: form for name, form in SUMMARY.items() if name != "eml"}, format)
    invocation = invocation_of(context)
    given = invocation.options
    start = [*_command(), "--dir", str(invocation.workspace.root), "--lang", language()]
    start += ["--year", given.year] if given.year else []
    start += ["--ledger", scheduled_address(given.ledger)] if given.ledger else []
    jobs = []
    where = [] if folder is None else ["--output", str(options.path_of(folder).absolute()) + os.sep]
    if folder is not None or not mail:
        jobs.append(Job([*start, "summary", "--format", format, *where]))
    if mail:
        from jiangan_targets.domain.mail_address import parse_address

        receivers = [word for address in mail if parse_address(address) for word in ("--to", address)]
        jobs.append(Job([*start, "summary", "--format", "eml", *receivers], mails=True))
    if _has_deadlines(invocation):
        jobs.append(Job([*start, "remind", *where, "--fail-on", "late"], daily=True))
    render = render_cron if who is Scheduler.CRON else render_systemd
    output.write(render(jobs, parse_weekly_time(at)))


def _has_deadlines(invocation: Invocation) -> bool:
    """Whether the targets file says when figures are due; one with a mistake is told by `check`, not here."""
    from jiangan_targets.cli.session import open_year

    with suppress(Failure):
        return open_year(invocation, invocation.year()).plan.reporting is not None
    return False


def _command() -> list[str]:
    """How this program was started, by its absolute path: cron has hardly a PATH."""
    started = Path(sys.argv[0]).absolute()
    if started.name.startswith("jiangan-targets") and os.access(started, os.X_OK):
        return [str(started)]
    return [sys.executable, "-m", "jiangan_targets"]
