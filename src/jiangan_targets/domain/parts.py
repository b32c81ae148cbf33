"""Parts of a target (分项): what each unit of a district, a sub-district or a department, has of it.

A part is a target too, made of its whole: a value, a last year's figure and an owner of its own, all else the
whole's. Its milestones and its course have the whole's shape, as shares of the value. So whatever tells how a target
stands tells it of a part by its id, `parking/大智街道`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import PART_SIGN, Milestone, Part, Plan, Target

_SUMMED = frozenset({Kind.TOTAL, Kind.LEVEL})
"""The kinds whose parts add up; growth rates, ranks and deeds do not."""


class ValueFrom(StrEnum):
    """Where the figure of a target comes from: it was recorded itself, or its parts add up to it."""

    RECORD = "record"
    PARTS = "parts"


class PartsSum(NamedTuple):
    """The sum of the current figures of a target's parts.

    `record` has it as of the latest of their days, and no id. `missing` have no figure; `older` have one of an
    earlier day only.
    """

    record: Record
    counted: int
    missing: tuple[str, ...]
    older: tuple[tuple[str, date], ...]

    @property
    def complete(self) -> bool:
        """Whether every part has a figure of that very day."""
        return not self.missing and not self.older


def parts_of(whole: Target) -> tuple[Target, ...]:
    """The parts of a target as targets, in the order of the plan."""
    return tuple(_part_of(whole, part) for part in whole.parts)


def adds_up(whole: Target) -> bool:
    """Whether a target without a figure of its own has the sum of its parts."""
    return bool(whole.parts) and whole.kind in _SUMMED


def days_of(whole: Target, figures: Mapping[str, Sequence[Record]]) -> list[date]:
    """The days, oldest first, of which a target has a figure: its own, or one of each of its parts.

    `figures` are those that stand by id, one per day.
    """
    own = [record.as_of for record in figures.get(whole.id, ())]
    if own or not adds_up(whole):
        return own
    first, *others = ({record.as_of for record in figures.get(part.id, ())} for part in parts_of(whole))
    return sorted(first.intersection(*others))


def with_parts(plan: Plan) -> Iterator[Target]:
    """Every target of a plan, each followed by its parts."""
    for target in plan.targets:
        yield target
        yield from parts_of(target)


def reported(plan: Plan) -> Iterator[Target]:
    """What somebody has to report: every part, and every target but those whose parts add up."""
    return (target for target in with_parts(plan) if not adds_up(target))


def subjects(plan: Plan) -> list[str]:
    """The ids of all that a record of the plan's year can be a figure of: targets and parts."""
    return [target.id for target in with_parts(plan)]


def whole_of(target: Target) -> str:
    """The id of the target that a part belongs to; of a target that is none, its own."""
    return target.id if target.part is None else target.id.partition(PART_SIGN)[0]


@lru_cache(maxsize=1 << 12)  # Those of a plan, which are asked for again with every figure.
def split_subject(subject: str) -> tuple[str, str | None]:
    """The id of a target, and the name of the part that is meant; None where it is the whole."""
    target, sign, part = subject.partition(PART_SIGN)
    return target, part if sign else None


def is_part_name(text: str) -> bool:
    """Whether a text can be the name of a part: an id must be told from it."""
    return bool(text.strip()) and PART_SIGN not in text


def find_part(plan: Plan, subject: str) -> Target | None:
    """The part with this id, or None."""
    whole_id, name = split_subject(subject)
    whole = next((target for target in plan.targets if target.id == whole_id), None)
    part = next((part for part in whole.parts if part.name == name), None) if whole else None
    return None if whole is None or part is None else _part_of(whole, part)


def sum_of_parts(whole: Target, figures: Mapping[str, Record]) -> PartsSum | None:
    """The sum of what the parts have by `figures`, the current ones by id.

    None while none has a figure, and of what does not add up.
    """
    if whole.kind not in _SUMMED:
        return None
    found = {part.name: figures.get(f"{whole.id}{PART_SIGN}{part.name}") for part in whole.parts}
    known = {name: record for name, record in found.items() if record is not None}
    if not known:
        return None
    records = known.values()
    day = max(record.as_of for record in records)
    return PartsSum(
        record=Record(
            id="",
            target=whole.id,
            value=sum((record.value for record in records), Decimal(0)),
            as_of=day,
            recorded_at=max(record.recorded_at for record in records),
        ),
        counted=len(known),
        missing=missing_parts(whole, known),
        older=tuple((name, record.as_of) for name, record in known.items() if record.as_of < day),
    )


def missing_parts(whole: Target, known: Mapping[str, object]) -> tuple[str, ...]:
    """The parts that have no figure though others have; `known` has those that have one, by name."""
    return tuple(part.name for part in whole.parts if part.name not in known) if known else ()


def beyond_rounding(own: Decimal, parts: list[Decimal]) -> Decimal | None:
    """By how much a whole's own figure differs from the sum of its parts; None where rounding may have made it.

    Each figure that was rounded is off by up to half of its last digit, so the sum by that times the number of parts:
    the city's 17 districts of January to August 2018 add up to 73,555,168, and the published whole is 73,555,170. The
    last digit is that of the coarsest of the figures.
    """
    difference = own - sum(parts, Decimal(0))
    coarsest = max(int(value.as_tuple().exponent) for value in (own, *parts))
    return None if abs(difference) * 2 <= Decimal(1).scaleb(coarsest) * len(parts) else difference


def differences(whole: Target, records: Mapping[str, list[Record]]) -> Iterator[tuple[Record, Decimal]]:
    """The own figures of a whole that differ from its parts' sum of their day by more than rounding, oldest first.

    `records` are those that stand by id, one per day. A day on which a part has no figure tells nothing.
    """
    if not adds_up(whole):
        return
    by_day = [{record.as_of: record.value for record in records.get(part.id, ())} for part in parts_of(whole)]
    for own in records.get(whole.id, ()):
        values = [days[own.as_of] for days in by_day if own.as_of in days]
        found = beyond_rounding(own.value, values) if len(values) == len(by_day) else None
        if found is not None:
            yield own, found


def sum_of_values(whole: Target) -> Decimal | None:
    """What the parts are to reach together where that is not what the whole is to reach; else None.

    Only of what adds up, and where every part and the whole have a value.
    """
    values = [part.value for part in whole.parts if part.value is not None]
    if not values or len(values) < len(whole.parts) or whole.kind not in _SUMMED:
        return None
    if whole.value is None or whole.comparison is Comparison.WITHIN:
        return None
    together = sum(values, Decimal(0))
    return None if together == whole.value else together


def _part_of(whole: Target, part: Part) -> Target:
    value = part.value
    return whole._replace(
        id=f"{whole.id}{PART_SIGN}{part.name}",
        name=f"{whole.name}·{part.name}",
        name_en=f"{whole.name_en} · {part.name}",
        part=part.name,
        parts=(),
        aliases=(),
        quote="",
        value=value,
        last_year=part.last_year,
        owner=part.owner or part.name,
        upper=None,
        reference=None,
        stretch_value=None,
        baseline=None,
        milestones=_scaled(whole.milestones, value, whole.value) if whole.kind is Kind.TOTAL else (),
        revisions=tuple(
            each._replace(value=value, reason=None, plan=_scaled(each.plan, value, each.value))
            for each in whole.revisions
            if value is not None and each.plan and whole.kind is Kind.TOTAL
        ),
        total_by=None,
        years=(),
        last_year_months=(),
        curve=whole.curve or _shares(whole.last_year_months),
        growth_of=None,
    )


def _scaled(stones: tuple[Milestone, ...], value: Decimal | None, whole: Decimal | None) -> tuple[Milestone, ...]:
    if value is None or not whole:
        return ()
    return tuple(stone._replace(value=stone.value * value / whole) for stone in stones)


def _shares(months: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """The months' shares of a year, in percent, of what last year had brought by the end of each."""
    if not months or not months[-1]:
        return ()
    return tuple((later - earlier) * 100 / months[-1] for earlier, later in pairwise((Decimal(0), *months)))
