"""A proposal, put together from a name, an amount, and the words that bind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jiangan_targets.domain.quantity import canonical, fits
from jiangan_targets.domain.report_text.amounts import SCALES, Amount
from jiangan_targets.domain.report_text.kinds import comparison, kind
from jiangan_targets.domain.report_text.names import Named
from jiangan_targets.domain.report_text.proposal import Proposal, ProposedKind
from jiangan_targets.domain.report_text.script import one_spelling
from jiangan_targets.errors import Message, message

_WORDS_OF_SCALE = {power: word for word, power in SCALES.items()}
_ONE_UNIT = {"人口": "人", "百分点": "个百分点"}
# 每千人口…, 万人…: a ratio that the name tells.
_RATIO = re.compile(
    "(?<![0-9.])每?(?P<many>[百千万十]+)名?(?:常住|户籍|老年|城镇|农村|就业)?(?:人口|人|户|老人|老年人|儿童|劳动力)"
)
_BY_AREA = re.compile("亩均|每亩")


class Setting(NamedTuple):
    """Where a clause stands: the whole source, the plan's year, among expected targets or not, and general doubts."""

    source: str
    year: int | None
    listed: bool
    doubts: tuple[Message, ...]


class Binding(NamedTuple):
    """The words before and behind a figure, its unit as written, and what it shares with the list it stands in."""

    lead: str
    behind: str
    unit: str
    like: ProposedKind | None = None
    stretch: bool = False


def draft(quote: str, named: Named, amount: Amount, binding: Binding, setting: Setting) -> Proposal | None:
    """Put a proposal together, with what is a guess in it; None when the figure is too long to be kept exactly."""
    plain = one_spelling(named.text)
    unit, power = _unit(amount, plain, binding)
    value = amount.value.scaleb(power)
    upper = amount.upper if amount.upper is None else amount.upper.scaleb(power)
    if not fits(value) or (upper is not None and not fits(upper)):
        return None
    compared, compared_guess = comparison(amount, binding.lead, binding.behind, plain)
    behaves, kind_guess = kind(amount, unit, binding.lead, plain, binding.like)
    guesses = {"how": compared_guess, "kind": kind_guess, "unit": amount.odd, "name": named.borrowed}
    return Proposal(
        quote,
        named.text or quote,
        canonical(value),
        upper if upper is None else canonical(upper),
        unit,
        compared,
        behaves,
        binding.stretch,
        (*setting.doubts, *_doubts(guesses)),
    )


def _doubts(guesses: dict[str, bool]) -> Iterator[Message]:
    if guesses["name"]:
        yield message("the name takes words from the clause before")
    if guesses["how"]:
        yield message("how the figure binds is a guess")
    if guesses["kind"]:
        yield message("the kind is a guess")
    if guesses["unit"]:
        yield message("the unit is a guess")


def _unit(amount: Amount, name: str, binding: Binding) -> tuple[str, int]:
    """The unit of the targets file and the power of ten that goes into the value.

    Scale words stay with money (亿元) and are multiplied out before other units. A ratio in the name goes along.
    """
    if amount.is_money:
        per = "/亩" if _BY_AREA.search(binding.lead) else ""
        return f"{_WORDS_OF_SCALE.get(amount.power, '')}{amount.unit}{per}", 0
    unit = _ONE_UNIT.get(amount.unit, amount.unit if amount.odd or amount.unit in {"%", "‰"} else binding.unit)
    ratio = _RATIO.search(binding.lead) or _RATIO.search(name)
    if ratio and amount.is_count and "/" not in unit:
        unit = f"{unit}/{ratio['many']}人"
    return unit, amount.power
