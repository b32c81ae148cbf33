"""The shape of a targets file as pydantic models, and every mistake in it as one plain line.

Importing this module costs as much as the rest of the program together, so only
`plan.file` does, and only when a file has changed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from jiangan_targets.domain import target as domain
from jiangan_targets.domain.calendar import FIRST_YEAR, LAST_YEAR, month_end
from jiangan_targets.domain.finding import Finding
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


def _stated(value: object) -> object:
    """A number; `{ base, growth }`, last year's figure raised by so many %; `{ lower, upper }`; `{ figure, plus }`."""
    if not isinstance(value, dict):
        return _number(value)
    keys = set(value)
    if keys == {"base", "growth"}:
        base, growth = _number(value["base"]), _number(value["growth"])
        return canonical(round_half_up(base * (100 + growth) / 100, MAX_DECIMALS))
    if keys == {"lower", "upper"}:
        return _Band(_number(value["lower"]), _number(value["upper"]))
    if keys in ({"figure"}, {"figure", "plus"}) and isinstance(value["figure"], str):
        return domain.Reference(value["figure"], _number(value.get("plus", 0)))
    raise PydanticCustomError("value", "no form of a value")


def _plain(value: object) -> Decimal:
    """A number, or last year's figure raised."""
    found = _stated(value)
    if not isinstance(found, Decimal):
        raise PydanticCustomError("growth", "not a number")
    return found


class _Band(NamedTuple):
    """The two ends of a range."""

    lower: Decimal
    upper: Decimal


Figure = Annotated[Decimal, BeforeValidator(_number)]
GrownFigure = Annotated[Decimal, BeforeValidator(_plain)]
Value = Annotated[Decimal | _Band | domain.Reference, PlainValidator(_stated)]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Month = Annotated[str, Field(pattern=r"^(?:[1-9]|1[0-2])$")]
Year = Annotated[str, Field(pattern=r"^[12][0-9]{3}$")]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RateLightsModel(_Model):
    """`[lights.rate]`: thresholds of rates, in points or their unit."""

    ahead: Figure = domain.Lights().ahead
    behind: Figure = domain.Lights().behind
    far_behind: Figure


class LightsModel(_Model):
    """`[lights]`: thresholds in percent of the target."""

    ahead: Figure = domain.Lights().ahead
    behind: Figure = domain.Lights().behind
    far_behind: Figure = domain.Lights().far_behind
    rate: RateLightsModel | None = None


class GroupModel(_Model):
    """`[groups.ID]`."""

    name: Text
    name_en: Text | None = None


class MilestoneModel(_Model):
    """One of `milestones`."""

    by: date
    value: Figure


class RevisionModel(_Model):
    """One of `revisions`."""

    start: Annotated[date, Field(alias="from")]
    value: GrownFigure
    reason: Text | None = None


class TargetModel(_Model):
    """`[targets.ID]`."""

    name: Text
    name_en: Text | None = None
    aliases: list[Text] = []
    group: str
    kind: Annotated[domain.Kind, Field(strict=False)]
    comparison: Annotated[domain.Comparison, Field(strict=False)] = domain.Comparison.AT_LEAST
    value: Value | None = None
    unit: Annotated[str, Field(min_length=1, max_length=20)] | None = None
    unit_en: Text | None = None
    quote: Annotated[str, Field(max_length=1000)] = ""
    baseline: Figure | None = None
    last_year: Figure | None = None
    tolerance: Figure | None = None
    better: Annotated[domain.Better, Field(strict=False)] | None = None
    judged: Annotated[domain.Judged, Field(strict=False)] | None = None
    by: date | None = None
    stretch: bool = False
    stretch_value: Figure | None = None
    owner: Text | None = None
    stale_after_days: Annotated[int, Field(ge=0, le=366)] = domain.DEFAULT_STALE_AFTER_DAYS
    decimals: Annotated[int, Field(ge=0, le=MAX_DECIMALS)] | None = None
    milestones: list[MilestoneModel] = []
    plan: dict[Month, Figure] = {}
    revisions: list[RevisionModel] = []
    total_by: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None
    years: dict[Year, Figure] = {}
    growth_of: Text | None = None

    @model_validator(mode="after")
    def _one_way_of_milestones(self) -> Self:
        if self.plan and self.milestones:
            raise PydanticCustomError("both", "both")
        return self

    @field_validator("tolerance")
    @classmethod
    def _not_negative(cls, tolerance: Decimal | None) -> Decimal | None:
        if tolerance is not None and tolerance < 0:
            raise PydanticCustomError("negative", "negative")
        return tolerance


class PlanModel(_Model):
    """The whole file."""

    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    title: Text
    title_en: Text | None = None
    language: Literal["zh", "en"] = "zh"
    source: Annotated[str, Field(max_length=1000)] = ""
    lights: LightsModel = LightsModel()
    groups: dict[Identifier, GroupModel]
    targets: Annotated[dict[Identifier, TargetModel], Field(min_length=1)]


def build_plan(document: dict[str, Any]) -> tuple[domain.Plan | None, list[Finding]]:
    """Make a plan of a parsed targets file; None, and what is allowed where, when it has another shape."""
    try:
        model = PlanModel.model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=False)
        # A misspelt key is also a missing one: the misspelling is what to tell first.
        details.sort(key=lambda detail: detail["type"] != "extra_forbidden")
        return None, [_finding(detail) for detail in details]
    plan = domain.Plan(
        year=model.year,
        title=model.title,
        title_en=model.title_en or model.title,
        language=model.language,
        source=model.source,
        lights=_lights(model.lights),
        groups=tuple(domain.Group(key, group.name, group.name_en or group.name) for key, group in model.groups.items()),
        targets=tuple(_target(key, target, model.year) for key, target in model.targets.items()),
    )
    return plan, []


def _lights(model: LightsModel) -> domain.Lights:
    of_rates = model.rate
    rate = None if of_rates is None else domain.Lights(of_rates.behind, of_rates.far_behind, of_rates.ahead)
    return domain.Lights(model.behind, model.far_behind, model.ahead, rate)


_UNITS = {domain.Kind.EVENT: "%", domain.Kind.RANK: "位"}
_TAKEN_AS_THEY_ARE = [name for name in TargetModel.model_fields if name in domain.Target._fields]


def _target(identifier: str, model: TargetModel, year: int) -> domain.Target:
    value = model.value
    months = {int(month): figure for month, figure in model.plan.items()}
    stones = [(stone.by, stone.value) for stone in model.milestones]
    stones += [(month_end(year, month), months[month]) for month in sorted(months)]
    fields = {name: getattr(model, name) for name in _TAKEN_AS_THEY_ARE}
    fields |= {
        "id": identifier,
        "year": year,
        "name_en": model.name_en or model.name,
        "aliases": tuple(model.aliases),
        "value": value.lower if isinstance(value, _Band) else value if isinstance(value, Decimal) else None,
        "upper": value.upper if isinstance(value, _Band) else None,
        "reference": value if isinstance(value, domain.Reference) else None,
        "unit": model.unit or _UNITS.get(model.kind, ""),
        "milestones": tuple(domain.Milestone(by, figure) for by, figure in stones),
        "revisions": tuple(domain.Revision(each.start, each.value, each.reason) for each in model.revisions),
        "years": tuple(domain.Share(int(each), model.years[each]) for each in sorted(model.years)),
    }
    return domain.Target(**fields)


def _finding(detail: ErrorDetails) -> Finding:
    # pydantic marks the steps into unions and mapping keys itself; the file has only its own keys.
    location = [str(step) for step in detail["loc"] if step != "[key]"]
    return Finding(tuple(location), _allowed(detail, location))


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
        "value": message(
            "must be a number, {{ base = 137, growth = 5 }}, {{ lower = 6, upper = 7 }} or {{ figure = 'gdp-growth' }}"
        ),
        "negative": message("must not be negative"),
        "both": message("plan and milestones say the same; keep one of them"),
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
    if "revisions" in location[:-1]:
        return [field.alias or name for name, field in RevisionModel.model_fields.items()]
    if location[:2] == ["lights", "rate"]:
        return list(RateLightsModel.model_fields)
    return list(models[location[0]].model_fields)
