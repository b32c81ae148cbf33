"""`import`: figures and reasons from a sheet that a department filled in, all or nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from jiangan_targets.cli import assumed, clock, days, importing, options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.import_report import answer, refusal, tell_held_back, tell_left_out, tell_problems, tell_sums
from jiangan_targets.cli.recording import provenance_of
from jiangan_targets.cli.seen import tell_losses
from jiangan_targets.cli.session import Session, open_session
from jiangan_targets.domain.cells.cell import Cell, ReceivedSheet
from jiangan_targets.domain.dates import parse_date
from jiangan_targets.domain.origin import sift
from jiangan_targets.domain.received.reading_choice import Choice, parse_columns, parse_rows
from jiangan_targets.domain.received.sheet import take_in
from jiangan_targets.domain.received.tables_read import TablesRead
from jiangan_targets.domain.summed import sums_among
from jiangan_targets.errors import Failure, Misuse, message
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _

_LONG = 1_000


DayOption = Annotated[
    str | None,
    typer.Option(
        *days.NAMES,
        metavar="DATE",
        help=N_("The day of the figures, where the sheet says none."),
        autocompletion=completion.days,
    ),
]
SheetOption = Annotated[
    list[str] | None, typer.Option("--sheet", metavar="NAME", help=N_("Only this sheet; may be given again."))
]
NamesOption = Annotated[
    list[str] | None,
    typer.Option("--names", metavar="COLUMN", help=N_("The column of names, by its letter: A.")),
]
FiguresOption = Annotated[
    list[str] | None,
    typer.Option("--figures", metavar="COLUMN", help=N_("The column of figures, by its letter: D.")),
]
RowsOption = Annotated[
    str | None, typer.Option("--rows", metavar="ROWS", help=N_("Only these rows, titles included: 5-40."))
]
LikeOption = Annotated[
    str | None, typer.Option("--like", metavar="NAME", help=N_("Read it as was kept with --remember."))
]
RememberOption = Annotated[
    str | None,
    typer.Option("--remember", metavar="NAME", help=N_("Keep what was chosen, for --like NAME.")),
]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help=N_("Replace what was kept under that name."))]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        envvar="JIANGAN_TARGETS_BY",
        help=N_("Who reports, where the sheet does not say it; your login name when left out."),
    ),
]
AgainOption = Annotated[
    bool,
    typer.Option("--again", help=N_("Take rows once more that were taken before, and corrected or withdrawn.")),
]


FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help=N_("The file to read: .xlsx, .xls, .et, .ods or .csv; - for stdin."))
]


def import_(
    context: typer.Context,
    file: FileArgument,
    on: DayOption = None,
    sheet: SheetOption = None,
    names: NamesOption = None,
    figures: FiguresOption = None,
    rows: RowsOption = None,
    like: LikeOption = None,
    remember: RememberOption = None,
    by: ByOption = None,
    again: AgainOption = False,
    overwrite: OverwriteOption = False,
    dry_run: options.DryRunOption = False,
    force: options.ForceOption = False,
) -> None:
    """Load → take in → show what would change → record under the ledger's lock → answer."""
    session = open_session(context, days.year_of(on))
    day = None if on is None else parse_date(on, session.year, clock.today())
    choice = _choice(session, sheet, names, figures, rows, like)
    kept = _kept_at(session, remember, choice, overwrite=overwrite)
    path = Path(_("stdin")) if file == "-" else options.path_of(file)
    found = take_in(_sheets(path, from_stdin=file == "-"), session.plan, day, choice)
    _tell(found, session, path)
    provenance, entries = provenance_of(by), session.entries()
    sifted = sift(found.reports, entries, again=again)
    tell_held_back(sifted.held_back)
    tell_sums(sums_among(sifted.new, entries))
    make = partial(importing.make, session, found, provenance=provenance, again=again)
    new = make(entries)
    importing.show(session, found, new, force=force)
    with session.ledger:
        if (new.records or new.reasons) and not dry_run:
            new = importing.store(session, found, new, make, force=force)
        said = answer(found, len(new.records), len(new.reasons), dry_run=dry_run)
        output.write("".join(f"{line}\n" for line in (said, assumed.about_workspace(session)) if line))
        if not dry_run:
            tell_losses(session.ledger)
    if kept is not None and not dry_run:
        _keep(kept, choice, found)


def _tell(found: TablesRead, session: Session, path: Path) -> None:
    """What was left out, and what is wrong.

    Raises:
        Failure: something is wrong, or there is nothing to take.
    """
    tell_left_out(found, session.plan)
    tell_problems(found.problems)
    if found.problems or not (found.taken or (found.explained and not found.untaken)):
        raise refusal(found, path)


def _choice(
    session: Session,
    sheet: list[str] | None,
    names: list[str] | None,
    figures: list[str] | None,
    rows: str | None,
    like: str | None,
) -> Choice:
    """What was chosen on the command line, over what was kept under a name."""
    chosen = Choice(
        tuple(sheet or ()),
        parse_columns(names or (), "--names"),
        parse_columns(figures or (), "--figures"),
        None if rows is None else parse_rows(rows),
    )
    if like is None:
        return chosen
    from jiangan_targets.storage.workspace import import_choices

    return chosen.over(import_choices.read(import_choices.path_of(session.workspace, like, "--like")))


def _kept_at(session: Session, name: str | None, choice: Choice, *, overwrite: bool) -> Path | None:
    """Where the choice is to be kept, if it is."""
    if name is None:
        return None
    if choice.is_empty:
        raise Misuse("--remember keeps what was chosen: add --sheet, --names, --figures or --rows.")
    from jiangan_targets.storage.workspace import import_choices

    path = import_choices.path_of(session.workspace, name, "--remember")
    if path.exists() and not overwrite:
        raise Failure("{path} is there already; name another, use --like, or add --overwrite.", path=path)
    return path


def _keep(path: Path, choice: Choice, found: TablesRead) -> None:
    from jiangan_targets.storage.workspace import import_choices

    import_choices.write(path, choice._replace(headings=found.headings))
    output.tell(message("Kept in {path}; next time: `import FILE --like {name}`.", path=path, name=path.stem))


def _sheets(path: Path, *, from_stdin: bool) -> Iterator[ReceivedSheet]:
    from jiangan_targets.storage.sheets.reading import MAX_BYTES, read_sheets

    data = sys.stdin.buffer.read(MAX_BYTES + 1) if from_stdin else None
    return (sheet._replace(rows=_watched(sheet.rows)) for sheet in read_sheets(path, data))


def _watched(rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    """The rows, counted on a terminal's stderr when there are many."""
    if not output.stderr_is_terminal():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    columns = (TextColumn(_("Reading rows")), TextColumn("{task.completed}"))
    console = Console(stderr=True, markup=False, highlight=False)
    with Progress(*columns, console=console, transient=True, disable=True) as bar:
        task = bar.add_task("", total=None)
        for number, row in enumerate(rows):
            if number == _LONG:
                bar.disable = False
                bar.start()
            bar.update(task, completed=number)
            yield row
