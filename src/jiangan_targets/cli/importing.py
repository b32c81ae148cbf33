"""What an import makes of a table, shown before it is stored, and stored all or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from jiangan_targets.cli import output
from jiangan_targets.cli.session import Session
from jiangan_targets.domain.explaining import make_reasons, not_yet_explained
from jiangan_targets.domain.origin import sift
from jiangan_targets.domain.received.tables_read import TablesRead
from jiangan_targets.domain.record import Entry, Reason
from jiangan_targets.domain.recording import Provenance, Recorded, make_records, refuse_doubtful
from jiangan_targets.domain.summed import sums_among
from jiangan_targets.errors import Failure, message
from jiangan_targets.render.language import N_
from jiangan_targets.storage.ledger.interface import Decision

_ATTEMPTS = 10


class Made(NamedTuple):
    """The new records and reasons of a table."""

    records: list[Recorded]
    reasons: list[Reason]


Make = Callable[[list[Entry]], Made]
"""Makes entries of what a table reports, given the entries there are."""


def make(session: Session, found: TablesRead, entries: list[Entry], *, provenance: Provenance, again: bool) -> Made:
    """What is new in the table: the figures, and behind them the reasons, which may explain them.

    Raises:
        Failure: a figure or a reason cannot be kept.
    """
    figures = sift(found.reports, entries, again=again).new
    sums = sums_among(figures, entries)
    figures = [figure for figure in figures if figure not in sums]
    records = make_records(figures, entries, provenance, session.workspace.years())
    reports = [explained.report for explained in found.explained]
    reasons = reports if again else not_yet_explained(reports, entries)
    return Made(records, make_reasons(reasons, [*entries, *(item.record for item in records)], provenance))


def show(session: Session, found: TablesRead, made: Made, *, force: bool) -> None:
    """Show what would change, and refuse what is hard to believe."""
    from jiangan_targets.render.change_table import Change, render_changes
    from jiangan_targets.render.explanation import render_reasons

    places = {(taken.report.target.id, taken.report.as_of): taken for taken in reversed(found.taken)}
    taken_from = [places[item.target.id, item.record.as_of] for item in made.records]
    changes = (
        Change(item, session.progress_of(item, made.records), taken.address, taken.heading)
        for item, taken in zip(made.records, taken_from, strict=True)
    )
    output.write(render_changes(changes) + render_reasons(made.reasons, session.plan))
    if not force:
        refuse_doubtful(made.records)


class _ChangedMeanwhile(Failure):
    """Somebody recorded between showing and storing: what was shown is not what would be stored."""

    def __init__(self, made: Made) -> None:
        super().__init__(N_("The records changed while the table was read; import it again."))
        self.made = made


def store(session: Session, found: TablesRead, shown: Made, make_of: Make, *, force: bool) -> Made:
    """Store what was shown; where the records changed meanwhile, show anew what it means now, and store that.

    Raises:
        Failure: a figure is hard to believe, or the records change all the time.
    """
    # Also those of rows that stand: they tell what is new.
    targets = {report.target.id for report in found.reports} | {each.report.target.id for each in found.explained}

    def decide(entries: list[Entry]) -> Decision[Made]:
        made = make_of(entries)
        if made != shown:
            raise _ChangedMeanwhile(made)
        if not force:
            refuse_doubtful(made.records)
        return Decision([*(item.record for item in made.records), *made.reasons], made)

    for _attempt in range(_ATTEMPTS - 1):
        try:
            return session.ledger.append(decide, targets)
        except _ChangedMeanwhile as changed:
            output.tell(message("The records changed meanwhile; what would change now:"))
            shown = changed.made
            show(session, found, shown, force=force)
            if not (shown.records or shown.reasons):
                return shown
    return session.ledger.append(decide, targets)
