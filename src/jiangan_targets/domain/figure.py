"""A figure as people write it for a target: a quantity, a rank, or how far an event has come."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.quantity import parse_quantity
from jiangan_targets.domain.target import DONE, Target
from jiangan_targets.domain.text import half_width
from jiangan_targets.errors import Failure

_STAGES = {"开工": 1, "建成": 2, "竣工": 2, "完工": 2, "投用": 3, "投入使用": 3}
"""What can be done of a project, in its order: a bridge that is begun is not in use."""

_STAGE = "|".join(_STAGES)
_DEEDS = rf"(?:已经?|全部|全面)?((?:{_STAGE}){{1,2}})(?:建设)?"
_DONE = frozenset({"完成", "已完成", "全部完成", "是", "done", "yes"})
_NOT_DONE = frozenset({"未完成", *(f"未{deed}" for deed in _STAGES), "否", "no"})
_RANK = r"第?([0-9]{1,6})(?:位|名)?"


def parse_figure(text: str, target: Target) -> Decimal:
    """Read a figure and convert it to the target's unit.

    An event is `完成` or `done` (100), not yet (0), or its progress (形象进度) in percent; a rank is a whole
    number from 1 on: `3`, `第3位`.

    Raises:
        Failure: it is no such figure; says how to write one.
    """
    if target.kind is Kind.EVENT:
        return _event(text, target)
    if target.kind is Kind.RANK:
        found = re.fullmatch(_RANK, half_width(text).strip())
        if found is None or int(found[1]) == 0:
            raise Failure("“{text}” is not a rank; write a whole number like 3.", text=text)
        return Decimal(found[1])
    return parse_quantity(text, target.unit, target.unit_en)


def _event(text: str, target: Target) -> Decimal:
    plain = text.strip().casefold()
    if plain in _DONE or _is_what_was_to_be_done(plain, target):
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


def _is_what_was_to_be_done(text: str, target: Target) -> bool:
    """Whether `已开工`, `建成投用` is as far as the target's own words go: 开工 is not yet 建成."""
    found = re.fullmatch(_DEEDS, text)
    asked = _furthest(" ".join((target.name, *target.aliases, target.quote)))
    return found is not None and 0 < asked <= _furthest(found[1])


def _furthest(text: str) -> int:
    return max((stage for deed, stage in _STAGES.items() if deed in text), default=0)
