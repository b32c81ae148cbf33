"""The day of `--on`: typed, or today held inside the plan's year; and the year that a typed day brings along."""

from datetime import date
from typing import Annotated, NamedTuple

import typer

from jiangan_targets.cli import clock
from jiangan_targets.cli.completion import by_typer as completion
from jiangan_targets.domain import dates
from jiangan_targets.domain.calendar import within_year
from jiangan_targets.render.language import N_

# One name for a day in every command; --as-of is how some had it.
NAMES = ("--on", "--as-of")

OnOption = Annotated[
    str | None,
    typer.Option(
        *NAMES,
        metavar="DATE",
        help=N_(
            "Evaluate as of this day: 2024-09-08, 9月8日, 9月 (its last day), yesterday; later records are ignored."
        ),
        autocompletion=completion.days,
    ),
]


class MeantDay(NamedTuple):
    """A day, `on`, and `asked`, what was meant before it was held inside the plan's year: typed, or today."""

    on: date
    asked: date
    typed: bool


def meant_day(text: str | None, year: int) -> MeantDay:
    """The day of `--on`; today, held inside the year, when it is left out.

    Raises:
        Failure: the text is no date.
    """
    today = clock.today()
    if text is None:
        return MeantDay(within_year(today, year), today, typed=False)
    day = dates.parse_date(text, year, today)
    return MeantDay(day, day, typed=True)


def year_of(text: str | None) -> int | None:
    """The year that a typed day names, which chooses the plan of that year if there is one."""
    return dates.typed_year(text, clock.today())
