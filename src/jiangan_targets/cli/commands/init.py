"""`init`: a workspace for a year, from nothing, from the year before, or from a report's text."""

from __future__ import annotations

from typing import Annotated

import typer

from jiangan_targets.cli import output
from jiangan_targets.cli.choices import code_of
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.errors import Misuse
from jiangan_targets.render.language import N_

FolderArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[FOLDER]",
        help=N_("The folder of the workspace; the one you are in when left out."),
        show_default=False,
    ),
]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="TEXT", help=N_("The title of the plan."))]
FromYearOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="YEAR",
        help=N_("Carry the targets of this year on; what it reached becomes last year's."),
        autocompletion=completion.years,
    ),
]
FromTextOption = Annotated[
    str | None,
    typer.Option(
        "--from-text",
        metavar="FILE",
        help=N_("Read the targets out of a report: a text, a Word document (.docx), or - for what is piped in."),
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=N_("Show what would be written, and write nothing."))]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=N_("With --dry-run: toml, or csv for a list of proposals."),
        autocompletion=completion.one_of("toml", "csv"),
    ),
]


def init(
    context: typer.Context,
    folder: FolderArgument = None,
    title: TitleOption = None,
    from_year: FromYearOption = None,
    from_text: FromTextOption = None,
    dry_run: DryRunOption = False,
    format: FormatOption = "toml",
) -> None:
    """Make the plan → show it, or write it and say what comes next."""
    form = code_of(format, ("toml", "csv"), "--format")
    _refuse_mixtures(from_year, from_text, form, dry_run=dry_run)
    from jiangan_targets.cli import founding

    place = founding.place_of(invocation_of(context), folder)
    title = founding.title_of(title)
    if from_text is not None:
        text, name = founding.report_of(from_text)
        if form == "csv":
            output.write_data(founding.proposals(text, place))
            return
        draft = founding.from_report(text, name, place, title)
    elif from_year is not None:
        draft = founding.from_year(from_year, place, title, ask=not dry_run)
    else:
        draft = founding.example(place, title)
    if dry_run:
        output.write_data(draft.text)
        return
    founding.write(draft, place)


def _refuse_mixtures(from_year: str | None, from_text: str | None, form: str, *, dry_run: bool) -> None:
    if from_year is not None and from_text is not None:
        raise Misuse("--from and --from-text do not go together.")
    if form == "csv" and not dry_run:
        raise Misuse("--format goes with --dry-run.")
    if form == "csv" and from_text is None:
        raise Misuse("--format csv lists what --from-text proposes.")
