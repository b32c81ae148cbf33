"""`where`: which workspace is used, and why."""

from __future__ import annotations

import typer

from jiangan_targets import __version__
from jiangan_targets.cli import clock, options, output
from jiangan_targets.cli.invocation import Invocation, invocation_of
from jiangan_targets.errors import Failure
from jiangan_targets.render import words
from jiangan_targets.render.drawing.cells import cell_len, pad
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.storage.workspace.locate import DIR_VARIABLE
from jiangan_targets.storage.workspace.workspace import Reason, Workspace

_REASONS = {
    Reason.OPTION: N_("named by --dir"),
    Reason.ENVIRONMENT: N_("named by {variable}"),
    Reason.PARENT: N_("this folder, or the nearest one above it, that has targets"),
    Reason.USER_DATA: N_("your data folder, as no other was found"),
}


def where(context: typer.Context, format: options.TextFormatOption = "text", json: options.JsonOption = False) -> None:
    """Find → count → print."""
    wants_json = options.wants_json(format, json=json)
    invocation = invocation_of(context)
    workspace, year = invocation.workspace, invocation.year()
    targets, ledger = workspace.targets_file(year), invocation.ledger(year)
    try:
        count: int | None = len(ledger.entries())
    except Failure:
        count = None  # `check` says what is wrong; where the file is must be told even so.
    if wants_json:
        from jiangan_targets.render.json import dumps

        facts = {"workspace": str(workspace.root), "reason": workspace.reason.value, "year": year}
        files = {"targets": str(targets), "records": ledger.place, "bundled": workspace.bundled}
        output.write_data(dumps(facts | files | {"record_count": count, "version": __version__}))
        return
    unreadable = _("unreadable")
    rows = [
        (_("Workspace"), words.plain(workspace.root)),
        (_("Why"), _(_REASONS[workspace.reason]).format(variable=DIR_VARIABLE)),
        (_("Year"), str(year) + _why(invocation, year)),
        (_("Targets"), words.plain(targets) + _bundled(workspace)),
        (_("Records"), f"{words.plain(ledger.place)} ({unreadable if count is None else count})"),
        (_("Version"), __version__),
    ]
    margin = max(cell_len(label) for label, _text in rows) + 2
    output.write("".join(f"{pad(label, margin)}{text}\n" for label, text in rows))


def _why(invocation: Invocation, year: int) -> str:
    """Why that year, where nobody named it and it is not this one."""
    this_year = clock.today().year
    if invocation.named_year or year == this_year:
        return ""
    template = N_("(no plan of {this_year}; the newest before it)")
    if year > this_year:
        template = N_("(no plan of {this_year}, and none before it)")
    return " " + _(template).format(this_year=this_year)


def _bundled(workspace: Workspace) -> str:
    return " " + _("(shipped with the program)") if workspace.bundled else ""
