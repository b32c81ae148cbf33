"""A rate of completion beside a figure must be the figure's: 900 of 16000 is not 56.3 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.period import PARTS
from jiangan_targets.domain.quantity import split_quantity
from jiangan_targets.domain.received.column import Column
from jiangan_targets.domain.received.heading_words import Role, Sense
from jiangan_targets.domain.received.row import Row
from jiangan_targets.domain.target import Target

_RATES = frozenset({"完成率", "完成比例", "完成百分比", "达成率", "实现率"})
_YEARLY = re.compile(r"(?:年度?|全年)?(?:目标|任务|计划)(?:任务|值|数)?")
_BESIDE = frozenset({Sense.CUMULATIVE, Sense.NEUTRAL, Sense.THIS_YEAR, Sense.AS_OF, None})
_LEAST_RATE, _MOST_RATE, _CLOSE = 5, 200, Decimal("0.01")
_POWERS = [Decimal(10) ** power for power in (*range(-8, 0), *range(1, 9))]
_PLANS = frozenset({Role.PLAN, Role.UNKNOWN})
_POINTS = 2
"""Percentage points that rounding, in the figure, the plan or the rate, may make."""


class Misfit(NamedTuple):
    """A rate that does not fit a figure, as it is shown; `slip`: but for zeros it would."""

    text: str
    slip: bool


def contradicting_rate(
    row: Row, columns: Sequence[Column], figure: Cell, value: Decimal, target: Target
) -> Misfit | None:
    """What the one column 完成率 shows, if it fits neither the target nor any plan in the row; None without doubt.

    `value` is the figure in the target's unit. What is not counted from 0, a level or a rate, is completed in more
    than one way, and a row with words of its own (计划) may be of another thing.
    """
    rates = [column for column in columns if not column.hidden and _is_of_the_year(column)]
    if target.kind is not Kind.TOTAL or len(rates) != 1 or any(word.unit is None for word in row.words):
        return None
    cell = row.cell(rates[0])
    said = _percent(cell)
    if said is None:
        return None
    shares = [*([100 * value / target.value] if target.value else ()), *_shares(row, columns, figure)]
    fits = any(abs(share - each) <= _POINTS for share in shares for each in said)
    if fits or not shares:
        return None
    text = f"{cell.value * 100:f}%" if isinstance(cell.value, Decimal) and cell.percent else cell.text
    return Misfit(text, any(_is_slip(share, each) for share in shares for each in said))


def _is_slip(share: Decimal, rate: Decimal) -> bool:
    """Whether a share is a rate but for zeros: a unit left out, or a digit."""
    if not share or not _LEAST_RATE <= rate <= _MOST_RATE:
        return False
    factor = rate / share
    return any(abs(factor / power - 1) <= _CLOSE for power in _POWERS)


def _is_of_the_year(column: Column) -> bool:
    """Whether a column has rates of completion of what is to be reached in the year: not 序时完成率, 本月完成率."""
    rates = [word for word in column.words if word.text in _RATES]
    others = [word for word in column.words if word.text not in _RATES]
    return len(rates) == 1 and all(
        word.sense in _BESIDE and (word.period is None or word.period.span not in PARTS)
        if word.sense is not Sense.PLAN
        else _YEARLY.fullmatch(word.text) is not None
        for word in others
    )


def _percent(cell: Cell) -> tuple[Decimal, ...] | None:
    """What a cell says in percent; a small number without a sign may also be a fraction."""
    if isinstance(cell.value, Decimal):
        return (cell.value * 100,) if cell.percent else (cell.value, cell.value * 100)
    found = split_quantity(cell.text) if isinstance(cell.value, str) else None
    if found is None or found[1] not in {"", "%"}:
        return None
    number = Decimal(found[0].replace(",", ""))
    return (number,) if found[1] else (number, number * 100)


def _shares(row: Row, columns: Sequence[Column], figure: Cell) -> Iterator[Decimal]:
    """The figure in percent of each plan in the row that is written in the same unit."""
    done = split_quantity(figure.text)
    for column in columns if done is not None else ():
        plan = split_quantity(row.cell(column).text) if column.role in _PLANS else None
        if done is None or plan is None or (done[1] and plan[1] and done[1] != plan[1]):
            continue
        if number := Decimal(plan[0].replace(",", "")):
            yield 100 * Decimal(done[0].replace(",", "")) / number
