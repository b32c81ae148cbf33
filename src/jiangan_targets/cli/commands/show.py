"""`show`: everything about one target."""

from __future__ import annotations

from functools import partial

import typer

from jiangan_targets.cli import days, options, output
from jiangan_targets.cli.outlooks import outlooks_of
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.lookup import find_target
from jiangan_targets.domain.reasons import explanation
from jiangan_targets.domain.record import figures_by_target, standing_records
from jiangan_targets.domain.record import known_at as known_at_moment
from jiangan_targets.domain.status import select, status_on


def show(
    context: typer.Context,
    target: options.TargetArgument,
    on: days.OnOption = None,
    known_at: options.KnownAtOption = None,
    format: options.TextFormatOption = "text",
    json: options.JsonOption = False,
    ascii: options.AsciiOption = False,
) -> None:
    """Load → assess → render → print."""
    wants_json = options.wants_json(format, json=json)
    session = open_session(context, days.year_of(on))
    day = days.meant_day(on, session.year)
    wanted = find_target(session.plan, target)
    known = partial(known_at_moment, moment=options.known_moment(known_at, session.year))
    entries = known(session.entries())
    status = status_on(session.plan, entries, day.on, asked=day.asked)
    (item,) = select(status, [wanted.id]).progress
    why = explanation(session.plan, entries, wanted.id, status.on)
    found = outlooks_of(context, status._replace(progress=[item]), known)[0]
    if wants_json:
        from jiangan_targets.render.json import dumps, explanation_fields, progress_fields
        from jiangan_targets.render.outlook.json import outlook_fields
        from jiangan_targets.render.parts import parts_fields

        output.write_data(
            dumps({**outlook_fields(found), **progress_fields(item), **parts_fields(item), **explanation_fields(why)})
        )
        return
    from jiangan_targets.render.detail import render_detail

    records = figures_by_target(standing_records(entries), status.on).get(wanted.id, [])
    output.write(render_detail(status, found, records, output.style(ascii_only=ascii), why))
