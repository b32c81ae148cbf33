"""`withdraw` and `undo`: take a record back, by appending that it is taken back."""

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
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.domain.recording import Provenance, last_record_by, withdrawal
from jiangan_targets.render import words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.storage.ledger.interface import Decision

_REASON = N_("Why it is taken back.")


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
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_REASON)],
    by: options.ByOption = None,
) -> None:
    """Find → append the withdrawal under the ledger's lock → answer."""
    _take_back(open_session(context), by, reason, lambda entries, _who: find_record(entries, record))


def undo(
    context: typer.Context,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_REASON)] = None,
    by: options.ByOption = None,
) -> None:
    """Find the last record by this user → append the withdrawal → answer."""
    _take_back(open_session(context), by, reason, lambda entries, who: last_record_by(entries, who.by))


def _take_back(
    session: Session, by: str | None, reason: str | None, find: Callable[[list[Entry], Provenance], Record]
) -> None:
    provenance = provenance_of(by)

    def decide(entries: list[Entry]) -> Decision[Record]:
        record = find(entries, provenance)
        return Decision([withdrawal(record, entries, reason, provenance)], record)

    with session.ledger:
        _answer(session, session.ledger.append(decide))
        tell_losses(session.ledger)


def _answer(session: Session, record: Record) -> None:
    target = session.plan.target(record.target)
    value = words.plain(record.value) if target is None else words.quantity(record.value, target)
    name = record.target if target is None else words.name(target)
    line = _("Withdrawn: {id} ({target}, {value}, {day})").format(
        id=record.id, target=name, value=value, day=record.as_of
    )
    output.write(f"{line}\n")
