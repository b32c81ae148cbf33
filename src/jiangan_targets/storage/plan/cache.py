"""The plan of a valid targets file, kept so that pydantic need not be imported to believe it again.

A plan is used only while everything it was made from is the same: the version, the very bytes of
the targets file, and the shape of the types that hold a plan. What does not fit, or is damaged, is
as good as nothing. Types are found in `domain.target`, and where a plan has deadlines in `domain.due`, and
values say of what type they are: a field, or a type, that is added there needs nothing here.
"""

from __future__ import annotations

import json
import os
from binascii import crc32
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from jiangan_targets.domain import target as domain
from jiangan_targets.domain.target import Plan
from jiangan_targets.storage.disk import private_files
from jiangan_targets.storage.plan.candidates import END, offers_of, stamp
from jiangan_targets.storage.workspace.locate import cache_file

_TYPE = ""
"""The key that a value's type stands under, beside the arguments that make it."""

_WITH_DEADLINES = b" due"
"""Behind the shape of a plan that has deadlines."""

_Types = dict[str, Any]


def recall(targets_file: Path, data: bytes) -> Plan | None:
    """The plan that was made of a targets file while it held `data`; None when none that fits is kept."""
    cache = cache_file(str(targets_file), os.environ)
    kept = None if cache is None else private_files.read_kept(cache)
    mark = stamp(data)
    if kept is None or not kept.startswith(mark):
        return None
    _offers, _end, rest = kept[len(mark) :].partition(END)
    shape, _line_end, plan = rest.partition(b"\n")
    types = _types(with_deadlines=shape.endswith(_WITH_DEADLINES))
    return _read(plan, types) if shape == _shape(types) else None


def remember(targets_file: Path, data: bytes, plan: Plan) -> None:
    """Keep a plan, best effort: a cache folder that cannot be used only costs time."""
    cache = cache_file(str(targets_file), os.environ)
    if cache is not None:
        with suppress(OSError):
            types = _types(with_deadlines=plan.reporting is not None)
            private_files.keep(cache, stamp(data) + offers_of(plan) + END + _shape(types) + b"\n" + _write(plan, types))


def _types(*, with_deadlines: bool) -> _Types:
    """The types that a plan may be made of, by name."""
    found = vars(domain)
    if with_deadlines:
        from jiangan_targets.domain import due  # noqa: PLC0415 -- few plans have deadlines

        found = found | vars(due)
    return {name: each for name, each in found.items() if isinstance(each, type)}


def _shape(types: _Types) -> bytes:
    """A digest of the types: their fields, with types and defaults, and their members."""
    said = [
        (name, getattr(found, "_field_defaults", ""), [*_fields(found)], [*getattr(found, "__members__", ())])
        for name, found in types.items()
    ]
    return b"%08x" % crc32(repr(said).encode()) + (_WITH_DEADLINES if "Reporting" in types else b"")


def _fields(found: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- any type there is
    hints = found.__annotations__ if hasattr(found, "_fields") else {}
    return [(name, str(getattr(hint, "__forward_arg__", hint))) for name, hint in hints.items()]


def _write(plan: Plan, types: _Types) -> bytes:
    return json.dumps(_described(plan, types), ensure_ascii=False, separators=(",", ":")).encode()


def _read(kept: bytes, types: _Types) -> Plan | None:
    try:
        plan = json.loads(kept, object_hook=partial(_made, types))
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return None  # Sealed, and yet not what it says: not to be believed.
    return plan if isinstance(plan, Plan) else None


def _described(value: object, types: _Types) -> object:
    """A value as JSON can hold it: of which type it is, and the arguments that make it again.

    Raises:
        TypeError: a type that is none of them.
    """
    if value is None or type(value) in {bool, int, str}:
        return value
    if type(value) is tuple:
        return [_described(part, types) for part in value]
    if types.get(type(value).__name__) is not type(value):
        raise TypeError(type(value))
    return {_TYPE: type(value).__name__, **_arguments(value, types)}


def _arguments(value: Any, types: _Types) -> dict[str, object]:  # noqa: ANN401 -- any of the types of a plan
    if isinstance(value, Decimal):
        return {"value": str(value)}
    if isinstance(value, Enum):
        return {"value": value.value}
    if type(value) is date:
        return {"year": value.year, "month": value.month, "day": value.day}
    defaults = value._field_defaults
    return {
        name: _described(part, types)
        for name, part in zip(value._fields, value, strict=True)
        if name not in defaults or part is not defaults[name]
    }


def _made(types: _Types, described: dict[str, Any]) -> Any:  # noqa: ANN401 -- any of the types of a plan
    make = types[described.pop(_TYPE)]
    for name, part in described.items():
        if isinstance(part, list):
            described[name] = _tuple(part)
    return make(**described)


def _tuple(parts: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(part) if isinstance(part, list) else part for part in parts)
