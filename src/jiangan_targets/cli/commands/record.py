"""`record`: write down a figure, or several at once, all or nothing."""

from decimal import Decimal
from typing import Annotated

import typer
from typer._click.exceptions import NoSuchOption

from jiangan_targets.cli import assumed, days, options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.recording import append_records, provenance_of
from jiangan_targets.cli.seen import tell_losses
from jiangan_targets.cli.session import Session, open_session
from jiangan_targets.domain.figure import parse_figure
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.lookup import find_target
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.recording import Recorded, ReportedFigure, make_records, refuse_doubtful
from jiangan_targets.domain.target import Target
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Failure, Misuse
from jiangan_targets.render.answer import render_already, render_answer
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _

_BEGINS_A_NUMBER = frozenset("0123456789.")


FigureArguments = Annotated[
    list[str],
    typer.Argument(
        metavar="TARGET VALUE",
        help=N_("A target and its figure, or TARGET=VALUE once or more."),
        autocompletion=completion.targets,
    ),
]
DayOption = Annotated[
    str | None,
    typer.Option(
        *days.NAMES,
        metavar="DATE",
        help=N_(
            "The day the figure describes: 2024-09-08, 9月8日, 9月 (its last day), yesterday; today when left out."
        ),
        autocompletion=completion.days,
    ),
]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("A remark to keep with the figure."))]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="TEXT", help=N_("Where the figure comes from."))]


def record(
    context: typer.Context,
    figures: FigureArguments,
    on: DayOption = None,
    add: Annotated[bool, typer.Option("--add", help=N_("Add VALUE to the latest figure; +100 does so too."))] = False,
    by: options.ByOption = None,
    note: NoteOption = None,
    source: SourceOption = None,
    dry_run: options.DryRunOption = False,
    force: options.ForceOption = False,
) -> None:
    """Load → append under the ledger's lock → assess → answer."""
    _refuse_options(context, figures)
    pairs = _pairs(figures)
    session = open_session(context, days.year_of(on))
    day = days.meant_day(on, session.year)
    found = [(find_target(session.plan, name), text) for name, text in pairs]
    _refuse_twice([target for target, _text in found])
    reported = [
        ReportedFigure(target, _figure(text, target), day.on, add or _is_added(text, target), note, source)
        for target, text in found
    ]
    remark = assumed.about_day(session, day, on)
    provenance, years = provenance_of(by), session.workspace.years()

    def make(entries: list[Entry]) -> list[Recorded]:
        return make_records(reported, entries, provenance, years)

    if dry_run:
        new = make(session.entries())
        if not force:
            refuse_doubtful(new)
        _answer(session, new, remark, dry_run=True)
        return
    with session.ledger:
        new = append_records(session.ledger, make, {target.id for target, _text in found}, day.on, force=force)
        _answer(session, new, remark, dry_run=False)
        tell_losses(session.ledger, [item.record for item in new if item.is_new])


def _refuse_options(context: typer.Context, figures: list[str]) -> None:
    """Of what looks like an option and is none, say so as any command does: typer lets it through for `-5`."""
    for text in figures:
        if text.startswith("-") and half_width(text)[1:2] not in _BEGINS_A_NUMBER:
            own = [name for parameter in context.command.params for name in parameter.opts]
            raise NoSuchOption(text.partition("=")[0], possibilities=own, ctx=context)


def _pairs(figures: list[str]) -> list[tuple[str, str]]:
    """The targets and values of the command line, in either way of writing them."""
    if any("=" in text for text in figures):
        pairs = [text.rpartition("=") for text in figures]
        if not all(name.strip() and sign for name, sign, _value in pairs):
            raise Misuse("Write several figures as TARGET=VALUE, like parking=9000 charging=6500.")
        return [(name, value) for name, _sign, value in pairs]
    if len(figures) != 2:  # noqa: PLR2004 -- a target and its value
        raise Misuse("Give a target and its value, like `record parking 9000`, or TARGET=VALUE once or more.")
    return [(figures[0], figures[1])]


def _refuse_twice(targets: list[Target]) -> None:
    """Of two figures of one target for one day, nobody can tell which is meant."""
    for number, target in enumerate(targets):
        if target in targets[:number]:
            raise Misuse("{target}: two figures are given for it; give one for each target.", target=target)


def _figure(text: str, target: Target) -> Decimal:
    """The figure that was typed.

    Raises:
        Failure: it is none of this target's; names the target.
    """
    try:
        return parse_figure(text, target)
    except Failure as failure:
        raise Failure("{target}: {problem}", target=target, problem=failure.message) from failure


def _is_added(text: str, target: Target) -> bool:
    """Whether a figure has a plus sign, which means --add; a rate's may be the rate itself.

    Raises:
        Failure: it is a rate's.
    """
    if not half_width(text).strip().startswith("+"):
        return False
    if target.kind is Kind.RATE:
        raise Failure(
            "{target}: “{text}” may be the rate or what is to be added; leave the + out, or add --add.",
            target=target,
            text=text,
        )
    return True


def _answer(session: Session, new: list[Recorded], remark: str, *, dry_run: bool) -> None:
    lines = [
        render_answer(session.progress_of(item, new), item.before, remark) if item.is_new else render_already(item)
        for item in new
    ]
    if dry_run:
        lines = [_("(dry run) {answer}").format(answer=line) for line in lines]
    lines.append(assumed.about_workspace(session))
    output.write("".join(f"{line}\n" for line in lines if line))
