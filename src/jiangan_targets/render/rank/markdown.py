"""Rankings as Markdown: a heading and a table for each target, and what is to be known of it."""

from __future__ import annotations

from jiangan_targets.domain.ranking import Ranking
from jiangan_targets.domain.status import Status
from jiangan_targets.render import headline, ranks, words
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.markdown import safe_for_markdown, table


def render(status: Status, rankings: list[Ranking], _style: Style) -> str:
    """The text; changes are in words, which are read aloud as well."""
    title = _("{title}: ranks on {day}").format(title=words.title(status.plan), day=headline.day(status))
    lines = [f"# {safe_for_markdown(title)}"]
    for ranking in rankings:
        made = ranks.table(ranking, signs=False)
        lines += ["", f"## {safe_for_markdown(made.heading)}", ""]
        lines += table(made.headings.values(), made.cells, right=made.numbers)
        lines += ["", safe_for_markdown(made.notes)] if made.notes else []
    return "\n".join(lines) + "\n"
