"""Which districts `overview` looks at, of which year, and what is told of those that could not be read."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from jiangan_targets.cli import clock, output
from jiangan_targets.cli.options import path_of
from jiangan_targets.errors import Failure, Misuse, message
from jiangan_targets.storage.ledger.address import LEDGER_VARIABLE
from jiangan_targets.storage.workspace.locate import pick_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiangan_targets.cli.invocation import Invocation
    from jiangan_targets.domain.calendar import AsOf
    from jiangan_targets.domain.comparison import Comparison
    from jiangan_targets.domain.overview import Overview, Unread
    from jiangan_targets.storage.districts.interface import Districts

_TOLD = 10
"""Districts that could not be read, of which each has a line on stderr."""


def districts_of(invocation: Invocation, folder: str | None, plans: str | None) -> Districts:
    """The districts in a folder of workspaces, else those of the database that is meant, with plans from a folder.

    Raises:
        Misuse: it is not clear which are meant.
        Failure: what is needed is not installed, or there is no such folder.
    """
    if folder is not None:
        return _workspaces(invocation, folder, plans)
    address = invocation.address
    if address.url is None:
        raise Misuse("Name a folder of workspaces, or a database with --ledger postgresql://….")
    from jiangan_targets.storage.districts.database import DatabaseDistricts, KeptPlansOf
    from jiangan_targets.storage.districts.plan_folder import PlanFolder

    source = KeptPlansOf(address, output.tell) if plans is None else PlanFolder(path_of(plans))
    return DatabaseDistricts(address, source, output.tell)


def _workspaces(invocation: Invocation, folder: str, plans: str | None) -> Districts:
    from jiangan_targets.storage.districts.workspaces import Workspaces

    if plans is not None:
        raise Misuse(
            "--plans belongs to the records of a database; the workspaces in {path} have their own.", path=folder
        )
    named = invocation.options.ledger or os.environ.get(LEDGER_VARIABLE)
    if named not in {None, "", "file"}:
        raise Misuse(
            "The workspaces in {path} have records of their own, and a database is named too: leave the folder out, "
            "or add --ledger file.",
            path=folder,
        )
    return Workspaces(path_of(folder), os.environ, output.tell, own_files=named == "file")


def year_meant(invocation: Invocation, districts: Districts, preferred: int | None) -> int:
    """The year that was named, else `preferred`, else as for one workspace, of those that a district has a plan for.

    Raises:
        Failure: none has a plan for it.
    """
    years, named = districts.years(), invocation.named_year
    year = pick_year(years, named, clock.today().year, preferred)
    if year is None:
        raise Failure("No district has targets for {year}; there are: {years}.", year=named, years=list(years))
    return year


def look(districts: Districts, day: AsOf, target: str | None) -> Overview | Comparison:
    """All targets, or one of them, in all districts.

    Raises:
        Failure: nothing can be read, or no plan has the target.
    """
    from jiangan_targets.domain.parts import subjects

    plans = districts.plans(day.year)
    if target is None:
        from jiangan_targets.domain.overview import overview

        of_text = {each.digest: each.plan for each in plans.usable}
        wanted = {digest: subjects(plan) for digest, plan in of_text.items()}
        return districts.read(plans, wanted, day.year, day.on, partial(overview, day=day))
    from jiangan_targets.domain.comparison import compare, needed, targets_meant

    meant = targets_meant(plans.usable, target)
    wanted = {
        each.digest: subjects(needed(each.plan, meant[each.digest])) if each.digest in meant else []
        for each in plans.usable
    }
    return districts.read(plans, wanted, day.year, day.on, partial(compare, meant=meant, day=day))


def tell_unread(unread: Sequence[Unread]) -> None:
    """A line for each district that could not be read; of very many, how many more there are."""
    for each in unread[:_TOLD]:
        output.tell(message("{district} was not read: {problem}", district=each.name, problem=each.problem))
    if (more := len(unread) - _TOLD) > 0:
        output.tell(message("Districts that were not read beside these: {count}.", count=more))
