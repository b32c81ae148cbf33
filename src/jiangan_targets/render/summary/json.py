"""A summary as JSON, under the names that `status --json` uses."""

from __future__ import annotations

from jiangan_targets.domain.need import Need
from jiangan_targets.domain.summary import Due, NewFigure, Owner, Summary, TakenBack
from jiangan_targets.domain.vouch import Vouch
from jiangan_targets.render.json import dumps, json_number, json_percent, progress_fields
from jiangan_targets.render.report_fields import (
    changes_fields,
    counts_fields,
    lag_fields,
    overview_fields,
    punctuality_fields,
    recovered_fields,
)
from jiangan_targets.render.summary.page import Page
from jiangan_targets.render.vouch import vouch_line


def render(page: Page) -> str:
    """The summary as one JSON object; unknown numbers are null."""
    summary = page.summary
    fields = {
        **_heading_fields(summary),
        "new": [_new_fields(figure) for figure in summary.new],
        "taken_back": [_taken_back_fields(gone) for gone in summary.taken_back],
        "moves": [
            {"id": move.progress.target.id, "before": move.before.value, "after": move.progress.standing.value}
            for move in summary.moves
        ],
        "attention": [{**lag_fields(lag), "needed": _need_fields(lag.need)} for lag in summary.attention],
        "recovered": recovered_fields(summary.recovered),
        "reached": [item.target.id for item in summary.reached],
        "due": [_due_fields(due) for due in summary.due],
        "stale": [
            {"id": item.target.id, "as_of": item.record and item.record.as_of.isoformat(), "age_days": item.age_days}
            for item in summary.stale
        ],
        "unreported": [target.id for target in summary.unreported],
        "owners": [_owner_fields(owner) for owner in summary.owners],
        "reported": None if summary.reported is None else str(summary.reported),
        "reporting": punctuality_fields(summary.punctuality),
        "targets": [progress_fields(item) for item in summary.status.progress],
        "vouch": _vouch_fields(page.vouch),
        **_ranks(page),
    }
    return dumps(fields)


def _ranks(page: Page) -> dict[str, object]:
    """Only where targets have parts."""
    if not page.rankings:
        return {}
    from jiangan_targets.render.rank_fields import ranking_fields  # noqa: PLC0415 -- few plans have parts

    return {"ranks": [ranking_fields(ranking) for ranking in page.rankings]}


def _heading_fields(summary: Summary) -> dict[str, object]:
    return {
        "year": summary.plan.year,
        "week": str(summary.week),
        "monday": summary.week.monday.isoformat(),
        "sunday": summary.week.sunday.isoformat(),
        "on": summary.status.on.isoformat(),
        "view": summary.view.value,
        "phase": summary.phase.value,
        "title": summary.plan.title,
        "title_en": summary.plan.title_en,
        **overview_fields(summary.status),
        "count_changes": changes_fields(summary.status, summary.earlier),
    }


def _vouch_fields(vouch: Vouch) -> dict[str, object]:
    return {
        "year": vouch.year,
        "by": vouch.by_text,
        "count": vouch.total,
        "digest": vouch.digest,
        "line": vouch_line(vouch),
    }


def _taken_back_fields(gone: TakenBack) -> dict[str, object]:
    return {
        "id": gone.record.id,
        "target": gone.target.id,
        "value": json_number(gone.record.value),
        "as_of": gone.record.as_of.isoformat(),
        "by": gone.withdrawal.by,
        "reason": gone.withdrawal.reason,
    }


def _due_fields(due: Due) -> dict[str, object]:
    return {
        "id": due.progress.target.id,
        "by": due.milestone.by.isoformat(),
        "value": json_number(due.milestone.value),
        "missing": None if due.missing is None else json_number(due.missing),
    }


def _owner_fields(owner: Owner) -> dict[str, object]:
    return {
        "name": owner.name,
        "counts": counts_fields(owner.counts),
        "behind": [target.id for target in owner.behind],
    }


def _new_fields(figure: NewFigure) -> dict[str, object]:
    record, before = figure.record, figure.before
    return {
        "record": record.id,
        "id": record.target,
        "before": None if before is None else json_number(before.value),
        "value": json_number(record.value),
        "change": json_number(figure.change),
        "as_of": record.as_of.isoformat(),
        "completion_percent": json_percent(figure.progress.completion),
        "gap_points": json_percent(figure.progress.gap),
        "standing": figure.progress.standing.value,
        "by": record.by,
        "note": record.note,
        "source": record.source,
    }


def _need_fields(need: Need | None) -> dict[str, object] | None:
    if need is None:
        return None
    return {
        "missing": json_number(need.missing),
        "per_week": json_percent(need.per_week),
        "per_month": json_percent(need.per_month),
    }
