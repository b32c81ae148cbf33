"""A report on a period as JSON, under the names that `status --json` uses."""

from __future__ import annotations

from jiangan_targets.domain.period_report import FAVOURABLE, Lag, PeriodReport, count_of, share
from jiangan_targets.domain.progress import UNFAVOURABLE, count_standings
from jiangan_targets.domain.status import Status
from jiangan_targets.render.json import dumps, json_number, json_percent, progress_fields
from jiangan_targets.render.report.page import Page


def render(page: Page) -> str:
    """The report as one JSON object; unknown numbers are null."""
    report, status = page.report, page.report.status
    total = len(status.progress)
    good, bad = count_of(status, FAVOURABLE), count_of(status, UNFAVOURABLE)
    return dumps(
        {
            **_heading_fields(page),
            "pace_percent": json_percent(status.pace),
            "total": total,
            "keeping_pace": {"count": good, "percent": json_percent(share(good, total))},
            "lagging": {"count": bad, "percent": json_percent(share(bad, total))},
            "counts": _counts(status),
            "shares_percent": {key.value: json_percent(share(count, total)) for key, count in status.counts.items()},
            "before": _before(report),
            "groups": _groups(status),
            "attention": [_lag_fields(lag) for lag in report.lagging],
            "unexplained": [target.id for target in report.unexplained],
            "reporting": _punctuality(report),
            "next_steps": page.edition.next_steps or None,
            "targets": [progress_fields(item) for item in status.progress],
        }
    )


def _heading_fields(page: Page) -> dict[str, object]:
    report = page.report
    return {
        "year": report.plan.year,
        "period": str(report.period),
        "cycle": report.period.cycle.value,
        "first": report.period.first.isoformat(),
        "last": report.period.last.isoformat(),
        "dated": report.dated.isoformat(),
        "view": report.view.value,
        "title": report.plan.title,
        "title_en": report.plan.title_en,
        "number": page.edition.number,
        "issue": page.head.issue or None,
        "letterhead": page.head.name or None,
        "office": page.head.office or None,
        "signature": page.foot.signature or None,
    }


def _counts(status: Status) -> dict[str, int]:
    return {key.value: count for key, count in status.counts.items()}


def _before(report: PeriodReport) -> dict[str, object] | None:
    if report.earlier is None:
        return None
    before = report.earlier.counts
    return {
        "on": report.earlier.on.isoformat(),
        "counts": _counts(report.earlier),
        "count_changes": {key.value: count - before[key] for key, count in report.status.counts.items()},
    }


def _groups(status: Status) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for group in status.plan.groups:
        items = [item for item in status.progress if item.target.group == group.id]
        counts = {key.value: count for key, count in count_standings(items).items()}
        found.append({"id": group.id, "name": group.name, "name_en": group.name_en, "counts": counts})
    return found


def _lag_fields(lag: Lag) -> dict[str, object]:
    told, need, ahead = lag.explanation, lag.outlook.need, lag.outlook
    return {
        "id": lag.progress.target.id,
        "standing": lag.progress.standing.value,
        "gap_points": json_percent(lag.progress.gap),
        "owner": lag.progress.target.owner,
        "missing": None if need is None else json_number(need.missing),
        "per_month": None if need is None else json_percent(need.per_month),
        "forecast": json_percent(ahead.forecast),
        "forecast_percent": json_percent(ahead.percent),
        "verdict": None if ahead.likelihood is None else ahead.likelihood.value,
        "reason": told and told.reason.reason,
        "measure": told and told.reason.measure,
        "promised": told.reason.promised.isoformat() if told and told.reason.promised else None,
        "promise": told and told.promise.value,
    }


def _punctuality(report: PeriodReport) -> list[dict[str, object]] | None:
    if report.punctuality is None:
        return None
    return [
        {"owner": each.owner, "on_time": each.on_time, "late": each.late, "missing": each.missing}
        for each in report.punctuality
    ]
