"""What an office prints around its reports, and asks for at their end: its own words, in its own language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from jiangan_targets.domain.report_period import ReportPeriod


class Edition(NamedTuple):
    """One report: its serial number, the day it is dated, and what it asks for; None for what nobody gave."""

    number: int | None = None
    date: date | None = None
    next_steps: str | None = None


PLACEHOLDERS = re.compile(r"\{(year|number)\}")
"""What is filled in where a serial number is worded."""

_NO_EDITIONS: Mapping[str, Edition] = MappingProxyType({})


class Letterhead(NamedTuple):
    """The head and the foot of a report by the parts that GB/T 9704—2012 names; empty for what is left out.

    letterhead: the name in red (发文机关标志); office: who prints it (印发机关); issue: the serial number's
    wording (发文字号), with `PLACEHOLDERS`; recipients: 主送机关; copy_to: 抄送机关; signature: 发文机关署名;
    next_steps: what every report asks for, unless its edition says otherwise. Editions are by period: `2024-09`.
    """

    letterhead: str = ""
    office: str = ""
    issue: str = ""
    recipients: str = ""
    copy_to: str = ""
    signature: str = ""
    next_steps: str = ""
    editions: Mapping[str, Edition] = _NO_EDITIONS

    def edition(self, period: ReportPeriod) -> Edition:
        """What is given for a period; the serial number is the period's own where nobody gave one."""
        given = self.editions.get(str(period), Edition())
        steps = self.next_steps if given.next_steps is None else given.next_steps
        return Edition(given.number or period.number, given.date, steps)

    def issue_of(self, period: ReportPeriod, dated: date) -> str:
        """A report's own serial number in its wording.

        An office counts by the year in which it sends; a period's own number, which stands
        where nobody gave one, counts in the period's year.
        """
        given = self.editions.get(str(period), Edition()).number
        values = {"year": period.year if given is None else dated.year, "number": given or period.number}
        return PLACEHOLDERS.sub(lambda found: str(values[found[1]]), self.issue)
