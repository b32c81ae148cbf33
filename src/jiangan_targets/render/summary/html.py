"""A summary as one self-contained page: no script, no network, light and dark, phone and A4."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from jiangan_targets.domain.progress import Standing
from jiangan_targets.render import words
from jiangan_targets.render.drawing.markup import element, html_document
from jiangan_targets.render.drawing.svg import svg_bar, trend
from jiangan_targets.render.language import chinese
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.summary.page import Count, Item, Page, Row, Section
from jiangan_targets.render.vouch import vouch_line

_TONES = {
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

# Fonts that Chinese office machines have; colours with a contrast of at least 4.5 in both schemes.
_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2933;--soft:#52606d;--line:#d9dee4;--panel:#f5f7f9;
--good:#17703a;--warn:#8a5200;--bad:#b42318;--quiet:#52606d;--blue:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--paper:#15191e;--ink:#e6e9ed;--soft:#a9b3be;--line:#343b44;--panel:#1e242b;
--good:#6fcf8e;--warn:#f0b35a;--bad:#ff8f85;--quiet:#a9b3be;--blue:#7db1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",SimHei,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.35;margin:0}
h2{font-size:1.1rem;margin:2rem 0 .5rem;padding-bottom:.25rem;border-bottom:2px solid var(--line)}
p{margin:0}.week{font-size:1.1rem}.soft,.details{color:var(--soft)}
.note{margin:.75rem 0;padding:.5rem .75rem;background:var(--panel);border-left:4px solid var(--blue)}
ul{list-style:none;margin:0;padding:0}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.75rem}
.counts li{padding:.15rem .75rem;border-radius:1rem;background:var(--panel)}
.statements li{padding:.35rem 0 .35rem .75rem;border-left:4px solid var(--line);margin:.35rem 0;overflow-wrap:anywhere}
.statements .good{border-color:var(--good)}.statements .warn{border-color:var(--warn)}
.statements .bad{border-color:var(--bad)}
.details{font-size:.9rem}
.tone.good{color:var(--good)}.tone.warn{color:var(--warn)}.tone.bad{color:var(--bad)}.tone.quiet{color:var(--quiet)}
.targets li{display:grid;grid-template-columns:minmax(0,1fr) 8rem;gap:.1rem 1rem;padding:.7rem 0;
border-bottom:1px solid var(--line);break-inside:avoid}
.targets .name{font-weight:600;overflow-wrap:anywhere}
.targets .standing{text-align:right;font-weight:600;white-space:nowrap}
.figures span{white-space:nowrap}
.bar{grid-column:1;align-self:center;width:100%;height:12px;overflow:visible}
.open{fill:var(--line)}.done{fill:currentColor}.tick{stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
.trend{grid-column:2;grid-row:2/span 2;width:8rem;height:auto;overflow:visible}
.pace{stroke:var(--soft);stroke-dasharray:3 3;fill:none}.course{stroke:var(--soft);stroke-dasharray:1 3;fill:none}
.goal{stroke:var(--soft);stroke-dasharray:3 3;fill:none}.last-year{stroke:var(--soft);fill:none}
.met{fill:var(--blue)}.waiting{fill:none;stroke:var(--soft)}.missed{fill:var(--bad)}
.line{stroke:var(--blue);stroke-width:1.5;fill:none}
.dot{fill:var(--blue)}
@media(max-width:30rem){.targets li{grid-template-columns:minmax(0,1fr) 7rem}.trend{width:7rem}}
@page{size:A4;margin:18mm 16mm}
@media print{body{font-size:11pt}main{max-width:none;padding:0}h2{break-after:avoid}
.bar,.trend,.counts li,.note{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def render(page: Page) -> str:
    """The whole page; everything from the data is escaped where the tree is written out."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{page.title} · {page.heading}"),
        element("style", _STYLE),
    )
    header = element(
        "header",
        element("h1", page.title),
        element("p", page.heading, class_="week"),
        *(element("p", note, class_="note") for note in page.notes),
        element("p", page.overview, class_="soft"),
        element("ul", *map(_count, page.counts), class_="counts"),
    )
    groups = [
        element("section", element("h2", name), element("ul", *map(_row, rows), class_="targets"))
        for name, rows in page.groups
    ]
    footer = element("footer", element("p", vouch_line(page.vouch), class_="note"))
    body = element("body", element("main", header, *map(_section, page.sections), *groups, footer))
    return html_document(element("html", head, body, lang="zh-CN" if chinese() else "en"))


def _count(count: Count) -> Element:
    change = _(" ({change})").format(change=count.change) if count.change else ""
    label = element("span", f"{words.sign(count.standing)} {count.label}", class_=f"tone {_TONES[count.standing]}")
    return element("li", label, f" {count.number}{change}")


def _section(section: Section) -> Element:
    return element(
        "section", element("h2", section.heading), element("ul", *map(_item, section.items), class_="statements")
    )


def _item(item: Item) -> Element:
    details = [element("p", detail, class_="details") for detail in item.details]
    tone = "quiet" if item.standing is None else _TONES[item.standing]
    return element("li", element("p", item.text), *details, class_=tone)


def _row(row: Row) -> Element:
    tone = f"tone {_TONES[row.progress.standing]}"
    *parts_before, last = filter(None, (row.figures, row.completion, row.gap, row.as_of))
    figures = [element("span", f"{part} ·") for part in parts_before] + [element("span", last)]
    for figure in figures[:-1]:
        figure.tail = " "
    sign = words.sign(row.progress.standing)
    parts = [
        element("p", row.name, class_="name"),
        element("p", f"{sign} {row.standing}", class_=f"standing {tone}"),
        element("p", *figures, class_="figures soft"),
    ]
    if row.completion:
        bar = svg_bar(row.progress)
        bar.set("class", f"bar {tone}")
        parts.append(bar)
    if row.trend:
        parts.append(trend(row.progress.target, row.trend))
    return element("li", *parts)
