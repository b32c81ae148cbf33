"""`report`: what a month, a quarter, a half or a year brought, as the circular that offices send."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import clock, delivery, options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import Invocation, invocation_of
from jiangan_targets.cli.session import Session, open_year
from jiangan_targets.cli.supplements import last_year_told, who_reported
from jiangan_targets.domain.dates import parse_date
from jiangan_targets.domain.letterhead import Letterhead
from jiangan_targets.domain.period_report import PeriodReport, report_on
from jiangan_targets.domain.report_period import Cycle, ReportPeriod, last_complete_month, parse_period
from jiangan_targets.errors import Failure, Misuse, message
from jiangan_targets.render.form import REPORT
from jiangan_targets.render.language import N_

MonthOption = Annotated[
    str | None,
    typer.Option(
        "--month",
        metavar="MONTH",
        help=N_("The month, like 2024-09 or 9; the last complete one when left out."),
        autocompletion=completion.months,
    ),
]
QuarterOption = Annotated[
    str | None,
    typer.Option(
        "--quarter",
        metavar="QUARTER",
        help=N_("The quarter, 1 to 4, or like 2024-Q3."),
        autocompletion=completion.one_of("1", "2", "3", "4"),
    ),
]
HalfOption = Annotated[
    str | None,
    typer.Option(
        "--half",
        metavar="HALF",
        help=N_("The half of the year, 1 or 2, or like 2024-H1."),
        autocompletion=completion.one_of("1", "2"),
    ),
]
DatedOption = Annotated[
    str | None,
    typer.Option(
        "--dated",
        metavar="DATE",
        help=N_("The day of the report: what was recorded by then counts; the period's last day when left out."),
        autocompletion=completion.days,
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=N_("text, markdown, html, json or docx (Word); by the file's ending, else text, when left out."),
        autocompletion=completion.one_of(*REPORT),
    ),
]


def report(
    context: typer.Context,
    month: MonthOption = None,
    quarter: QuarterOption = None,
    half: HalfOption = None,
    dated: DatedOption = None,
    format: FormatOption = None,
    json: options.JsonOption = False,
    path: delivery.OutputOption = None,
    overwrite: delivery.OverwriteOption = False,
) -> None:
    """Load → report on the period → put into words → render → print or save."""
    from jiangan_targets.render.report.composing import compose

    form = options.chosen_form(REPORT, format, path, json=json)
    if form.binary and path is None:
        raise Misuse("A Word document goes into a file; name it with --output.")
    invocation = invocation_of(context)
    period = _period(invocation, {Cycle.MONTH: month, Cycle.QUARTER: quarter, Cycle.HALF: half})
    session = _open(invocation, period)
    letterhead = _letterhead(session)
    day = _day(period, dated, letterhead, session.workspace.settings_file)
    entries = session.entries()
    in_time = who_reported(session, entries, day, (period.first, period.last))
    last_year = last_year_told(session, invocation, entries, period.last, day)
    supplements = in_time._replace(last_year=last_year)
    found = report_on(session.plan, entries, period, day, supplements)
    page = compose(found, letterhead)
    made = form.document(page) if form.binary else form.render(page)
    delivery.deliver(made, form, path, str(period), overwrite=overwrite, renews=True)
    _tell_what_may_surprise(found)


def _period(invocation: Invocation, given: dict[Cycle, str | None]) -> ReportPeriod:
    """What was typed; a year alone is the whole of it, and nothing the last complete month."""
    typed = [(cycle, text) for cycle, text in given.items() if text is not None]
    if len(typed) > 1:
        raise Misuse("Give one of --month, --quarter and --half.")
    if typed:
        cycle, text = typed[0]
        usual = _usual_year(invocation)
        found = parse_period(cycle, text, None, usual) or parse_period(cycle, text, invocation.year(), usual)
        assert found is not None  # noqa: S101 -- a year was given
        if invocation.options.year and invocation.options.year != str(found.year):
            raise Misuse("--year {year} and {text} name different years.", year=invocation.options.year, text=text)
        return found
    if invocation.options.year:
        return ReportPeriod(invocation.year(), Cycle.YEAR, 1)
    today = clock.today()
    # In January that is December's, of the year before.
    return last_complete_month(today, invocation.year((today.replace(day=1) - timedelta(days=1)).year))


def _usual_year(invocation: Invocation) -> int:
    """The plan's year, for an example; this one where there is no plan."""
    with suppress(Failure):
        return invocation.year()
    return clock.today().year


def _open(invocation: Invocation, period: ReportPeriod) -> Session:
    """The period's own year, which must have targets: those of another year say nothing of it."""
    from jiangan_targets.storage.workspace.workspace import choose_year

    return open_year(invocation, choose_year(invocation.workspace, str(period.year), clock.today().year))


def _letterhead(session: Session) -> Letterhead:
    from jiangan_targets.storage.workspace.letterhead import read_letterhead

    return read_letterhead(session.workspace.settings_file)


def _day(period: ReportPeriod, dated: str | None, letterhead: Letterhead, settings: Path) -> date:
    given = letterhead.edition(period).date if dated is None else parse_date(dated, period.year, clock.today())
    if given is not None and given < period.last:
        if dated is None:
            raise Failure(
                "{path}: the report on {period} cannot be dated {day}: the period ends on {last}.",
                path=settings,
                period=period,
                day=given,
                last=period.last,
            )
        raise Misuse(
            "A report on {period} cannot be dated {day}: the period ends on {last}.",
            period=period,
            day=given,
            last=period.last,
        )
    return given or period.last


def _tell_what_may_surprise(found: PeriodReport) -> None:
    if found.late:
        output.tell(
            message(
                "Figures for the days up to {last} that were recorded after {dated}: {count}; "
                "--dated with a later day counts them in.",
                last=found.period.last,
                dated=found.dated,
                count=found.late,
            )
        )
    if found.dated >= clock.today():
        output.tell(message("The day {dated} is not over yet; this report may still change.", dated=found.dated))
