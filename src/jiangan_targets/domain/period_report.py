"""What a period brought: the standings at its end against those before, what lags and why, and who reported in time.

Like a week's summary, it uses only what had been written down by a day, so that an old report comes out the same
for ever: its own date, which is the period's last day where nobody gave another. The period before is told as it
was known so many days after its own end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from jiangan_targets.domain.outlook import LastYear, Outlook, outlook
from jiangan_targets.domain.progress import Progress, Standing, assess_plan
from jiangan_targets.domain.reasons import Explanation, explanation
from jiangan_targets.domain.record import Entry, current, known_by, standing_records
from jiangan_targets.domain.report_period import ReportPeriod
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.summarising import attention, view_of
from jiangan_targets.domain.summary import View
from jiangan_targets.domain.target import Plan, Target

FAVOURABLE = frozenset({Standing.ON_PACE, Standing.AHEAD, Standing.MET})
"""The standings that keep pace, or better."""


class Punctuality(NamedTuple):
    """How many figures of an owner came on time, came late, and did not come; the owner None: nobody is named."""

    owner: str | None
    on_time: int
    late: int
    missing: int


class Supplements(NamedTuple):
    """Who reported in time, None where no due dates are set or none has passed; and the year before, by target."""

    punctuality: Sequence[Punctuality] | None = None
    last_year: Mapping[str, LastYear] = MappingProxyType({})


class Lag(NamedTuple):
    """A target behind its pace, or missed: what would still make it, where its year ends, and what its owner says."""

    progress: Progress
    outlook: Outlook
    explanation: Explanation | None


class PeriodReport(NamedTuple):
    """A period of a plan, as known on the day `dated`; `late` counts the figures for its days that came after it.

    `earlier` is the status at the end of the period before, None for a year's first. `punctuality` is None where
    no due dates are set, where none has passed, and where all was filled in later.
    """

    period: ReportPeriod
    dated: date
    view: View
    status: Status
    earlier: Status | None
    lagging: list[Lag]
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
    status = _status(plan, seen, period)
    late = (record.as_of <= period.last and record.recorded_at.date() > dated for record in standing_records(entries))
    return PeriodReport(
        period=period,
        dated=dated,
        view=view,
        status=status,
        earlier=_earlier(plan, entries, period, dated, view),
        lagging=[
            Lag(
                each.progress,
                outlook(each.progress, period.last, supplements.last_year.get(each.progress.target.id)),
                explanation(plan, seen, each.progress.target.id, period.last),
            )
            for each in attention(status)
        ],
        punctuality=supplements.punctuality if view is View.AS_KNOWN else None,
        late=sum(late) if view is View.AS_KNOWN else 0,
    )


def _status(plan: Plan, entries: list[Entry], period: ReportPeriod) -> Status:
    return Status(plan, period.last, assess_plan(plan, current(standing_records(entries), period.last), period.last))


def _earlier(plan: Plan, entries: list[Entry], period: ReportPeriod, dated: date, view: View) -> Status | None:
    before = period.before
    if before is None:
        return None
    known = known_by(entries, before.last + (dated - period.last)) if view is View.AS_KNOWN else entries
    return _status(plan, known, before)


def share(count: int, of: int) -> Decimal | None:
    """So many of so many, in percent; None of none."""
    return Decimal(count) * 100 / of if of else None


def count_of(status: Status, standings: frozenset[Standing]) -> int:
    """How many targets have one of the standings."""
    return sum(item.standing in standings for item in status.progress)
