"""What `check` has to say about records that are well-formed but hard to believe."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jiangan_targets.domain.finding import Finding, Severity
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.parts import subjects, with_parts
from jiangan_targets.domain.record import Entry, Record, Withdrawal, figures_by_target, standing_records, withdrawals
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Message, message


def inspect_entries(entries: list[Entry], plan: Plan, check_value: Callable[[Entry], str]) -> list[Finding]:
    """All remarks about a ledger, in its order; `check_value` gives what an entry's seal must be."""
    return [
        *_duplicate_ids(entries),
        *_broken_seals(entries, check_value),
        *_misplaced(entries, plan),
        *_withdrawals(entries),
        *_out_of_order(entries),
        *_falling_totals(entries, plan),
    ]


def _error(entry: Entry, problem: Message) -> Finding:
    return Finding((entry.id,), problem)


def _hint(entry: Entry, problem: Message) -> Finding:
    return Finding((entry.id,), problem, Severity.HINT)


def _duplicate_ids(entries: list[Entry]) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            yield _error(entry, message("this id is there twice; give the later record another id"))
        seen.add(entry.id)


def _broken_seals(entries: list[Entry], check_value: Callable[[Entry], str]) -> Iterator[Finding]:
    for entry in entries:
        if entry.check is None:
            yield _hint(entry, message("added by hand: it has no check value"))
        elif entry.check != check_value(entry):
            yield _error(entry, message("changed after it was written: its check value does not fit"))


def _misplaced(entries: list[Entry], plan: Plan) -> Iterator[Finding]:
    """Records that stand where they do not belong; what was taken back is settled."""
    known, settled = set(subjects(plan)), withdrawals(entries)
    for entry in entries:
        if isinstance(entry, Withdrawal) or entry.id in settled:
            continue
        if entry.subject not in known:
            yield _hint(entry, message("there is no target “{target}” in {year}", target=entry.subject, year=plan.year))
        if entry.as_of.year != plan.year:
            yield _error(entry, message("{day} is outside {year}; withdraw it", day=entry.as_of, year=plan.year))
        elif entry.as_of > entry.recorded_at.date():
            yield _hint(entry, message("written down before its own day {day}", day=entry.as_of))


def _withdrawals(entries: list[Entry]) -> Iterator[Finding]:
    known = {entry.id: entry for entry in entries}
    taken_back: set[str] = set()
    for entry in entries:
        if not isinstance(entry, Withdrawal):
            continue
        record = known.get(entry.withdraws)
        if record is None:
            yield _error(entry, message("withdraws “{id}”, which is not there", id=entry.withdraws))
        elif isinstance(record, Withdrawal):
            yield _error(entry, message("withdraws a withdrawal, which has no effect"))
        elif entry.withdraws in taken_back:
            yield _hint(entry, message("withdraws {id} a second time", id=entry.withdraws))
        taken_back.add(entry.withdraws)


def _out_of_order(entries: list[Entry]) -> Iterator[Finding]:
    """The ledger's order decides what is current, so moved records matter."""
    latest = None
    for entry in entries:
        if latest is not None and entry.recorded_at < latest:
            yield _hint(
                entry, message("written down earlier than the record before it: moved by hand, or the clock jumped")
            )
        latest = entry.recorded_at if latest is None else max(latest, entry.recorded_at)


def _falling_totals(entries: list[Entry], plan: Plan) -> Iterator[Finding]:
    by_target = figures_by_target(standing_records(entries))
    for target in with_parts(plan):
        if target.kind not in {Kind.TOTAL, Kind.EVENT}:
            continue
        earlier: Record | None = None
        for record in by_target.get(target.id, ()):
            if earlier is not None and record.value < earlier.value:
                fields = {"before": earlier.value, "after": record.value}
                counted = target.kind is Kind.TOTAL
                yield _hint(
                    record,
                    message("the total falls from {before} to {after}", **fields)
                    if counted
                    else message("its progress falls from {before}% to {after}%", **fields),
                )
            earlier = record
