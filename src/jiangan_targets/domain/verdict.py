"""Vouches recomputed as known then: whether a ledger still holds what its readers were told."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from jiangan_targets.domain.record import Entry
from jiangan_targets.domain.vouch import Moment, Vouch, known, vouch

_MOST_TRIED = 1_000
"""Entries of which each is left out in turn, to find the one that came later."""


class Verdict(NamedTuple):
    """What was vouched for, and what the ledger says of that moment now.

    `after` is the last given moment up to which all is as it was: what differs was written down later. `added` are the
    entries that came since, where it can be told which.
    """

    then: Vouch
    now: Vouch
    after: Moment | None = None
    added: tuple[Entry, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether nothing is missing, added or changed."""
        return self.then.agrees(self.now)


def judge(vouches: Iterable[Vouch], entries: Sequence[Entry], content: Callable[[Entry], str]) -> list[Verdict]:
    """Recompute vouches for one ledger, the earliest first; `content` gives an entry's canonical text."""
    after: Moment | None = None
    found = []
    for then in sorted(dict.fromkeys(vouches), key=lambda each: _end(each.by)):
        now = vouch(entries, then.year, then.by, content)
        if then.agrees(now):
            found.append(Verdict(then, now))
            after = then.by
        else:
            found.append(Verdict(then, now, after, _added(then, known(entries, then.by), content)))
    return found


def _added(then: Vouch, now: Sequence[Entry], content: Callable[[Entry], str]) -> tuple[Entry, ...]:
    """The entries without which all is as it was: those behind the first ones in the ledger, else a single one."""
    if len(now) <= then.total:
        return ()

    def fits(entries: Sequence[Entry]) -> bool:
        return then.agrees(vouch(entries, then.year, then.by, content))

    if fits(now[: then.total]):
        return tuple(now[then.total :])
    if len(now) == then.total + 1 <= _MOST_TRIED:
        for place, entry in enumerate(now):
            if fits([*now[:place], *now[place + 1 :]]):
                return (entry,)
    return ()


def _end(by: Moment) -> tuple[date, str]:
    return (by.date(), by.isoformat()) if isinstance(by, datetime) else (by.sunday, "~")
