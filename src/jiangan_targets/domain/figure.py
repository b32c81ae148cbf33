"""A figure as people write it for a target: a quantity, a rank, or how far an event has come."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal

from jiangan_targets.domain.quantity import parse_quantity
from jiangan_targets.domain.target import DONE, Kind, Target
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Failure

_DEEDS = ("完成", "开工", "建成", "投用", "竣工")
_DONE = frozenset({*_DEEDS, *(f"已{deed}" for deed in _DEEDS), "是", "done", "yes"})
_NOT_DONE = frozenset({*(f"未{deed}" for deed in _DEEDS), "否", "no"})
_RANK = r"第?([0-9]{1,6})(?:位|名)?"


def parse_figure(text: str, target: Target) -> Decimal:
    """Read a figure and convert it to the target's unit.

    An event is `完成` or `done` (100), not yet (0), or its progress (形象进度) in percent; a rank is a whole
    number from 1 on: `3`, `第3位`.

    Raises:
        Failure: it is no such figure; says how to write one.
    """
    if target.kind is Kind.EVENT:
        return _event(text)
    if target.kind is Kind.RANK:
        found = re.fullmatch(_RANK, half_width(text).strip())
        if found is None or int(found[1]) == 0:
            raise Failure("“{text}” is not a rank; write a whole number like 3.", text=text)
        return Decimal(found[1])
    return parse_quantity(text, target.unit, target.unit_en)


def _event(text: str) -> Decimal:
    plain = text.strip().casefold()
    if plain in _DONE:
        return DONE
    if plain in _NOT_DONE:
        return Decimal(0)
    with suppress(Failure):
        value = parse_quantity(plain, "%")
        if 0 <= value <= DONE:
            return value
    raise Failure(
        "“{text}” does not say how far it has come; write 完成 or done, or its progress like 45%.",
        text=text,
    )
