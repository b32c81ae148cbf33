"""The unit of a received figure: wherever units are stated they must agree, and only then is anything converted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.cell import Cell
from jiangan_targets.domain.heading_words import BASE_UNITS
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.quantity import (
    canonical,
    parse_quantity,
    split_quantity,
    split_unit,
)
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Failure

PERCENT = "%"


class Stated(NamedTuple):
    """A unit in normal form, and the words that state it."""

    unit: str
    where: str


class _Parts(NamedTuple):
    """A power of ten and a base; no base where only a multiplier is written."""

    power: int
    base: str | None


def measured(cell: Cell, stated: Sequence[Stated], table: Sequence[str], target: Target) -> Decimal:
    """The figure that a cell shows, in the target's unit.

    `stated` are the units of its heading, its row and its name; `table` are those of a line above (`单位：亿元、%`),
    which hold for what has no unit of its own.

    Raises:
        Failure: no number, units that contradict each other, or one that is not the target's.
    """
    if isinstance(cell.value, date):
        raise Failure("this is a date, not a figure.")
    shown = cell.text
    if isinstance(cell.value, Decimal):
        shown = f"{canonical(cell.value * 100):f}%" if cell.percent else f"{cell.value:f}"
    found = split_quantity(shown)
    if found is None:
        return parse_quantity(shown, target.unit, target.unit_en)  # says how a figure is written
    number, written = found
    own = _in_target_words(normal_form(written), target)
    agreed = _agreed([Stated(_in_target_words(each.unit, target), each.where) for each in stated])
    unit = _with_table(agreed, own, table, target, shown)
    words = _with_own(unit, own, shown)
    if _parts(words).base not in {None, _parts(normal_form(target.unit)).base}:
        raise Failure("“{text}” is not in {unit}; give the figure in {unit}.", text=number + words, unit=target.unit)
    return parse_quantity(number if words == normal_form(target.unit) else number + words, target.unit)


def is_same(first: str, second: str) -> bool:
    """Whether two units in normal form are the same measure, whatever their multipliers."""
    bases = {_parts(first).base, _parts(second).base}
    return len(bases - {None}) <= 1


def _in_target_words(unit: str, target: Target) -> str:
    """The target's unit in Chinese where it is written in English."""
    return normal_form(target.unit) if target.unit_en and unit == normal_form(target.unit_en) else unit


def _parts(unit: str) -> _Parts:
    if unit in BASE_UNITS or unit in {PERCENT, "百分点", "‰"}:
        return _Parts(0, unit)
    power, base = split_unit(unit + "_")  # a multiplier alone has no base
    return _Parts(power, base.removesuffix("_") or None)


def _agreed(stated: Sequence[Stated]) -> str | None:
    """The one unit that all of them state; 万 in one place and 个 in another are 万个."""
    if not stated:
        return None
    agreed = stated[0].unit
    for other in stated[1:]:
        first, second = _parts(agreed), _parts(other.unit)
        if first.base is None and second.power == 0:
            agreed += other.unit
        elif second.base is None and first.power == 0:
            agreed = other.unit + agreed
        elif first != second:
            raise _disagree(stated[0].where, other.where)
    return agreed


def _with_table(agreed: str | None, own: str, table: Sequence[str], target: Target, shown: str) -> str | None:
    """The unit, a line above the table considered: what is in percent says so itself, all else must agree with it."""
    if not table or PERCENT in {agreed, own}:
        return agreed
    written = _parts(own)
    if agreed is not None or written.base is not None:
        if any(_fits(agreed, written, _parts(unit)) for unit in table):
            return agreed
        raise _disagree(agreed or own, ",".join(table))
    fitting = [unit for unit in table if is_same(unit, normal_form(target.unit))]
    if len(fitting) == 1:
        return fitting[0]
    raise Failure(
        "“{text}” is not in {unit}; give the figure in {unit}.", text=f"{shown} {'/'.join(table)}", unit=target.unit
    )


def _fits(agreed: str | None, written: _Parts, table: _Parts) -> bool:
    if agreed is not None:
        return _parts(agreed) == table
    return written.base == table.base and table.power in {0, written.power}


def _disagree(first: str, second: str) -> Failure:
    return Failure("“{first}” and “{second}” state different units; correct one.", first=first, second=second)


def _with_own(unit: str | None, own: str, shown: str) -> str:
    """The words of a figure's unit, around the cell and in it: `0.9万` below `个` is 0.9万个."""
    if not own or unit is None:
        return own or unit or ""
    stated, written = _parts(unit), _parts(own)
    if len({stated.base, written.base} - {None}) > 1 or stated.power not in {0, written.power}:
        raise _disagree(unit, shown)
    return own if written.base else unit if stated.power else own + unit
