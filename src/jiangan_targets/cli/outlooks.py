"""The outlook of targets, with last year's plan and records where the workspace has them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import typer

from jiangan_targets.cli.invocation import Invocation, invocation_of
from jiangan_targets.cli.session import open_year
from jiangan_targets.domain.curve import stated_curve
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.outlook import LastYear, Outlook, outlook
from jiangan_targets.domain.record import Entry, figures_by_target, standing_records
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Failure

Known = Callable[[list[Entry]], list[Entry]]
"""Which entries of a ledger had been written down by a moment, or a day."""


def outlooks_of(context: typer.Context, status: Status, known: Known = list) -> list[Outlook]:
    """Of each target of a status; last year is opened only where a target has no curve of its own."""
    asks = any(_asks_last_year(item.target) for item in status.progress)
    last = last_year_of(invocation_of(context), status.plan.year, known) if asks else {}
    return [outlook(item, status.on, last.get(item.target.id)) for item in status.progress]


def _asks_last_year(target: Target) -> bool:
    return target.kind is Kind.TOTAL and stated_curve(target) is None


def last_year_of(invocation: Invocation, this_year: int, known: Known = list) -> dict[str, LastYear]:
    """The records of the year before by target, of the entries that were `known`; up to now where nothing is said.

    Nothing where there is no plan of that year, or it cannot be read: a broken file of last year must not stop this
    year's outlook, and `check` tells what is wrong with it.
    """
    year = this_year - 1
    if year not in invocation.workspace.years():
        return {}
    with suppress(Failure):
        session = open_year(invocation, year)
        records = figures_by_target(standing_records(known(session.entries())))
        return {
            target.id: LastYear(year, target, records[target.id])
            for target in session.plan.targets
            if target.id in records
        }
    return {}
