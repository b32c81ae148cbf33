"""JSON with the fixed names of the contract; unknown numbers are null."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.record import Record
from jiangan_targets.render.safe import INVISIBLE

if TYPE_CHECKING:
    from jiangan_targets.domain.reasons import Explanation

PERCENT_DECIMALS = 4


def progress_fields(item: Progress) -> dict[str, object]:
    """One target's progress under its fixed names."""
    target, record = item.target, item.record
    return {
        "id": target.id,
        "name": target.name,
        "name_en": target.name_en,
        "group": target.group,
        "kind": target.kind.value,
        "comparison": target.comparison.value,
        "target": None if target.value is None else json_number(target.value),
        "unit": target.unit,
        "value": None if record is None else json_number(record.value),
        "as_of": None if record is None else record.as_of.isoformat(),
        "completion_percent": json_percent(item.completion),
        "pace_percent": json_percent(item.pace_percent),
        "gap_points": json_percent(item.gap),
        "standing": item.standing.value,
        "stale": item.stale,
        "age_days": item.age_days,
        "expected": None if item.expected is None else json_percent(item.expected),
        "owner": target.owner,
        "stretch": target.stretch,
        "plan_percent": json_percent(item.plan_percent),
        "value_in_force": None if target.value is None else json_number(target.value),
        "upper": None if target.upper is None else json_number(target.upper),
        "stretch_value": None if target.stretch_value is None else json_number(target.stretch_value),
        "by": None if target.by is None else target.by.isoformat(),
        "compared_with": _compared_fields(item.compared_with),
        "pace": target.pace.value,
        "calendar_pace_percent": json_percent(item.by_calendar and item.by_calendar.pace_percent),
        "calendar_gap_points": json_percent(item.by_calendar and item.by_calendar.gap),
        "value_from": None if item.value_from is None else item.value_from.value,
    }


def _compared_fields(record: Record | None) -> dict[str, object] | None:
    """The figure of another target that the value is."""
    if record is None:
        return None
    return {"id": record.target, "value": json_number(record.value), "as_of": record.as_of.isoformat()}


def explanation_fields(found: Explanation | None) -> dict[str, object]:
    """A target's latest reason under its fixed names; all null where there is none."""
    reason, before = (None, None) if found is None else (found.reason, found.before)
    return {
        "reason": reason and reason.reason,
        "measure": reason and reason.measure,
        "promised": None if reason is None or reason.promised is None else reason.promised.isoformat(),
        "promise": None if found is None else found.promise.value,
        "promised_before": None
        if before is None or before.reason.promised is None
        else before.reason.promised.isoformat(),
        "promise_before": None if before is None else before.promise.value,
        "reason_as_of": reason and reason.as_of.isoformat(),
    }


def dumps(value: object) -> str:
    """The one way this program writes JSON: readable Chinese, two blanks of indent, nothing that a terminal obeys."""
    return re.sub(INVISIBLE, _escaped, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _escaped(found: re.Match[str]) -> str:
    """A sign as JSON writes it in ASCII; the line ends are JSON's own, as those within texts are escaped already."""
    return "\n" if found[0] == "\n" else json.dumps(found[0])[1:-1]


def json_number(value: Decimal) -> int | float:
    """A figure as a JSON number: at most 15 digits, so reading it back as a float loses nothing."""
    return int(value) if value == value.to_integral_value() else float(value)


def json_percent(value: Decimal | None) -> int | float | None:
    """A percentage, or points, with four decimals; null when unknown."""
    return None if value is None else json_number(round_half_up(value, PERCENT_DECIMALS))
