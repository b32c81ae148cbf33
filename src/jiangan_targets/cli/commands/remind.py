"""`remind`: what each department owes, what is late since when, and the form to fill."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import clock, days, delivery, options, output
from jiangan_targets.cli.choices import chosen, code_of
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import Invocation, invocation_of
from jiangan_targets.cli.reminder_folder import FOLDERS, files_of
from jiangan_targets.cli.session import Session, open_year
from jiangan_targets.domain.calendar import within_year
from jiangan_targets.domain.dates import parse_date
from jiangan_targets.domain.record import Entry, known_at
from jiangan_targets.domain.reminder import late_reports
from jiangan_targets.domain.reporting import Reports, reports_at
from jiangan_targets.domain.reporting_period import end_of, zone_of
from jiangan_targets.domain.status import status_on
from jiangan_targets.errors import Failure, Misuse, message
from jiangan_targets.render.form import REMINDER
from jiangan_targets.render.language import N_
from jiangan_targets.render.reminder.page import compose
from jiangan_targets.storage.plan.holidays import load_calendar


class Alarm(StrEnum):
    """What may make a reminder exit 1."""

    LATE = "late"


FolderOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        metavar="FOLDER",
        help=N_("Write into this folder, the form of each department beside it, or in its mail."),
    ),
]


DayOption = Annotated[
    str | None,
    typer.Option(
        *days.NAMES,
        metavar="DATE",
        help=N_("As known at the end of this day; now when left out."),
        autocompletion=completion.days,
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=N_("text, json, eml (a mail per department) or xlsx."),
        autocompletion=completion.one_of(*FOLDERS),
    ),
]
RankingOption = Annotated[
    bool, typer.Option("--ranking", help=N_("On time, late and missing, by owner and by period."))
]
AlarmOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="late",
        help=N_("Exit 1 when a report is late."),
        autocompletion=completion.one_of(*Alarm),
    ),
]
SenderOption = Annotated[str | None, typer.Option("--from", metavar="ADDRESS", help=N_("Who sends the mails."))]


def remind(
    context: typer.Context,
    on: DayOption = None,
    format: FormatOption = "text",
    json: options.JsonOption = False,
    folder: FolderOption = None,
    ranking: RankingOption = False,
    fail_on: AlarmOption = None,
    sender: SenderOption = None,
    overwrite: delivery.OverwriteOption = False,
) -> int:
    """Load → compare with the calendar → put into words → print or save."""
    form = "json" if json else code_of(format, FOLDERS, "--format")
    alarms = [chosen(alarm, Alarm, "--fail-on") for alarm in fail_on or ()]
    if folder is None and form not in REMINDER:
        raise Misuse("--format {format} makes a file per department: add --output FOLDER.", format=form)
    invocation = invocation_of(context)
    session = open_year(invocation, invocation.year(days.year_of(on)))
    day = None if on is None else parse_date(on, session.year, clock.today())
    entries = session.entries()
    found = _reports(session, entries, clock.now() if day is None else day)
    page = compose(found, status_on(session.plan, entries, _figures_on(found), found.moment), ranking=ranking)
    if folder is None:
        output.write_form(REMINDER[form].render(page), REMINDER[form])
    else:
        place = _folder(folder)
        made = {place / file.name: file for file in files_of(page, form, sender)}
        renewed = {path for path, file in made.items() if not file.edited}
        delivery.save_all({path: file.data for path, file in made.items()}, overwrite=overwrite, renews=renewed)
    _tell_of_last_year(invocation, session, found)
    return _alarm(found, alarms)


def _reports(session: Session, entries: list[Entry], known: date | datetime) -> Reports:
    """Every report of a year, as known at the end of a day, or at a moment."""
    reporting = session.plan.reporting
    if reporting is None:
        raise Failure(
            '{path} has no [reporting]; add one with every = "month" and due = "5th workday", or the like.',
            path=session.workspace.targets_file(session.year),
        )
    calendar = load_calendar(session.workspace.targets_file(session.year), reporting.holidays)
    moment = known if isinstance(known, datetime) else end_of(known, reporting)
    return reports_at(session.plan, reporting, known_at(entries, moment), calendar, moment)


def _figures_on(found: Reports) -> date:
    return within_year(found.moment.astimezone(zone_of(found.reporting)).date(), found.plan.year)


def _folder(wanted: str) -> Path:
    path = options.path_of(wanted)
    if not path.is_dir():
        raise Failure("There is no folder {path}; create it, or name another with --output.", path=path)
    return path


def _tell_of_last_year(invocation: Invocation, session: Session, found: Reports) -> None:
    """Until this year's first report is due, last year's last ones may be."""
    earlier = session.year - 1
    if found.reports and found.moment > found.reports[0].due:
        return
    if earlier not in session.workspace.years():
        return
    with suppress(Failure):  # Whatever is wrong there is told by `--year`.
        last = open_year(invocation, earlier)
        owed = sum(report.wanted for report in _reports(last, last.entries(), found.moment).reports)
        if owed:
            told = message(
                "Of {year} too reports are due or late: {count}; see --year {year}.", year=earlier, count=owed
            )
            output.tell(told)


def _alarm(found: Reports, alarms: list[Alarm]) -> int:
    late = len(late_reports(found))
    if not alarms or not late:
        return 0
    output.tell(message("Reports that are late: {count}.", count=late))
    return 1
