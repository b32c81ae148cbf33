"""Ids of records: sorted by time, and unique."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from itertools import count

# Crockford's base 32: no i, l, o, u, which are misread.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_TIME_DIGITS = 9
RANDOM_BYTES = 5


def new_ids(moment: datetime, chance: Sequence[int], taken: Container[str]) -> Iterator[str]:
    """Ids of 14 characters that are not among `taken`: the millisecond of `moment`, then `RANDOM_BYTES` of chance.

    They count up from chance, so the same arguments give the same ids, in the order of their use.
    """
    time = _digits(int(moment.timestamp() * 1000), _TIME_DIGITS)
    start = int.from_bytes(bytes(chance), "big")
    for number in count():
        identifier = time + _digits(start + number, RANDOM_BYTES)
        if identifier not in taken:
            yield identifier


def neighbours(identifier: str) -> tuple[str, str] | None:
    """The ids that count one less and one more in the same millisecond; None for an id of another making."""
    if len(identifier) != _TIME_DIGITS + RANDOM_BYTES or not set(identifier) <= set(_DIGITS):
        return None
    time, place = identifier[:_TIME_DIGITS], 0
    for digit in identifier[_TIME_DIGITS:]:
        place = place * len(_DIGITS) + _DIGITS.index(digit)
    return time + _digits(place - 1, RANDOM_BYTES), time + _digits(place + 1, RANDOM_BYTES)


def _digits(number: int, length: int) -> str:
    """The last digits of a number to the base of the digits."""
    found = []
    for _ in range(length):
        number, digit = divmod(number, len(_DIGITS))
        found.append(_DIGITS[digit])
    return "".join(reversed(found))
