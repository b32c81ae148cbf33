"""A ledger of twelve sealed records, and what is done to it behind the program's back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.storage.ledger.file.ledger import HEADER
from jiangan_targets.storage.ledger.record_text import block, sealed

MOMENT = datetime(2024, 7, 1, 9, tzinfo=timezone(timedelta(hours=8)))
LEDGER = Path("records") / "2024.toml"
SUMMARY = ("summary", "--week", "2024-W40")


def entry(number: int, value: int | None = None, days: int | None = None) -> Record:
    """A sealed record, one every third day of the third quarter."""
    moment = MOMENT + timedelta(days=3 * number if days is None else days)
    made = Record(
        f"1a{number:02}", "parking", Decimal(1000 + number if value is None else value), moment.date(), moment
    )
    sealed_record = sealed(made)
    assert isinstance(sealed_record, Record)
    return sealed_record


TWELVE = [entry(number) for number in range(12)]


def put(folder: Path, entries: Sequence[Entry]) -> None:
    """A ledger with these entries, in their order."""
    (folder / LEDGER).parent.mkdir(exist_ok=True)
    (folder / LEDGER).write_text(HEADER + "".join("\n" + block(each) for each in entries), encoding="utf-8")


def without(place: int) -> list[Entry]:
    """One record is deleted."""
    return [*TWELVE[:place], *TWELVE[place + 1 :]]


def edited(place: int) -> list[Entry]:
    """Another value, with a check value that fits it."""
    return [*TWELVE[:place], entry(place, value=7), *TWELVE[place + 1 :]]


def inserted(place: int) -> list[Entry]:
    """One more, with the moment of the one before it."""
    return [*TWELVE[:place], entry(99, days=3 * max(place - 1, 0)), *TWELVE[place:]]


def reordered(place: int) -> list[Entry]:
    """One changes places with the next."""
    if place == len(TWELVE) - 1:
        return [TWELVE[-1], *TWELVE[:-1]]
    return [*TWELVE[:place], TWELVE[place + 1], TWELVE[place], *TWELVE[place + 2 :]]


def truncated(place: int) -> list[Entry]:
    """All from one on are gone."""
    return [*TWELVE[:place]]


def swapped_for_older(place: int) -> list[Entry]:
    """A copy from before, to which something else was recorded since."""
    return [*TWELVE[:place], *(entry(50 + number, days=3 * (place + number)) for number in range(12 - place))]
