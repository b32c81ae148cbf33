"""What reports and summaries both say, as offices write it: the counts, what lags and why, and who reported in time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jiangan_targets.domain.lag import Lag, Recovery
from jiangan_targets.domain.progress import FAVOURABLE, UNFAVOURABLE, Progress, Standing, count_standings, share_of
from jiangan_targets.domain.status import Status
from jiangan_targets.render import need, parts, sentences, words
from jiangan_targets.render.language import N_, chinese, ngettext
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

if TYPE_CHECKING:
    from jiangan_targets.domain.ranking import Ranking
    from jiangan_targets.domain.reminder import Punctuality

ORDER = (
    *(Standing.MET, Standing.AHEAD, Standing.ON_PACE, Standing.IN_PROGRESS, Standing.BEHIND, Standing.FAR_BEHIND),
    *(Standing.OVER_LIMIT, Standing.MISSED, Standing.NO_DATA, Standing.TRACKED),
)
"""From good to bad, then what cannot be judged."""


def overview(status: Status) -> str:
    """How much of the year has passed, and how many targets keep pace and lag."""
    total = len(status.progress)
    good, bad = status.count_of(FAVOURABLE), status.count_of(UNFAVOURABLE)
    return ngettext(
        "By {day}, {pace} of the year had passed. Of {total} target, {good} keeping pace or met ({good_share}), "
        "{bad} lagging ({bad_share}).",
        "By {day}, {pace} of the year had passed. Of {total} targets, {good} keeping pace or met ({good_share}), "
        "{bad} lagging ({bad_share}).",
        total,
    ).format(
        day=words.day(status.on),
        pace=words.percent(status.pace),
        total=total,
        good=good,
        good_share=words.percent(share_of(good, total)),
        bad=bad,
        bad_share=words.percent(share_of(bad, total)),
    )


def counted(counts: dict[Standing, int], total: int | None = None) -> Iterator[str]:
    """`met 2 (9.5%)`, `已完成2项，占9.5%`; without the share where no total is given."""
    for standing in ORDER:
        count = counts[standing]
        if count and total is not None:
            template = _("{standing} {count} ({share})")
            yield template.format(
                standing=words.standing(standing), count=count, share=words.percent(share_of(count, total))
            )
        elif count:
            yield _("{standing} {count}").format(standing=words.standing(standing), count=count)


def counts_of(items: list[Progress]) -> str:
    """How many there are, and how many of each standing."""
    counts = words.clauses(counted(count_standings(items)))
    return _("Of {total}: {counts}.").format(total=len(items), counts=counts)


def not_reported(names: Iterable[str]) -> str:
    """The names of those without a figure, as a sentence."""
    return _("Not reported yet: {names}.").format(names=words.listing(names))


def figure(item: Progress) -> str:
    """A target's figure as a sentence; of one that is split also what it is the sum of, and whose part is not there."""
    told = parts.remarks(item)
    if not told:
        return sentences.sentence(item)
    names = _("Parts: {what}.").format(what=parts.said(told))
    return ("" if chinese() else " ").join(filter(None, (sentences.sentence(item), names)))


def lag(found: Lag, *, weekly: bool = False) -> Iterator[str]:
    """Sentences: the figure, what is needed from now on, the likely end, the reason and what is done about it."""
    item, target, ahead = found.progress, found.progress.target, found.outlook
    yield figure(item)
    if found.overdue_days is not None and target.by is not None:
        yield _overdue(target.by, found.overdue_days)
    if found.need is not None:
        yield need.sentence(found.need, target, weekly=weekly)
    if ahead is not None and ahead.forecast is not None and ahead.percent is not None:
        from jiangan_targets.render import outlook_wording  # noqa: PLC0415 -- hardly any target has a course

        yield _("By last year's course the year ends with {forecast}, {share}: {likely}.").format(
            forecast=outlook_wording.forecast(ahead),
            share=outlook_wording.share_of(ahead),
            likely=words.clauses([outlook_wording.likelihood(ahead), outlook_wording.remark(ahead)]),
        )
    told = found.explanation
    if told is None:
        return
    if item.record is not None and told.reason.as_of < item.record.as_of:
        # Nobody has said it of this figure.
        day = words.week_day(told.reason.as_of)
        yield _("Reason as of {day}: {text}.").format(day=day, text=_own_words(told.reason.reason))
    else:
        yield _("Reason: {text}.").format(text=_own_words(told.reason.reason))
    if told.reason.measure:
        yield _("Remedy: {text}.").format(text=_own_words(told.reason.measure))
    if told.reason.promised is not None:
        yield _(_PROMISES[told.promise]).format(day=words.day(told.reason.promised))
    before = told.before
    if (
        before is not None
        and before.reason.promised is not None
        and (before.promise.decided or told.promised is before)
    ):
        yield _(_EARLIER_PROMISES[before.promise]).format(day=words.day(before.reason.promised))


def _overdue(by: date, days: int) -> str:
    """Of an event, what a gap is of other targets."""
    if not days:
        return _("It was due on {day}.").format(day=words.week_day(by))
    overdue = ngettext("It was due on {day}: {count} day overdue.", "It was due on {day}: {count} days overdue.", days)
    return overdue.format(day=words.week_day(by), count=days)


_PROMISES = {
    "open": N_("Promised by {day}."),
    "unknown": N_("Promised by {day}; no figure has come since."),
    "held": N_("Promised by {day}, and kept."),
    "broken": N_("Promised by {day}, and not kept."),
}
_EARLIER_PROMISES = {
    "open": N_("Promised earlier, by {day}."),
    "unknown": N_("Promised earlier, by {day}; no figure has come since."),
    "held": N_("Promised earlier, by {day}, and kept."),
    "broken": N_("Promised earlier, by {day}, and not kept."),
}
"""With an earlier reason: told when it is decided, and where no other promise took its place."""


def recovered(found: Sequence[Recovery]) -> Iterator[str]:
    """Those that lag no more, with the days they had promised: a sentence of those in time, one of those too late."""
    for promise, template in _RECOVERED.items():
        told = [
            _("{name} (by {day})").format(name=words.name(each.progress.target), day=words.day(day))
            for each in found
            if each.explanation.promise == promise and (day := each.explanation.reason.promised) is not None
        ]
        if told:
            yield _(template).format(names=words.listing(told))


_RECOVERED = {
    "held": N_("No longer lagging, as promised: {names}."),
    "broken": N_("No longer lagging, later than promised: {names}."),
}
"""By what became of the promise."""


def _own_words(text: str) -> str:
    """Somebody's own sentence, without the stop that ours brings."""
    return safe_for_terminal(" ".join(text.split())).rstrip("。.；;")


def rankings(status: Status, earlier: Status | None) -> list[Ranking]:
    """How the parts of targets rank, against an earlier day; nothing where none has parts."""
    if not _have_parts(status):
        return []
    from jiangan_targets.domain.ranking import told_against  # noqa: PLC0415 -- few plans have parts

    return told_against(status, earlier if earlier is not None and earlier.on < status.on else None)


def rank_lines(status: Status, made: Sequence[Ranking], told: Collection[str]) -> list[str]:
    """Of each target with parts the first and the last; of one that no sentence told what its figure is made of too."""
    if not _have_parts(status):
        return []
    from jiangan_targets.render.rank_lines import lines  # noqa: PLC0415 -- few plans have parts

    return lines(status.progress, made, told)


def _have_parts(status: Status) -> bool:
    return any(item.parts for item in status.progress)


def punctuality(owners: Sequence[Punctuality] | None) -> list[str]:
    """How many figures came on time, late, and not at all, and from whom; nothing where no due dates are set."""
    if not owners:
        return []
    on_time, late, missing = (
        sum(counts) for counts in zip(*((o.on_time, o.late, o.missing) for o in owners), strict=True)
    )
    due = on_time + late + missing
    first = ngettext(
        "Of {due} figure due, {on_time} came on time ({share}), {late} late, {missing} not at all.",
        "Of {due} figures due, {on_time} came on time ({share}), {late} late, {missing} not at all.",
        due,
    ).format(
        due=due, on_time=on_time, share=words.percent(share_of(on_time, due) or Decimal(0)), late=late, missing=missing
    )
    lines = [first]
    for template, counts in (
        (_("Late: {owners}."), [(each.owner, each.late) for each in owners]),
        (_("Missing: {owners}."), [(each.owner, each.missing) for each in owners]),
    ):
        told = [_("{name} {count}").format(name=_owner(owner), count=count) for owner, count in counts if count]
        if told:
            lines.append(template.format(owners=words.listing(told)))
    return lines


def _owner(name: str | None) -> str:
    return _("No owner") if name is None else safe_for_terminal(name)
