"""Reasons why targets lag, in words: the answer to a new one, and what has become of its promise."""

from __future__ import annotations

from collections.abc import Iterable

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.reasons import Explanation, Promise
from jiangan_targets.domain.record import Reason
from jiangan_targets.domain.target import Plan
from jiangan_targets.render import gaps, words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_PROMISES = {
    Promise.OPEN: N_("by {day}: not due yet"),
    Promise.UNKNOWN: N_("by {day}: no figure since then"),
    Promise.HELD: N_("by {day}: kept"),
    Promise.BROKEN: N_("by {day}: not kept"),
}


def render_explained(reason: Reason, item: Progress, *, dry_run: bool = False) -> str:
    """One line: the target and how it stands on the day that is explained, the reason, the measure, the promise."""
    gap = gaps.phrase(item)
    stands = _("{name} as of {day}").format(name=words.name(item.target), day=words.day(reason.as_of))
    line = " · ".join(part for part in (stands, gap, words.standing_of(item), said(reason)) if part)
    return _("(dry run) {answer}").format(answer=line) if dry_run else line


def said(reason: Reason) -> str:
    """The reason, the measure and the promised day: `reason: … · measure: … · promised by 2024-10-31`."""
    parts = [_("reason: {text}").format(text=safe_for_terminal(reason.reason))]
    if reason.measure is not None:
        parts.append(_("measure: {text}").format(text=safe_for_terminal(reason.measure)))
    if reason.promised is not None:
        parts.append(_("promised by {day}").format(day=reason.promised))
    return " · ".join(parts)


def render_reasons(reasons: Iterable[Reason], plan: Plan) -> str:
    """A line per new reason: `Parking spaces, 2024-09-30: reason: … · measure: …`; empty when there is none."""
    lines = []
    for reason in reasons:
        target = plan.target(reason.target)
        name = safe_for_terminal(reason.target) if target is None else words.name(target)
        lines.append(_("{name} as of {day}").format(name=name, day=words.day(reason.as_of)) + f" · {said(reason)}\n")
    return "".join(lines)


def rows(found: Explanation | None) -> list[tuple[str, str]]:
    """Labels and texts: the reason with its day, the measure, and whether what was promised held."""
    if found is None:
        return []
    reason = found.reason
    text = _("{reason} (as of {day})").format(reason=safe_for_terminal(reason.reason), day=words.day(reason.as_of))
    listed = [(_("Reason for lag"), text)]
    if reason.measure is not None:
        listed.append((_("Corrective measure"), safe_for_terminal(reason.measure)))
    if reason.promised is not None:
        listed.append((_("Promised"), _(_PROMISES[found.promise]).format(day=words.day(reason.promised))))
    before = found.before
    if before is not None and before.reason.promised is not None:
        text = _(_PROMISES[before.promise]).format(day=words.day(before.reason.promised))
        listed.append((_("Promised earlier"), text))
    return listed
