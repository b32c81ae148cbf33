"""What a report says twice: headlines of what a text below tells, figures in front of their clause."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from jiangan_targets.domain.report_text.amounts import amounts
from jiangan_targets.domain.report_text.proposal import Proposal, ProposedKind
from jiangan_targets.domain.report_text.text import Clause
from jiangan_targets.errors import Message, message

TWICE = message("it is said twice")


_ALIKE = 0.6
"""The share of a shorter name's pairs of characters that a longer one has, if both name the same."""


_COMPARED = 20
"""Names with the same figure that one is compared with: more of them are no summary."""


def repeated(proposals: list[Proposal], headlines: set[int]) -> set[int]:
    """Which of the `headlines` give a figure that a text below tells in other words: 新增绿道45公里."""
    told: dict[tuple[object, ...], set[str]] = {}
    found: set[int] = set()
    for number, said in reversed(list(enumerate(proposals))):
        pairs = {first + second for first, second in pairwise(said.name)}
        below = told.setdefault((said.value, said.upper, said.unit), set())
        if number not in headlines:
            below |= pairs
        elif said.value is not None and pairs & below:
            found.add(number)
    return found


def is_label(clause: Clause, following: Clause) -> bool:
    """Whether a clause is nothing but a figure that the next one gives with its name: `300张：新增床位300张`."""
    figures = amounts(clause.bare)
    if len(figures) != 1 or (figures[0].start, figures[0].end) != (0, len(clause.bare)):
        return False
    return any(figures[0][2:6] == amount[2:6] for amount in amounts(following.bare))


def doubted(proposals: Sequence[Proposal], lines: Sequence[int]) -> tuple[Proposal, ...]:
    """The proposals; those that repeat an earlier one are doubted, for a summary and its details tell it too.

    `lines` says in which line each stands: in other words a count is told again in another line only.
    """
    told: list[Proposal] = []
    seen: set[tuple[object, ...]] = set()
    before: dict[tuple[object, ...], deque[tuple[int, str]]] = {}
    for said, line in zip(proposals, lines, strict=True):
        figure = (said.value, said.upper, said.unit, said.comparison)
        known = before.setdefault(figure, deque(maxlen=_COMPARED))
        doubts: tuple[Message, ...] = ()
        if (said.name, *figure) in seen:
            doubts = (TWICE,)
        elif any(other != line and _is_like(name, said) for other, name in known):
            doubts = (message("it may be said twice, in other words"),)
        told.append(said._replace(doubts=(*said.doubts, *doubts)))
        seen.add((said.name, *figure))
        known.append((line, said.name))
    return tuple(told)


def _is_like(name: str, said: Proposal) -> bool:
    """Whether a count of more than one is called nearly so: 改造老旧小区28个, 实施老旧小区改造28个."""
    if said.kind not in {ProposedKind.TOTAL, ProposedKind.LEVEL} or not isinstance(said.value, Decimal):
        return False
    first, second = ({one + other for one, other in pairwise(text)} for text in (name, said.name))
    return said.value > 1 and len(first & second) >= _ALIKE * max(1, min(len(first), len(second)))
