"""How `[reporting]` is written in a targets file, and what each of its values is to the program."""

from __future__ import annotations

from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from jiangan_targets.domain.due import Due
from jiangan_targets.domain.due_text import CHINA_ZONE, OFFSET, parse_due, parse_offset

_MOST_FILES = 10
_LONGEST_NAME = 200


def _due(value: object) -> Due:
    """`5th workday`, `day 8`, `Tue 12:00`."""
    found = parse_due(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("due", "not a deadline")
    return found


def _zone(value: object) -> int:
    """`+08:00`, or `Asia/Shanghai`, in minutes."""
    found = parse_offset(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("zone", "not an offset")
    return found


def _file_names(value: object) -> tuple[str, ...]:
    """One name or several, each of a TOML file beside the targets file: no folder, so that nothing else is read."""
    names: list[object] = value if isinstance(value, list) else [value]
    fitting = [name for name in names if isinstance(name, str) and _is_beside(name)]
    if len(fitting) != len(names) or not 0 < len(names) <= _MOST_FILES:
        raise PydanticCustomError("holidays", "not a file beside the targets file")
    return tuple(dict.fromkeys(fitting))


def _is_beside(name: str) -> bool:
    plain = len(name) <= _LONGEST_NAME and name.isprintable() and "/" not in name
    return plain and name.endswith(".toml") and not name.startswith(".")


# A validator is opaque: what it takes is said beside it, for `json_schema`.
DueText = Annotated[Due, PlainValidator(_due), WithJsonSchema({"type": "string"})]
Zone = Annotated[
    int, PlainValidator(_zone), WithJsonSchema({"type": "string", "pattern": f"^(?:{OFFSET}|{CHINA_ZONE})$"})
]
FileNames = Annotated[
    tuple[str, ...],
    PlainValidator(_file_names),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}, "minItems": 1}),
]
