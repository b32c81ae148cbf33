"""Targets that lag: what would still make each, where its year ends, and what its owner says."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from jiangan_targets.domain.curve import stated_curve
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.need import Need, needed
from jiangan_targets.domain.progress import UNFAVOURABLE, Progress, share_of_target
from jiangan_targets.domain.record import Entry, Reason
from jiangan_targets.domain.status import Status

if TYPE_CHECKING:
    from jiangan_targets.domain.outlook import LastYear, Outlook
    from jiangan_targets.domain.reasons import Explanation


class Lag(NamedTuple):
    """A target behind its pace, or missed: what would still make it, where its year ends, and what its owner says.

    The need is None when no time is left, and of a rate; the outlook when no course is known. An event, which has
    no gap, is some days overdue: None for all else, and without a day of its own.
    """

    progress: Progress
    need: Need | None
    outlook: "Outlook | None"
    explanation: "Explanation | None"
    overdue_days: int | None


class Recovery(NamedTuple):
    """A target that lagged and does so no more, with the reason it gave, and whether it kept the day it promised."""

    progress: Progress
    explanation: "Explanation"


def lagging(status: Status, entries: Sequence[Entry], last_year: Mapping[str, "LastYear"]) -> list[Lag]:
    """The furthest behind first, by the share of the target; a broken limit of 0 before all.

    `entries` are those that the status was made of; `last_year` is the year before, by target.
    """

    def shortfall(item: Progress) -> tuple[bool, Decimal]:
        return item.gap is not None, Decimal(0) if item.gap is None else share_of_target(item.target, item.gap)

    behind = sorted((item for item in status.progress if item.standing in UNFAVOURABLE), key=shortfall)
    told = _explanations(status, entries, [item.target.id for item in behind])
    return [
        Lag(
            item,
            needed(item, status.on),
            _outlook(item, status.on, last_year.get(item.target.id)),
            told.get(item.target.id),
            _overdue_days(item, status.on),
        )
        for item in behind
    ]


def recovered(
    status: Status, entries: Sequence[Entry], earlier: Status | None, entries_before: Sequence[Entry]
) -> list[Recovery]:
    """The targets that lag no more and had promised a day, where that is news against `earlier`, in the plan's order.

    News is what became of the promise; and of one that was broken before, that its target lags no more, for the
    first time since: whoever falls behind anew and recovers does not keep or break the old promise again.
    """
    fine = {item.target.id: item for item in status.progress if item.standing not in UNFAVOURABLE}
    now = _promised(_explanations(status, entries, list(fine)))
    before = {} if earlier is None else _promised(_explanations(earlier, entries_before, list(now)))
    lagged = {i.target.id for i in (earlier.progress if earlier else ()) if i.standing in UNFAVOURABLE}

    def is_news(target: str, told: "Explanation") -> bool:
        known = before.get(target)
        if known is None or known.reason != told.reason or not known.promise.decided:
            return told.promise.decided
        return not told.promise.held and target in lagged and not _recovered_before(earlier, entries_before, told)

    return [Recovery(fine[target], told) for target, told in now.items() if is_news(target, told)]


def _recovered_before(earlier: Status | None, entries: Sequence[Entry], told: "Explanation") -> bool:
    if earlier is None:
        return False
    from jiangan_targets.domain.reasons import recovered_by  # noqa: PLC0415 -- many a ledger has none

    return recovered_by(earlier.plan, entries, told.reason, earlier.on)


def _promised(found: Mapping[str, "Explanation"]) -> dict[str, "Explanation"]:
    return {target: each.promised for target, each in found.items() if each.promised is not None}


def _explanations(status: Status, entries: Sequence[Entry], targets: list[str]) -> dict[str, "Explanation"]:
    if not any(isinstance(entry, Reason) for entry in entries):
        return {}
    from jiangan_targets.domain.reasons import explanations  # noqa: PLC0415 -- many a ledger has none

    return explanations(status.plan, entries, targets, status.on)


def _overdue_days(item: Progress, on: date) -> int | None:
    by = item.target.by if item.target.kind is Kind.EVENT else None
    return None if by is None else (on - by).days


def _outlook(item: Progress, on: date, last_year: "LastYear | None") -> "Outlook | None":
    if item.target.kind is not Kind.TOTAL or (last_year is None and stated_curve(item.target) is None):
        return None
    from jiangan_targets.domain.outlook import outlook  # noqa: PLC0415 -- hardly any target has a course

    return outlook(item, on, last_year)
