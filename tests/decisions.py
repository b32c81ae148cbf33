"""Decisions for tests of ledgers: what is to be appended, answered as it is stored."""

from __future__ import annotations

from collections.abc import Iterable

from jiangan_targets.domain.record import Entry
from jiangan_targets.storage.ledger.interface import Decision
from jiangan_targets.storage.ledger.record_text import sealed


def decided(entries: Iterable[Entry] = (), *, keep_seals: bool = False) -> Decision[list[Entry]]:
    """Append `entries`; the answer is what the ledger has then."""
    listed = list(entries)
    return Decision(listed, listed if keep_seals else [sealed(entry) for entry in listed])
