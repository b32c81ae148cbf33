"""The unit of a received figure: wherever units are stated they must agree, and only then is anything converted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.figure import parse_figure
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.quantity import canonical, parse_quantity, split_quantity, unit_parts
from jiangan_targets.domain.received.cell import is_plain_number
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Failure, InBoth

PERCENT = "%"


class Stated(NamedTuple):
    """A unit in normal form, and the words that state it."""

    unit: str
    where: str


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
    if target.kind in {Kind.EVENT, Kind.RANK}:
        return _uncounted(shown, [each.unit for each in stated], table, target)
    found = split_quantity(shown)
    if found is None:
        return parse_quantity(shown, target.unit, target.unit_en)  # says how a figure is written
    number, written = found
    own = _in_target_words(normal_form(written), target)
    agreed = _agreed([Stated(_in_target_words(each.unit, target), each.where) for each in stated])
    unit = _with_table(agreed, own, table, target, shown)
    words = _with_own(unit, own, shown)
    if not _is_same(words, normal_form(target.unit)):
        text = shown if unit_parts(own).root else number + words
        raise Failure(
            "“{text}” is not in {unit}; give the figure in {unit}.",
            text=text,
            unit=_unit_of(target),
        )
    return parse_quantity(number if words == normal_form(target.unit) else number + words, target.unit, target.unit_en)


def unit_of(cell: Cell, stated: Sequence[Stated], target: Target) -> str:
    """The unit that a figure which was `measured` stands in, no line around the table considered; none of an event."""
    if target.kind in {Kind.EVENT, Kind.RANK}:
        return ""
    found = None if isinstance(cell.value, Decimal) else split_quantity(cell.text)
    own = _in_target_words(normal_form(found[1]), target) if found else ""
    agreed = _agreed([Stated(_in_target_words(each.unit, target), each.where) for each in stated])
    return _with_own(agreed, own, cell.text) or normal_form(target.unit)


def _unit_of(target: Target) -> InBoth:
    return InBoth(target.unit, target.unit_en or target.unit)


def _uncounted(shown: str, stated: Sequence[str], table: Sequence[str], target: Target) -> Decimal:
    """How far an event has come, or a rank: 完成, 45%, 第3位; a number alone needs a unit somewhere, or is 0 or 100."""
    fitting = {PERCENT} if target.kind is Kind.EVENT else {normal_form(target.unit), "位", "名"}
    bare = is_plain_number(shown) and not shown.endswith(PERCENT)
    around = stated or (table if bare else ())
    wrong = next((unit for unit in stated if unit not in fitting), None)
    if wrong is None and around and not fitting & {*around}:
        wrong = around[0]
    if wrong is not None:
        raise Failure(
            "“{text}” is not in {unit}; give the figure in {unit}.",
            text=shown + wrong,
            unit=_unit_of(target),
        )
    if bare and target.kind is Kind.EVENT and not around and shown not in {"0", "100"}:
        raise Failure("“{text}” may be a number of things; write {text}% if it is how far it has come.", text=shown)
    return parse_figure(shown, target)


def _is_same(first: str, second: str) -> bool:
    """Whether two units are the same measure, whatever their multipliers; 万 alone is of any."""
    roots = {unit_parts(first).root, unit_parts(second).root}
    return len(roots - {""}) <= 1


def _in_target_words(unit: str, target: Target) -> str:
    """The target's unit in Chinese where it is written in English."""
    return normal_form(target.unit) if target.unit_en and unit == normal_form(target.unit_en) else unit


def _agreed(stated: Sequence[Stated]) -> str | None:
    """The one unit that all of them state; 万 in one place and 个 in another are 万个."""
    if not stated:
        return None
    agreed = stated[0].unit
    for other in stated[1:]:
        first, second = unit_parts(agreed), unit_parts(other.unit)
        if first.root == "" and second.root and second.scale == 0:
            agreed += other.unit
        elif second.root == "" and first.root and first.scale == 0:
            agreed = other.unit + agreed
        elif first != second:
            raise _disagree(stated[0].where, other.where)
    return agreed


def _with_table(agreed: str | None, own: str, table: Sequence[str], target: Target, shown: str) -> str | None:
    """The unit, a line above the table considered: what is in percent says so itself, all else must agree with it."""
    if not table or PERCENT in {agreed, own}:
        return agreed
    if agreed is not None or unit_parts(own).root:
        if any(unit_parts(agreed) == unit_parts(unit) if agreed else _holds(unit, own) for unit in table):
            return agreed
        raise _disagree(agreed or own, ",".join(table))
    fitting = [unit for unit in table if _is_same(unit, normal_form(target.unit))]
    if len(fitting) == 1:
        return fitting[0]
    raise Failure(
        "“{text}” is not in {unit}; give the figure in {unit}.",
        text=f"{shown} {'/'.join(table)}",
        unit=_unit_of(target),
    )


def _holds(stated: str, own: str) -> bool:
    """Whether a figure in its own unit may stand where another is stated: 0.9万个 below 个, and not below 百个."""
    around, inside = unit_parts(stated), unit_parts(own)
    counts = inside.power if inside.root else inside.scale
    return _is_same(stated, own) and (around.scale == 0 or counts == (around.power if inside.root else around.scale))


def _disagree(first: str, second: str) -> Failure:
    return Failure("“{first}” and “{second}” state different units; correct one.", first=first, second=second)


def _with_own(unit: str | None, own: str, shown: str) -> str:
    """The words of a figure's unit, around the cell and in it: `0.9万` below `个` is 0.9万个."""
    if not own or unit is None:
        return own or unit or ""
    if not _holds(unit, own):
        raise _disagree(unit, shown)
    if unit_parts(own).root:
        return own
    return unit if unit_parts(unit).scale else own + unit
