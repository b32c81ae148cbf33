"""What nearly every command needs first: the workspace, its year and its plan."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import NamedTuple

import typer

from jiangan_targets.domain.lookup import find_target
from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.target import Plan
from jiangan_targets.storage.ledger.address import find_address
from jiangan_targets.storage.ledger.interface import Ledger
from jiangan_targets.storage.ledger.opening import open_ledger
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.workspace import locate, workspace
from jiangan_targets.storage.workspace.workspace import Workspace


class Session(NamedTuple):
    """A year of a workspace, opened."""

    workspace: Workspace
    year: int
    plan: Plan
    ledger: Ledger

    def entries(self) -> list[Entry]:
        """All records and withdrawals of the year, in the ledger's order."""
        return self.ledger.entries()

    def latest(self, on: date, known: datetime | None = None) -> list[Entry]:
        """The entries that tell how every target stands on a day."""
        return self.ledger.latest([target.id for target in self.plan.targets], on, known)

    def target_ids(self, names: list[str] | None) -> list[str]:
        """The ids of the targets that `names` mean."""
        return [find_target(self.plan, name).id for name in names or ()]


def choose(context: typer.Context, preferred_year: int | None = None) -> tuple[Workspace, int]:
    """The workspace and year of the global options; a year that nobody named may follow from the command's own."""
    options = context.find_root().params
    found = workspace.find(options.get("folder"), os.environ, locate.current_folder())
    return found, workspace.choose_year(found, options.get("year"), os.environ, preferred_year)


def open_session(context: typer.Context, preferred_year: int | None = None) -> Session:
    """Load the plan that the global options mean.

    Raises:
        Failure: there is none, or it has a mistake.
    """
    found, year = choose(context, preferred_year)
    plan = plan_file.load(found.targets_file(year), year)
    return Session(found, year, plan, ledger_of(context, found, year))


def ledger_of(context: typer.Context, workspace: Workspace, year: int) -> Ledger:
    """The ledger of the global options.

    Raises:
        Failure: its address is wrong, or what it needs is not installed.
    """
    address = find_address(context.find_root().params.get("ledger"), os.environ, workspace)
    return open_ledger(address, workspace, year)
