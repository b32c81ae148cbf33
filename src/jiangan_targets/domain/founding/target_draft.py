"""One proposal of a report as a target that passes every check, with what is doubtful in it, or why it can be none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.calendar import year_end
from jiangan_targets.domain.kinds import Better, Comparison, Kind
from jiangan_targets.domain.report_text.kinds import stays_low
from jiangan_targets.domain.report_text.proposal import NO_FIGURE, Compared, Proposal, ProposedKind
from jiangan_targets.domain.report_text.script import one_spelling
from jiangan_targets.domain.target import Target
from jiangan_targets.domain.target_check import contradictions
from jiangan_targets.errors import Message, message

LONGEST_NAME, LONGEST_QUOTE, LONGEST_UNIT = 200, 1000, 20
"""Characters that a targets file takes."""

_WITHOUT_NUMBER = {
    Compared.SAME_AS: message("it follows another figure; until you say which, it is only tracked"),
    Compared.ABOVE_OTHER: message("it is measured by a figure that the text does not give; it is only tracked"),
    Compared.HANDED_DOWN: message("its value is handed down and not in the text; until then it is only tracked"),
}


class Draft(NamedTuple):
    """A target without an id, what is a guess in it, and what explains it."""

    target: Target
    doubts: tuple[Message, ...]
    notes: tuple[Message, ...]


def draft_target(proposal: Proposal, upper: Proposal | None, year: int, group: str) -> Draft | Message:
    """The target that a proposal makes; `upper` is the tier that the text adds to it (力争7.5%)."""
    tier = upper.value if upper is not None and isinstance(upper.value, Decimal) else None
    notes = () if upper is None else (message("stretch_value: “{quote}”", quote=upper.quote),)
    if proposal.comparison is Compared.QUALITATIVE:
        return message("it has no figure to be measured by")
    made = _target(proposal, tier, year, group)
    if isinstance(made, Message):
        return made
    target, doubts = made
    if len(proposal.name) > LONGEST_NAME:
        doubts = [*doubts, message("the name was cut; give it a shorter one")]
    wrong = next(contradictions(target), None)
    if wrong is not None:
        # Better without a value than with one that means something else.
        doubts = [
            *doubts,
            message("its value could not be taken over ({problem}); it is only tracked", problem=wrong[1]),
        ]
        target = target._replace(value=None, upper=None, stretch_value=None, better=None)
        if next(contradictions(target), None) is not None:
            return wrong[1]
    # What it is measured by is said more exactly here.
    read = [doubt for doubt in proposal.doubts if doubt != NO_FIGURE]
    return Draft(target, (*read, *doubts), notes)


def _target(proposal: Proposal, tier: Decimal | None, year: int, group: str) -> tuple[Target, list[Message]] | Message:
    kind = ProposedKind.RANK if proposal.comparison is Compared.RANK_AT_MOST else proposal.kind
    name = proposal.name[:LONGEST_NAME]
    plain = Target(
        id="",
        name=name,
        name_en=name,
        group=group,
        kind=Kind(kind.value),
        comparison=Comparison.AT_LEAST,
        value=None,
        unit=proposal.unit,
        year=year,
        quote=proposal.quote[:LONGEST_QUOTE],
        stretch=proposal.stretch,
    )
    if kind is ProposedKind.EVENT:
        return _event(plain, proposal)
    if kind is ProposedKind.RANK:
        value = proposal.value if isinstance(proposal.value, Decimal) else None
        return plain._replace(comparison=Comparison.AT_MOST, value=value, unit="位"), []
    if not plain.unit and kind is not ProposedKind.RATE:
        return message("it has no unit")
    if len(plain.unit) > LONGEST_UNIT:
        return message("its unit is too long")
    doubts = [] if plain.unit else [message("the unit is a guess")]
    plain = plain._replace(unit=plain.unit or "%")
    if proposal.comparison in _WITHOUT_NUMBER:
        return plain._replace(stretch=False), [*doubts, _WITHOUT_NUMBER[proposal.comparison]]
    return _bound(plain, proposal, tier, doubts)


def _event(plain: Target, proposal: Proposal) -> tuple[Target, list[Message]] | Message:
    """Something that is done by a day of the year, the last one where the text gives none."""
    day = proposal.value if isinstance(proposal.value, date) else year_end(plain.year)
    if day.year != plain.year:
        return message("its day, {day}, is not in {year}", day=day, year=plain.year)
    doubts = [] if isinstance(proposal.value, date) else [message("the text names no day; 31 December is a guess")]
    return plain._replace(by=day, unit="%"), doubts


def _bound(
    plain: Target, proposal: Proposal, tier: Decimal | None, doubts: list[Message]
) -> tuple[Target, list[Message]]:
    """The number, how it binds, and the upper end or tier."""
    compared = Comparison(proposal.comparison.value)
    target = plain._replace(comparison=compared, value=proposal.value if isinstance(proposal.value, Decimal) else None)
    if compared is Comparison.ABOUT and stays_low(one_spelling(proposal.name)):
        target = target._replace(better=Better.LOWER)
        doubts = [*doubts, message("that less is better is a guess")]
    if compared is Comparison.WITHIN:
        return target._replace(upper=proposal.upper), doubts
    if proposal.upper is None or target.stretch:
        said = [message("a range up to {upper}; only its lower end is taken", upper=proposal.upper)]
        return target._replace(stretch_value=tier), doubts if proposal.upper is None else [*doubts, *said]
    said = [message("a range: reaching its lower end is met, the upper end is told as the stretch value")]
    return target._replace(stretch_value=proposal.upper), [*doubts, *said]


def is_tier(first: Proposal, second: Proposal) -> bool:
    """Whether the second proposal is the upper tier of the first: 增长7%左右，力争7.5%."""
    if not (isinstance(first.value, Decimal) and isinstance(second.value, Decimal)):
        return False
    same = (first.name, first.unit, first.kind) == (second.name, second.unit, second.kind)
    plain = first.upper is None and second.upper is None and not first.stretch and second.stretch
    lower = first.comparison in {Compared.AT_MOST, Compared.LESS_THAN} or stays_low(one_spelling(first.name))
    beyond = second.value < first.value if lower else second.value > first.value
    return same and plain and beyond and first.comparison.value in {each.value for each in Comparison}
