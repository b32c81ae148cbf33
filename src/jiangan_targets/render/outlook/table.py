"""The outlook as a table for the terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from jiangan_targets.domain.outlook import Likelihood, Outlook
from jiangan_targets.domain.status import Status
from jiangan_targets.render import headline, sentences, words
from jiangan_targets.render import outlook_wording as wording
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.drawing.terminal import Canvas
from jiangan_targets.render.language import translate as _

_GAP = 2
_COLOURS = {Likelihood.LIKELY_MET: "green", Likelihood.OPEN: "yellow", Likelihood.LIKELY_MISSED: "bold red"}


def render(status: Status, found: list[Outlook], style: Style) -> str:
    """The day, one row per target, and below it the remarks and how a forecast is made."""
    canvas = Canvas(style)
    heading = _("{title}: outlook on {day}").format(title=words.title(status.plan), day=headline.day(status))
    canvas.draw(Text(heading, "bold"), "", _table(found))
    remarks = [(words.name(each.progress.target), wording.remark(each)) for each in found if each.remark is not None]
    if remarks:
        canvas.draw("", *(Text(_("{name}: {remark}").format(name=name, remark=remark)) for name, remark in remarks))
    canvas.draw("", Text(wording.footnote(status, found), "bright_black"))
    return canvas.text


def _table(found: list[Outlook]) -> Table:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bright_black")
    table.add_column(_("Target"), overflow="fold", ratio=1, min_width=14)
    for title in (_("Current / target"), _("Year end"), _("Of target")):
        table.add_column(title, justify="right", overflow="fold")
    table.add_column(_("Outlook"), overflow="fold")
    table.add_column(_("Needed per month"), justify="right", overflow="fold")
    for each in found:
        table.add_row(
            words.name(each.progress.target),
            sentences.figures(each.progress),
            wording.forecast(each),
            words.percent(each.percent),
            Text(wording.likelihood(each), _COLOURS[each.likelihood] if each.likelihood else ""),
            wording.needed(each),
        )
    return table
