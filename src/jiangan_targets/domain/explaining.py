"""From what somebody says about a lagging target to a reason in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from jiangan_targets.domain.calendar import within_year
from jiangan_targets.domain.parts import sum_of_parts
from jiangan_targets.domain.record import Entry, Reason, current, standing_records
from jiangan_targets.domain.recording import Provenance, refuse_other_year
from jiangan_targets.domain.target import Target
from jiangan_targets.domain.text import clean
from jiangan_targets.errors import Failure


class ReportedReason(NamedTuple):
    """A reason as somebody gives it; without `as_of` it explains the latest figure. `by` is who signed its table."""

    target: Target
    reason: str
    measure: str | None = None
    promised: date | None = None
    as_of: date | None = None
    by: str | None = None


def make_reasons(reported: Iterable[ReportedReason], entries: Sequence[Entry], provenance: Provenance) -> list[Reason]:
    """Make entries of reasons, behind `entries`: what is said without a day explains the latest figure up to today.

    Raises:
        Failure: a day is outside the year or after today, a promised day is not after it, or a text is empty or long.
    """
    ids, today = provenance.ids(entries), provenance.now.date()
    figures = current(standing_records(entries), today)
    made = []
    for each in reported:
        summed = sum_of_parts(each.target, figures)
        figure = figures.get(each.target.id) or (summed and summed.record)
        assumed = within_year(today, each.target.year) if figure is None else figure.as_of
        as_of = each.as_of or assumed
        refuse_other_year(each.target, as_of)
        _refuse_impossible(each, as_of, today)
        text = clean(each.reason, "reason")
        if text is None:
            raise Failure("{target}: the reason is empty; say why the target lags.", target=each.target.id)
        made.append(
            Reason(
                id=next(ids),
                target=each.target.id,
                as_of=as_of,
                recorded_at=provenance.recorded_at,
                reason=text,
                measure=clean(each.measure, "measure"),
                promised=each.promised,
                by=clean(each.by or provenance.by, "by"),
            )
        )
    return made


def not_yet_explained(reported: Iterable[ReportedReason], entries: Iterable[Entry]) -> list[ReportedReason]:
    """The reasons that are not in the ledger in the same words, taken back since or not.

    What became of a row's reason counts as said later than the row, so that the same table again changes nothing.
    A row without a day says nothing new when it is there for any day.
    """
    known: set[tuple[str, str, str | None, date | None]] = set()
    for entry in entries:
        if isinstance(entry, Reason):
            known |= {(entry.target, entry.reason, entry.measure, day) for day in (entry.as_of, None)}
    fresh = []
    for each in reported:
        said = (each.target.id, each.reason.strip(), clean(each.measure, "measure"), each.as_of)
        if said not in known:
            known.add(said)
            fresh.append(each)
    return fresh


def _refuse_impossible(each: ReportedReason, as_of: date, today: date) -> None:
    if as_of > today:
        raise Failure(
            "{target}: {day} lies in the future. Nothing was recorded; explain how the target stands up to today.",
            target=each.target.id,
            day=as_of,
        )
    if each.promised is not None and each.promised <= as_of:
        raise Failure(
            "{target}: the promised day {promised} is not after the explained day {day}. Nothing was recorded.",
            target=each.target.id,
            promised=each.promised,
            day=as_of,
        )
