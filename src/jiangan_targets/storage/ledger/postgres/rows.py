"""Between an entry and its row."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Any

from jiangan_targets.domain.calendar import FIRST_YEAR, LAST_YEAR
from jiangan_targets.domain.parts import is_part_name
from jiangan_targets.domain.quantity import MAX_DIGITS, canonical, fits
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.domain.text import MAX_TEXT
from jiangan_targets.storage.ledger.fields import KINDS, types_of
from jiangan_targets.storage.ledger.postgres.schema import COLUMNS, OFFSET

_TYPES = {"Decimal": Decimal, "date": date, "Deadline": date, "datetime": datetime}
"""As the driver gives them; every other field is text."""

_FIELDS = {key: name for _key, kind in KINDS for key, name in types_of(kind).items()}
_KEYS = tuple(COLUMNS.values())
_WANTED = tuple(int if key == OFFSET else _TYPES.get(_FIELDS[key], str) for key in _KEYS)
_TEXTS = tuple(place for place, wanted in enumerate(_WANTED) if wanted is str)
_BEYOND = 10**MAX_DIGITS


def row_of(entry: Entry) -> dict[str, object]:
    """The value of each column."""
    offset = entry.recorded_at.utcoffset() or timedelta()
    fields = {**entry._asdict(), OFFSET: int(offset.total_seconds() // 60)}
    return {column: fields.get(key) for column, key in COLUMNS.items()}


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The entry of a row, given in the order of `COLUMNS`.

    The query leaves out rows that break a rule. Whether the server did so, and its table is ours, is seen here.

    Raises:
        ValueError, TypeError, ArithmeticError: it is no entry.
    """
    kind = _kind_of(tuple(map(type, row)))
    fields = dict(zip(_KEYS, row, strict=True))
    value, at = fields["value"], fields["recorded_at"]
    if value is not None:
        # Looked at first, as an exponent is written out in digits.
        if not -_BEYOND < value < _BEYOND:
            raise ValueError
        fields["value"] = canonical(value)
        if not fits(fields["value"]):
            raise ValueError
    if at.tzinfo is None:
        raise ValueError
    for day in (fields["as_of"], fields["promised"], at):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
    for place in _TEXTS:
        if row[place] is not None and len(row[place]) > MAX_TEXT:
            raise ValueError
    if fields["part"] is not None and (kind is not Record or not is_part_name(fields["part"])):
        raise ValueError
    fields["recorded_at"] = at.astimezone(_zone(fields[OFFSET]))
    return kind(**{key: fields[key] for key in kind._fields})


@cache
def _kind_of(types: tuple[type, ...]) -> type[Entry]:
    """The kind of a row with values of these types; in a ledger there are a few of them, however long it is."""
    there = {key for key, found in zip(_KEYS, types, strict=True) if found is not type(None)}
    fits_columns = all(found in {wanted, type(None)} for found, wanted in zip(types, _WANTED, strict=True))
    kind = next((kind for key, kind in KINDS if key in there), None)
    if kind is None or not fits_columns or OFFSET not in there:
        raise TypeError
    if not there.issuperset(key for key in kind._fields if key not in kind._field_defaults):
        raise TypeError
    return kind


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))
