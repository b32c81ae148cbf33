"""What nearly every command needs first: a year of the workspace, opened."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

import typer

from jiangan_targets.cli.invocation import Invocation, invocation_of
from jiangan_targets.domain.lookup import find_target
from jiangan_targets.domain.parts import parts_of, subjects
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.record import Entry, Record, current, known_at, standing_records
from jiangan_targets.domain.target import Plan
from jiangan_targets.storage.ledger.interface import Ledger
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.workspace.workspace import Workspace

if TYPE_CHECKING:
    from jiangan_targets.domain.recording import Recorded


class Session(NamedTuple):
    """A year of a workspace, opened; `year_named` tells whether somebody chose the year."""

    workspace: Workspace
    year: int
    plan: Plan
    ledger: Ledger
    year_named: bool = False

    def entries(self) -> list[Entry]:
        """All records and withdrawals of the year, in the ledger's order."""
        return self.ledger.entries()

    def latest(self, on: date, known: datetime | None = None) -> list[Entry]:
        """The entries that tell how every target and part stands on a day, and wholes beside their parts."""
        with self.ledger:
            entries = self.ledger.latest(subjects(self.plan), on, known)
            return [*self._parts_beside_wholes(entries, on, known), *entries]

    def _parts_beside_wholes(self, entries: list[Entry], on: date, known: datetime | None) -> list[Entry]:
        """The figures of parts of the day of their whole's own, where they have later ones."""
        if not any(target.parts for target in self.plan.targets):
            return []
        figures = current(standing_records(known_at(entries, known)), on)
        found: list[Entry] = []
        for target in self.plan.targets:
            own = figures.get(target.id)
            parts = [part.id for part in parts_of(target)] if own is not None else []
            if own is not None and any(part in figures and figures[part].as_of > own.as_of for part in parts):
                found += self.ledger.latest(parts, own.as_of, known)
        return found

    def progress_of(self, item: "Recorded", new: "Iterable[Recorded]") -> Progress:
        """How a target stands by a new record on its day.

        Where its value is another target's figure, that is the ledger's, or one of the new ones, which a dry run
        and a preview have not stored.
        """
        from jiangan_targets.domain.recording import progress_of

        figures: dict[str, Record] = {}
        if item.target.reference is not None:
            day = item.record.as_of
            stored = self.ledger.latest([item.target.reference.figure], day, None)
            figures = current(standing_records([*stored, *(each.record for each in new)]), day)
        return progress_of(item, self.plan, figures)

    def target_ids(self, names: list[str] | None) -> list[str]:
        """The ids of the targets that `names` mean."""
        return [find_target(self.plan, name).id for name in names or ()]


def open_session(context: typer.Context, preferred_year: int | None = None) -> Session:
    """Load the plan that the global options mean; `preferred_year` is of what a command is about.

    Raises:
        Failure: there is none, or it has a mistake.
    """
    invocation = invocation_of(context)
    year = invocation.year(preferred_year)
    return open_year(invocation, year)


def open_year(invocation: Invocation, year: int) -> Session:
    """Load the plan of a year.

    Raises:
        Failure: there is none, or it has a mistake.
    """
    plan = plan_file.load(invocation.workspace.targets_file(year), year)
    return Session(invocation.workspace, year, plan, invocation.ledger(year), bool(invocation.named_year))
