"""`chart`: the records of targets against their pace, as a picture."""

from __future__ import annotations

from functools import partial

import typer

from jiangan_targets.cli import days, delivery, options
from jiangan_targets.cli.outlooks import outlooks_of
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.record import figures_by_target, standing_records
from jiangan_targets.domain.record import known_at as known_at_moment
from jiangan_targets.domain.status import select, status_on
from jiangan_targets.render.form import CHART


def chart(
    context: typer.Context,
    targets: options.TargetArguments = None,
    on: days.OnOption = None,
    known_at: options.KnownAtOption = None,
    path: delivery.OutputOption = None,
    overwrite: delivery.OverwriteOption = False,
) -> None:
    """Load → assess → select → draw → print or save."""
    form = options.chosen_form(CHART, None, path)
    session = open_session(context, days.year_of(on))
    day = days.meant_day(on, session.year)
    known = partial(known_at_moment, moment=options.known_moment(known_at, session.year))
    entries = known(session.entries())
    status = status_on(session.plan, entries, day.on, asked=day.asked)
    trends = figures_by_target(standing_records(entries), status.on)
    from jiangan_targets.render.drawing.svg import Charted

    found = outlooks_of(context, select(status, session.target_ids(targets)), known)
    charts = [Charted(each.progress, trends.get(each.progress.target.id, []), each.curve) for each in found]
    delivery.deliver(form.render(charts, session.plan), form, path, str(session.year), overwrite=overwrite)
