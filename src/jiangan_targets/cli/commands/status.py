"""`status`: how every target stands."""

from enum import StrEnum
from typing import Annotated

import typer

from jiangan_targets.cli import options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.dates import parse_moment
from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.status import Sort, Status, select, sort_by, status_on
from jiangan_targets.render.language import N_


class Format(StrEnum):
    """The forms of a status."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def status(
    context: typer.Context,
    targets: options.TargetArguments = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="KEY", help=N_("Order by group, gap or completion, the worst first."))
    ] = Sort.GROUP,
    group: options.GroupOption = None,
    standings: Annotated[
        list[str] | None,
        typer.Option(
            "--standing",
            metavar="STANDING",
            help=N_("Only targets with this standing; may be repeated."),
            autocompletion=completion.standings,
        ),
    ] = None,
    behind: Annotated[bool, typer.Option("--behind", help=N_("Only targets behind pace or missed."))] = False,
    on: options.OnOption = None,
    known_at: Annotated[
        str | None,
        typer.Option(
            "--known-at", metavar="DATETIME", help=N_("Use only what had been recorded by then, like 2024-09-09T12:00.")
        ),
    ] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=N_("table, json, csv or markdown."))
    ] = Format.TABLE,
    json: options.JsonOption = False,
    ascii: options.AsciiOption = False,
) -> None:
    """Load → assess → select → render → print."""
    order = options.chosen(sort, Sort, "--sort")
    form = Format.JSON if json else options.chosen(format, Format, "--format")
    wanted = [options.chosen(standing, Standing, "--standing") for standing in standings or ()]
    session = open_session(context)
    known = None if known_at is None else parse_moment(known_at, session.year)
    day = options.evaluation_day(on, session.year)
    whole = status_on(session.plan, session.latest(day, known), day, known)
    chosen = select(whole, session.target_ids(targets), options.group_id(session.plan, group), wanted, behind=behind)
    output.write(_render(sort_by(chosen, order), form, grouped=order is Sort.GROUP, ascii_only=ascii))


def _render(status: Status, form: Format, *, grouped: bool, ascii_only: bool) -> str:
    if form is Format.JSON:
        from jiangan_targets.render.json import render_status as as_json

        return as_json(status)
    if form is Format.CSV:
        from jiangan_targets.render.csv import render_status as as_csv

        return as_csv(status)
    if form is Format.MARKDOWN:
        from jiangan_targets.render.markdown import render_status as as_markdown

        return as_markdown(status)
    from jiangan_targets.render.status_table import render_status as as_table

    return as_table(status, output.style(ascii_only=ascii_only), grouped=grouped)
