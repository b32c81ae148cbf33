"""The shape of a targets file as pydantic models, and every mistake in it as one plain line.

Importing this module costs as much as the rest of the program together, so only
`plan.file` does, and only when a file has changed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from jiangan_targets.domain import target as domain
from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS, canonical, fits, round_half_up
from jiangan_targets.errors import Message, message


def _number(value: object) -> Decimal:
    """A TOML integer or decimal, exactly; never a truth value, text, infinity or an absurd exponent."""
    if isinstance(value, int) and not isinstance(value, bool):
        # An integer of a million digits must be refused before anything is done with it.
        value = Decimal(value) if abs(value) < 10**MAX_DIGITS else None
    if not isinstance(value, Decimal) or not fits(value):
        raise PydanticCustomError("figure", "not a figure")
    return canonical(value)


def _grown(value: object) -> object:
    """`{ base = 137, growth = 5 }`: last year's figure raised by 5 %."""
    if not isinstance(value, dict):
        return value
    if set(value) != {"base", "growth"}:
        raise PydanticCustomError("growth", "not a base and growth")
    base, growth = _number(value["base"]), _number(value["growth"])
    return canonical(round_half_up(base * (100 + growth) / 100, MAX_DECIMALS))


Figure = Annotated[Decimal, BeforeValidator(_number)]
GrownFigure = Annotated[Decimal, BeforeValidator(_number), BeforeValidator(_grown)]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LightsModel(_Model):
    """`[lights]`: thresholds in percent of the target."""

    behind: Figure = domain.Lights().behind
    far_behind: Figure = domain.Lights().far_behind


class GroupModel(_Model):
    """`[groups.ID]`."""

    name: Text
    name_en: Text | None = None


class MilestoneModel(_Model):
    """One of `milestones`."""

    by: date
    value: Figure


class TargetModel(_Model):
    """`[targets.ID]`."""

    name: Text
    name_en: Text | None = None
    aliases: list[Text] = []
    group: str
    kind: Annotated[domain.Kind, Field(strict=False)]
    comparison: Annotated[domain.Comparison, Field(strict=False)] = domain.Comparison.AT_LEAST
    value: GrownFigure
    unit: Annotated[str, Field(min_length=1, max_length=20)]
    unit_en: Text | None = None
    quote: Annotated[str, Field(max_length=1000)] = ""
    baseline: Figure | None = None
    last_year: Figure | None = None
    tolerance: Figure | None = None
    stretch: bool = False
    owner: Text | None = None
    stale_after_days: Annotated[int, Field(ge=0, le=366)] = domain.DEFAULT_STALE_AFTER_DAYS
    decimals: Annotated[int, Field(ge=0, le=MAX_DECIMALS)] | None = None
    milestones: list[MilestoneModel] = []
    growth_of: Text | None = None

    @field_validator("tolerance")
    @classmethod
    def _not_negative(cls, tolerance: Decimal | None) -> Decimal | None:
        if tolerance is not None and tolerance < 0:
            raise PydanticCustomError("negative", "negative")
        return tolerance


class PlanModel(_Model):
    """The whole file."""

    year: Annotated[int, Field(ge=1900, le=2999)]
    title: Text
    title_en: Text | None = None
    language: Literal["zh", "en"] = "zh"
    source: Annotated[str, Field(max_length=1000)] = ""
    lights: LightsModel = LightsModel()
    groups: dict[Identifier, GroupModel]
    targets: Annotated[dict[Identifier, TargetModel], Field(min_length=1)]


class Mistake(Exception):  # noqa: N818 -- a finding about a file, collected rather than raised far
    """Mistakes of shape: for each, the path of keys to it and what is allowed there."""

    def __init__(self, found: list[tuple[tuple[str, ...], Message]]) -> None:
        super().__init__(found)
        self.found = found


def build_plan(document: dict[str, Any]) -> domain.Plan:
    """Make a plan of a parsed targets file.

    Raises:
        Mistake: the document has another shape.
    """
    try:
        model = PlanModel.model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=False)
        # A misspelt key is also a missing one: the misspelling is what to tell first.
        details.sort(key=lambda detail: detail["type"] != "extra_forbidden")
        raise Mistake([_mistake(detail) for detail in details]) from error
    return domain.Plan(
        year=model.year,
        title=model.title,
        title_en=model.title_en or model.title,
        language=model.language,
        source=model.source,
        lights=domain.Lights(model.lights.behind, model.lights.far_behind),
        groups=tuple(domain.Group(key, group.name, group.name_en or group.name) for key, group in model.groups.items()),
        targets=tuple(_target(key, target, model.year) for key, target in model.targets.items()),
    )


def _target(identifier: str, model: TargetModel, year: int) -> domain.Target:
    fields = {name: getattr(model, name) for name in TargetModel.model_fields}
    fields |= {
        "id": identifier,
        "year": year,
        "name_en": model.name_en or model.name,
        "aliases": tuple(model.aliases),
        "milestones": tuple(domain.Milestone(stone.by, stone.value) for stone in model.milestones),
    }
    return domain.Target(**fields)


def _mistake(detail: ErrorDetails) -> tuple[tuple[str, ...], Message]:
    # pydantic marks the steps into unions and mapping keys itself; the file has only its own keys.
    location = [str(step) for step in detail["loc"] if step != "[key]"]
    return tuple(location), _allowed(detail, location)


def _allowed(detail: ErrorDetails, location: list[str]) -> Message:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return message("unknown key; the keys allowed here are {keys}", keys=", ".join(_keys_beside(location)))
    if kind in {"enum", "literal_error"}:
        return message(
            "must be one of {values}", values=str(context["expected"]).replace(" or ", ", ").replace("'", "")
        )
    fixed = {
        "missing": message("is missing"),
        "figure": message(
            "must be a plain number of at most {digits} digits, {decimals} after the point, like 16000 or 9.5",
            digits=MAX_DIGITS,
            decimals=MAX_DECIMALS,
        ),
        "growth": message("must be a number or like {{ base = 137, growth = 5 }}"),
        "negative": message("must not be negative"),
        "string_type": message('must be text in quotes, like "parking"'),
        "bool_type": message("must be true or false"),
        "date_type": message("must be a date without quotes, like 2024-06-30"),
        "int_type": message("must be a whole number"),
        "list_type": message('must be a list in brackets, like ["车位"]'),
        "string_pattern_mismatch": message("an id is made of a to z, 0 to 9 and -"),
        "string_too_short": message("must not be empty"),
        "too_short": message("must not be empty"),
    }
    if kind in fixed:
        return fixed[kind]
    if kind == "string_too_long":
        return message("must have at most {limit} characters", limit=context["max_length"])
    if kind == "greater_than_equal":
        return message("must be at least {limit}", limit=context["ge"])
    if kind == "less_than_equal":
        return message("must be at most {limit}", limit=context["le"])
    return message("must be a table of its own, like [targets.parking]")


def _keys_beside(location: list[str]) -> list[str]:
    models: dict[str, type[BaseModel]] = {"targets": TargetModel, "groups": GroupModel, "lights": LightsModel}
    if len(location) == 1:
        return list(PlanModel.model_fields)
    if "milestones" in location[:-1]:
        return list(MilestoneModel.model_fields)
    return list(models[location[0]].model_fields)
