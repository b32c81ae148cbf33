"""Ids of records: sorted by time, unique, and typed by their first few characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from jiangan_targets.domain.record import Entry, Record, Withdrawal
from jiangan_targets.errors import Failure

# Crockford's base 32: no i, l, o, u, which are misread.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_TIME_DIGITS = 9
RANDOM_BYTES = 5
_SHOWN = 5


def new_id(moment: datetime, randomness: Sequence[int]) -> str:
    """An id of 14 characters: the millisecond of `moment`, then `RANDOM_BYTES` of chance."""
    left = int(moment.timestamp() * 1000)
    time = []
    for _ in range(_TIME_DIGITS):
        left, digit = divmod(left, len(_DIGITS))
        time.append(_DIGITS[digit])
    return "".join(reversed(time)) + "".join(_DIGITS[byte % len(_DIGITS)] for byte in randomness)


def find_record(entries: Iterable[Entry], text: str) -> Record:
    """The one record whose id is `text` or starts with it.

    Raises:
        Failure: none or several do, or it is a withdrawal.
    """
    wanted = text.strip().lower()
    found = [entry for entry in entries if wanted and entry.id.lower().startswith(wanted)]
    found = [entry for entry in found if entry.id.lower() == wanted] or found
    if not found:
        raise Failure("There is no record “{text}”; `jiangan-targets history` shows the ids.", text=text)
    if len(found) > 1:
        shown = ", ".join(entry.id for entry in found[:_SHOWN])
        raise Failure(
            "“{text}” fits {count} records ({ids}); type more of the id.", text=text, count=len(found), ids=shown
        )
    if isinstance(found[0], Withdrawal):
        raise Failure("{id} is a withdrawal itself; record the figure again instead.", id=found[0].id)
    return found[0]
