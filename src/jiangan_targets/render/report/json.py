"""A report on a period as JSON, under the names that `status --json` uses."""

from __future__ import annotations

from jiangan_targets.domain.lag import Lag
from jiangan_targets.domain.period_report import PeriodReport
from jiangan_targets.domain.progress import count_standings, share_of
from jiangan_targets.domain.status import Status
from jiangan_targets.render.json import dumps, json_number, json_percent, progress_fields
from jiangan_targets.render.report.page import Page
from jiangan_targets.render.report_fields import (
    changes_fields,
    counts_fields,
    lag_fields,
    overview_fields,
    punctuality_fields,
    recovered_fields,
)


def render(page: Page) -> str:
    """The report as one JSON object; unknown numbers are null."""
    report, status = page.report, page.report.status
    total = len(status.progress)
    return dumps(
        {
            **_heading_fields(page),
            **overview_fields(status),
            "shares_percent": {key.value: json_percent(share_of(count, total)) for key, count in status.counts.items()},
            "before": _before(report),
            "groups": _groups(status),
            "attention": [_lag_fields(lag) for lag in report.lagging],
            "recovered": recovered_fields(report.recovered),
            "unexplained": [target.id for target in report.unexplained],
            "reporting": punctuality_fields(report.punctuality),
            "next_steps": page.edition.next_steps or None,
            "targets": [progress_fields(item) for item in status.progress],
            **_ranks(page),
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


def _ranks(page: Page) -> dict[str, object]:
    """Only where targets have parts."""
    if not page.rankings:
        return {}
    from jiangan_targets.render.rank_fields import ranking_fields  # noqa: PLC0415 -- few plans have parts

    return {"ranks": [ranking_fields(ranking) for ranking in page.rankings]}


def _before(report: PeriodReport) -> dict[str, object] | None:
    if report.earlier is None:
        return None
    return {
        "on": report.earlier.on.isoformat(),
        "counts": counts_fields(report.earlier.counts),
        "count_changes": changes_fields(report.status, report.earlier),
    }


def _groups(status: Status) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for group in status.plan.groups:
        items = [item for item in status.progress if item.target.group == group.id]
        counts = counts_fields(count_standings(items))
        found.append({"id": group.id, "name": group.name, "name_en": group.name_en, "counts": counts})
    return found


def _lag_fields(lag: Lag) -> dict[str, object]:
    need = lag.need
    return {
        **lag_fields(lag),
        "missing": None if need is None else json_number(need.missing),
        "per_month": None if need is None else json_percent(need.per_month),
    }
