"""How figures are written in a targets file, and what each of them is to the program."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS, canonical, fits, round_half_up
from jiangan_targets.domain.target import Reference


class Band(NamedTuple):
    """The two ends of a range."""

    lower: Decimal
    upper: Decimal


def _number(value: object) -> Decimal:
    """A TOML integer or decimal, exactly; never a truth value, text, infinity or an absurd exponent."""
    if isinstance(value, int) and not isinstance(value, bool):
        # An integer of a million digits must be refused before anything is done with it.
        value = Decimal(value) if abs(value) < 10**MAX_DIGITS else None
    if not isinstance(value, Decimal) or not fits(value):
        raise PydanticCustomError("figure", "not a figure")
    return canonical(value)


def _stated(value: object) -> object:
    """A number; `{ base, growth }`, last year's figure raised by so many %; `{ lower, upper }`; `{ figure, plus }`."""
    if isinstance(value, str) and not any(sign.isdecimal() for sign in value):
        raise PydanticCustomError("unset", "no figure yet")
    if not isinstance(value, dict):
        return _number(value)
    keys = set(value)
    if keys == {"base", "growth"}:
        base, growth = _number(value["base"]), _number(value["growth"])
        return canonical(round_half_up(base * (100 + growth) / 100, MAX_DECIMALS))
    if keys == {"lower", "upper"}:
        return Band(_number(value["lower"]), _number(value["upper"]))
    if keys in ({"figure"}, {"figure", "plus"}) and isinstance(value["figure"], str):
        return Reference(value["figure"], _number(value.get("plus", 0)))
    raise PydanticCustomError("value", "no form of a value")


def _plain(value: object) -> Decimal:
    """A number, or last year's figure raised."""
    found = _stated(value)
    if not isinstance(found, Decimal):
        raise PydanticCustomError("growth", "not a number")
    return found


# A validator is opaque: what it takes is said beside it, for `json_schema`.
Figure = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
GrownFigure = Annotated[Decimal, BeforeValidator(_plain), WithJsonSchema({"x-forms": ["number", "growth"]})]
Value = Annotated[
    Decimal | Band | Reference,
    PlainValidator(_stated),
    WithJsonSchema({"x-forms": ["number", "growth", "range", "reference"]}),
]
