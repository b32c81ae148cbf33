"""The shape of a targets file as pydantic models."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator, model_validator
from pydantic_core import PydanticCustomError

from jiangan_targets.domain import kinds
from jiangan_targets.domain import target as domain
from jiangan_targets.domain.calendar import FIRST_YEAR, LAST_YEAR
from jiangan_targets.domain.due import CHINA, Every
from jiangan_targets.domain.quantity import MAX_DECIMALS
from jiangan_targets.storage.plan.deadlines import DueText, FileNames, Zone
from jiangan_targets.storage.plan.figures import Figure, GrownFigure, Value
from jiangan_targets.storage.plan.shares import as_tables, without_unit_of

Text = Annotated[str, Field(min_length=1, max_length=200)]
Month = Annotated[str, Field(pattern=r"^(?:[1-9]|1[0-2])$")]
Year = Annotated[str, Field(pattern=r"^[12][0-9]{3}$")]
Months = Annotated[list[Figure], Field(max_length=12)]
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
    plan: dict[Month, Figure] = {}


class PartModel(_Model):
    """One of `[targets.ID.parts]`."""

    value: Figure | None = None
    last_year: Figure | None = None
    owner: Text | None = None


# A validator is opaque: what it takes is said beside it, for `json_schema`.
Parts = Annotated[dict[Text, PartModel], BeforeValidator(as_tables), WithJsonSchema({"x-forms": ["names", "shares"]})]


class TargetModel(_Model):
    """`[targets.ID]`."""

    name: Text
    name_en: Text | None = None
    aliases: list[Text] = []
    group: str
    kind: Annotated[kinds.Kind, Field(strict=False)]
    comparison: Annotated[kinds.Comparison, Field(strict=False)] = kinds.Comparison.AT_LEAST
    value: Value | None = None
    unit: Annotated[str, Field(min_length=1, max_length=20)] | None = None
    unit_en: Text | None = None
    quote: Annotated[str, Field(max_length=1000)] = ""
    baseline: Figure | None = None
    last_year: Figure | None = None
    tolerance: Figure | None = None
    better: Annotated[kinds.Better, Field(strict=False)] | None = None
    judged: Annotated[kinds.Judged, Field(strict=False)] | None = None
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
    last_year_months: Months = []
    curve: Months = []
    pace: Annotated[kinds.Pacing, Field(strict=False)] = kinds.Pacing.CALENDAR
    broad: bool = False
    growth_of: Text | None = None
    unit_of: Text | None = None
    parts: Parts = {}

    @model_validator(mode="before")
    @classmethod
    def _unit_of_beside_the_parts(cls, target: object) -> object:
        return without_unit_of(target)

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


class ReportingModel(_Model):
    """`[reporting]`: how often figures are wanted, and by when."""

    every: Annotated[Every, Field(strict=False)]
    due: DueText
    holidays: FileNames = ()
    zone: Zone = CHINA
    mail: dict[str, Text] = {}


class PlanModel(_Model):
    """The whole file."""

    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    title: Text
    title_en: Text | None = None
    language: Literal["zh", "en"] = "zh"
    source: Annotated[str, Field(max_length=1000)] = ""
    lights: LightsModel = LightsModel()
    reporting: ReportingModel | None = None
    groups: dict[Identifier, GroupModel]
    targets: Annotated[dict[Identifier, TargetModel], Field(min_length=1)]
