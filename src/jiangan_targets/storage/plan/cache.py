"""The plan of a valid targets file, kept so that pydantic need not be imported to believe it again.

A plan is used only while everything it was made from is the same: the version, the very bytes of
the targets file, and the shape of the types that hold a plan. What does not fit, or is damaged, is
as good as nothing. Types are found in `domain.target` and `domain.due`, and values say of what type
they are: a field, or a type, that is added there needs nothing here.
"""

from __future__ import annotations

import json
import os
from binascii import crc32
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from jiangan_targets.domain import due
from jiangan_targets.domain import target as domain
from jiangan_targets.domain.target import Plan
from jiangan_targets.storage.disk import private_files
from jiangan_targets.storage.plan.candidates import END, offers_of, stamp
from jiangan_targets.storage.workspace.locate import cache_file

_TYPE = ""
"""The key that a value's type stands under, beside the arguments that make it."""

_TYPES: dict[str, Any] = {name: found for name, found in (vars(domain) | vars(due)).items() if isinstance(found, type)}


def recall(targets_file: Path, data: bytes) -> Plan | None:
    """The plan that was made of a targets file while it held `data`; None when none that fits is kept."""
    cache = cache_file(str(targets_file), os.environ)
    kept = None if cache is None else private_files.read_kept(cache)
    mark = stamp(data)
    if kept is None or not kept.startswith(mark):
        return None
    _offers, _end, rest = kept[len(mark) :].partition(END)
    shape, _line_end, plan = rest.partition(b"\n")
    return _read(plan) if shape == _shape() else None


def remember(targets_file: Path, data: bytes, plan: Plan) -> None:
    """Keep a plan, best effort: a cache folder that cannot be used only costs time."""
    cache = cache_file(str(targets_file), os.environ)
    if cache is not None:
        with suppress(OSError):
            private_files.keep(cache, stamp(data) + offers_of(plan) + END + _shape() + b"\n" + _write(plan))


def _shape() -> bytes:
    """A digest of all types that a plan may be made of: their fields, with types and defaults, and their members."""
    said = [
        (name, getattr(found, "_field_defaults", ""), [*_fields(found)], [*getattr(found, "__members__", ())])
        for name, found in _TYPES.items()
    ]
    return b"%08x" % crc32(repr(said).encode())


def _fields(found: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- any type there is
    hints = found.__annotations__ if hasattr(found, "_fields") else {}
    return [(name, str(getattr(hint, "__forward_arg__", hint))) for name, hint in hints.items()]


def _write(plan: Plan) -> bytes:
    return json.dumps(_described(plan), ensure_ascii=False, separators=(",", ":")).encode()


def _read(kept: bytes) -> Plan | None:
    try:
        plan = json.loads(kept, object_hook=_made)
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return None  # Sealed, and yet not what it says: not to be believed.
    return plan if isinstance(plan, Plan) else None


def _described(value: object) -> object:
    """A value as JSON can hold it: of which type it is, and the arguments that make it again.

    Raises:
        TypeError: a type that neither module names.
    """
    if value is None or type(value) in {bool, int, str}:
        return value
    if type(value) is tuple:
        return [_described(part) for part in value]
    if _TYPES.get(type(value).__name__) is not type(value):
        raise TypeError(type(value))
    return {_TYPE: type(value).__name__, **_arguments(value)}


def _arguments(value: Any) -> dict[str, object]:  # noqa: ANN401 -- any of the types of a plan
    if isinstance(value, Decimal):
        return {"value": str(value)}
    if isinstance(value, Enum):
        return {"value": value.value}
    if type(value) is date:
        return {"year": value.year, "month": value.month, "day": value.day}
    defaults = value._field_defaults
    return {
        name: _described(part)
        for name, part in zip(value._fields, value, strict=True)
        if name not in defaults or part is not defaults[name]
    }


def _made(described: dict[str, Any]) -> Any:  # noqa: ANN401 -- any of the types of a plan
    make = _TYPES[described.pop(_TYPE)]
    for name, part in described.items():
        if isinstance(part, list):
            described[name] = _tuple(part)
    return make(**described)


def _tuple(parts: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(part) if isinstance(part, list) else part for part in parts)
