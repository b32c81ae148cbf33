"""The outlook of targets, with last year's plan and records where the workspace has them."""

from __future__ import annotations

import typer

from jiangan_targets.cli.invocation import invocation_of
from jiangan_targets.cli.supplements import Known, last_year_of
from jiangan_targets.domain.curve import stated_curve
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.outlook import Outlook, outlook
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.target import Target


def outlooks_of(context: typer.Context, status: Status, known: Known = list) -> list[Outlook]:
    """Of each target of a status; last year is opened only where a target has no curve of its own."""
    asks = any(_asks_last_year(item.target) for item in status.progress)
    last = last_year_of(invocation_of(context), status.plan.year, known) if asks else {}
    return [outlook(item, status.on, last.get(item.target.id)) for item in status.progress]


def _asks_last_year(target: Target) -> bool:
    return target.kind is Kind.TOTAL and stated_curve(target) is None
