"""The outlook as one JSON object."""

from __future__ import annotations

from jiangan_targets.domain.outlook import Outlook
from jiangan_targets.domain.status import Status
from jiangan_targets.render import outlook_wording as wording
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.json import dumps, json_number, json_percent


def render(status: Status, found: list[Outlook], _style: Style) -> str:
    """The object; the targets in the order they are given."""
    return dumps(
        {
            "year": status.plan.year,
            "on": status.on.isoformat(),
            "title": status.plan.title,
            "title_en": status.plan.title_en,
            "targets": [outlook_fields(each) for each in found],
        }
    )


def outlook_fields(found: Outlook) -> dict[str, object]:
    """One target's outlook under its fixed names; values in its unit, to four decimals."""
    target, record, need = found.progress.target, found.progress.record, found.need
    return {
        "id": target.id,
        "name": target.name,
        "name_en": target.name_en,
        "target": None if target.value is None else json_number(target.value),
        "unit": target.unit,
        "value": None if record is None else json_number(record.value),
        "as_of": None if record is None else record.as_of.isoformat(),
        "forecast": json_percent(found.forecast),
        "forecast_percent": json_percent(found.percent),
        "forecast_low": json_percent(found.low),
        "forecast_high": json_percent(found.high),
        "basis": None if found.basis is None else found.basis.value,
        "verdict": None if found.likelihood is None else found.likelihood.value,
        "growth_percent": json_percent(found.growth),
        "missing": None if need is None else json_number(need.missing),
        "per_month": None if need is None else json_percent(need.per_month),
        "remark": wording.remark(found) or None,
    }
