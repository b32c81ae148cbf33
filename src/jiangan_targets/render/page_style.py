"""How pages look: their head, the tone of a standing, and colours with a contrast of at least 4.5, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiangan_targets.domain.progress import Standing
from jiangan_targets.render.drawing.markup import element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TONES = {
    Standing.NO_DATA: "quiet",
    Standing.IN_PROGRESS: "quiet",
    Standing.FAR_BEHIND: "bad",
    Standing.BEHIND: "warn",
    Standing.ON_PACE: "good",
    Standing.AHEAD: "good",
    Standing.MET: "good",
    Standing.MISSED: "bad",
    Standing.OVER_LIMIT: "bad",
    Standing.TRACKED: "quiet",
}

PALETTE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2933;--soft:#52606d;--line:#d9dee4;--panel:#f5f7f9;
--good:#17703a;--warn:#8a5200;--bad:#b42318;--quiet:#52606d;--blue:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--paper:#15191e;--ink:#e6e9ed;--soft:#a9b3be;--line:#343b44;--panel:#1e242b;
--good:#6fcf8e;--warn:#f0b35a;--bad:#ff8f85;--quiet:#a9b3be;--blue:#7db1ff}}
"""


def page_head(title: str, style: str) -> Element:
    """The head of a page that needs nothing else and fits a telephone."""
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", style),
    )
