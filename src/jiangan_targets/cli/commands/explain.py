"""`explain`: say why a target lags and what is done about it, in the same ledger as its figures."""

from typing import Annotated

import typer

from jiangan_targets.cli import assumed, clock, days, options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.recording import provenance_of
from jiangan_targets.cli.seen import tell_losses
from jiangan_targets.cli.session import Session, open_session
from jiangan_targets.domain.dates import parse_date
from jiangan_targets.domain.explaining import ReportedReason, make_reasons
from jiangan_targets.domain.lookup import find_whole
from jiangan_targets.domain.record import Entry, Reason
from jiangan_targets.domain.status import status_on
from jiangan_targets.render.explanation import render_explained
from jiangan_targets.render.language import N_
from jiangan_targets.storage.ledger.interface import Decision

ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why the target lags."))]
MeasureOption = Annotated[
    str | None, typer.Option("--measure", metavar="TEXT", help=N_("What is done so that it catches up."))
]
PromisedOption = Annotated[
    str | None,
    typer.Option(
        "--by-date",
        metavar="DATE",
        help=N_("The day by which it is promised to be on pace again."),
        autocompletion=completion.coming_days,
    ),
]
DayOption = Annotated[
    str | None,
    typer.Option(
        *days.NAMES, metavar="DATE", help=N_("The day that is explained; that of the latest figure when left out.")
    ),
]


def explain(
    context: typer.Context,
    target: options.TargetArgument,
    reason: ReasonOption,
    measure: MeasureOption = None,
    by_date: PromisedOption = None,
    on: DayOption = None,
    by: options.ByOption = None,
    dry_run: options.DryRunOption = False,
) -> None:
    """Load → append under the ledger's lock → answer."""
    session = open_session(context, days.year_of(on))
    wanted = find_whole(session.plan, target)
    promised = None if by_date is None else parse_date(by_date, session.year, clock.today())
    as_of = None if on is None else days.meant_day(on, session.year).on
    reported, provenance = ReportedReason(wanted, reason, measure, promised, as_of), provenance_of(by)

    def decide(entries: list[Entry]) -> Decision[tuple[Reason, list[Entry]]]:
        made = make_reasons([reported], entries, provenance)
        return Decision(made, (made[0], entries))

    if dry_run:
        _answer(session, *decide(session.entries()).answer, dry_run=True)
        return
    with session.ledger:
        made, entries = session.ledger.append(decide)
        _answer(session, made, entries, dry_run=False)
        tell_losses(session.ledger)


def _answer(session: Session, made: Reason, entries: list[Entry], *, dry_run: bool) -> None:
    progress = status_on(session.plan, entries, made.as_of).progress
    item = next(item for item in progress if item.target.id == made.target)
    lines = [render_explained(made, item, dry_run=dry_run), assumed.about_workspace(session)]
    output.write("".join(f"{line}\n" for line in lines if line))
