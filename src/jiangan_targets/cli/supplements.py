"""What is told beside a year's own plan and ledger: who reported in time, and last year's records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jiangan_targets.cli import clock, output
from jiangan_targets.cli.invocation import Invocation
from jiangan_targets.cli.session import Session, open_year
from jiangan_targets.domain.parts import with_parts
from jiangan_targets.domain.record import Entry, figures_by_target, known_by, standing_records
from jiangan_targets.errors import Failure, message

if TYPE_CHECKING:
    from jiangan_targets.domain.outlook import LastYear
    from jiangan_targets.domain.summary import Supplements


Known = Callable[[list[Entry]], list[Entry]]
"""Which entries of a ledger had been written down by a moment, or a day."""


def last_year_of(invocation: Invocation, this_year: int, known: Known = list) -> dict[str, LastYear]:
    """The records of the year before by target and part, of the entries that were `known`; else up to now.

    Nothing where there is no plan of that year, or it cannot be read: a broken file of last year must not stop this
    year's outlook, and `check` tells what is wrong with it.
    """
    year = this_year - 1
    if year not in invocation.workspace.years():
        return {}
    from jiangan_targets.domain.outlook import LastYear

    with suppress(Failure):
        session = open_year(invocation, year)
        records = figures_by_target(standing_records(known(session.entries())))
        return {
            target.id: LastYear(year, target, records[target.id])
            for target in with_parts(session.plan)
            if target.id in records
        }
    return {}


def last_year_told(
    session: Session, invocation: Invocation, entries: list[Entry], last: date, day: date
) -> dict[str, LastYear]:
    """Of the records known at the end of a day; of all, where this year's up to the day `last` were filled in later."""

    def known(theirs: list[Entry]) -> list[Entry]:
        from jiangan_targets.domain.summarising import view_of
        from jiangan_targets.domain.summary import View

        filled_in_later = view_of(entries, known_by(entries, day), last) is View.FILLED_IN_LATER
        return theirs if filled_in_later else known_by(theirs, day)

    return last_year_of(invocation, session.year, known)


def who_reported(
    session: Session, entries: Iterable[Entry], day: date, span: tuple[date, date] | None = None
) -> Supplements:
    """Of the periods that end within `span`, else of the last that was due; as known at the end of a day.

    What was due at the end of that day and had not come is missing, once the day is over. Nothing until one of them
    is due. It is told where their working days were counted without knowing the holidays.
    """
    from jiangan_targets.domain.summary import NOTHING_MORE, Supplements

    reporting = session.plan.reporting
    if reporting is None:
        return NOTHING_MORE
    from jiangan_targets.domain.reminder import punctuality
    from jiangan_targets.domain.reporting import assumed_of, due_within, last_due, reports_at
    from jiangan_targets.domain.reporting_period import end_of
    from jiangan_targets.storage.plan.holidays import load_calendar

    calendar = load_calendar(session.workspace.targets_file(session.year), reporting.holidays)
    # What is known is what the rest of a report or summary knows: by the clock where each figure was written down.
    end = end_of(day, reporting)
    # Only a moment after it is the end of the day past; nobody is late before it is, whatever day the report bears.
    moment = min(end + timedelta.resolution, clock.now())
    found = reports_at(session.plan, reporting, known_by(entries, day), calendar, moment)
    reports = last_due(found) if span is None else due_within(found, *span)
    told = punctuality(found._replace(reports=reports))
    if not told:
        return NOTHING_MORE
    # Only of the deadlines that were compared: one that is still to come changes nothing that is told.
    compared = {report.period for report in reports if report.due < moment}
    if assumed := assumed_of(compared, reporting, calendar):
        years = ", ".join(map(str, assumed))
        output.tell(message("No holidays are known of {years}: Monday to Friday count as working days.", years=years))
    return Supplements(told, reported=reports[0].period)
