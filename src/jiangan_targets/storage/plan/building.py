"""A plan made of a parsed targets file, or what is wrong with it.

Importing this module costs as much as the rest of the program together, so only
`plan.file` does, and only when a file has changed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from jiangan_targets.domain import due, kinds
from jiangan_targets.domain import target as domain
from jiangan_targets.domain.calendar import month_end
from jiangan_targets.domain.finding import Finding
from jiangan_targets.storage.plan.figures import Band
from jiangan_targets.storage.plan.mistakes import finding_of
from jiangan_targets.storage.plan.schema import LightsModel, PlanModel, ReportingModel, TargetModel


def build_plan(document: dict[str, Any], year: int) -> tuple[domain.Plan | None, list[Finding]]:
    """Make a plan of a parsed targets file of a year; None, and what is allowed where, when it has another shape."""
    try:
        model = PlanModel.model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=False)
        # A misspelt key is also a missing one: the misspelling is what to tell first.
        details.sort(key=lambda detail: detail["type"] != "extra_forbidden")
        return None, [finding_of(detail, year) for detail in details]
    plan = domain.Plan(
        year=model.year,
        title=model.title,
        title_en=model.title_en or model.title,
        language=model.language,
        source=model.source,
        lights=_lights(model.lights),
        groups=tuple(domain.Group(key, group.name, group.name_en or group.name) for key, group in model.groups.items()),
        targets=tuple(_target(key, target, model.year) for key, target in model.targets.items()),
        reporting=None if model.reporting is None else _reporting(model.reporting),
    )
    return plan, []


def _lights(model: LightsModel) -> domain.Lights:
    of_rates = model.rate
    rate = None if of_rates is None else domain.Lights(of_rates.behind, of_rates.far_behind, of_rates.ahead)
    return domain.Lights(model.behind, model.far_behind, model.ahead, rate)


def _reporting(model: ReportingModel) -> due.Reporting:
    contacts = tuple(due.Contact(owner, address) for owner, address in model.mail.items())
    return due.Reporting(model.every, model.due, model.holidays, model.zone, contacts)


_UNITS = {kinds.Kind.EVENT: "%", kinds.Kind.RANK: "位"}
_TAKEN_AS_THEY_ARE = [name for name in TargetModel.model_fields if name in domain.Target._fields]


def _target(identifier: str, model: TargetModel, year: int) -> domain.Target:
    value = model.value
    stones = tuple(domain.Milestone(stone.by, stone.value) for stone in model.milestones)
    fields = {name: getattr(model, name) for name in _TAKEN_AS_THEY_ARE}
    fields |= {
        "id": identifier,
        "year": year,
        "name_en": model.name_en or model.name,
        "aliases": tuple(model.aliases),
        "last_year_months": tuple(model.last_year_months),
        "curve": tuple(model.curve),
        "value": value.lower if isinstance(value, Band) else value if isinstance(value, Decimal) else None,
        "upper": value.upper if isinstance(value, Band) else None,
        "reference": value if isinstance(value, domain.Reference) else None,
        "unit": (model.unit or _UNITS.get(model.kind, "")).replace("％", "%"),
        "milestones": stones + _by_months(model.plan, year),
        "revisions": tuple(
            domain.Revision(each.start, each.value, each.reason, _by_months(each.plan, year))
            for each in model.revisions
        ),
        "parts": tuple(domain.Part(name, **dict(part)) for name, part in model.parts.items()),
        "years": tuple(domain.Share(int(each), model.years[each]) for each in sorted(model.years)),
    }
    return domain.Target(**fields)


def _by_months(plan: dict[str, Decimal], year: int) -> tuple[domain.Milestone, ...]:
    """A plan by months: its figures are those of the months' ends."""
    months = {int(month): figure for month, figure in plan.items()}
    return tuple(domain.Milestone(month_end(year, month), months[month]) for month in sorted(months))
