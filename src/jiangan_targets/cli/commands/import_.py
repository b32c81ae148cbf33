"""`import`: figures from a sheet that a department filled in, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import options, output
from jiangan_targets.cli.recording import append_records, provenance_of
from jiangan_targets.cli.seen import tell_losses
from jiangan_targets.cli.session import Session, open_session
from jiangan_targets.domain.cell import Cell
from jiangan_targets.domain.dates import parse_date
from jiangan_targets.domain.origin import sift
from jiangan_targets.domain.received_table import Intake, Problem, take_in
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.recording import Provenance, Recorded, make_records, progress_of, refuse_doubtful
from jiangan_targets.errors import Failure, message
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _

_LONG = 1_000
_SHOWN_PROBLEMS = 50


def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("The file to read: .xlsx or .csv."))],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help=N_("The day of the figures, where a row says no other.")),
    ] = None,
    by: options.ByOption = None,
    again: Annotated[
        bool,
        typer.Option("--again", help=N_("Take rows once more that were taken before, and corrected or withdrawn.")),
    ] = False,
    dry_run: options.DryRunOption = False,
    force: options.ForceOption = False,
) -> None:
    """Load → take in → show what would change → record under the ledger's lock → answer."""
    session = open_session(context)
    day = None if as_of is None else parse_date(as_of, session.year)
    found = _read(session, Path(file).expanduser(), day)
    _tell(found.skipped)
    if found.problems:
        _tell(found.problems)
        raise Failure(
            "Nothing was recorded: {count} cells cannot be read. Correct them and import again.",
            count=len(found.problems),
        )
    provenance, entries = provenance_of(by), session.entries()
    _tell_held_back(found, entries, again=again)
    taken = _make(session, found, entries, provenance, again=again)
    output.write(_changes(session, taken))
    if not force:
        refuse_doubtful(taken)
    with session.ledger:
        if taken and not dry_run:
            targets = {report.target.id for _address, report in found.reports}
            taken = append_records(
                session.ledger,
                lambda entries: _make(session, found, entries, provenance, again=again),
                targets,
                force=force,
            )
        output.write(_answer(found, taken, dry_run=dry_run) + "\n")
        if not dry_run:
            tell_losses(session.ledger)


def _read(session: Session, path: Path, as_of: date | None) -> Intake:
    """The first sheet with a header that names targets and figures."""
    from jiangan_targets.storage.sheets.reading import read_sheets

    for sheet in read_sheets(path):
        if sheet.problem is not None:
            raise Failure(sheet.problem.template, **sheet.problem.fields)
        with _progress(sheet.rows) as watched:
            found = take_in(watched, session.plan, as_of)
        if found is not None:
            return found
    raise Failure("{path} has no header with columns like 指标名称 and 累计完成 in its first 20 rows.", path=path)


def _make(
    session: Session, found: Intake, entries: list[Entry], provenance: Provenance, *, again: bool
) -> list[Recorded]:
    new = sift((figure for _address, figure in found.reports), entries, again=again).new
    return make_records(new, entries, provenance, session.workspace.years())


def _tell_held_back(found: Intake, entries: list[Entry], *, again: bool) -> None:
    """What a file says again, though it was corrected or withdrawn after it was taken from there."""
    held_back = sift((figure for _address, figure in found.reports), entries, again=again).held_back
    for figure in held_back[:_SHOWN_PROBLEMS]:
        told = message(
            "{target}: {value} of {day} was taken before, and corrected or withdrawn since; --again takes it anew.",
            target=figure.target.id,
            value=f"{figure.value:f}",
            day=figure.as_of,
        )
        output.tell(told)
    if len(held_back) > _SHOWN_PROBLEMS:
        output.tell(message("… and {count} more.", count=len(held_back) - _SHOWN_PROBLEMS))


def _changes(session: Session, taken: list[Recorded]) -> str:
    from jiangan_targets.render.change_table import render_changes

    return render_changes((item, progress_of(item, session.plan)) for item in taken)


def _answer(found: Intake, taken: list[Recorded], *, dry_run: bool) -> str:
    unchanged = len(found.reports) - len(taken)
    if not taken:
        return _("Nothing new: all {count} figures are recorded already.").format(count=unchanged)
    template = N_("(dry run) Would record: {count}; recorded already: {unchanged}.")
    if not dry_run:
        template = N_("Recorded: {count}; recorded already: {unchanged}.")
    return _(template).format(count=len(taken), unchanged=unchanged)


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems[:_SHOWN_PROBLEMS]:
        output.tell(message("{address}: {problem}", address=problem.address, problem=problem.message))
    if len(problems) > _SHOWN_PROBLEMS:
        output.tell(message("… and {count} more.", count=len(problems) - _SHOWN_PROBLEMS))


@contextmanager
def _progress(rows: Iterable[list[Cell]]) -> Iterator[Iterable[list[Cell]]]:
    """A progress bar for a long file, on stderr and only on a terminal."""
    if not output.stderr_is_terminal():
        yield rows
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(_("Reading rows")), BarColumn(), MofNCompleteColumn())
    listed = list(rows)
    console = Console(stderr=True, markup=False, highlight=False)
    with Progress(*columns, console=console, transient=True, disable=len(listed) < _LONG) as bar:
        yield bar.track(listed)
