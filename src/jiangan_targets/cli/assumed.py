"""What was left out on the command line and assumed instead: an answer always says it."""

from __future__ import annotations

import os
from pathlib import Path

from jiangan_targets.cli import clock, days
from jiangan_targets.cli.days import MeantDay
from jiangan_targets.cli.session import Session
from jiangan_targets.domain.calendar import YearPhase, phase_of
from jiangan_targets.render import words
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _
from jiangan_targets.storage.workspace.workspace import Reason

_PHASES = {
    YearPhase.NOT_BEGUN: N_("the year has not begun; --on says another day"),
    YearPhase.RUNNING: N_("today"),
    YearPhase.OVER: N_("the year is over; --on says another day"),
}


def about_day(session: Session, day: MeantDay, text: str | None) -> str:
    """Why a figure is of that day, or of that year; nothing where both were said."""
    if not day.typed:
        return _(_PHASES[phase_of(day.asked, session.year)])
    if session.year_named or days.year_of(text) is not None or session.year == clock.today().year:
        return ""
    return _("in the plan of {year}; --year says another").format(year=session.year)


def about_workspace(session: Session) -> str:
    """A line that says by which plan and where something was recorded, where nobody chose it; else nothing."""
    found = session.workspace.reason is Reason.USER_DATA
    texts = {
        (True, True): N_("By the example plan of {year}, in {folder}; `jiangan-targets init` begins your own."),
        (True, False): N_("By the example plan of {year}; `jiangan-targets init` begins your own."),
        (False, True): N_("In {folder}; --dir names another workspace."),
    }
    template = texts.get((session.workspace.bundled, found))
    if template is None:
        return ""
    return _(template).format(year=session.year, folder=_from_home(session.workspace.root))


def _from_home(folder: Path) -> str:
    """A folder as people write it: from their home on."""
    home = Path(os.environ.get("HOME") or "/nowhere")
    if folder.is_relative_to(home):
        return words.plain(Path("~") / folder.relative_to(home))
    return words.plain(folder)
