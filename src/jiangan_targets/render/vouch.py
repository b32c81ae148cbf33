"""A vouch as one line to keep, and what came of recomputing it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from jiangan_targets.domain.week import week_of
from jiangan_targets.errors import Message, message
from jiangan_targets.render.language import N_, ngettext

if TYPE_CHECKING:
    from jiangan_targets.domain.losses import Losses, SeenEntry
    from jiangan_targets.domain.verdict import Verdict
    from jiangan_targets.domain.vouch import Vouch

_MOST_SHOWN = 20


def vouch_line(vouch: Vouch) -> str:
    """`Ledger vouch: 93 records 3f9a-1c22-b07d (ledger 2024, by 2024-W37)`."""
    template = ngettext(
        "Ledger vouch: {count} record {digest} (ledger {year}, by {by})",
        "Ledger vouch: {count} records {digest} (ledger {year}, by {by})",
        vouch.total,
    )
    return template.format(count=vouch.total, digest=vouch.shown, year=vouch.year, by=vouch.by_text)


def lost_in_short(found: Losses, place: str) -> Message:
    """One line for whoever records something."""
    return message(
        "{path} is not what this machine has seen: missing {missing}, changed {changed}, order {order}. "
        "Look with `check`; if it is right so, `check --accept`.",
        path=place,
        missing=len(found.missing),
        changed=len(found.changed),
        order=_order(found),
    )


def lost_entries(found: Losses, place: str) -> list[Message]:
    """Each entry that is gone or changed, with the week in which it was written down, and a changed order."""
    templates = {
        N_("error: {path}, record {id} of {week}: this machine has seen it, and it is gone."): found.missing,
        N_("error: {path}, record {id} of {week}: it is not what this machine has seen."): found.changed,
    }
    lines = []
    for template, entries in templates.items():
        lines += [Message(template, _fields(entry, place)) for entry in entries[:_MOST_SHOWN]]
        if len(entries) > _MOST_SHOWN:
            lines.append(message("… and {count} more.", count=len(entries) - _MOST_SHOWN))
    if found.reordered:
        lines.append(message("error: {path}: the records are in another order than this machine has seen.", path=place))
    if lines:
        lines.append(message("hint: restore it from a copy; if it is right so, `check --accept` settles it."))
    if found.inserted:
        lines.append(
            message(
                "hint: {path}: records that came in between those seen before: {count}, the first {id}; a merge?",
                path=place,
                count=len(found.inserted),
                id=found.inserted[0].id,
            )
        )
    return lines


def accepted(found: Losses, place: str) -> Message:
    """What was settled."""
    return message(
        "{path}: taken as it is, with missing {missing}, changed {changed}, order {order}.",
        path=place,
        missing=len(found.missing),
        changed=len(found.changed),
        order=_order(found),
    )


def _order(found: Losses) -> Message:
    return message("changed") if found.reordered else message("kept")


def _fields(entry: SeenEntry, place: str) -> dict[str, object]:
    return {"path": place, "id": entry.id, "week": week_of(entry.day)}


def verdict_line(verdict: Verdict) -> Message:
    """Whether all is as it was, or how many entries are missing, added or changed since, and where to look."""
    then, now = verdict.then, verdict.now
    fields: dict[str, object] = {"by": then.by_text, "then": then.total, "now": now.total}
    if verdict.equal:
        return Message(N_("{by}: as it was, records {then}."), fields)
    return Message(
        N_("{by}: not as it was, records {then} then and {now} now: {difference}; {where}."),
        fields | {"difference": _difference(verdict), "where": _where(verdict)},
    )


def _difference(verdict: Verdict) -> Message:
    """By the counts, the least that must have happened."""
    more = verdict.now.total - verdict.then.total
    if verdict.added:
        return message("added since: {count}, the first {id}", count=more, id=verdict.added[0].id)
    if more > 0:
        return message("added since: at least {count}", count=more)
    if more < 0:
        return message("missing: at least {count}", count=-more)
    return message("changed since: at least {count}", count=1)


def _where(verdict: Verdict) -> Message:
    if verdict.added:
        weeks = sorted({week_of(entry.recorded_at.date()) for entry in verdict.added})
        return message("of {weeks}", weeks=list(weeks))
    if verdict.after is not None:
        after = verdict.after.isoformat() if isinstance(verdict.after, datetime) else str(verdict.after)
        return message("written down after {after}, up to {by}", after=after, by=verdict.then.by_text)
    return message("written down up to {by}; verify earlier summaries too to find the week", by=verdict.then.by_text)
