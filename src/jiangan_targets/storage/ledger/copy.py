"""Records moved from one ledger to another: resumable, harmless when repeated, and proved equal at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from jiangan_targets.domain.finding import Severity
from jiangan_targets.domain.record import Entry
from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.ledger.interface import Decision, Ledger
from jiangan_targets.storage.ledger.record_text import block

BATCH = 5_000


class Copied(NamedTuple):
    """How many entries both ledgers have now, how many of them were new, and the digest over all."""

    total: int
    new: int
    digest: str


def copy(source: Ledger, target: Ledger, watch: Callable[[int], None]) -> Copied:
    """Append to `target` what it lacks of `source`, in its order; `watch` is told how many went over.

    Raises:
        Failure: one of them has an id twice, or entries of a newer version, they contradict each other, or they are
            not equal afterwards.
    """
    _refuse_newer(source)
    entries = source.entries()
    _refuse_twice(entries, source)
    wanted = {entry.id: entry for entry in entries}

    def lacking(present: list[Entry]) -> Decision[int]:
        for entry in present:
            if wanted.get(entry.id) != entry:
                raise Failure(
                    "{place} has a record {id} that {source} has not, or has otherwise; nothing was copied.",
                    place=target.place,
                    id=entry.id,
                    source=source.place,
                )
        there = {entry.id for entry in present}
        missing = [entry for entry in entries if entry.id not in there][:BATCH]
        return Decision(missing, len(missing))

    done = _Done()
    with done:
        while stored := target.append(lacking, keep_seals=True):
            done.new += stored
            watch(stored)
            signals.release()  # A long copy can be stopped, and goes on where it stopped.
        copied = target.entries()
    if len(copied) != len(entries) or digest_of(copied) != digest_of(entries):
        raise Failure(
            "{place} is not equal to {source} after the copy; look at both with `check`.",
            place=target.place,
            source=source.place,
        )
    return Copied(len(copied), done.new, digest_of(copied))


class _Done:
    """How many records went over; a failure on the way is told with that, as those stay."""

    def __init__(self) -> None:
        self.new = 0

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: object, _traceback: object) -> None:
        if self.new and isinstance(error, Failure) and not isinstance(error, OutcomeUnknown):
            raise Failure(
                "Records copied: {count}; then: {problem} The same command goes on where it stopped.",
                count=self.new,
                problem=error.message,
            ) from error


def digest_of(entries: list[Entry]) -> str:
    """SHA-256 over the canonical text of all entries in their order, in hexadecimal digits."""
    running = sha256()
    for entry in entries:
        running.update(block(entry).encode())
    return running.hexdigest()


def _refuse_newer(ledger: Ledger) -> None:
    """What this version does not understand it cannot take along."""
    for finding in ledger.left_out():
        if finding.severity is Severity.HINT:
            raise Failure(
                "{place}: only a newer version of the program knows {id}; update the program to copy it.",
                place=ledger.place,
                id=finding.where[0],
            )


def _refuse_twice(entries: list[Entry], ledger: Ledger) -> None:
    for identifier, count in Counter(entry.id for entry in entries).items():
        if count > 1:
            raise Failure(
                "{place} has the id {id} {count} times; see `check`.", place=ledger.place, id=identifier, count=count
            )
