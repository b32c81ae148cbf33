"""Between an entry and its row."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Any

from jiangan_targets.domain.quantity import canonical
from jiangan_targets.domain.record import Entry
from jiangan_targets.storage.ledger.fields import KINDS
from jiangan_targets.storage.ledger.postgres.schema import COLUMNS, OFFSET


def row_of(entry: Entry) -> dict[str, object]:
    """The value of each column."""
    offset = entry.recorded_at.utcoffset() or timedelta()
    fields = {**entry._asdict(), OFFSET: int(offset.total_seconds() // 60)}
    return {column: fields.get(key) for column, key in COLUMNS.items()}


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The entry of a row that keeps all rules, given in the order of `COLUMNS`."""
    fields = dict(zip(COLUMNS.values(), row, strict=True))
    zone = timezone(timedelta(minutes=fields[OFFSET]))
    fields["recorded_at"] = fields["recorded_at"].astimezone(zone)
    if fields["value"] is not None:
        fields["value"] = canonical(fields["value"])
    kind = next(kind for key, kind in KINDS if fields[key] is not None)
    return kind(**{key: fields[key] for key in kind._fields})
