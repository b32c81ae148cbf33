"""The outlook of targets, with last year's plan and records where the workspace has them."""

from __future__ import annotations

from contextlib import suppress

import typer

from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.cli.session import open_year
from jiangan_targets.domain.curve import stated_curve
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.outlook import LastYear, Outlook, outlook
from jiangan_targets.domain.record import figures_by_target, standing_records
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Failure


def outlooks_of(context: typer.Context, status: Status) -> list[Outlook]:
    """Of each target of a status; last year is opened only where a target has no curve of its own."""
    last = _last_year(context, status) if any(_asks_last_year(item.target) for item in status.progress) else {}
    return [outlook(item, status.on, last.get(item.target.id)) for item in status.progress]


def _asks_last_year(target: Target) -> bool:
    return target.kind is Kind.TOTAL and stated_curve(target) is None


def _last_year(context: typer.Context, status: Status) -> dict[str, LastYear]:
    """Last year's records by target; nothing where there is no plan of last year, or it cannot be read.

    A broken file of last year must not stop this year's outlook: `check` tells what is wrong with it.
    """
    invocation, year = invocation_of(context), status.plan.year - 1
    if year not in invocation.workspace.years():
        return {}
    with suppress(Failure):
        session = open_year(invocation, year)
        records = figures_by_target(standing_records(session.entries()))
        return {
            target.id: LastYear(year, target, records[target.id])
            for target in session.plan.targets
            if target.id in records
        }
    return {}
