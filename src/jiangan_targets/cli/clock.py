"""The clock: the only place where the program asks what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """The local time with its offset."""
    return datetime.now(UTC).astimezone()


def today() -> date:
    """The local date."""
    return now().date()
