"""`summary`: what a week brought, for people to read."""

from enum import StrEnum
from typing import Annotated

import typer

from jiangan_targets.cli import clock, days, delivery, options, output
from jiangan_targets.cli.choices import chosen
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.cli.session import Session, open_session
from jiangan_targets.cli.supplements import last_year_of, last_year_told, who_reported
from jiangan_targets.domain.dates import parse_date, parse_week
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.summarising import summarise
from jiangan_targets.domain.summary import Summary, Supplements
from jiangan_targets.domain.vouch import moment_of, vouch
from jiangan_targets.domain.week import Week, last_complete_week
from jiangan_targets.errors import Misuse, message
from jiangan_targets.render.form import SUMMARY
from jiangan_targets.render.language import N_
from jiangan_targets.storage.ledger.record_text import content


class Alarm(StrEnum):
    """What may make a summary exit 1."""

    BEHIND = "behind"
    STALE = "stale"


WeekOption = Annotated[
    str | None,
    typer.Option(
        "--week",
        metavar="WEEK",
        help=N_("The ISO week, like 2024-W37 or 37; the last complete one when left out."),
        autocompletion=completion.weeks,
    ),
]
LastDayOption = Annotated[
    str | None,
    typer.Option(
        *days.NAMES,
        metavar="DATE",
        help=N_("The last week that was complete on this day."),
        autocompletion=completion.days,
    ),
]
AlarmOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="ALARM",
        help=N_("Exit 1 when a target is behind, or stale; may be repeated."),
        autocompletion=completion.one_of(*Alarm),
    ),
]
RecipientOption = Annotated[
    list[str] | None, typer.Option("--to", metavar="ADDRESS", help=N_("Who gets the mail; may be repeated."))
]


def summary(
    context: typer.Context,
    week: WeekOption = None,
    on: LastDayOption = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=N_("text, markdown, html, json or eml (a mail); by the file's ending, else text, when left out."),
            autocompletion=completion.one_of(*SUMMARY),
        ),
    ] = None,
    json: options.JsonOption = False,
    revised: Annotated[
        bool, typer.Option("--revised", help=N_("Use all that is known now, each figure on its own day."))
    ] = False,
    path: delivery.OutputOption = None,
    overwrite: delivery.OverwriteOption = False,
    fail_on: AlarmOption = None,
    to: RecipientOption = None,
    sender: Annotated[str | None, typer.Option("--from", metavar="ADDRESS", help=N_("Who sends the mail."))] = None,
) -> int:
    """Load → summarise → put into words → render → print or save."""
    from jiangan_targets.render.summary.composing import compose

    form = options.chosen_form(SUMMARY, format, path, json=json)
    alarms = [chosen(alarm, Alarm, "--fail-on") for alarm in fail_on or ()]
    wanted = _week(context, week, on)
    session = open_session(context, wanted.year)
    entries = session.entries()
    found = summarise(
        session.plan, entries, wanted, _supplements(context, session, entries, wanted, revised=revised), revised=revised
    )
    vouched = vouch(entries, session.year, moment_of(found, entries), content)
    text = form.render(compose(found, vouched, to or (), sender))
    delivery.deliver(text, form, path, str(wanted), overwrite=overwrite, renews=True)
    _tell_what_may_surprise(found)
    return _alarm(found, alarms)


def _supplements(
    context: typer.Context, session: Session, entries: list[Entry], week: Week, *, revised: bool
) -> Supplements:
    """Who reported in time the figures that were due last, and the year before; both as known at the week's end."""
    invocation, sunday = invocation_of(context), week.sunday
    if revised:
        return Supplements(last_year=last_year_of(invocation, session.year))
    last_year = last_year_told(session, invocation, entries, sunday, sunday)
    return who_reported(session, entries, sunday)._replace(last_year=last_year)


def _week(context: typer.Context, week: str | None, on: str | None) -> Week:
    if week is not None and on is not None:
        raise Misuse("Give --week or --on, not both.")
    if week is not None:
        return parse_week(week, invocation_of(context).year())
    if on is None:
        return last_complete_week(clock.today())
    return last_complete_week(parse_date(on, invocation_of(context).year(days.year_of(on)), clock.today()))


def _tell_what_may_surprise(summary: Summary) -> None:
    if summary.late:
        output.tell(
            message(
                "Figures for the days up to this week that were recorded after it: {count}; --revised counts them in.",
                count=summary.late,
            )
        )
    if summary.week.sunday >= clock.today():
        output.tell(message("Week {week} is not over yet; its summary may still change.", week=summary.week))


def _alarm(summary: Summary, alarms: list[Alarm]) -> int:
    counts = {Alarm.BEHIND: len(summary.attention), Alarm.STALE: len(summary.stale)}
    rung = [alarm for alarm in alarms if counts[alarm]]
    for alarm in rung:
        texts = {
            Alarm.BEHIND: message("Targets behind pace or missed: {count}.", count=counts[alarm]),
            Alarm.STALE: message("Targets with a stale figure: {count}.", count=counts[alarm]),
        }
        output.tell(texts[alarm])
    return int(bool(rung))
