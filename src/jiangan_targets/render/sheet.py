"""What the exported sheets contain, in words and numbers: one source for Excel and CSV.

Chinese headings are the ones offices print; `import` knows them, and the English ones.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.parts import ValueFrom
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.record import SHOWN, SHOWN_OF_REASONS, Fate, Reported
from jiangan_targets.domain.status import Status
from jiangan_targets.domain.target import Target
from jiangan_targets.render import gaps, parts, sentences, words
from jiangan_targets.render.fields import NAMES
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.safe import safe_for_terminal

_RECORD_COLUMNS = (*SHOWN, *SHOWN_OF_REASONS)
_FIRST_TEXT = SHOWN.index("note") + 1


class Percent(NamedTuple):
    """A percentage, rounded as it is shown."""

    value: Decimal


class Points(NamedTuple):
    """Percentage points, rounded as they are shown: with their sign."""

    value: Decimal


class StaleDay(NamedTuple):
    """The day of a figure that is out of date, which is said beside it."""

    day: date

    @property
    def text(self) -> str:
        """As the status tells it."""
        return _("{day} stale").format(day=self.day.isoformat())


Value = str | int | Decimal | Percent | Points | StaleDay | date | None


class StatusColumn(IntEnum):
    """Columns of the status sheet, from 1; those behind the last printed one let it be imported again."""

    NAME = 3
    COMPLETION = 7
    GAP = 10
    STANDING = 11
    LAST_PRINTED = 15


class Sheet(NamedTuple):
    """A title, lines below it, headings, and rows of values as they are; `foot` are the labels of a line to sign.

    `texts` are the wide columns and `name_column` the last that stays in sight, from 1. Of what is printed,
    `printed_rows` and `printed_columns` say how many, if not all.
    """

    name: str
    title: str
    lines: list[str]
    headings: list[str]
    rows: list[list[Value]]
    texts: tuple[int, ...]
    name_column: int = 2
    printed_rows: int | None = None
    printed_columns: int | None = None
    foot: tuple[str, ...] = ()


def by_group(status: Status) -> Status:
    """The targets of each group together, in the plan's order of groups: as the status table shows them."""
    places = {group.id: place for place, group in enumerate(status.plan.groups)}
    return status._replace(progress=sorted(status.progress, key=lambda item: places[item.target.group]))


def status_sheet(status: Status) -> Sheet:
    """The status as the sheet an office prints, in its order."""
    groups = {group.id: words.name(group) for group in status.plan.groups}
    return Sheet(
        name=_("Status"),
        title=words.title(status.plan),
        lines=[_("{day} · pace {pace}").format(day=words.day(status.on), pace=words.percent(status.pace))],
        headings=[
            *(_("No."), _("Group"), _("Target name"), _("Unit"), _("Year's target"), _("Done so far"), _("Completion")),
            *(_("Pace"), _("Of plan to date"), _("Ahead/behind (points)"), _("Standing"), _("Owner"), _("Note")),
            *(_("As of"), _("By"), _("Id")),
        ],
        rows=[
            _status_row(number, groups[item.target.group], item) for number, item in enumerate(status.progress, start=1)
        ],
        texts=(2, 3, 12, 13),
        name_column=StatusColumn.NAME,
        printed_columns=StatusColumn.LAST_PRINTED,
    )


def _status_row(number: int, group: str, item: Progress) -> list[Value]:
    target, record = item.target, item.record
    return [
        number,
        group,
        words.name(target),
        words.unit(target),
        goal_value(target),
        record and record.value,
        share_value(item),
        # The heading is the calendar's pace.
        percent_value(item.pace_percent) if item.by_calendar is None else _last_years_pace(item),
        percent_value(item.plan_percent),
        gap_value(item),
        words.standing_of(item),
        safe_for_terminal(target.owner or ""),
        _note(item),
        day_value(item),
        safe_for_terminal((record and record.by) or ""),
        target.id,
    ]


def _note(item: Progress) -> str:
    """The record's; of a sum what it is the sum of, which `import` knows: it is nobody's own figure."""
    if item.value_from is ValueFrom.PARTS:
        return parts.said(parts.short_of(item))
    return safe_for_terminal((item.record and item.record.note) or "")


def _last_years_pace(item: Progress) -> str:
    return _("{percent} by last year").format(percent=words.percent(item.pace_percent))


def share_value(item: Progress) -> Value:
    """The completion; of a limit the heading would be wrong, so it says what it is."""
    of_limit = item.target.is_limit and item.completion is not None
    return sentences.share(item) if of_limit else percent_value(item.completion)


def gap_value(item: Progress) -> Value:
    """Points as the heading says; a gap in another unit, or to another pace, says what it is."""
    if item.gap is None:
        return None
    by_its_heading = item.target.gap_in_points and item.by_calendar is None
    return round_half_up(item.gap, 1) if by_its_heading else gaps.phrase(item)


def goal_value(target: Target) -> Value:
    """A number where it is one; a range, the day of an event or a dash as text."""
    return words.goal(target) if target.value is None or target.upper is not None else target.value


def percent_value(value: Decimal | None) -> Percent | None:
    """To one decimal."""
    # Rounded here and not by a number format: spreadsheets round binary fractions.
    return None if value is None else Percent(round_half_up(value, 1))


def day_value(item: Progress) -> Value:
    """The day of the figure, and that it is stale."""
    return StaleDay(item.record.as_of) if item.record is not None and item.stale else item.record and item.record.as_of


def records_sheet(fates: list[Fate], names: dict[str, str]) -> Sheet:
    """The records and reasons in the order given, but those taken back last, and not printed; `names` by target id."""
    standing = [fate for fate in fates if fate.withdrawn_by is None]
    fates = [*standing, *(fate for fate in fates if fate.withdrawn_by is not None)]
    return Sheet(
        name=_("Records made"),
        title=_("Records made"),
        lines=[],
        headings=[*(_(NAMES.get(key, key)) for key in _RECORD_COLUMNS), _("Remark")],
        rows=[[*(_record_value(fate.record, key, names) for key in _RECORD_COLUMNS), _remark(fate)] for fate in fates],
        texts=(2, *range(_FIRST_TEXT, len(_RECORD_COLUMNS) + 2)),
        printed_rows=len(standing),
    )


def _record_value(record: Reported, key: str, names: dict[str, str]) -> Value:
    value = names.get(record.target, record.target) if key == "target" else getattr(record, key, None)
    if isinstance(value, datetime):
        return words.minute(value)
    return value if isinstance(value, Decimal | date) else safe_for_terminal(value or "")


def _remark(fate: Fate) -> str:
    if fate.withdrawn_by is not None:
        return _("withdrawn: {reason}").format(reason=safe_for_terminal(fate.withdrawn_by.reason or "–"))
    return _("superseded") if fate.superseded_by is not None else ""


def form_sheet(status: Status, as_of: date | None) -> Sheet:
    """A form to fill: what is known for reference, and empty cells for the new figures."""
    lines = [
        _("Fill in the columns from “New figure” on and the last line, then send the file back."),
        _("The figure is the year's total so far (or the level or rate), in the unit of its row; 0.9万 is understood."),
    ]
    if any(item.target.kind in {Kind.EVENT, Kind.RANK} for item in status.progress):
        lines.append(_("For what is done by a day write 完成 or its progress, like 45%; for a rank its place, like 3."))
    if as_of is not None:
        lines.append(_("Figures as of {day}, unless a row says another day.").format(day=words.day(as_of)))
    return Sheet(
        name=_("Form"),
        title=_("{title}: figures to report").format(title=words.title(status.plan)),
        lines=lines,
        headings=[
            *(_("Id"), _("Target name"), _("Unit"), _("Year's target"), _("Last figure"), _("Last as of")),
            *(_("New figure"), _("As of"), _("Note"), _("Source"), _("Reason for lag"), _("Corrective measure")),
        ],
        rows=[
            [
                item.target.id,
                words.name(item.target),
                words.unit(item.target),
                goal_value(item.target),
                item.record and item.record.value,
                item.record and item.record.as_of,
                *(None, None, None, None, None, None),
            ]
            for item in status.progress
        ],
        texts=(1, 2, 9, 10, 11, 12),
        # Labels that `received.signature` knows.
        foot=(_("Filled in by:"), _("Checked by:"), _("Telephone:")),
    )
