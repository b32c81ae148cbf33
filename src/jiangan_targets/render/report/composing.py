"""A report on a period put into words, once for all its forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.letterhead import Letterhead
from jiangan_targets.domain.period_report import PeriodReport
from jiangan_targets.domain.progress import Progress
from jiangan_targets.render import gaps, report_parts, sentences, words
from jiangan_targets.render.language import chinese
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.report import wording
from jiangan_targets.render.report.page import Annex, Column, Foot, Head, Level, Line, Page, RankAnnex, Row, Section
from jiangan_targets.render.safe import safe_for_terminal

if TYPE_CHECKING:
    from jiangan_targets.domain.ranking import Ranking


def compose(report: PeriodReport, letterhead: Letterhead) -> Page:
    """Put a report into words, in the chosen language; the office's own words stay as they are."""
    edition = letterhead.edition(report.period)
    dated = words.day(report.dated)
    issue = letterhead.issue_of(report.period, report.dated)
    rankings = report_parts.rankings(report.status, report.earlier)
    sections = [
        (_("Overview"), wording.overview(report)),
        (_("Progress by group"), list(_groups(report))),
        (_("Ranks"), wording.ranks(report, rankings)),
        (_("Targets behind pace"), list(wording.lagging(report))),
        (_("Who reported"), list(map(Line, report_parts.punctuality(report.punctuality)))),
        (_("What is asked for"), _paragraphs(edition.next_steps)),
    ]
    told = [(heading, lines) for heading, lines in sections if lines]
    recipients, copy_to = (safe_for_terminal(each) for each in (letterhead.recipients, letterhead.copy_to))
    office = safe_for_terminal(letterhead.office)
    return Page(
        report=report,
        edition=edition,
        head=Head(safe_for_terminal(letterhead.letterhead), safe_for_terminal(issue), office, dated),
        title=_("Report on {title}, {span}").format(title=words.title(report.plan), span=wording.span(report.period)),
        recipients=recipients and _("To: {recipients}").format(recipients=recipients.rstrip("：:")),
        sections=[Section(_numbered(place, heading), lines) for place, (heading, lines) in enumerate(told, start=1)],
        annex=_annex(report, _("Annex 1") if rankings else _("Annex")),
        foot=Foot(
            signature=safe_for_terminal(letterhead.signature),
            date=dated,
            copy_to=copy_to and _("Copy to: {receivers}").format(receivers=copy_to.rstrip("。.")),
            office=office,
            printed=_("printed on {day}").format(day=dated),
        ),
        ranks=_ranks(report, rankings) if rankings else None,
        rankings=rankings,
    )


def _ranks(report: PeriodReport, rankings: list[Ranking]) -> RankAnnex:
    from jiangan_targets.render.ranks import table  # noqa: PLC0415 -- few plans have parts

    title = _("Ranks on {day}").format(day=words.day(report.period.last))
    return RankAnnex(_("Annex 2"), title, [table(ranking) for ranking in rankings])


def _numbered(place: int, heading: str) -> str:
    """`一、总体情况`, `1. Overview`."""
    return f"{wording.numeral(place)}、{heading}" if chinese() else f"{place}. {heading}"


def _paragraphs(text: str | None) -> list[Line]:
    return [Line(safe_for_terminal(line.strip())) for line in (text or "").splitlines() if line.strip()]


def _groups(report: PeriodReport) -> Iterator[Line]:
    """Each group under its heading; targets that lag are told in a section of their own."""
    grouped = [
        (group, [i for i in report.status.progress if i.target.group == group.id]) for group in report.plan.groups
    ]
    for place, (group, items) in enumerate(((group, items) for group, items in grouped if items), start=1):
        name = words.name(group)
        yield Line(f"（{wording.numeral(place)}）{name}" if chinese() else name, Level.HEADING)
        yield from map(Line, wording.group(items))


def _annex(report: PeriodReport, label: str) -> Annex:
    owned = any(item.target.owner for item in report.status.progress)
    headings = {
        Column.NUMBER: _("No."),
        Column.TARGET: _("Target"),
        Column.OWNER: _("Owner"),
        Column.FIGURES: _("Current / target"),
        Column.COMPLETION: _("Completion"),
        Column.GAP: _("Gap"),
        Column.STANDING: _("Standing"),
        Column.AS_OF: _("As of"),
    }
    if not owned:
        del headings[Column.OWNER]
    day = words.day(report.period.last)
    return Annex(
        label=label,
        title=_("All targets on {day}").format(day=day),
        headings=headings,
        rows=[_row(place, item) for place, item in enumerate(report.status.progress, start=1)],
    )


def _row(place: int, item: Progress) -> Row:
    # A growth rate is no share of anything: it is compared with its target in points.
    shared = item.completion is not None and item.target.kind is not Kind.RATE
    cells = {
        Column.NUMBER: str(place),
        Column.TARGET: words.name(item.target),
        Column.OWNER: safe_for_terminal(item.target.owner or "–"),
        Column.FIGURES: sentences.figures(item),
        Column.COMPLETION: sentences.share(item) if shared else "–",
        Column.GAP: gaps.signed(item),
        Column.STANDING: words.standing_of(item),
        Column.AS_OF: words.as_of(item),
    }
    return Row(item.standing, cells)
