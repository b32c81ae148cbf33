"""`status`: how every target stands."""

from typing import Annotated

import typer

from jiangan_targets.cli import days, options, output
from jiangan_targets.cli.choices import chosen
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.progress import Standing
from jiangan_targets.domain.status import Sort, select, sort_by, status_on, unfolded
from jiangan_targets.render.form import STATUS
from jiangan_targets.render.language import N_

SortOption = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar="KEY",
        help=N_("Order by group, gap or completion, the worst first."),
        autocompletion=completion.one_of(*Sort),
    ),
]
StandingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--standing",
        metavar="STANDING",
        help=N_(
            "Only targets with this standing: no_data, in_progress, far_behind, behind, on_pace, ahead, met, missed, "
            "over_limit or tracked; may be repeated."
        ),
        autocompletion=completion.one_of(*Standing),
    ),
]


def status(
    context: typer.Context,
    targets: options.TargetArguments = None,
    sort: SortOption = Sort.GROUP,
    group: options.GroupOption = None,
    owner: options.OwnerOption = None,
    standings: StandingOption = None,
    parts: Annotated[
        bool, typer.Option("--parts", help=N_("Show the parts of a target below it; they are not counted."))
    ] = False,
    behind: Annotated[
        bool,
        typer.Option("--behind", help=N_("Only those that need attention: behind, far_behind, missed or over_limit.")),
    ] = False,
    on: days.OnOption = None,
    known_at: options.KnownAtOption = None,
    format: options.TableFormatOption = "table",
    json: options.JsonOption = False,
    ids: options.IdsOption = False,
    ascii: options.AsciiOption = False,
) -> None:
    """Load → assess → select → render → print."""
    order = chosen(sort, Sort, "--sort")
    form = options.chosen_form(STATUS, format, json=json)
    wanted = [chosen(standing, Standing, "--standing") for standing in standings or ()]
    session = open_session(context, days.year_of(on))
    known = options.known_moment(known_at, session.year)
    day = days.meant_day(on, session.year)
    whole = status_on(session.plan, session.latest(day.on, known), day.on, known, day.asked)
    whole = whole._replace(example=session.workspace.bundled)
    group, owner = options.group_id(session.plan, group), options.owner_name(session.plan, owner)
    found = select(whole, session.target_ids(targets), group, wanted, owner=owner, behind=behind)
    found = sort_by(found, order)
    found = unfolded(found) if parts else found
    text = form.render(found, output.style(ascii_only=ascii, ids=ids), grouped=order is Sort.GROUP)
    output.write_form(text, form)
