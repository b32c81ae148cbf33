"""`ledger`: make a database ready for records, keep plans there, and move records between ledgers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from jiangan_targets.cli import output
from jiangan_targets.cli.choices import chosen
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.cli.typer_frame.help import Command, Group
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.render import words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.storage.ledger.address import parse_address
from jiangan_targets.storage.ledger.interface import Ledger
from jiangan_targets.storage.ledger.opening import open_ledger, prepare, years_of

if TYPE_CHECKING:
    from jiangan_targets.storage.ledger.preparation import Prepared

app = typer.Typer(cls=Group, add_completion=False, invoke_without_command=True, rich_markup_mode=None)


@app.callback()
def ledger(context: typer.Context) -> None:
    """Show the help when no command is named."""
    if context.invoked_subcommand is None:
        output.write(context.get_help() + "\n")


@app.command("init", cls=Command, help=N_("Create or update the schema and roles in the database of --ledger."))
def init(
    context: typer.Context,
    isolate: Annotated[
        str | None,
        typer.Option(
            "--isolate",
            metavar="WHAT",
            help=N_(
                "What of a district is closed to those who are not its members: writing, all or nothing; "
                "unchanged when left out."
            ),
            autocompletion=completion.one_of("writing", "all", "nothing"),
        ),
    ] = None,
    partition: Annotated[
        str | None,
        typer.Option("--partition", metavar="year", help=N_("Divide the table of a new ledger by year.")),
    ] = None,
) -> None:
    """Find the address → create what is missing → answer."""
    address = invocation_of(context).address
    if address.url is None:
        raise Failure("A ledger in a file needs no preparation; name a database with --ledger postgresql://…")
    from jiangan_targets.domain.address import shown
    from jiangan_targets.storage.ledger.preparation import Isolation, Partition

    isolation = None if isolate is None else chosen(isolate, Isolation, "--isolate")
    by_year = partition is not None and bool(chosen(partition, Partition, "--partition"))
    prepared = prepare(address.url, isolation, by_year=by_year)
    output.write("".join(f"{words.say(line)}\n" for line in _prepared(prepared, shown(address.url))))


def _prepared(prepared: Prepared, place: str) -> Iterator[Message]:
    from jiangan_targets.storage.ledger.preparation import Isolation

    writer, reader, members = prepared.names
    template = N_("{place} is ready: version {now} as before. Roles: {writer}, {reader}.")
    if prepared.before != prepared.now:
        template = N_("{place} is ready: version {now}, was {before}. Roles: {writer}, {reader}.")
    fields = {"place": place, "now": prepared.now, "before": prepared.before, "writer": writer, "reader": reader}
    yield Message(template, fields)
    if prepared.isolation is Isolation.WRITING:
        yield message("Members of a district write into it, and all read it: see {members}.", members=members)
    elif prepared.isolation is Isolation.ALL:
        yield message(
            "Members of a district write into it and read it, others neither: see {members}.", members=members
        )
    if prepared.by_year:
        yield message("Its table is divided by year.")
    if prepared.left_out:
        yield message(
            "Rows that are no records and left out of all figures: {count}; `check` names them.",
            count=prepared.left_out,
        )


@app.command(
    "keep-plan",
    cls=Command,
    help=N_("Keep the year's targets file in the database of --ledger beside the records, for `overview`."),
)
def keep_plan(context: typer.Context) -> None:
    """Check the plan → keep it, unless it is the one that is kept → answer."""
    invocation = invocation_of(context)
    address, year = invocation.address, invocation.year()
    if address.url is None:
        raise Failure("Plans are kept in a database; name it with --ledger postgresql://…")
    from jiangan_targets.storage.districts.keeping import keep

    kept = keep(address, invocation.workspace.targets_file(year), year)
    fields = {"place": kept.place, "district": address.district, "year": year, "digest": kept.digest[:16]}
    template = N_("{place}: the plan of {district} for {year} is kept, digest {digest}.")
    if not kept.is_new:
        template = N_("{place}: the plan of {district} for {year} is the one that is kept, digest {digest}.")
    output.write(f"{words.say(Message(template, fields))}\n")


@app.command(
    "copy",
    cls=Command,
    help=N_("Copy records from one ledger to another: only what is missing, proved equal at the end."),
)
def copy(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help=N_("file, or postgresql://…"))],
    target: Annotated[str, typer.Argument(metavar="TO", help=N_("file, or postgresql://…"))],
) -> None:
    """For each year: read → append what is missing → compare → answer."""
    from jiangan_targets.storage.ledger import copy as ledger_copy

    invocation = invocation_of(context)
    workspace = invocation.workspace
    named = invocation.address
    addresses = [parse_address(text, named.district)._replace(wait=named.wait) for text in (source, target)]
    for each in [invocation.year()] if invocation.named_year else years_of(addresses[0], workspace):
        origin, destination = (open_ledger(address, workspace, each, output.tell) for address in addresses)
        with _progress(origin) as watch:
            copied = ledger_copy.copy(origin, destination, watch)
        template = _("{year}: records {count}, of them new {new}; both ledgers are equal, digest {digest}.")
        line = template.format(year=each, count=copied.total, new=copied.new, digest=copied.digest[:16])
        output.write(f"{line}\n")


@contextmanager
def _progress(source: Ledger) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, for a person who waits."""
    if not output.stderr_is_terminal():
        yield lambda _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(_("Copying records")), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True, markup=False, highlight=False), transient=True) as bar:
        task = bar.add_task("", total=len(source.entries()))
        yield lambda count: bar.advance(task, count)
