"""From a reported figure to a record: what is added up, what is doubted, what is refused."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from jiangan_targets.domain.identifier import new_ids
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.parts import adds_up, whole_of
from jiangan_targets.domain.plausibility import Neighbours, doubts
from jiangan_targets.domain.progress import Progress, assess
from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS, canonical, fits
from jiangan_targets.domain.record import Entry, Record, figures_by_target, standing_records
from jiangan_targets.domain.signature import Signature, signed_note
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.domain.text import clean
from jiangan_targets.errors import Failure, Message, message


class ReportedFigure(NamedTuple):
    """A figure as somebody reports it: `value` replaces the latest one, or is added to it.

    `origin` tells which row of a table it was; see `domain.origin`. `signature` is what that table is signed by: it
    says who reports, and is added to the note.
    """

    target: Target
    value: Decimal
    as_of: date
    add: bool = False
    note: str | None = None
    source: str | None = None
    origin: str | None = None
    signature: Signature = Signature()


class Recorded(NamedTuple):
    """A new record, the figure that stood on its day before, and what is hard to believe about it.

    A figure that stands already is no new record: then `record` is the one there is, and `before` too.
    """

    record: Record
    target: Target
    before: Record | None
    doubts: list[Message]

    @property
    def is_new(self) -> bool:
        """Whether there is something to write down."""
        return self.record is not self.before


class Provenance(NamedTuple):
    """Who writes down and when; below the command line neither clock nor chance is asked for."""

    by: str | None
    now: datetime
    chance: bytes

    @property
    def recorded_at(self) -> datetime:
        """To the second, with its offset."""
        return self.now.replace(microsecond=0)

    def ids(self, entries: Iterable[Entry]) -> Iterator[str]:
        """New ids that `entries` do not have; the same ones when it is asked again."""
        return new_ids(self.now, self.chance, {entry.id for entry in entries})


def make_records(
    figures: Iterable[ReportedFigure], entries: list[Entry], provenance: Provenance, planned: Collection[int] = ()
) -> list[Recorded]:
    """Make records of `figures`, each seeing the ones before it; what is only doubtful is not refused here.

    `planned` are the years that have a plan: where a day of another year may belong.

    Raises:
        Failure: a day is outside the year, there is nothing to add to, a sum has too many digits, a text is too long.
    """
    standing = figures_by_target(standing_records(entries))
    ids = provenance.ids(entries)
    made = []
    for reported in figures:
        figure = reported._replace(note=signed_note(reported.note, reported.signature))
        refuse_other_year(figure.target, figure.as_of, planned)
        known = standing.setdefault(figure.target.id, [])
        place = bisect_right(known, figure.as_of, key=lambda record: record.as_of)
        before = known[place - 1] if place else None
        value = _sum(figure, before) if figure.add else figure.value
        if before is not None and _says_nothing_new(figure, value, before):
            made.append(Recorded(before, figure.target, before, []))
            continue
        record = _record(next(ids), figure, value, provenance)
        neighbours = Neighbours(before, known[place] if place < len(known) else None)
        found = doubts(figure.target, record, neighbours, provenance.now.date())
        made.append(Recorded(record, figure.target, before, found))
        superseded = before is not None and before.as_of == record.as_of
        known[place - 1 if superseded else place : place] = [record]
    return made


def _record(identifier: str, figure: ReportedFigure, value: Decimal, provenance: Provenance) -> Record:
    return Record(
        id=identifier,
        target=whole_of(figure.target),
        value=value,
        as_of=figure.as_of,
        recorded_at=provenance.recorded_at,
        by=clean(figure.signature.filled_by or provenance.by, "by"),
        note=clean(figure.note, "note"),
        source=clean(figure.source, "source"),
        origin=figure.origin,
        part=figure.target.part,
    )


def _says_nothing_new(figure: ReportedFigure, value: Decimal, standing: Record) -> bool:
    """Whether the figure stands for its day already; a remark or a source of its own makes it worth a record."""
    if (standing.as_of, standing.value) != (figure.as_of, value):
        return False
    remarks = ((clean(figure.note, "note"), standing.note), (clean(figure.source, "source"), standing.source))
    return all(said in {None, known} for said, known in remarks)


def not_yet_recorded(figures: Iterable[ReportedFigure], entries: Iterable[Entry]) -> list[ReportedFigure]:
    """The figures that do not stand already for their target and day."""
    known = {
        (record.subject, record.as_of): record.value
        for records in figures_by_target(standing_records(entries)).values()
        for record in records
    }
    fresh = []
    for figure in figures:
        place = (figure.target.id, figure.as_of)
        if known.get(place) != figure.value:
            known[place] = figure.value
            fresh.append(figure)
    return fresh


def progress_of(new: Recorded, plan: Plan, figures: Mapping[str, Record] = MappingProxyType({})) -> Progress:
    """How the target stands by the new record on its own day; `figures` are the current ones of other targets."""
    return assess(new.target, new.record, new.record.as_of, plan.lights, figures)


def refuse_doubtful(new: Iterable[Recorded]) -> None:
    """Refuse all when one is hard to believe.

    Raises:
        Failure: with the first doubt of each doubtful figure's target.
    """
    for item in new:
        if item.doubts:
            raise Failure(
                "{target}: {doubt}. Nothing was recorded; check the figure, or add --force if it is right.",
                target=item.target,
                doubt=item.doubts[0],
            )


def refuse_other_year(target: Target, day: date, planned: Collection[int] = ()) -> None:
    """No matter of doubt: a ledger has the records of its own year, or `check` could never pass.

    Raises:
        Failure: the day is of another year; says where it may belong, if there is a plan of that.
    """
    if day.year == target.year:
        return
    if day.year in planned:
        advice = message("there is a plan for {year}: add --year {year}", year=day.year)
    else:
        advice = message("correct the day, or first make a plan: `jiangan-targets init --year {year}`", year=day.year)
    fields = {"target": target, "day": day, "year": target.year, "advice": advice}
    if day.year < target.year:
        raise Failure("{target}: {day} lies before the plan's year {year}. Nothing was recorded; {advice}.", **fields)
    raise Failure("{target}: {day} lies after the plan's year {year}. Nothing was recorded; {advice}.", **fields)


def _sum(figure: ReportedFigure, before: Record | None) -> Decimal:
    if figure.target.kind in {Kind.EVENT, Kind.RANK}:
        raise Failure("{target} is not counted, so nothing can be added; record how it stands.", target=figure.target)
    if before is not None:
        start = before.value
    elif adds_up(figure.target):
        raise Failure(
            "{target}: there is no figure of its own to add to, only the sum of its parts; "
            "add to a part, or record the whole itself.",
            target=figure.target,
        )
    elif figure.target.kind is Kind.TOTAL:
        start = Decimal(0)
    elif figure.target.baseline is not None:
        start = figure.target.baseline
    else:
        raise Failure("{target}: there is no figure yet to add to; record its level itself.", target=figure.target)
    total = canonical(start + figure.value)
    if not fits(total):
        raise Failure(
            "{target}: the sum has too many digits; at most {digits} digits, {decimals} after the point.",
            target=figure.target,
            digits=MAX_DIGITS,
            decimals=MAX_DECIMALS,
        )
    return total
