"""`export`: the status as the sheet an office prints, or a form for departments to fill."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiangan_targets.cli import days, delivery, options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.session import open_session
from jiangan_targets.cli.workbooks import workbooks
from jiangan_targets.domain.record import Entry, fates
from jiangan_targets.domain.record import known_at as known_at_moment
from jiangan_targets.domain.status import Status, of_part, select, status_on, to_report
from jiangan_targets.errors import Misuse
from jiangan_targets.render import words
from jiangan_targets.render.language import N_

if TYPE_CHECKING:
    from jiangan_targets.render.sheet import Sheet

PartOption = Annotated[
    str | None,
    typer.Option(
        "--part",
        metavar="NAME",
        help=N_("Only what this part, a sub-district or a department, has of the targets."),
        autocompletion=completion.parts,
    ),
]


def export(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=N_("The file to write: .xlsx or .csv; - for CSV on stdout."))
    ],
    on: days.OnOption = None,
    group: options.GroupOption = None,
    owner: options.OwnerOption = None,
    part: PartOption = None,
    known_at: options.KnownAtOption = None,
    form: Annotated[
        bool,
        typer.Option(
            "--form", help=N_("A form to fill instead of the status; it asks for figures of the day of --on.")
        ),
    ] = False,
    overwrite: delivery.OverwriteOption = False,
) -> None:
    """Load → assess → select → render → save."""
    kind = ".csv" if file == "-" else Path(file).suffix.casefold()
    if kind not in {".xlsx", ".csv"}:
        raise Misuse("{file}: the file's ending must be one of {endings}.", file=file, endings=[".xlsx", ".csv"])
    session = open_session(context, days.year_of(on))
    day = days.meant_day(on, session.year)
    entries = known_at_moment(session.entries(), options.known_moment(known_at, session.year))
    whole = status_on(session.plan, entries, day.on, asked=day.asked)
    status = select(whole, group=options.group_id(session.plan, group), owner=options.owner_name(session.plan, owner))
    if (name := options.part_name(session.plan, part)) is not None:
        status = of_part(status, name)
    if form:
        status = to_report(status)
    asked = day.on if day.typed and form else None
    if file == "-":
        output.write_data(_csv(status, asked, form=form))
        return
    # Excel takes a CSV for UTF-8 only with a mark at its beginning.
    csv = _csv(status, asked, form=form).encode("utf-8-sig") if kind == ".csv" else b""
    data = csv or (_form(status, asked) if form else _xlsx(entries, status))
    delivery.save(data, options.path_of(file), overwrite=overwrite)


def _csv(status: Status, asked: date | None, *, form: bool) -> str:
    from jiangan_targets.render.csv import render_form, render_sheet
    from jiangan_targets.render.sheet import by_group, form_sheet, status_sheet

    return render_form(form_sheet(by_group(status), asked)) if form else render_sheet(status_sheet(by_group(status)))


def _xlsx(entries: list[Entry], status: Status) -> bytes:
    from jiangan_targets.render.sheet import by_group, records_sheet, status_sheet

    workbook, status = workbooks(), by_group(status)
    shown = {item.target.id for item in status.progress}
    history = [fate for fate in reversed(fates(entries)) if shown & {fate.record.target, fate.record.subject}]
    names = {target.id: words.name(target) for target in status.plan.targets}
    return bytes(
        workbook.status_workbook(status, status_sheet(status), records_sheet(history, names), _rank_sheet(status))
    )


def _rank_sheet(status: Status) -> Sheet | None:
    """None where no target has parts with figures."""
    if not any(item.parts for item in status.progress):
        return None
    from jiangan_targets.domain.ranking import told_against
    from jiangan_targets.render.rank_sheet import rank_sheet

    rankings = told_against(status, None)
    return rank_sheet(rankings, words.title(status.plan), status.on) if rankings else None


def _form(status: Status, as_of: date | None) -> bytes:
    from jiangan_targets.render.sheet import by_group, form_sheet

    status = by_group(status)
    return bytes(workbooks().form_workbook(status, form_sheet(status, as_of)))
