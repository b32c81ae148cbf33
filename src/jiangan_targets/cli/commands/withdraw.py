"""`withdraw` and `undo`: take records and reasons back, by appending that they are taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from jiangan_targets.cli import options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.recording import provenance_of
from jiangan_targets.cli.seen import tell_losses
from jiangan_targets.cli.session import Session, open_session
from jiangan_targets.domain.lookup import find_record
from jiangan_targets.domain.record import Entry, Reported
from jiangan_targets.domain.recording import Provenance
from jiangan_targets.domain.withdrawing import TakenBack, last_command_by, take_back
from jiangan_targets.render.answer import render_taken_back
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.storage.ledger.interface import Decision

ReasonOption = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why it is taken back; kept in the history."))
]


def withdraw(
    context: typer.Context,
    record: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help=N_("The record's id or its beginning, see `history`."),
            autocompletion=completion.record_ids,
        ),
    ],
    reason: ReasonOption = None,
    by: options.ByOption = None,
    dry_run: options.DryRunOption = False,
) -> None:
    """Find → append the withdrawal under the ledger's lock → answer."""
    session = open_session(context)

    def find(entries: list[Entry], _who: Provenance) -> list[Reported]:
        return [find_record(session.plan, entries, record)]

    _take_back(session, by, reason, find, dry_run=dry_run)


def undo(
    context: typer.Context,
    reason: ReasonOption = None,
    by: options.ByOption = None,
    dry_run: options.DryRunOption = False,
) -> None:
    """Find what this user's last command recorded → append the withdrawals → answer."""
    _take_back(
        open_session(context), by, reason, lambda entries, who: last_command_by(entries, who.by), dry_run=dry_run
    )


def _take_back(
    session: Session,
    by: str | None,
    reason: str | None,
    find: Callable[[list[Entry], Provenance], list[Reported]],
    *,
    dry_run: bool,
) -> None:
    provenance = provenance_of(by)

    def decide(entries: list[Entry]) -> Decision[list[TakenBack]]:
        made = take_back(session.plan, find(entries, provenance), entries, reason, provenance)
        return Decision([item.withdrawal for item in made], made)

    if dry_run:
        lines = [
            _("(dry run) {answer}").format(answer=line) for line in _lines(session, decide(session.entries()).answer)
        ]
        output.write("".join(lines))
        return
    with session.ledger:
        output.write("".join(_lines(session, session.ledger.append(decide))))
        tell_losses(session.ledger)


def _lines(session: Session, made: list[TakenBack]) -> list[str]:
    return [f"{render_taken_back(item, session.plan.target(item.record.subject))}\n" for item in made]
