"""What reports and summaries both say, as JSON under its fixed names."""

from __future__ import annotations

from collections.abc import Sequence

from jiangan_targets.domain.lag import Lag, Recovery
from jiangan_targets.domain.progress import FAVOURABLE, UNFAVOURABLE, Standing, share_of
from jiangan_targets.domain.reminder import Punctuality
from jiangan_targets.domain.status import Status
from jiangan_targets.render.json import explanation_fields, json_percent


def overview_fields(status: Status) -> dict[str, object]:
    """The pace, and how many targets keep it, and lag."""
    total = len(status.progress)
    good, bad = status.count_of(FAVOURABLE), status.count_of(UNFAVOURABLE)
    return {
        "pace_percent": json_percent(status.pace),
        "total": total,
        "keeping_pace": {"count": good, "percent": json_percent(share_of(good, total))},
        "lagging": {"count": bad, "percent": json_percent(share_of(bad, total))},
        "counts": counts_fields(status.counts),
    }


def counts_fields(counts: dict[Standing, int]) -> dict[str, int]:
    """How many targets have each standing."""
    return {key.value: count for key, count in counts.items()}


def changes_fields(now: Status, before: Status) -> dict[str, int]:
    """How each count has changed."""
    return {key.value: count - before.counts[key] for key, count in now.counts.items()}


def lag_fields(lag: Lag) -> dict[str, object]:
    """A lagging target with its likely end and what its owner says; how much it needs is not among them."""
    item, ahead = lag.progress, lag.outlook
    return {
        "id": item.target.id,
        "standing": item.standing.value,
        "gap_points": json_percent(item.gap),
        "overdue_days": lag.overdue_days,
        "owner": item.target.owner,
        "forecast": json_percent(ahead and ahead.forecast),
        "forecast_percent": json_percent(ahead and ahead.percent),
        "verdict": ahead and ahead.likelihood,
        **explanation_fields(lag.explanation),
    }


def recovered_fields(found: Sequence[Recovery]) -> list[dict[str, object]]:
    """The targets that lag no more, each with its reason and what became of its promise."""
    return [{"id": each.progress.target.id, **explanation_fields(each.explanation)} for each in found]


def punctuality_fields(owners: Sequence[Punctuality] | None) -> list[dict[str, object]] | None:
    """Who reported in time; null where no due dates are set."""
    return None if owners is None else [dict(each._asdict()) for each in owners]
