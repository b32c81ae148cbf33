"""`chart`: the records of targets against their pace, as a picture."""

from __future__ import annotations

from pathlib import Path

import typer

from jiangan_targets.cli import delivery, options
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.record import figures_by_target
from jiangan_targets.domain.status import select, status_on
from jiangan_targets.errors import Failure


def chart(
    context: typer.Context,
    targets: options.TargetArguments = None,
    on: options.OnOption = None,
    path: delivery.OutputOption = None,
    force: delivery.OverwriteOption = False,
) -> None:
    """Load → assess → select → draw → print or save."""
    from jiangan_targets.render.drawing.svg import render_charts

    if path is not None and Path(path).suffix not in {"", ".svg"}:
        raise Failure("{path}: a chart is drawn as SVG; give the file the ending .svg.", path=path)
    session = open_session(context)
    entries = session.entries()
    status = status_on(session.plan, entries, options.evaluation_day(on, session.year))
    trends = figures_by_target(entries, status.on)
    chosen = select(status, session.target_ids(targets)).progress
    charts = [(item, trends.get(item.target.id, [])) for item in chosen]
    delivery.deliver(render_charts(charts), path, f"{session.year}.svg", force=force)
