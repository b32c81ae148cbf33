"""What the wording of a line or a clause says of it by itself: a heading, words of targets, words of results."""

from __future__ import annotations

import re

from jiangan_targets.domain.report_text.amounts import amounts
from jiangan_targets.domain.report_text.cues import Scope, clause_cue
from jiangan_targets.domain.report_text.exclusions import excluded
from jiangan_targets.domain.report_text.relations import relation
from jiangan_targets.domain.report_text.text import Clause, Line, sentences
from jiangan_targets.domain.report_text.words import begins_with_verb
from jiangan_targets.domain.report_text.year import Timeline

_LONGEST_HEADING = 32
_LEAVES_ROOM = re.compile("力争|确保|左右|以上$|以内$|控制在|不低于|不少于|[0-9]%?-[0-9]")
_OF_TARGETS = re.compile("力争|确保|左右|以上|以内|不低于|不少于|将(?=[新建改打培引推实启])|加快|着力")
_OF_RESULTS = re.compile("(?<![为除])了|已|同比|位居|获评|入选|[去上]年|累计|新高|增速|首次|成为")


def is_short(line: Line) -> bool:
    """Whether a line may be no sentence: short, without a mark at its end."""
    return len(line.text) <= _LONGEST_HEADING and not line.text.rstrip().endswith(("。", ";"))


def may_announce(line: Line) -> bool:
    """Whether a line may be a heading: short, without a figure or an indicator of its own."""
    return (
        is_short(line)
        and relation(line.bare, listed=False) is None
        and all(
            amount.in_words or excluded(amount, line.bare[: amount.start], line.bare[amount.end :], line.bare)
            for amount in amounts(line.bare)
        )
    )


def tells_results(line: Line, when: Timeline) -> bool:
    """Whether a line has a cue of anything but targets."""
    cues = (clause_cue(clause.text, when) for clauses in sentences(line) for clause in clauses)
    return any(cue is not None and cue.scope is not Scope.TARGET for cue in cues)


def looks_ahead(clause: Clause) -> bool:
    """Whether a clause that nothing places is worded as a target: it begins with a verb, or gives its figure room."""
    return begins_with_verb(clause.bare) or _LEAVES_ROOM.search(clause.bare) is not None


def is_worded(line: Line) -> bool:
    """Whether a line's words are those of targets, and none of them of results."""
    return _OF_TARGETS.search(line.bare) is not None and not _OF_RESULTS.search(line.bare)


def is_contrasted(cut: list[list[Clause]], when: Timeline) -> bool:
    """Whether a line tells a target first and then what was reached: 新增床位500张。已建成420张."""
    if any(clause_cue(clause.text, when) for clauses in cut[:1] for clause in clauses):
        return False
    later = (clause_cue(clause.text, when) for clauses in cut[1:] for clause in clauses)
    return any(cue is not None and cue.scope in {Scope.EARLIER, Scope.REACHED} for cue in later)
