"""A reminder in words, once for all its forms: headings, sentences and figures as text.

The forms only lay this out, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.reminder import (
    Batch,
    Place,
    Reminder,
    Tally,
    late_reports,
    ranking_by_owner,
    reminders,
    tally_by_period,
    tally_of,
)
from jiangan_targets.domain.reporting import Reports
from jiangan_targets.domain.reporting_period import zone_of
from jiangan_targets.domain.status import Status, unfolded
from jiangan_targets.domain.target import Target
from jiangan_targets.render import words
from jiangan_targets.render.language import ngettext
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.periods import period_name
from jiangan_targets.render.safe import safe_for_terminal
from jiangan_targets.render.sheet import Percent, Value


class Owed(NamedTuple):
    """Targets whose figures of one period are owed, under the sentence that says since or until when."""

    late: bool
    text: str
    targets: list[str]


class Section(NamedTuple):
    """What one department owes."""

    name: str
    reminder: Reminder
    owed: list[Owed]


class Table(NamedTuple):
    """A ranking: a heading, the columns' headings, rows of texts and figures; `texts` are wide columns, from 1."""

    heading: str
    columns: list[str]
    rows: list[list[Value]]
    texts: tuple[int, ...]


class Page(NamedTuple):
    """All that a reminder says; `day` is the day it is of, by the office's clock."""

    found: Reports
    status: Status
    day: date
    title: str
    heading: str
    notes: list[str]
    sections: list[Section]
    tables: list[Table]


def compose(found: Reports, status: Status, *, ranking: bool) -> Page:
    """The reminder in the chosen language; `status` has the last figures."""
    owing = reminders(found)
    known = {item.target.id: item for item in unfolded(status).progress}
    moment = found.moment.astimezone(zone_of(found.reporting))
    late = len(late_reports(found))
    due = sum(len(reminder.reports) for reminder in owing) - late
    heading = _("Reports as of {moment}: due {due}, late {late}")
    return Page(
        found,
        status,
        moment.date(),
        words.title(found.plan),
        heading.format(moment=moment_text(moment), due=due, late=late),
        _notes(found, nothing=not owing),
        [_section(reminder, moment, known) for reminder in owing],
        [_by_owner(found), _by_period(found)] if ranking else [],
    )


def _notes(found: Reports, *, nothing: bool) -> list[str]:
    notes = [_("Nothing is due or late.")] if nothing else []
    if found.coming is not None:
        line = _("Next: {period}, due by {due}.")
        notes.append(line.format(period=period_name(found.coming.period), due=moment_text(found.coming.due)))
    if found.assumed:
        years = words.listing(map(str, found.assumed))
        notes.append(_("No holidays are known of {years}: Monday to Friday count as working days.").format(years=years))
    return notes


def _section(reminder: Reminder, moment: datetime, known: Mapping[str, Progress]) -> Section:
    owed = [
        Owed(batch.late, _batch(batch, moment), [_target(target, known[target.id]) for target in batch.targets])
        for batch in reminder.batches
    ]
    return Section(owner_name(reminder.owner), reminder, owed)


def owner_name(owner: str | None) -> str:
    """A department, or what stands for none."""
    return _("No owner") if owner is None else safe_for_terminal(owner)


def _batch(batch: Batch, moment: datetime) -> str:
    due, days = moment_text(batch.due), abs((batch.due.date() - moment.date()).days)
    period = period_name(batch.first)
    if batch.last != batch.first:
        period = _("{first} to {last}").format(first=period, last=period_name(batch.last))
    if batch.late and days:
        template = ngettext(
            "{period}: late since {due} ({count} day)", "{period}: late since {due} ({count} days)", days
        )
    elif batch.late:
        template = _("{period}: late since {due} (today)")
    elif days:
        template = ngettext("{period}: due by {due} (in {count} day)", "{period}: due by {due} (in {count} days)", days)
    else:
        template = _("{period}: due by {due} (today)")
    return template.format(period=period, due=due, count=days)


def _target(target: Target, item: Progress) -> str:
    """A target and the figure that was there last."""
    name = words.name(target)
    if item.record is None:
        return _("{name}: no figure so far").format(name=name)
    figure = words.current(item) + words.goal_unit(item.target)
    return _("{name}: last {figure} on {day}").format(name=name, figure=figure, day=words.day(item.record.as_of))


def moment_text(value: datetime) -> str:
    """A day; with the time of the day, but at its end."""
    day = words.day(value.date())
    return day if value.time() == time.max else f"{day} {value:%H:%M}"


def _by_owner(found: Reports) -> Table:
    columns = [_("Place"), _("Owner"), *_tally_columns()]
    rows = [_owner_row(place) for place in ranking_by_owner(found)]
    return Table(_("On time by owner"), columns, [*rows, ["", _("All"), *_tally_cells(tally_of(found))]], (2,))


def _owner_row(place: Place) -> list[Value]:
    number: Value = "–" if place.place is None else place.place
    return [number, owner_name(place.owner), *_tally_cells(place.tally)]


def _by_period(found: Reports) -> Table:
    columns = [_("Period"), _("Due by"), *_tally_columns()]
    due = {report.period: report.due for report in found.reports}
    rows: list[list[Value]] = [
        [period_name(period), moment_text(due[period]), *_tally_cells(tally)]
        for period, tally in tally_by_period(found)
    ]
    return Table(_("On time by period"), columns, rows, ())


def _tally_columns() -> list[str]:
    return [_("Reports"), _("On time"), _("Late"), _("Missing"), _("Share on time")]


def _tally_cells(tally: Tally) -> list[Value]:
    percent = tally.percent
    share: Value = "–" if percent is None else Percent(round_half_up(percent, 1))
    return [tally.total, tally.on_time, tally.late, tally.missing, share]
