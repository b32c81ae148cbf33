"""What a period brought: the standings at its end against those before, what lags and why, and who reported in time.

Like a week's summary, it uses only what had been written down by a day, so that an old report comes out the same
for ever: its own date, which is the period's last day where nobody gave another. The period before is told as it
was known so many days after its own end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from jiangan_targets.domain.lag import Lag, Recovery, lagging, recovered
from jiangan_targets.domain.plan_progress import assess_plan
from jiangan_targets.domain.record import Entry, current, known_by, standing_records
from jiangan_targets.domain.report_period import ReportPeriod
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.summarising import view_of
from jiangan_targets.domain.summary import Supplements, View
from jiangan_targets.domain.target import Plan, Target

if TYPE_CHECKING:
    from jiangan_targets.domain.reminder import Punctuality


class PeriodReport(NamedTuple):
    """A period of a plan, as known on the day `dated`; `late` counts the figures for its days that came after it.

    `earlier` is the status at the end of the period before, None for a year's first; `recovered` are the
    promises of targets that lag no more. `punctuality` is None where
    no due dates are set, where none has passed, and where all was filled in later.
    """

    period: ReportPeriod
    dated: date
    view: View
    status: Status
    earlier: Status | None
    lagging: list[Lag]
    recovered: list[Recovery]
    punctuality: Sequence[Punctuality] | None
    late: int

    @property
    def plan(self) -> Plan:
        """The targets it is about."""
        return self.status.plan

    @property
    def unexplained(self) -> list[Target]:
        """Lagging targets without a reason."""
        return [lag.progress.target for lag in self.lagging if lag.explanation is None]


def report_on(
    plan: Plan,
    entries: list[Entry],
    period: ReportPeriod,
    dated: date,
    supplements: Supplements,
) -> PeriodReport:
    """The report on `period` from a ledger in its order, as known on the day `dated`.

    `supplements` has what the year's own plan and ledger do not say.
    """
    known = known_by(entries, dated)
    view = view_of(entries, known, period.last)
    seen = known if view is View.AS_KNOWN else entries
    status, seen_before = _status(plan, seen, period), _seen_before(entries, period, dated, view)
    earlier = None if period.before is None else _status(plan, seen_before, period.before)
    late = (record.as_of <= period.last and record.recorded_at.date() > dated for record in standing_records(entries))
    return PeriodReport(
        period=period,
        dated=dated,
        view=view,
        status=status,
        earlier=earlier,
        lagging=lagging(status, seen, supplements.last_year),
        recovered=recovered(status, seen, earlier, seen_before),
        punctuality=supplements.punctuality if view is View.AS_KNOWN else None,
        late=sum(late) if view is View.AS_KNOWN else 0,
    )


def _status(plan: Plan, entries: list[Entry], period: ReportPeriod) -> Status:
    return Status(plan, period.last, assess_plan(plan, current(standing_records(entries), period.last), period.last))


def _seen_before(entries: list[Entry], period: ReportPeriod, dated: date, view: View) -> list[Entry]:
    """What the report on the period before was made of, if it came as long after its end."""
    if period.before is None:
        return []
    return known_by(entries, period.before.last + (dated - period.last)) if view is View.AS_KNOWN else entries
