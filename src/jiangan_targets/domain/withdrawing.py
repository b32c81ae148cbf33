"""Taking records and reasons back: one, or all that one command wrote down."""

from collections.abc import Iterable
from typing import NamedTuple

from jiangan_targets.domain.identifier import neighbours
from jiangan_targets.domain.record import (
    Entry,
    Record,
    Reported,
    Withdrawal,
    current,
    standing_records,
    withdrawals,
)
from jiangan_targets.domain.recording import Provenance
from jiangan_targets.domain.target import Plan
from jiangan_targets.domain.text import clean
from jiangan_targets.errors import Failure


class TakenBack(NamedTuple):
    """A record or reason, what takes it back, and the record of its target that counts from then on."""

    record: Reported
    withdrawal: Withdrawal
    counts_now: Record | None


def take_back(
    plan: Plan, records: Iterable[Reported], entries: list[Entry], reason: str | None, provenance: Provenance
) -> list[TakenBack]:
    """Take `records` back; a refusal names their target as `plan` has it.

    Raises:
        Failure: one was withdrawn before, or the reason is no text or too long.
    """
    withdrawn, ids = withdrawals(entries), provenance.ids(entries)
    made: list[tuple[Reported, Withdrawal]] = []
    for record in records:
        if record.id in withdrawn:
            raise Failure(
                "{target}: {id} was withdrawn before; if it is right after all, record the figure again.",
                target=plan.target(record.subject) or record.subject,
                id=record.id,
            )
        withdrawal = Withdrawal(
            id=next(ids),
            target=record.target,
            withdraws=record.id,
            recorded_at=provenance.recorded_at,
            by=clean(provenance.by, "by"),
            reason=clean(reason, "reason"),
        )
        made.append((record, withdrawal))
    left = current(standing_records([*entries, *(withdrawal for _record, withdrawal in made)]))
    return [TakenBack(record, withdrawal, left.get(record.subject)) for record, withdrawal in made]


def last_command_by(entries: list[Entry], by: str | None) -> list[Reported]:
    """The records and reasons that stand of the last command of `by` that has any, in the ledger's order.

    One command's records have one author, one moment, and ids that count up by one: two commands of a script in
    the same second are told apart. Records with ids of another making (by hand) are taken one by one.

    Raises:
        Failure: there is none.
    """
    taken_back = withdrawals(entries)
    own = {entry.id: entry for entry in entries if not isinstance(entry, Withdrawal) and entry.by == by}
    last = next((record for record in reversed(own.values()) if record.id not in taken_back), None)
    if last is None:
        raise Failure(
            "There is no record by {by} to undo; `jiangan-targets history` shows who made which.", by=by or "?"
        )
    together = {last.id, *_following(own, last, 0), *_following(own, last, 1)}
    return [record for record in own.values() if record.id in together and record.id not in taken_back]


def _following(own: dict[str, Reported], start: Reported, side: int) -> Iterable[str]:
    """The ids that count down (side 0) or up (side 1) from `start`, as long as there are such records of its moment."""
    record: Reported | None = start
    while record is not None:
        near = neighbours(record.id)
        record = None if near is None else own.get(near[side])
        if record is None or record.recorded_at != start.recorded_at or record.id == start.id:
            return
        yield record.id
