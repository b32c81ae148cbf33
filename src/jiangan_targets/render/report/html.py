"""A report on a period as one self-contained page: no script, no network, ready for A4."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jiangan_targets.render.drawing.markup import element, html_document
from jiangan_targets.render.language import chinese
from jiangan_targets.render.page_style import page_head
from jiangan_targets.render.report.page import Annex, Level, Page, Section

# Fonts that Chinese office machines have, as the Word document names them.
_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;--line:#8a8f98;--red:#c00000}
@media(prefers-color-scheme:dark){:root{--paper:#15191e;--ink:#e6e9ed;--line:#6b7380;--red:#ff8f85}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:17px/1.8 FangSong,"仿宋_GB2312","Noto Serif CJK SC","Source Han Serif SC",SimSun,serif}
main{max-width:48rem;margin:0 auto;padding:2rem 1rem 3rem;overflow-wrap:anywhere}
p{margin:0}.zh .body{text-indent:2em}.en .body{margin:.5em 0}
.name{color:var(--red);font-size:2.2rem;font-weight:700;text-align:center;letter-spacing:.1em}
.issue{text-align:center}.line{display:flex;justify-content:space-between;padding-bottom:.3rem}
header .line{border-bottom:2px solid var(--red)}
h1{font-size:1.6rem;line-height:1.4;text-align:center;margin:1.5rem 0}
h2{font:700 1.1rem/1.8 SimHei,"黑体","Noto Sans CJK SC",sans-serif;margin:1rem 0 0}
h3{font:400 1.05rem/1.8 KaiTi,"楷体",serif;margin:.25rem 0 0}
.zh h2,.zh h3{padding-left:2em}
.signature{text-align:right;margin-top:2rem}
.annex{margin-top:2.5rem;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.85rem;line-height:1.4}
th,td{border:1px solid var(--line);padding:.3rem .4rem;text-align:center;overflow-wrap:normal}
td.target,td.owner{text-align:left;overflow-wrap:anywhere}
footer{margin-top:2rem;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@media print{main{max-width:none;padding:0}.annex{break-before:page}h2,h3{break-after:avoid}
thead{display:table-header-group}tr{break-inside:avoid}}
"""


def render(page: Page) -> str:
    """The whole page; everything from the data is escaped where the tree is written out."""
    head = page_head(page.title, _STYLE)
    parts = [
        *_head(page),
        *map(_section, page.sections),
        *_signature(page),
        _annex(page.annex),
        *_ranks(page),
        *_foot(page),
    ]
    lang, language = ("zh-CN", "zh") if chinese() else ("en", "en")
    return html_document(element("html", head, element("body", element("main", *parts), class_=language), lang=lang))


def _head(page: Page) -> Iterator[Element]:
    names = [element("p", page.head.name, class_="name")] if page.head.name else []
    issues = [element("p", page.head.issue, class_="issue")] if page.head.issue else []
    line = element("p", element("span", page.head.office), element("span", page.head.date), class_="line")
    yield element("header", *names, *issues, line)
    yield element("h1", page.title)
    if page.recipients:
        yield element("p", page.recipients)


def _section(section: Section) -> Element:
    lines = (
        element("h3", line.text) if line.level is Level.HEADING else element("p", line.text, class_="body")
        for line in section.lines
    )
    return element("section", element("h2", section.heading), *lines)


def _signature(page: Page) -> Iterator[Element]:
    for text in filter(None, (page.foot.signature, page.foot.date)):
        yield element("p", text, class_="signature")


def _annex(annex: Annex) -> Element:
    head = element("tr", *(element("th", heading, scope="col") for heading in annex.headings.values()))
    rows = (
        element("tr", *(element("td", row.cells[column], class_=column.value) for column in annex.headings))
        for row in annex.rows
    )
    table = element("table", element("thead", head), element("tbody", *rows))
    return element("section", element("h2", f"{annex.label} {annex.title}"), table, class_="annex")


def _ranks(page: Page) -> Iterator[Element]:
    if page.ranks is None:
        return
    parts = [element("h2", f"{page.ranks.label} {page.ranks.title}")]
    for made in page.ranks.tables:
        head = element("tr", *(element("th", heading, scope="col") for heading in made.headings.values()))
        rows = (element("tr", *(_ranked(column, row[column]) for column in made.headings)) for row in made.rows)
        parts += [
            element("h3", made.heading),
            element("table", element("thead", head), element("tbody", *rows)),
            element("p", made.notes),
        ]
    yield element("section", *parts, class_="annex")


def _ranked(column: str, text: str) -> Element:
    return element("td", text, class_="target" if column == "part" else column)


def _foot(page: Page) -> Iterator[Element]:
    lines = [element("p", page.foot.copy_to)] if page.foot.copy_to else []
    if page.foot.office:
        lines.append(element("p", element("span", page.foot.office), element("span", page.foot.printed), class_="line"))
    if lines:
        yield element("footer", *lines)
