"""A reminder as JSON: every report that is due or was, and the rankings."""

from __future__ import annotations

from datetime import datetime

from jiangan_targets.domain.reminder import Tally, ranking_by_owner, tally_by_period
from jiangan_targets.domain.reporting import Report, Term
from jiangan_targets.render.json import dumps, json_percent
from jiangan_targets.render.reminder.page import Page


def render(page: Page) -> str:
    """Moments carry the office's offset; a period is named like `2024-09`, `2024-W37`, `2024-Q3`."""
    found = page.found
    return dumps(
        {
            "year": found.plan.year,
            "on": page.day.isoformat(),
            "every": found.reporting.every.value,
            "holidays_unknown": found.assumed,
            "next": _term(found.coming),
            "reports": [_report(report, found.moment) for report in found.reports],
            "by_owner": [
                {"place": place.place, "owner": place.owner, **_tally(place.tally)} for place in ranking_by_owner(found)
            ],
            "by_period": [{"period": str(period), **_tally(tally)} for period, tally in tally_by_period(found)],
        }
    )


def _term(term: Term | None) -> dict[str, object] | None:
    return None if term is None else {"period": str(term.period), "due": _moment(term.due)}


def _report(report: Report, moment: datetime) -> dict[str, object]:
    recorded_at = report.recorded_at
    return {
        "target": report.target.id,
        "owner": report.target.owner,
        "period": str(report.period),
        "start": report.period.start.isoformat(),
        "end": report.period.end.isoformat(),
        "due": _moment(report.due),
        "recorded_at": None if recorded_at is None else recorded_at.isoformat(),
        "timeliness": report.timeliness.value,
        "days_late": report.days_late(moment),
        "wanted": report.wanted,
    }


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def _tally(tally: Tally) -> dict[str, object]:
    counts = {"reports": tally.total, "on_time": tally.on_time, "late": tally.late, "missing": tally.missing}
    return {**counts, "on_time_percent": json_percent(tally.percent)}
