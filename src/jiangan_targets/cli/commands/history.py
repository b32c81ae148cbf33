"""`history`: the records, newest first."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from jiangan_targets.cli import options, output
from jiangan_targets.cli.session import Session, open_session
from jiangan_targets.domain.record import Fate, fates
from jiangan_targets.render import words
from jiangan_targets.render.language import N_


class Format(StrEnum):
    """The forms of a history."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def history(
    context: typer.Context,
    targets: options.TargetArguments = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help=N_("table, json or csv."))] = Format.TABLE,
    json: options.JsonOption = False,
    ascii: options.AsciiOption = False,
) -> None:
    """Load → mark what became of each → render → print."""
    form = Format.JSON if json else options.chosen(format, Format, "--format")
    session = open_session(context)
    wanted = session.target_ids(targets)
    newest_first = [fate for fate in reversed(fates(session.entries())) if not wanted or fate.record.target in wanted]
    output.write(_render(session, newest_first, form, ascii_only=ascii))


def _render(session: Session, history: list[Fate], form: Format, *, ascii_only: bool) -> str:
    targets = {target.id: target for target in session.plan.targets}
    if form is Format.JSON:
        from jiangan_targets.render.json import render_history as as_json

        return as_json(history)
    if form is Format.CSV:
        from jiangan_targets.render.csv import render_history as as_csv

        return as_csv(history, {identifier: words.unit(target) for identifier, target in targets.items()})
    from jiangan_targets.render.history_table import render_history as as_table

    names = {identifier: words.name(target) for identifier, target in targets.items()}
    values = {fate.record.id: _figure(session, fate) for fate in history}
    return as_table(history, names, values, output.style(ascii_only=ascii_only))


def _figure(session: Session, fate: Fate) -> str:
    target = session.plan.target(fate.record.target)
    return words.number(fate.record.value) if target is None else words.quantity(fate.record.value, target)
