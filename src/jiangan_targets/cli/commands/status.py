"""`status`: how every target stands."""

from typing import Annotated

import typer

from jiangan_targets.cli import clock, days, options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.dates import parse_moment
from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.status import Sort, select, sort_by, status_on
from jiangan_targets.render.form import STATUS
from jiangan_targets.render.language import N_

SortOption = Annotated[
    str, typer.Option("--sort", metavar="KEY", help=N_("Order by group, gap or completion, the worst first."))
]
StandingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--standing",
        metavar="STANDING",
        help=N_("Only targets with this standing; may be repeated."),
        autocompletion=completion.standings,
    ),
]
KnownAtOption = Annotated[
    str | None,
    typer.Option(
        "--known-at", metavar="DATETIME", help=N_("Use only what had been recorded by then, like 2024-09-09T12:00.")
    ),
]


def status(
    context: typer.Context,
    targets: options.TargetArguments = None,
    sort: SortOption = Sort.GROUP,
    group: options.GroupOption = None,
    standings: StandingOption = None,
    behind: Annotated[bool, typer.Option("--behind", help=N_("Only targets behind pace or missed."))] = False,
    on: days.OnOption = None,
    known_at: KnownAtOption = None,
    format: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=N_("table, json, csv or markdown."))
    ] = None,
    json: options.JsonOption = False,
    ids: options.IdsOption = False,
    ascii: options.AsciiOption = False,
) -> None:
    """Load → assess → select → render → print."""
    order = options.chosen(sort, Sort, "--sort")
    form = options.chosen_form(STATUS, format, json=json)
    wanted = [options.chosen(standing, Standing, "--standing") for standing in standings or ()]
    session = open_session(context, days.year_of(on))
    known = None if known_at is None else parse_moment(known_at, session.year, clock.today())
    day = days.meant_day(on, session.year)
    whole = status_on(session.plan, session.latest(day.on, known), day.on, known, day.asked)
    whole = whole._replace(example=session.workspace.bundled)
    chosen = select(whole, session.target_ids(targets), options.group_id(session.plan, group), wanted, behind=behind)
    text = form.render(sort_by(chosen, order), output.style(ascii_only=ascii, ids=ids), grouped=order is Sort.GROUP)
    output.write_form(text, form)
