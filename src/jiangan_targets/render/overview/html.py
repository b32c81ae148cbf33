"""Several districts as one self-contained page: no script, no network, light and dark, phone and A4."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jiangan_targets.domain.comparison import Comparison
from jiangan_targets.domain.overview import Overview
from jiangan_targets.render import words
from jiangan_targets.render.drawing.markup import element, html_document
from jiangan_targets.render.drawing.style import Style
from jiangan_targets.render.language import chinese
from jiangan_targets.render.overview.composing import compose
from jiangan_targets.render.overview.page import Column, Table
from jiangan_targets.render.overview.shown import shown
from jiangan_targets.render.page_style import PALETTE, TONES, page_head
from jiangan_targets.render.sheet import Percent, Value

_NAMED = 50

# Fonts that Chinese office machines have.
_STYLE = (
    PALETTE
    + """*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:15px/1.5 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",SimHei,sans-serif}
main{max-width:75rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5em;line-height:1.35;margin:0}
h2{font-size:1.1em;margin:1.5em 0 .4em}
footer{margin-top:1em}p{margin:.2em 0;overflow-wrap:anywhere}.soft{color:var(--soft)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th{background:var(--panel);vertical-align:bottom;font-weight:600}
thead th{position:sticky;top:0;white-space:normal;word-break:keep-all}
.text{text-align:left;white-space:normal;overflow-wrap:anywhere;min-width:7rem}
.standing{white-space:nowrap}
tbody th{background:none}
.none{color:var(--soft)}
:root{--bar:#d5e3f6}@media(prefers-color-scheme:dark){:root{--bar:#243a57}}
.share{background:linear-gradient(to right,var(--bar) var(--share),transparent 0) 0 100%/100% .3rem no-repeat;
print-color-adjust:exact;-webkit-print-color-adjust:exact}
.tone.good{color:var(--good)}.tone.warn{color:var(--warn)}.tone.bad{color:var(--bad)}.tone.quiet{color:var(--quiet)}
@page{size:A4 landscape;margin:12mm}
@media print{body{font-size:9pt}main{max-width:none;padding:0}.wide{overflow:visible}h2{break-after:avoid}
thead{display:table-header-group}thead th{position:static}tr{break-inside:avoid}
th{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
)


def render(found: Overview | Comparison, _style: Style) -> str:
    """The whole page; everything from the data is escaped where the tree is written out."""
    page = compose(found, _NAMED)
    head = page_head(page.title, _STYLE)
    header = element("header", element("h1", page.title), *(element("p", line) for line in page.lines))
    footer = element("footer", *(element("p", note, class_="soft") for note in page.notes))
    body = element("body", element("main", header, *map(_section, page.tables), footer))
    return html_document(element("html", head, body, lang="zh-CN" if chinese() else "en"))


def _section(table: Table) -> Element:
    headings = element("tr", *(_heading(column) for column in table.columns))
    body = element("tbody", *_rows(table))
    drawn = element("table", element("thead", headings), body)
    scrolled = element("div", drawn, class_="wide", tabindex="0", role="region", aria_label=table.name)
    return element("section", element("h2", table.name), scrolled)


def _heading(column: Column) -> Element:
    text = column.heading if column.standing is None else f"{words.sign(column.standing)} {column.heading}"
    return element("th", text, scope="col", class_=_class(column))


def _rows(table: Table) -> Iterator[Element]:
    for number, row in enumerate(table.rows):
        standing = table.standings[number] if table.standings else None
        named = False
        cells = []
        for column, value in zip(table.columns, row, strict=True):
            tone = column.standing or (standing if column.toned else None)
            made = _cell(column, value, "th" if column.text and not named else "td")
            named = named or column.text
            if tone is not None and value:
                made.set("class", f"tone {TONES[tone]}")
            cells.append(made)
        yield element("tr", *cells)


def _cell(column: Column, value: Value, tag: str) -> Element:
    if value is None or value == "" or (column.standing is not None and not value):
        return element(tag, "–" if column.standing is None else "0", class_=f"{_class(column)} none")
    more = {"scope": "row"} if tag == "th" else {}
    if isinstance(value, Percent):
        more = {"style": f"--share:{min(max(value.value, 0), 100)}%"}
    return element(tag, shown(value), class_=f"{_class(column)} share" if "style" in more else _class(column), **more)


def _class(column: Column) -> str:
    return "text" if column.text else "figure"
