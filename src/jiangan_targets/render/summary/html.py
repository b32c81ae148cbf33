"""A summary as one self-contained page: no script, no network, light and dark, phone and A4."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from jiangan_targets.render import words
from jiangan_targets.render.drawing.markup import element, html_document
from jiangan_targets.render.drawing.svg import svg_bar, trend
from jiangan_targets.render.language import chinese
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.page_style import PALETTE, TONES, page_head
from jiangan_targets.render.summary.page import Count, Entry, Page, Section
from jiangan_targets.render.vouch import vouch_line

# Fonts that Chinese office machines have; colours with a contrast of at least 4.5 in both schemes.
_STYLE = (
    PALETTE
    + """*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",SimHei,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5em;line-height:1.35;margin:0}
h2{font-size:1.1em;margin:1.25em 0 .2em;padding-bottom:.2em;border-bottom:2px solid var(--line)}
h3{font-size:1em;margin:.5em 0 0}h3 .soft{font-weight:400;margin-left:.25em}
p{margin:0;overflow-wrap:anywhere}.week{font-size:1.1em}.soft{color:var(--soft)}
.note{margin:.75rem 0;padding:.5rem .75rem;background:var(--panel);border-left:4px solid var(--blue)}
ul{list-style:none;margin:0;padding:0}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.5rem}
.counts li{padding:.15rem .75rem;border-radius:1rem;background:var(--panel)}
.tone.good{color:var(--good)}.tone.warn{color:var(--warn)}.tone.bad{color:var(--bad)}.tone.quiet{color:var(--quiet)}
.targets li{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,1fr) 6rem;gap:.1rem 1rem;align-items:center;
padding:.5rem 0;border-bottom:1px solid var(--line);break-inside:avoid}
.heading{display:flex;flex-wrap:wrap;gap:0 .75rem}.name,.standing{font-weight:600}.standing{margin-left:auto}
.heading,.told{grid-column:1/-1}
.figures span{white-space:nowrap}
.bar{grid-column:2;width:100%;height:10px;overflow:visible}
.open{fill:var(--line)}.done{fill:currentColor}.tick{stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
.trend{grid-column:3;width:6rem;height:auto;overflow:visible}
.lines{display:flex;flex-wrap:wrap;gap:0 2em}
.pace{stroke:var(--soft);stroke-dasharray:3 3;fill:none}.course{stroke:var(--soft);stroke-dasharray:1 3;fill:none}
.goal{stroke:var(--soft);stroke-dasharray:3 3;fill:none}.last-year{stroke:var(--soft);fill:none}
.met{fill:var(--blue)}.waiting{fill:none;stroke:var(--soft)}.missed{fill:var(--bad)}
.line{stroke:var(--blue);stroke-width:1.5;fill:none}
.dot{fill:var(--blue)}
@media(max-width:40rem){.targets li{grid-template-columns:minmax(0,1fr) 7rem}.figures{grid-column:1/-1}
.bar{grid-column:1}.trend{grid-column:2;width:7rem}}
@page{size:A4;margin:12mm 15mm}
@media print{body{font-size:9.5pt;line-height:1.4}main{max-width:none;padding:0}h2,h3,.heading{break-after:avoid}
h2{margin:.75em 0 0}.targets li{padding:.2em 0;gap:0 1rem}.counts li{padding:0 .5em}
.note{margin:.5em 0;padding:.2em .75em}
.bar,.trend,.counts li,.note{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
)


def render(page: Page) -> str:
    """The whole page; everything from the data is escaped where the tree is written out."""
    head = page_head(f"{page.title} · {page.heading}", _STYLE)
    header = element(
        "header",
        element("h1", page.title),
        element("p", page.heading, class_="week"),
        *(element("p", note, class_="note") for note in page.notes),
        element("p", page.overview),
        element("ul", *map(_count, page.counts), class_="counts"),
    )
    groups = element("section", element("h2", page.groups_heading), *map(_group, page.groups))
    closings = map(_closing, page.closings)
    footer = element("footer", element("p", vouch_line(page.vouch), class_="note"))
    body = element("body", element("main", header, *map(_section, page.sections), groups, *closings, footer))
    return html_document(element("html", head, body, lang="zh-CN" if chinese() else "en"))


def _count(count: Count) -> Element:
    change = _(" ({change})").format(change=count.change) if count.change else ""
    label = element("span", f"{words.sign(count.standing)} {count.label}", class_=f"tone {TONES[count.standing]}")
    return element("li", label, f" {count.number}{change}")


def _section(section: Section) -> Element:
    return element("section", element("h2", section.heading), _targets(section.entries))


def _targets(entries: Sequence[Entry]) -> Element:
    return element("ul", *map(_entry, entries), class_="targets")


def _entry(entry: Entry) -> Element:
    standing = entry.progress.standing
    tone = f"tone {TONES[standing]}"
    *before, last = entry.shown
    figures = [element("span", f"{part} ·") for part in before] + [element("span", last)]
    for figure in figures[:-1]:
        figure.tail = " "
    name = element("span", entry.name, class_="name")
    owner: list[Element | str] = [" ", element("span", entry.owner, class_="soft")] if entry.owner else []
    stands = element("span", f"{words.sign(standing)} {entry.standing}", class_=f"standing {tone}")
    parts = [element("p", name, *owner, " ", stands, class_="heading"), element("p", *figures, class_="figures soft")]
    if entry.completion:
        bar = svg_bar(entry.progress)
        bar.set("class", f"bar {tone}")
        parts.append(bar)
    if entry.trend:
        parts.append(trend(entry.progress.target, entry.trend))
    return element("li", *parts, *(element("p", text, class_="told") for text in entry.told))


def _group(group: Section) -> Element:
    heading = element("h3", group.heading, " ", element("span", group.counts, class_="soft"))
    targets = [_targets(group.entries)] if group.entries else []
    return element("section", heading, *targets, *(element("p", line, class_="soft") for line in group.lines))


def _closing(closing: Section) -> Element:
    lines = (element("li", line) for line in closing.lines)
    return element("section", element("h2", closing.heading), element("ul", *lines, class_="lines"))
