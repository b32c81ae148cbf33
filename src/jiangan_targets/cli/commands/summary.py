"""`summary`: what a week brought, for people to read."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

from jiangan_targets.cli import clock, delivery, options, output
from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.dates import parse_date, parse_week
from jiangan_targets.domain.summary import Summary, summarise
from jiangan_targets.domain.week import Week, last_complete_week
from jiangan_targets.errors import Misuse, message
from jiangan_targets.render.language import N_


class Format(StrEnum):
    """The forms of a summary."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    EML = "eml"


class Alarm(StrEnum):
    """What may make a summary exit 1."""

    BEHIND = "behind"
    STALE = "stale"


_ENDINGS = {Format.TEXT: "txt", Format.MARKDOWN: "md", Format.HTML: "html", Format.JSON: "json", Format.EML: "eml"}


def summary(
    context: typer.Context,
    week: Annotated[
        str | None,
        typer.Option(
            "--week", metavar="WEEK", help=N_("The ISO week, like 2024-W37; the last complete one if left out.")
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=N_("The last week that was complete on this day."))
    ] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=N_("text, markdown, html, json or eml (a mail)."))
    ] = Format.TEXT,
    json: options.JsonOption = False,
    revised: Annotated[
        bool, typer.Option("--revised", help=N_("Use all that is known now, each figure on its own day."))
    ] = False,
    path: delivery.OutputOption = None,
    force: delivery.OverwriteOption = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on", metavar="ALARM", help=N_("Exit 1 when a target is behind, or stale; may be repeated.")
        ),
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="ADDRESS", help=N_("Who gets the mail; may be repeated."))
    ] = None,
    sender: Annotated[str | None, typer.Option("--from", metavar="ADDRESS", help=N_("Who sends the mail."))] = None,
) -> int:
    """Load → summarise → render → print or save."""
    form = Format.JSON if json else options.chosen(format, Format, "--format")
    alarms = [options.chosen(alarm, Alarm, "--fail-on") for alarm in fail_on or ()]
    wanted = _week(context, week, on)
    session = open_session(context, wanted.year)
    found = summarise(session.plan, session.entries(), wanted, revised=revised)
    text = _render(found, form, to or [], sender)
    delivery.deliver(text, path, f"{wanted}.{_ENDINGS[form]}", force=force)
    _tell_what_may_surprise(found)
    return _alarm(found, alarms)


def _week(context: typer.Context, week: str | None, on: str | None) -> Week:
    if week is not None and on is not None:
        raise Misuse("Give --week or --on, not both.")
    if week is not None:
        return parse_week(week)
    return last_complete_week(clock.today() if on is None else parse_date(on, invocation_of(context).year()))


def _render(summary: Summary, form: Format, to: list[str], sender: str | None) -> str:
    if form is Format.JSON:
        from jiangan_targets.render.summary.json import render_summary as as_json

        return as_json(summary)
    from jiangan_targets.render.summary.page import compose

    page = compose(summary)
    if form is Format.MARKDOWN:
        from jiangan_targets.render.summary.markdown import render_summary as as_markdown

        return as_markdown(page)
    if form is Format.HTML:
        from jiangan_targets.render.summary.html import render_summary as as_html

        return as_html(page)
    from jiangan_targets.render.summary.text import render_summary as as_text

    if form is Format.TEXT:
        return as_text(page)
    from jiangan_targets.render.summary.html import render_summary as as_html
    from jiangan_targets.render.summary.mail import Letter, render_mail

    subject = f"{page.title} {page.heading}"
    day_after = summary.week.sunday + timedelta(days=1)
    letter = Letter(str(summary.week), day_after, subject, as_text(page), as_html(page))
    return render_mail(letter, to, sender)


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
