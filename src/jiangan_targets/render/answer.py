"""The one line that answers a new record, or one that is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.record import Reason, Record
from jiangan_targets.domain.recording import Recorded
from jiangan_targets.domain.target import Target
from jiangan_targets.render import gaps, sentences, words
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

if TYPE_CHECKING:
    from jiangan_targets.domain.withdrawing import TakenBack


def render_answer(item: Progress, before: Record | None, remark: str = "") -> str:
    """Day, before → after, change, completion, gap and standing of the record in `item`.

    `remark` tells why it is of that day where nobody said so.
    """
    target, record = item.target, item.record
    assert record is not None  # noqa: S101 -- it was just made
    name = _("{name}, {day}").format(name=words.name(target), day=words.day(record.as_of))
    if remark:
        name = _("{name} ({remark})").format(name=name, remark=remark)
    earlier = _("none") if before is None else words.number(before.value, target)
    change = words.change(record.value - (before.value if before else 0), target)
    share = ""
    if sentences.has_share(item):
        of_target = _("{percent} of the limit of {target}") if target.is_limit else _("{percent} of {target}")
        share = of_target.format(percent=words.percent(item.completion), target=words.goal_quantity(target))
    if target.kind is Kind.EVENT:
        moved = _("{name}: {value}").format(name=name, value=words.current(item))
        return " · ".join((moved, words.standing_of(item)))
    moved = _("{name}: {before} → {after} ({change})").format(
        name=name, before=earlier, after=words.number(record.value, target), change=change
    )
    return " · ".join(part for part in (moved, share, gaps.phrase(item), words.standing_of(item)) if part)


def render_already(item: Recorded) -> str:
    """A figure that stands already."""
    return _("{name}: already recorded: {value} of {day} ({id})").format(
        name=words.name(item.target),
        value=_figure(item.record, item.target),
        day=item.record.as_of,
        id=words.plain(item.record.id),
    )


def render_taken_back(item: TakenBack, target: Target | None) -> str:
    """What is taken back, and which figure counts now; `target` is None when the plan has it no more."""
    record, now = item.record, item.counts_now
    taken = _("Withdrawn: {id} ({target}, {value}, {day}).").format(
        id=words.plain(record.id),
        target=words.plain(record.subject) if target is None else words.name(target),
        value=safe_for_terminal(record.reason) if isinstance(record, Reason) else _figure(record, target),
        day=record.as_of,
    )
    if isinstance(record, Reason):
        return taken
    if now is None:
        return taken + _(" No figure is left.")
    return taken + _(" What counts now: {value} of {day}.").format(value=_figure(now, target), day=now.as_of)


def _figure(record: Record, target: Target | None) -> str:
    return words.plain(record.value) if target is None else words.quantity(record.value, target)
