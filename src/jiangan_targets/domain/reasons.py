"""Why targets lag: the latest reason of each as of a day, and whether what was promised with it held.

The latest reason is the one with the latest `as_of`, then the last in the ledger, as with figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.parts import ValueFrom, days_of
from jiangan_targets.domain.progress import UNFAVOURABLE, Progress, Standing
from jiangan_targets.domain.record import Entry, Reason, Record, figures_by_target, standing_records, withdrawals
from jiangan_targets.domain.status import status_on
from jiangan_targets.domain.target import Plan

_UNJUDGED = frozenset({Standing.NO_DATA, Standing.IN_PROGRESS, Standing.TRACKED})


class Promise(StrEnum):
    """What has become of the day by which a target was to be on pace again."""

    NONE = "none"
    """No day was promised."""
    OPEN = "open"
    """The day has not come, and the target still lags."""
    UNKNOWN = "unknown"
    """The day has passed, and there is no figure of it or of a later day yet."""
    HELD = "held"
    BROKEN = "broken"

    @property
    def decided(self) -> bool:
        """Whether it held, or did not, for good."""
        return self in {Promise.HELD, Promise.BROKEN}

    @property
    def held(self) -> bool:
        """Whether it held."""
        return self is Promise.HELD


class Explanation(NamedTuple):
    """A target's latest reason, and what has become of its promise.

    `before` is the last reason of an earlier day that promised one: whoever gives a new reason each month does not
    get rid of what the last one promised.
    """

    reason: Reason
    promise: Promise
    before: Explanation | None = None

    @property
    def promised(self) -> Explanation | None:
        """What was promised last: a reason that promises nothing leaves the promise before it standing."""
        return self.before if self.promise is Promise.NONE else self


def reasons_by_target(entries: Iterable[Entry], on: date | None) -> dict[str, list[Reason]]:
    """Those that nobody took back, none as of a day after `on`: by their days, then in the ledger's order."""
    entries = list(entries)
    taken_back = withdrawals(entries)
    found: dict[str, list[Reason]] = {}
    for entry in entries:
        if isinstance(entry, Reason) and entry.id not in taken_back and (on is None or entry.as_of <= on):
            found.setdefault(entry.target, []).append(entry)
    return {target: sorted(reasons, key=lambda reason: reason.as_of) for target, reasons in found.items()}


def promise(reason: Reason, progress: Progress, on: date) -> Promise:
    """Whether the promise held, as `progress` tells it: how the target stands by its figures up to `on`.

    It held once a figure later than the reason's day shows that the target lags no more. It is broken when a figure
    of the promised day, or a later one, shows that it still does, or that an event was done only then. Whoever has
    later figures too gives the progress by the first of the promised day or after it, as `explanation` does: a target
    may fall behind anew.
    """
    if reason.promised is None:
        return Promise.NONE
    record = progress.record
    if record is not None and progress.target.kind is Kind.EVENT and progress.standing is Standing.MET:
        return Promise.HELD if record.as_of <= reason.promised else Promise.BROKEN
    partial = progress.value_from is ValueFrom.PARTS and progress.summed is not None and not progress.summed.complete
    figure = None if record is None or partial or progress.standing in _UNJUDGED else record.as_of
    lags = progress.standing in UNFAVOURABLE
    if figure is not None and figure > reason.as_of and not lags:
        return Promise.HELD
    if figure is not None and figure >= reason.promised:
        return Promise.BROKEN if lags else Promise.HELD
    return Promise.OPEN if on < reason.promised else Promise.UNKNOWN


def recovered_by(plan: Plan, entries: Iterable[Entry], reason: Reason, on: date) -> bool:
    """Whether the target lagged no more by some figure after the promised day, up to `on`."""
    entries = list(entries)
    figures = figures_by_target(standing_records(entries), on)
    days = [day for day in _days(plan, figures, reason) if reason.promised is not None and day > reason.promised]
    found = (item for day in days for item in status_on(plan, entries, day).progress if item.target.id == reason.target)
    return any(item.standing not in UNFAVOURABLE for item in found)


def _days(plan: Plan, figures: Mapping[str, Sequence[Record]], reason: Reason) -> list[date]:
    """The days of which the explained target has a figure, oldest first."""
    target = plan.target(reason.target)
    return [] if target is None else days_of(target, figures)


def explanation(plan: Plan, entries: Iterable[Entry], target: str, on: date) -> Explanation | None:
    """The latest reason of a target as of `on` and its promise, by the figures up to then; None without a reason."""
    return explanations(plan, entries, [target], on).get(target)


def explanations(plan: Plan, entries: Iterable[Entry], targets: Collection[str], on: date) -> dict[str, Explanation]:
    """The same of several targets, by id; those without a reason are left out."""
    entries = list(entries)
    reasons = reasons_by_target(entries, on)
    told = {target: reasons[target] for target in targets if target in reasons}
    if not told:
        return {}
    figures = figures_by_target(standing_records(entries), on)

    @cache  # Figures are of few days, and a plan has many targets.
    def progress_on(day: date) -> dict[str, Progress]:
        return {item.target.id: item for item in status_on(plan, entries, day).progress}

    def judged(reason: Reason) -> Explanation:
        promised = reason.promised
        later = (day for day in _days(plan, figures, reason) if promised is not None and day >= promised)
        item = progress_on(next(later, on)).get(reason.target)
        return Explanation(reason, Promise.NONE if item is None else promise(reason, item, on))

    found = {}
    for target, (*others, latest) in told.items():
        before = [each for each in others if each.promised is not None and each.as_of < latest.as_of]
        found[target] = judged(latest)._replace(before=judged(before[-1]) if before else None)
    return found
