"""Entries of a kind that only a newer version of the program knows: passed over when read, kept byte for byte.

A table that lacks what every known kind has may as well be a damaged record, which must not be hidden. So it is
taken for a newer one only where its check value proves that it stands there as a program wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from jiangan_targets.storage.ledger.fields import KINDS
from jiangan_targets.storage.ledger.record_text import digest


class NewerEntry(NamedTuple):
    """An entry that this version does not understand, as its lines stand in the file."""

    id: str
    recorded_at: datetime
    text: str


def newer_entry(row: Mapping[str, object], lines: list[str]) -> NewerEntry | None:
    """The newer entry that a table is; None for one of a known kind, or whose check value does not fit its lines."""
    identifier, moment, check = row.get("id"), row.get("recorded_at"), row.get("check")
    if any(key in row for key, _kind in KINDS) or not isinstance(identifier, str):
        return None
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return None
    own = [line for line in lines if line.strip() and not line.startswith("#")]
    content, seal = own[:-1], own[-1:]
    if seal != [f'check = "{check}"'] or digest("".join(f"{line}\n" for line in content).encode()) != check:
        return None
    return NewerEntry(identifier, moment, "".join(f"{line}\n" for line in own))
