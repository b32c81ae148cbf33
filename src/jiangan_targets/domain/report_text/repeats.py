"""What a report says twice: headlines of what a text below tells, figures in front of their clause."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jiangan_targets.domain.report_text.amounts import amounts
from jiangan_targets.domain.report_text.proposal import Proposal
from jiangan_targets.domain.report_text.text import Clause
from jiangan_targets.errors import message

TWICE = message("it is said twice")


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


def doubted(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals; those that repeat an earlier one are doubted, for a summary and its details tell it too."""
    told: list[Proposal] = []
    seen: set[tuple[object, ...]] = set()
    for said in proposals:
        key = (said.name, said.value, said.upper, said.unit, said.comparison)
        told.append(said._replace(doubts=(*said.doubts, TWICE)) if key in seen else said)
        seen.add(key)
    return tuple(told)
