"""`history`: the records, newest first."""

from __future__ import annotations

from typing import Annotated

import typer

from jiangan_targets.cli import options, output
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.record import fates
from jiangan_targets.render.form import HISTORY
from jiangan_targets.render.language import N_


def history(
    context: typer.Context,
    targets: options.TargetArguments = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help=N_("table, json or csv."))] = None,
    json: options.JsonOption = False,
    ascii: options.AsciiOption = False,
) -> None:
    """Load → mark what became of each → render → print."""
    form = options.chosen_form(HISTORY, format, json=json)
    session = open_session(context)
    wanted = session.target_ids(targets)
    newest_first = [fate for fate in reversed(fates(session.entries())) if not wanted or fate.record.target in wanted]
    output.write_form(form.render(newest_first, session.plan, output.style(ascii_only=ascii)), form)
