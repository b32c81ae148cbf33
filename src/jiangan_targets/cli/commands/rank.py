"""`rank`: the parts of targets in order, and how their places changed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from jiangan_targets.cli import clock, days, delivery, options, output
from jiangan_targets.cli.choices import chosen
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.cli.session import Session, open_session
from jiangan_targets.cli.supplements import last_year_of
from jiangan_targets.domain.dates import parse_date
from jiangan_targets.domain.lookup import find_whole
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.ranking import Measure, Ranking, Rankings, obstacle, rank_all
from jiangan_targets.domain.status import Status, select, status_on
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Failure, Message, Misuse, message
from jiangan_targets.render.form import RANK
from jiangan_targets.render.language import N_

WholeArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[TARGET]",
        help=N_("A target with parts, by id, alias, name or the beginning of one; all that have parts when left out."),
        autocompletion=completion.targets_with_parts,
        show_default=False,
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="MEASURE",
        help=N_("completion, gap or growth; when left out completion, and gap of rates and ranks."),
        autocompletion=completion.one_of(*Measure),
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help=N_("Tell how places changed since this day of the year, a month's last one for 8月."),
        autocompletion=completion.days,
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=N_("table, json, csv or markdown; by the file's ending, else table, when left out."),
        autocompletion=completion.one_of(*RANK),
    ),
]


def rank(
    context: typer.Context,
    target: WholeArgument = None,
    by: ByOption = None,
    since: SinceOption = None,
    on: days.OnOption = None,
    format: FormatOption = None,
    json: options.JsonOption = False,
    ascii: options.AsciiOption = False,
    path: delivery.OutputOption = None,
    overwrite: delivery.OverwriteOption = False,
) -> None:
    """Load → assess → rank → render → print or save."""
    form = options.chosen_form(RANK, format, path, json=json)
    measure = None if by is None else chosen(by, Measure, "--by")
    session = open_session(context, days.year_of(on))
    day = days.meant_day(on, session.year)
    first = _day_before(since, session.year, day.on)
    wanted = [] if target is None else [find_whole(session.plan, target).id]
    status = select(status_on(session.plan, session.latest(day.on), day.on, asked=day.asked), wanted)
    last_year = last_year_of(invocation_of(context), session.year) if measure is Measure.GROWTH else {}
    found = rank_all(status.progress, measure, last_year, _on(session, first), first)
    rankings = _that_can_be_made(found, status, measure, named=target is not None)
    text = form.render(status, rankings, output.style(ascii_only=ascii))
    delivery.deliver(text, form, path, f"rank-{day.on}", overwrite=overwrite, renews=True)


def _day_before(text: str | None, year: int, on: date) -> date | None:
    if text is None:
        return None
    found = parse_date(text, year, clock.today())
    if found.year != year or found >= on:
        raise Misuse("--since {since} must be a day of {year} before {on}.", since=found, year=year, on=on)
    return found


def _on(session: Session, day: date | None) -> list[Progress]:
    return [] if day is None else status_on(session.plan, session.latest(day), day).progress


def _that_can_be_made(found: Rankings, status: Status, by: Measure | None, *, named: bool) -> list[Ranking]:
    """Those, and on stderr why others are left out.

    Raises:
        Failure: nothing is left.
    """
    if not any(item.parts for item in status.progress):
        if named:
            whole = status.progress[0].target
            raise Failure(
                "{target} has no parts; see [targets.{id}.parts] of the targets file.", target=whole, id=whole.id
            )
        raise Failure("No target has parts; a [targets.ID.parts] of the targets file names them.")
    told = [_why_not(target, why, by) for target, why in found.left_out]
    if not found.made:
        raise Failure(told[0].template, **told[0].fields)
    for each in told:
        output.tell(each)
    return found.made


def _why_not(target: Target, why: Message, by: Measure | None) -> Message:
    others = [other.value for other in Measure if other is not by and obstacle(target, other) is None]
    if not others:
        return message("{target} cannot be ranked: {why}.", target=target, why=why)
    return message(
        "{target} cannot be ranked so: {why}. It can by --by {others}.", target=target, why=why, others=others
    )
