"""The outlook as Markdown: a heading, one table, and how a forecast is made."""

from __future__ import annotations

from jiangan_targets.domain.outlook import Outlook
from jiangan_targets.domain.status import Status
from jiangan_targets.render import headline, sentences, words
from jiangan_targets.render import outlook_wording as wording
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.markdown import safe_for_markdown, table


def render(status: Status, found: list[Outlook], _style: Style) -> str:
    """The text."""
    heading = _("{title}: outlook on {day}").format(title=words.title(status.plan), day=headline.day(status))
    titles = [
        *(_("Target"), _("Current / target"), _("As of"), _("Year end"), _("Of target"), _("Outlook")),
        *(_("Needed per month"), _("Rests on, remark")),
    ]
    lines = [
        f"# {safe_for_markdown(heading)}",
        "",
        *table(titles, map(_row, found), right=(1, 3, 4, 6)),
        "",
        safe_for_markdown(wording.footnote(status, found)),
    ]
    return "\n".join(lines) + "\n"


def _row(found: Outlook) -> list[str]:
    return [
        words.name(found.progress.target),
        sentences.figures(found.progress),
        words.as_of(found.progress),
        wording.forecast(found),
        wording.share(found),
        wording.likelihood(found),
        wording.needed(found),
        words.clauses([wording.basis(found), wording.remark(found)]),
    ]
