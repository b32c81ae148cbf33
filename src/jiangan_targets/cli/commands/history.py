"""`history`: the records, newest first."""

from __future__ import annotations

from typing import Annotated

import typer

from jiangan_targets.cli import clock, options, output
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.cli.session import open_session
from jiangan_targets.domain.dates import parse_date
from jiangan_targets.domain.record import Fate, fates
from jiangan_targets.domain.record import known_at as known_at_moment
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Misuse
from jiangan_targets.render.form import HISTORY
from jiangan_targets.render.language import N_

SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help=N_("Only what was recorded on this day or later."),
        autocompletion=completion.days,
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="NAME", help=N_("Only what this person reported."), autocompletion=completion.reporters
    ),
]
LimitOption = Annotated[
    str | None, typer.Option("--limit", metavar="NUMBER", help=N_("At most so many, the newest; all when left out."))
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format", metavar="FORMAT", help=N_("table, json or csv."), autocompletion=completion.one_of(*HISTORY)
    ),
]


def history(
    context: typer.Context,
    targets: options.TargetArguments = None,
    since: SinceOption = None,
    by: ByOption = None,
    group: options.GroupOption = None,
    limit: LimitOption = None,
    known_at: options.KnownAtOption = None,
    format: FormatOption = "table",
    json: options.JsonOption = False,
    ascii: options.AsciiOption = False,
) -> None:
    """Load → mark what became of each → select → render → print."""
    form, most = options.chosen_form(HISTORY, format, json=json), _number(limit)
    session = open_session(context)
    wanted = session.target_ids(targets)
    group_id = options.group_id(session.plan, group)
    first_day = None if since is None else parse_date(since, session.year, clock.today(), begins=True)
    members = {target.id for target in session.plan.targets if target.group == group_id}

    def fits(fate: Fate) -> bool:
        record = fate.record
        return (
            (not wanted or record.subject in wanted)
            and (group_id is None or record.target in members)
            and (by is None or record.by == by)
            and (first_day is None or record.recorded_at.date() >= first_day)
        )

    known = known_at_moment(session.entries(), options.known_moment(known_at, session.year))
    every = fates(known)
    newest_first = [fate for fate in reversed(every) if fits(fate)][:most]
    style = output.style(ascii_only=ascii)
    output.write_form(form.render(newest_first, session.plan, style, narrowed=bool(every)), form)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    number = half_width(text).strip()
    if not number.isascii() or not number.isdigit() or len(number) > 9 or int(number) == 0:  # noqa: PLR2004 -- enough
        raise Misuse("{option}: “{text}” is no number of records; write one like 20.", option="--limit", text=text)
    return int(number)
