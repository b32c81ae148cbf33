"""`outlook`: where the year is likely to end."""

from __future__ import annotations

import typer

from jiangan_targets.cli import days, options, output
from jiangan_targets.cli.outlooks import outlooks_of
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.status import select, status_on
from jiangan_targets.render.form import OUTLOOK


def outlook(
    context: typer.Context,
    targets: options.TargetArguments = None,
    on: days.OnOption = None,
    format: options.TableFormatOption = "table",
    json: options.JsonOption = False,
    ascii: options.AsciiOption = False,
) -> None:
    """Load this year and last → project → render → print."""
    form = options.chosen_form(OUTLOOK, format, json=json)
    session = open_session(context, days.year_of(on))
    day = days.meant_day(on, session.year)
    whole = status_on(session.plan, session.latest(day.on), day.on, asked=day.asked)
    status = select(whole, session.target_ids(targets))
    found = outlooks_of(context, status)
    output.write_form(form.render(status, found, output.style(ascii_only=ascii)), form)
