"""What a chart's lines and signs mean: only those that it has."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from jiangan_targets.domain.kinds import Pacing
from jiangan_targets.domain.milestones import Reached, milestone_states
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Target
from jiangan_targets.render.drawing.scale import goal_line, level_last_year, pace_corners
from jiangan_targets.render.language import N_
from jiangan_targets.render.language import translate as _


class Drawn(StrEnum):
    """What a chart can show; the value is its class in SVG."""

    RECORD = "dot"
    PACE = "pace"
    GOAL = "goal"
    COURSE = "course"
    LAST_YEAR = "last-year"
    MET = "met"
    OPEN = "waiting"
    MISSED = "missed"


MILESTONES = {Reached.MET: Drawn.MET, Reached.OPEN: Drawn.OPEN, Reached.MISSED: Drawn.MISSED}


def legend(target: Target, records: Sequence[Record], paced: Target | None) -> list[tuple[Drawn, str]]:
    """What a target's chart shows, each with its name; `paced` is the target by last year's course, if it is drawn."""
    found = [Drawn.RECORD]
    if target.expected_in_full or goal_line(target) is not None:
        found.append(Drawn.GOAL)
    elif pace_corners(target):
        found.append(Drawn.PACE)
    if paced is not None:
        found.append(Drawn.COURSE)
    if level_last_year(target) is not None:
        found.append(Drawn.LAST_YEAR)
    reached = {state.reached for state in milestone_states(target, records)}
    found += [drawn for each, drawn in MILESTONES.items() if each in reached]
    names = _NAMES | ({Drawn.PACE: N_("last year's pace")} if target.pace is Pacing.LAST_YEAR else {})
    return [(drawn, _(names[drawn])) for drawn in found]


_NAMES = {
    Drawn.RECORD: N_("records"),
    Drawn.PACE: N_("pace"),
    Drawn.GOAL: N_("target"),
    Drawn.COURSE: N_("last year's course"),
    Drawn.LAST_YEAR: N_("last year"),
    Drawn.MET: N_("milestone reached"),
    Drawn.OPEN: N_("milestone ahead"),
    Drawn.MISSED: N_("milestone missed"),
}
