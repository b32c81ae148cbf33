"""Following what a report speaks of from line to line: this year's targets, results, or a later year.

Reports tell last year's results and this year's targets in the same words; what tells them apart stands before
them: a heading, 去年 at the beginning of a paragraph, 已 before a verb. A cue holds for its clause, for its
sentence, or until another one comes.
"""

from __future__ import annotations

import re

from jiangan_targets.domain.report_text.cue_words import GOALS, PROGRESS, SURPASSED
from jiangan_targets.domain.report_text.cues import OPENING, Cue, Reach, Scope, clause_cue, heading_scope
from jiangan_targets.domain.report_text.text import Clause
from jiangan_targets.domain.report_text.words import VERB
from jiangan_targets.domain.report_text.year import Timeline

_FIGURE = re.compile("[0-9](?!年|月|日|[0-9])")
_OF_TASKS = re.compile("实事|任务|目标|指标|项目|重点工作|民心工程|计划")
# 计划新建80个,现已超额完成93个: a plan, whatever became of it.
_PLANNED = re.compile(f"计划(?={VERB})")
# 已新增15条,其中市区12条: of what the clause before is of.
_PART = re.compile("其中|包括|含")
_RESULTS = {Scope.REACHED, Scope.EARLIER}


class Tracker:
    """Follows what is spoken of, line by line; it begins with `start`."""

    def __init__(self, when: Timeline, start: Scope = Scope.UNKNOWN) -> None:
        self.when = when
        self._flow = start  # what lines without a cue speak of
        self._section: Scope | None = None  # what the heading above holds them to
        self._siblings: dict[str, Scope] = {}  # how the last items of each style of number began
        self._here = start
        self._marker = ""
        self._of_progress = False
        self._announced = False
        self._is_plan = False

    def heading(self, text: str, *, title: bool) -> bool:
        """Take a line as a heading; whether it says what follows. A title may be overruled, a heading holds."""
        scope = heading_scope(text, self.when)
        if scope is None:
            return False
        if title and scope is Scope.LATER:
            self._is_plan = True
        if self._is_plan and scope is Scope.TARGET and not clause_cue(text, self.when):
            # 二、重点任务 of a plan of three years are none of the year.
            scope = Scope.LATER
        self._flow, self._section = scope, None if title else scope
        self._siblings.clear()
        self._of_progress = (scope is Scope.REACHED and _OF_TASKS.search(text) is not None) or (
            self._of_progress and scope is Scope.TARGET
        )
        return True

    def begin(self, marker: str, *, contrasted: bool = False, worded: bool = False) -> None:
        """A line begins. A numbered item begins as its elder sibling did, not where that ended.

        Where a heading announces progress, a line that sets results against something (`contrasted`) tells the target
        first. Once targets were announced, a line `worded` like one goes back to them from an aside about results.
        """
        self._here, self._marker = self._section or self._flow, marker
        if marker:
            self._here = self._siblings.setdefault(marker, self._here)
        goes_back = worded and self._announced and self._section is None
        if self._here in _RESULTS and (goes_back or (contrasted and self._of_progress)):
            self._here = Scope.TARGET
            if marker and contrasted:
                self._siblings[marker] = Scope.TARGET

    def sentence(self, clauses: list[Clause]) -> list[Scope]:
        """The scopes of a sentence's clauses."""
        scopes: list[Scope] = []
        within: Scope | None = None
        since: Scope | None = None  # what the sentence's last cue said
        opening, aimed = True, False
        for clause in clauses:
            cue = clause_cue(clause.text, self.when)
            now = within or self._here
            planned = _PLANNED.search(clause.bare)
            aimed = aimed or planned is not None
            if cue and _counts(cue, now, within, since):
                now = since = cue.scope
                aimed = aimed or (now is Scope.TARGET and not cue.weak)
                within = self._follow(cue, clause, within, opening=opening)
            elif now is Scope.REACHED and planned and planned.start() <= OPENING:
                now = Scope.TARGET
            elif scopes and _PART.match(clause.text):
                now = scopes[-1]
            scopes.append(now)
            opening = opening and not _FIGURE.search(clause.bare)
        if since is Scope.REACHED and not aimed and any(SURPASSED.search(clause.text) for clause in clauses):
            self._here = Scope.REACHED
            return [Scope.REACHED] * len(scopes)
        if scopes and scopes[-1] is Scope.TARGET:
            # 生产总值增长8%、…，2024年的这些目标…
            return [Scope.TARGET if scope is Scope.UNKNOWN else scope for scope in scopes]
        return scopes

    def _follow(self, cue: Cue, clause: Clause, within: Scope | None, *, opening: bool) -> Scope | None:
        """Go on as a cue says; what the rest of the sentence is held to, None when by nothing.

        A cue that opens a sentence, before any figure, is what the following lines are about too.
        """
        if cue.scope is Scope.TARGET and GOALS.search(clause.text):
            self._announced = True
        if re.search(PROGRESS, clause.text):
            self._of_progress = True
        opens = cue.reach is Reach.TOPIC or (opening and cue.place <= OPENING) or cue.scope is Scope.TARGET
        if cue.reach in {Reach.ON, Reach.TOPIC} and opens:
            self._here = cue.scope
            self._carry(cue.scope)
            return cue.scope if cue.scope is Scope.REACHED else None
        return within if cue.reach is Reach.CLAUSE else cue.scope

    def _carry(self, scope: Scope) -> None:
        """Later lines without a cue go on so, unless a heading holds them."""
        if self._flow is not scope:
            self._siblings = {style: start for style, start in self._siblings.items() if style == self._marker}
        if self._section is None:
            self._flow = scope
        elif scope is Scope.TARGET and self._section is not Scope.TARGET:
            self._section, self._flow = None, scope


def _counts(cue: Cue, now: Scope, within: Scope | None, since: Scope | None) -> bool:
    """预计 announces results, but not where targets are told; this year's name makes no target of a forecast."""
    if cue.general and (now is Scope.LATER or since is Scope.EARLIER):
        return False
    if not cue.weak:
        return True
    return within is not Scope.REACHED if cue.scope is Scope.TARGET else now is not Scope.TARGET
