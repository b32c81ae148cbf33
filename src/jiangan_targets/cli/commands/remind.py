"""`remind`: what each department owes, what is late since when, and the form to fill."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from itertools import chain, count
from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import clock, days, delivery, options, output
from jiangan_targets.cli.choices import chosen
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import Invocation, invocation_of
from jiangan_targets.cli.session import Session, open_year
from jiangan_targets.cli.workbooks import workbooks
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
from jiangan_targets.render.reminder.page import Page, Section, compose
from jiangan_targets.storage.plan.holidays import load_calendar


class ReminderForm(StrEnum):
    """How a reminder is told."""

    TEXT = "text"
    JSON = "json"
    EML = "eml"
    XLSX = "xlsx"


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
        autocompletion=completion.one_of(*ReminderForm),
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
    form = chosen("json" if json else format, ReminderForm, "--format")
    alarms = [chosen(alarm, Alarm, "--fail-on") for alarm in fail_on or ()]
    if folder is None and form in {ReminderForm.EML, ReminderForm.XLSX}:
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
        made = {place / name: data for name, data in _files(page, form, sender)}
        forms = {path for path in made if path.suffix == ".xlsx" and path.stem != f"remind-{page.day}"}
        delivery.save_all(made, overwrite=overwrite, renews=made.keys() - forms)
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


def _files(page: Page, form: ReminderForm, sender: str | None) -> Iterable[tuple[str, bytes]]:
    """The files that a folder gets: names and contents."""
    stem = f"remind-{page.day}"
    if form is ReminderForm.XLSX:
        from jiangan_targets.render.reminder.sheets import reminder_sheets

        yield f"{stem}.xlsx", workbooks().plain_workbook(reminder_sheets(page), page.day)
    elif form is not ReminderForm.EML:
        yield f"{stem}{REMINDER[form].ending}", REMINDER[form].render(page).encode(errors="backslashreplace")
    if form is ReminderForm.JSON:
        return
    for name, section in _named(stem, page.sections):
        data = _form(page, section)
        if form is ReminderForm.EML:
            from jiangan_targets.render.reminder.mail import render

            yield f"{name}.eml", render(page, section, data, f"{name}.xlsx", sender).encode(errors="backslashreplace")
        else:
            yield f"{name}.xlsx", data


def _form(page: Page, section: Section) -> bytes:
    from jiangan_targets.render.reminder.sheets import form_of

    return bytes(workbooks().form_workbook(*form_of(page, section)))


_MOST_CHARACTERS = 50
"""Of a department in a file's name: four bytes each, and a name has at most 255."""


def _named(stem: str, sections: Iterable[Section]) -> Iterable[tuple[str, Section]]:
    """Each department with the name of its file: letters and digits of its own, and a number where two are alike."""
    taken: set[str] = set()
    for section in sections:
        plain = re.sub(r"[^\w.（）()-]+", "-", section.name)[:_MOST_CHARACTERS]
        # A number may make it the name of a third department: “A/B”, “A B” and “A-B-2”.
        names = chain([plain], (f"{plain}-{number}" for number in count(2)))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield f"{stem}-{name}", section


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
