"""How the parts of a target are written in a targets file: a table of values, or a list of names."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

UNIT_OF = "unit_of"
"""What one part is called: a key of the table of parts, or one beside their list."""


def without_unit_of(target: object) -> object:
    """A target's table with what one part is called beside the parts, where the table of parts has it."""
    if not isinstance(target, dict):
        return target
    parts = target.get("parts")
    if not isinstance(parts, dict) or UNIT_OF not in parts:
        return target
    if UNIT_OF in target:
        raise PydanticCustomError("unit_twice", "twice")
    shares = {name: share for name, share in parts.items() if name != UNIT_OF}
    return target | {"parts": shares, UNIT_OF: parts[UNIT_OF]}


def as_tables(parts: object) -> dict[object, object]:
    """By the name of a part its table, of any way of writing it: a bare name, a number, a table."""
    if isinstance(parts, list) and parts and all(isinstance(name, str) for name in parts):
        if len(set(parts)) < len(parts):
            raise PydanticCustomError("part_twice", "a name twice")
        return {name: {} for name in parts}
    if not isinstance(parts, dict) or not parts:
        raise PydanticCustomError("parts", "neither a table nor a list of names")
    return {name: share if isinstance(share, dict) else {"value": share} for name, share in parts.items()}
