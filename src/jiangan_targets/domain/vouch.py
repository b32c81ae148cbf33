"""A vouch: how many entries a ledger held at a moment, and a digest of them, in one line that its readers keep.

Every reader of an old mail is a witness: what was removed, added or changed since among the entries known then
changes the digest. It is made of the set of entries, sorted by their text, so the order in which two branches of a
ledger were merged does not matter, and entries without a check value count like all others.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import NamedTuple, Self

from jiangan_targets.domain.dates import parse_week
from jiangan_targets.domain.record import Entry, known_at, known_by
from jiangan_targets.domain.summary import Summary, View
from jiangan_targets.domain.week import Week
from jiangan_targets.errors import Failure

Moment = Week | datetime
"""Up to when an entry was known: a week's end by the clock where it was written down, or a moment."""

SHOWN_DIGITS = 12
"""Of a digest, in a line: 48 bits, so that an accident has one chance in 280 million million."""

_GROUP = 4
_LONG = 1 << 20
"""Bytes; a year of a district has a fifth of it."""
_INTERPRETERS_OWN = ("_sha2", "_sha256")
"""Since Python 3.12, and before; where neither is there, `hashlib` always is."""
_DASHES = str.maketrans("‐‑‒–—－", "------")
# Words stand between the parts, in any language: a count, a digest in groups, and in brackets a year and a moment.
_LINE = (
    r"(?<![0-9])(?P<count>[0-9]{1,9})\s{0,4}[^\W0-9]{1,9}\s{1,4}"
    r"(?P<digest>[0-9a-f]{4}(?:-[0-9a-f]{4}){2,15})\s{0,4}[(（][^\W0-9]{0,9}\s{0,4}"
    r"(?P<year>[0-9]{4})[^0-9)）]{1,16}(?P<by>[0-9][0-9TW:.+Z-]{6,40})\s{0,4}[)）]"
)


class Vouch(NamedTuple):
    """Of the ledger of `year`: the number of entries known by a moment, and their digest in hexadecimal digits."""

    year: int
    by: Moment
    total: int
    digest: str

    @property
    def shown(self) -> str:
        """The beginning of the digest, in groups to be read aloud: `3f9a-1c22-b07d`."""
        start = self.digest[:SHOWN_DIGITS]
        return "-".join(start[place : place + _GROUP] for place in range(0, len(start), _GROUP))

    @property
    def by_text(self) -> str:
        """`2024-W37`, or the moment in ISO 8601."""
        return self.by.isoformat() if isinstance(self.by, datetime) else str(self.by)

    def agrees(self, other: Self) -> bool:
        """Whether both are of the same entries, as far as their digests go."""
        length = min(len(self.digest), len(other.digest))
        return (self.total, self.digest[:length]) == (other.total, other.digest[:length])


def vouch(entries: Iterable[Entry], year: int, by: Moment, content: Callable[[Entry], str]) -> Vouch:
    """Vouch for the entries known by a moment; `content` gives an entry's canonical text without its check value."""
    texts = sorted({content(entry).encode() for entry in known(entries, by)})
    return Vouch(year, by, len(texts), _sha256(b"".join(texts)))


def _sha256(data: bytes) -> str:
    """In hexadecimal digits. `hashlib` loads OpenSSL, a thirtieth of a command's time, which long data alone repay."""
    for name in _INTERPRETERS_OWN if len(data) < _LONG else ():
        with suppress(ImportError):
            return str(import_module(name).sha256(data).hexdigest())
    from hashlib import sha256  # noqa: PLC0415 -- only where something is vouched for

    return sha256(data).hexdigest()


def known(entries: Iterable[Entry], by: Moment) -> list[Entry]:
    """The entries that had been written down by then."""
    return known_at(entries, by) if isinstance(by, datetime) else known_by(entries, by.sunday)


def moment_of(summary: Summary, entries: list[Entry]) -> Moment:
    """Up to when a summary's entries were known: its week's end, or the last of them where it was made of all."""
    latest = last_moment(entries)
    return summary.week if summary.view is View.AS_KNOWN or latest is None else latest


def last_moment(entries: Iterable[Entry]) -> datetime | None:
    """When the last entry was written down; None when there is none."""
    return max((entry.recorded_at for entry in entries), default=None)


def parse_vouches(text: str) -> list[Vouch]:
    """All lines in a text that vouch, whatever is around them."""
    # Markdown and mail programs put signs of their own into a line.
    plain = re.sub(r"[\\*>|]", " ", text.translate(_DASHES))
    found = []
    for line in re.finditer(_LINE, plain):
        by = _moment(line["by"], int(line["year"]))
        if by is not None:
            found.append(Vouch(int(line["year"]), by, int(line["count"]), line["digest"].replace("-", "")))
    return found


def _moment(text: str, year: int) -> Moment | None:
    with suppress(Failure):
        return parse_week(text, year)
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo is not None else None
    return None
