"""A reminder as sheets for Excel, and the form that a department fills in."""

from __future__ import annotations

from jiangan_targets.domain.calendar import within_year
from jiangan_targets.domain.progress import Progress
from jiangan_targets.domain.reporting import Report, Timeliness
from jiangan_targets.domain.status import Status, unfolded
from jiangan_targets.render import words
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.periods import period_name
from jiangan_targets.render.reminder.page import Page, Section, Table, moment_text
from jiangan_targets.render.safe import safe_for_terminal
from jiangan_targets.render.sheet import Sheet, Value, form_sheet

_AS_OF = 7
"""The column of the form that has the day, from 0."""


def reminder_sheets(page: Page) -> list[Sheet]:
    """What is owed, a row for each figure; then the rankings."""
    rows = [_row(number, page, *owed) for number, owed in enumerate(_owed(page), start=1)]
    columns = [_("No."), _("Owner"), _("Target name"), _("Period"), _("Due by"), _("State"), _("Days late")]
    columns += [_("Last figure"), _("Unit"), _("Last as of"), _("Id")]
    owed = Sheet(_("Due and late"), page.title, [page.heading, *page.notes], columns, rows, texts=(2, 3))
    return [owed, *(_ranking(page, table) for table in page.tables)]


def form_of(page: Page, section: Section) -> tuple[Status, Sheet]:
    """The form for what a department owes: a row for each figure, with its day filled in."""
    reports = section.reminder.reports
    known = {item.target.id: item for item in unfolded(page.status).progress}
    status = page.status._replace(progress=[known[report.target.id] for report in reports])
    sheet = form_sheet(status, None)
    year = page.found.plan.year
    for row, report in zip(sheet.rows, reports, strict=True):
        row[_AS_OF] = within_year(report.period.end, year)
    return status, sheet


def _owed(page: Page) -> list[tuple[Section, Report, Progress]]:
    known = {item.target.id: item for item in unfolded(page.status).progress}
    return [
        (section, report, known[report.target.id]) for section in page.sections for report in section.reminder.reports
    ]


def _row(number: int, page: Page, section: Section, report: Report, item: Progress) -> list[Value]:
    late = report.timeliness is Timeliness.MISSING
    return [
        number,
        section.name,
        words.name(report.target),
        period_name(report.period),
        moment_text(report.due),
        _("late") if late else _("due"),
        report.days_late(page.found.moment) if late else None,
        item.record and item.record.value,
        words.unit(item.target),
        item.record and item.record.as_of,
        safe_for_terminal(report.target.id),
    ]


def _ranking(page: Page, table: Table) -> Sheet:
    return Sheet(table.heading, table.heading, [page.title, page.heading], table.columns, table.rows, table.texts)
