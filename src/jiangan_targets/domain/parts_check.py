"""What must not be said of a target's parts, and what is worth a look: whether they add up, and who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.finding import Finding, Severity
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.parts import differences, missing_parts, parts_of, sum_of_values
from jiangan_targets.domain.record import Entry, Record, figures_by_target, standing_records
from jiangan_targets.domain.target import PART_SIGN, Plan, Target
from jiangan_targets.domain.whole_words import WHOLE
from jiangan_targets.errors import Message, message


def part_contradictions(target: Target) -> Iterator[tuple[str, Message]]:
    """What is wrong with the parts of a target: the key, and what is allowed there."""
    if target.unit_of is not None and not target.parts:
        yield "unit_of", message("is only for targets with parts")
    names: dict[str, str] = {}
    for part in target.parts:
        form = normal_form(part.name)
        if not form or part.name != part.name.strip() or PART_SIGN in part.name or not part.name.isprintable():
            told = message(
                "“{name}”: a name has no “/”, no invisible character, and no blanks around it", name=part.name
            )
            yield "parts", told
        elif form in WHOLE:
            yield "parts", message("“{name}” means the whole in a sheet; call the part otherwise", name=part.name)
        elif (other := names.setdefault(form, part.name)) != part.name:
            yield (
                "parts",
                message("“{name}” is also “{other}”; each part stands there once", name=part.name, other=other),
            )
        if part.value is None:
            continue
        if target.kind is Kind.EVENT:
            yield "parts", message("the parts of an event have no values: write a list of their names")
        elif target.comparison is Comparison.WITHIN:
            yield "parts", message("the parts of a range have no values: write a list of their names")
        elif target.kind is Kind.RANK and (part.value < 1 or part.value != part.value.to_integral_value()):
            yield "parts", message("a rank is a whole number from 1 on")


def inspect_parts(entries: Iterable[Entry], plan: Plan) -> list[Finding]:
    """Hints about the parts of a plan: values that do not add up, and parts that have no figure though others have."""
    figures = figures_by_target(standing_records(entries))
    found = []
    for target in plan.targets:
        if target.parts:
            found += [
                Finding(("targets", target.id, "parts"), problem, Severity.HINT)
                for problem in _of_target(target, figures)
            ]
    return found


def inspect_sums(entries: Iterable[Entry], plan: Plan) -> list[Finding]:
    """Hints about figures of wholes that differ from the sum of their parts by more than rounding makes."""
    figures = figures_by_target(standing_records(entries))
    return [
        Finding(
            (own.id,),
            message(
                "{value} of {day} is not the sum of the parts of that day, {sum}; rounding does not explain it",
                value=own.value,
                day=own.as_of,
                sum=own.value - difference,
            ),
            Severity.HINT,
        )
        for target in plan.targets
        for own, difference in differences(target, figures)
    ]


def _of_target(target: Target, figures: Mapping[str, list[Record]]) -> Iterator[Message]:
    last = target.in_force(year_end(target.year))
    if (together := sum_of_values(last)) is not None:
        yield message("the parts add up to {sum}, the target's value is {value}", sum=together, value=last.value)
    known = {part.part or "": True for part in parts_of(target) if part.id in figures}
    if missing := missing_parts(target, known):
        yield message("no figure yet of {parts}, though other parts have one", parts=list(missing))
