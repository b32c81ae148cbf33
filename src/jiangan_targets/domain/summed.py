"""Reported totals that are no more than what their parts add up to: they need no figure of their own.

Recorded, such a total (合计, a row of an exported status) would stand before the sum, and not follow its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from jiangan_targets.domain.normal_form import normal_form
from jiangan_targets.domain.parts import adds_up, sum_of_parts
from jiangan_targets.domain.record import Entry, Record, current, standing_records
from jiangan_targets.domain.recording import ReportedFigure

_SAID = re.compile(r"为[0-9]+个.{1,40}?的合计|sumof[0-9]+(?:of[0-9]+)?")
_NEVER = datetime.min.replace(tzinfo=UTC)
"""When a figure was written down that is not yet: it makes no difference to a sum."""


def sums_among(figures: Sequence[ReportedFigure], entries: Iterable[Entry]) -> list[ReportedFigure]:
    """The figures of targets without one of their own by then that are the sum of their parts, of the same day.

    Parts count as they stand, and as they are reported beside it. Where the note says so, as an exported status does,
    it is one also if the parts have changed since, or are not known here.
    """
    wholes = [figure for figure in figures if adds_up(figure.target)]
    if not wholes:
        return []
    standing = standing_records(entries)
    return [each for each in wholes if _is_sum(each, figures, standing)]


def _is_sum(whole: ReportedFigure, figures: Iterable[ReportedFigure], standing: Iterable[Record]) -> bool:
    if whole.note is not None and _SAID.match(normal_form(whole.note)):
        return True
    known = current(standing, whole.as_of)
    if whole.target.id in known:
        return False
    reported = (each for each in figures if each.target.part is not None and each.as_of <= whole.as_of)
    for figure in sorted(reported, key=lambda each: each.as_of):
        before = known.get(figure.target.id)
        if before is None or before.as_of <= figure.as_of:
            known[figure.target.id] = Record("", figure.target.id, figure.value, figure.as_of, _NEVER)
    summed = sum_of_parts(whole.target, known)
    return summed is not None and (summed.record.value, summed.record.as_of) == (whole.value, whole.as_of)
