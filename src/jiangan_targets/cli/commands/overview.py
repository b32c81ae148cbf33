"""`overview`: several districts in one view."""

from __future__ import annotations

from typing import Annotated

import typer

from jiangan_targets.cli import days, delivery, options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.cli.overviews import districts_of, look, tell_unread, year_meant
from jiangan_targets.domain.calendar import AsOf
from jiangan_targets.errors import Misuse
from jiangan_targets.render.form import OVERVIEW
from jiangan_targets.render.language import N_

FolderArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[FOLDER]",
        help=N_("A folder with a workspace for each district; left out, the districts of the database of --ledger."),
        show_default=False,
    ),
]
PlansOption = Annotated[
    str | None,
    typer.Option(
        "--plans",
        metavar="FOLDER",
        help=N_(
            "For a database: the folder with each district's plan, jiangan.toml or jiangan/targets/2024.toml; "
            "the plans kept in the database when left out."
        ),
    ),
]
TargetOption = Annotated[
    str | None,
    typer.Option(
        "--target",
        metavar="TARGET",
        help=N_("One target in all districts: by id, alias, name or the beginning of one."),
        autocompletion=completion.targets,
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=N_("table, json, csv, html or xlsx (Excel); by the file's ending, else table, when left out."),
        autocompletion=completion.one_of(*OVERVIEW),
    ),
]


def overview(
    context: typer.Context,
    folder: FolderArgument = None,
    plans: PlansOption = None,
    target: TargetOption = None,
    on: days.OnOption = None,
    format: FormatOption = None,
    json: options.JsonOption = False,
    ascii: options.AsciiOption = False,
    path: delivery.OutputOption = None,
    overwrite: delivery.OverwriteOption = False,
) -> None:
    """Find the districts → load their plans → judge → render → print or save."""
    form = options.chosen_form(OVERVIEW, format, path, json=json)
    if form.binary and path is None:
        raise Misuse("An Excel workbook goes into a file; name it with --output.")
    invocation = invocation_of(context)
    districts = districts_of(invocation, folder, plans)
    year = year_meant(invocation, districts, days.year_of(on))
    day = days.meant_day(on, year)
    found = look(districts, AsOf(year, day.on, day.asked), target)
    style = output.style(ascii_only=ascii)
    made = form.document(found, style) if form.binary else form.render(found, style)
    delivery.deliver(made, form, path, f"overview-{day.on}", overwrite=overwrite, renews=True)
    tell_unread(found.unread)
    if found.unread:
        raise typer.Exit(1)
