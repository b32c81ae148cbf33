"""Every mistake in the shape of a targets file as one plain line: where it is, and what is allowed there."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from jiangan_targets.domain.finding import Finding
from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS
from jiangan_targets.errors import Message, message
from jiangan_targets.storage.plan.schema import (
    GroupModel,
    LightsModel,
    MilestoneModel,
    PartModel,
    PlanModel,
    RateLightsModel,
    ReportingModel,
    RevisionModel,
    TargetModel,
)


def finding_of(detail: ErrorDetails, year: int) -> Finding:
    """What pydantic found, in the words and at the place of the file; examples are of the plan's `year`."""
    # pydantic marks the steps into unions and mapping keys itself; the file has only its own keys.
    location = [str(step) for step in detail["loc"] if step != "[key]"]
    if detail["type"] == "both":
        location.append("plan")
    if detail["type"] == "unit_twice":
        location.append("unit_of")
    return Finding(tuple(location), _allowed(detail, location, year))


def _allowed(detail: ErrorDetails, location: list[str], year: int) -> Message:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(location)
    if kind in {"enum", "literal_error"}:
        return message(
            "must be one of {values}", values=str(context["expected"]).replace(" or ", ", ").replace("'", "")
        )
    if (fixed := _fixed(location, year).get(kind)) is not None:
        return fixed
    if kind == "string_too_long":
        return message("must have at most {limit} characters", limit=context["max_length"])
    if kind == "too_long":
        return message(
            "must have {limit} figures, one of each month, and has {count}",
            limit=context["max_length"],
            count=context["actual_length"],
        )
    if kind == "greater_than_equal":
        return message("must be at least {limit}", limit=context["ge"])
    if kind == "less_than_equal":
        return message("must be at most {limit}", limit=context["le"])
    return message("must be a table of its own, like [targets.parking]")


def _fixed(location: list[str], year: int) -> dict[str, Message]:
    """What is allowed where the kind of mistake says it already."""
    return {
        "missing": message("is missing"),
        "figure": message(
            "must be a plain number of at most {digits} digits, {decimals} after the point, like 16000 or 9.5",
            digits=MAX_DIGITS,
            decimals=MAX_DECIMALS,
        ),
        "growth": message("must be a number or like {{ base = 137, growth = 5 }}"),
        "value": message(
            "must be a number, {{ base = 137, growth = 5 }}, {{ lower = 6, upper = 7 }} or {{ figure = 'gdp-growth' }}"
        ),
        "unset": message(
            "must be a plain number; leave the key out while none is set: the target is tracked, not judged"
        ),
        "negative": message("must not be negative"),
        "due": message('must be like "5th workday", "day 8" or "Tue 12:00"; a time may follow any of them'),
        "zone": message('must be the office\'s offset from UTC, like "+08:00", or "Asia/Shanghai"'),
        "holidays": message(
            'must be the name of a file beside this one, like "holidays-2024.toml", or a list of names'
        ),
        "parts": message('must be a table of values, "大智街道" = 1200, or a list of names, ["大智街道"]'),
        "part_twice": message("names a part twice"),
        "unit_twice": message("is in [{table}] too; keep one of them", table=".".join([*location[:-1], "parts"])),
        "both": message("plan and milestones say the same; keep one of them"),
        "string_type": message('must be text in quotes, like "parking"'),
        "bool_type": message("must be true or false"),
        "date_type": message("must be a date without quotes, like {day}", day=date(year, 6, 30)),
        "int_type": message("must be a whole number"),
        "list_type": _list_allowed(location),
        "string_pattern_mismatch": _key_allowed(location),
        "string_too_short": message("must not be empty"),
        "too_short": message("must not be empty"),
    }


def _list_allowed(location: list[str]) -> Message:
    if location[-1] in {"last_year_months", "curve"}:
        return message("must be a list of twelve figures in brackets, like [55, 105, …]")
    return message('must be a list in brackets, like ["车位"]')


def _key_allowed(location: list[str]) -> Message:
    if "plan" in location:
        return message("months are 1 to 12, like {{ 6 = 8000, 9 = 12000 }}")
    if "years" in location:
        return message("years are like {{ 2023 = 9000, 2025 = 3000 }}")
    return message(
        'an id is made of a to z, 0 to 9 and -, like parking; what it is called goes below it: name = "{name}"',
        name=location[-1],
    )


def _unknown_key(location: list[str]) -> Message:
    """The key that was meant, if one is near, else all that there are."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only a misspelt key needs it

    keys = _keys_beside(location)
    near = get_close_matches(location[-1].lower(), keys, n=1)
    if near:
        return message("unknown key; “{near}” is perhaps meant", near=near[0])
    return message("unknown key; the keys allowed here are {keys}", keys=list(keys))


def _keys_beside(location: list[str]) -> list[str]:
    models: dict[str, type[BaseModel]] = {
        "targets": TargetModel,
        "groups": GroupModel,
        "lights": LightsModel,
        "reporting": ReportingModel,
    }
    if len(location) == 1:
        return list(PlanModel.model_fields)
    if "parts" in location[:-1]:
        return list(PartModel.model_fields)
    if "milestones" in location[:-1]:
        return list(MilestoneModel.model_fields)
    if "revisions" in location[:-1]:
        return [field.alias or name for name, field in RevisionModel.model_fields.items()]
    if location[:2] == ["lights", "rate"]:
        return list(RateLightsModel.model_fields)
    return list(models[location[0]].model_fields)
