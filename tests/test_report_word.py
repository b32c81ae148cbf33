"""The report as a Word document: its figures, its layout by GB/T 9704—2012, and what LibreOffice makes of it."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from conftest import Cli, needs
from sheet_files import converted

Clock = Callable[[str], None]
MONTH = ("--month", "2024-09", "--dated", "2024-10-12")
LINES, CHARACTERS = 22, 28
OFFICE = """
[report]
letterhead = "江岸区目标管理工作通报"
office = "江岸区目标管理办公室"
issue = "第{number}期"
recipients = "各街道办事处，区直各部门"
copy_to = "区委办公室"
signature = "江岸区目标管理办公室"
next_steps = "%s"
"""


@pytest.fixture
def september(cli: Cli, clock: Clock, folder: Path) -> None:
    """A month's figures of several kinds, and a letterhead."""
    clock("2024-10-10T09:00")
    for arguments in (
        ("retail=455.1", "parking=9000", "elder-beds=3500", "towers-100m=26", "--on", "2024-09-08"),
        ("gdp=6.1", "retail-growth=9.9", "events=12", "finance=375.1", "schools=7", "--on", "2024-09-28"),
    ):
        assert cli("record", *arguments).code == 0
    clock("2024-11-01T08:00")
    (folder / "config.toml").write_text(OFFICE % "请报送整改措施。", encoding="utf-8")


@pytest.fixture
def document(september: None, cli: Cli, tmp_path: Path) -> Document:
    """The report in Chinese."""
    del september
    return written(cli, tmp_path / "report.docx")


def written(cli: Cli, path: Path, lang: str = "zh") -> Document:
    """The report as a document that python-docx reads."""
    outcome = cli("report", *MONTH, "--output", str(path), lang=lang)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (0, "", 1)  # where it was written
    return docx.Document(str(path))


def rounded(value: float) -> Decimal:
    """To one decimal, as people see it."""
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def figure(text: str) -> Decimal:
    """The number that a cell begins with."""
    found = re.match(r"[+-]?[\d,]+(?:\.\d+)?", text)
    assert found, text
    return Decimal(found[0].replace(",", ""))


@pytest.mark.usefixtures("september")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_figure_equals_the_json(cli: Cli, tmp_path: Path, lang: str) -> None:
    """The annex target by target, the counts with their shares, and what lagging targets need."""
    document = written(cli, tmp_path / "report.docx", lang)
    told = json.loads(cli("report", *MONTH, "--json").out)
    annex = document.tables[0]
    header, *rows = ([cell.text for cell in row.cells] for row in annex.rows)
    assert len(header) == 7
    assert len(rows) == len(told["targets"]) == 21
    for number, (cells, target) in enumerate(zip(rows, told["targets"], strict=True), start=1):
        compare_row(number, cells, target, lang)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for standing, count in told["counts"].items():
        if count:
            share = f"{rounded(told['shares_percent'][standing])}%"
            assert (f"{count}项，占{share}" if lang == "zh" else f"{count} ({share})") in text
    units = {target["id"]: target["unit"] for target in told["targets"]}
    for lag in told["attention"]:
        if lag["per_month"] is not None and lag["per_month"] >= 1:  # less than one a month is told by what is missing
            whole = units[lag["id"]] != "亿元"
            amount = math.ceil(lag["per_month"]) if whole else rounded(lag["per_month"])
            assert f" {amount:,} " in text if lang == "en" else f"月均需完成{amount}" in text
    assert f"{rounded(told['pace_percent'])}%" in text


def compare_row(number: int, cells: list[str], target: dict[str, Any], lang: str) -> None:
    """A row of the annex against a target of the JSON."""
    place, name, figures, completion, gap, _standing, as_of = cells
    assert (place, name) == (str(number), target["name" if lang == "zh" else "name_en"])
    current, goal = figures.split(" / ")
    assert figure(goal) == Decimal(str(target["target"]))
    if target["value"] is None:
        assert (current, completion, gap, as_of) == ("–", "–", "–", "–")
        return
    assert figure(current) == Decimal(str(target["value"]))
    assert as_of[:10] == target["as_of"]
    if target["kind"] != "rate":
        assert figure(completion) == rounded(target["completion_percent"])
    assert gap == "–" if target["gap_points"] is None else figure(gap) == rounded(target["gap_points"])


def test_the_page_is_the_standards(document: Document) -> None:
    """A4, the margins, 22 lines and 28 characters by the grid, page numbers on the outer side."""
    section = document.sections[0]
    sizes = (section.page_width, section.page_height)
    assert [round(size.mm) for size in sizes if size is not None] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 -- python-docx has no grid
    assert grid is not None
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert Mm(225) / Pt(int(grid.get(qn("w:linePitch")) or 0) / 20) == pytest.approx(LINES, abs=0.05)
    pitch = 16 + int(grid.get(qn("w:charSpace")) or 0) / 4096
    assert Mm(156) / Pt(pitch) == pytest.approx(CHARACTERS, abs=0.02)
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert odd.text == even.text == "—  —"
    assert "PAGE" in odd._p.xml  # noqa: SLF001


def test_each_part_has_its_font(document: Document) -> None:
    """For Chinese signs too; a machine without them is told what stands in."""
    for style, font, size in (
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
    ):
        properties = document.styles[style].element.find(qn("w:rPr"))
        assert properties is not None
        assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia")) == font
        assert properties.find(qn("w:sz")).get(qn("w:val")) == str(size * 2)
    styles = {paragraph.text: getattr(paragraph.style, "name", "") for paragraph in document.paragraphs}
    assert styles["一、总体情况"] == "Heading 1"
    assert styles["（一）经济社会发展主要预期目标"] == "Heading 2"
    assert styles["关于江岸区2024年经济社会发展主要预期目标1—9月完成情况的通报"] == "Title"
    table = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in table.blob.decode()


def test_head_foot_and_annex_are_there(document: Document) -> None:
    """In their order; the annex begins a page, its header stands on each, and no row is split."""
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[:3] == ["江岸区目标管理工作通报", "第9期", "江岸区目标管理办公室\t2024年10月12日"]
    assert texts[4] == "各街道办事处，区直各部门："
    assert texts[-5:] == [
        "附件：截至2024年9月30日全部目标进展情况表",
        "江岸区目标管理办公室",
        "2024年10月12日",
        "附件",
        "截至2024年9月30日全部目标进展情况表",
    ]
    assert next(each for each in document.paragraphs if each.text == "附件").paragraph_format.page_break_before
    (annex,) = document.tables
    rows = [row._tr.xml for row in annex.rows]  # noqa: SLF001
    assert "<w:tblHeader" in rows[0]
    assert all("<w:cantSplit" in row for row in rows)


def test_without_an_office_there_is_no_head(cli: Cli, tmp_path: Path, clock: Clock) -> None:
    """Nothing is made up: the title is first, no red line, nothing below the annex."""
    clock("2024-11-01T08:00")
    document = written(cli, tmp_path / "report.docx")
    assert document.paragraphs[0].text.startswith("关于")
    assert len(document.tables) == 1
    assert "FF0000" not in document.element.xml


def test_hostile_words_stay_words(cli: Cli, tmp_path: Path, folder: Path, clock: Clock) -> None:
    """Markup, and signs that no XML may hold, do not break the document."""
    clock("2024-11-01T08:00")
    (folder / "config.toml").write_text(OFFICE % r"</w:t>&amp; \u000b\u001b[31m\u202e \ufffe", encoding="utf-8")
    texts = [paragraph.text for paragraph in written(cli, tmp_path / "report.docx").paragraphs]
    assert r"</w:t>&amp;" in texts
    assert any(r"\x1b[31m\u202e \ufffe" in text for text in texts)


@pytest.mark.usefixtures("document")
def test_no_clock_is_in_the_package(tmp_path: Path) -> None:
    """The parts and the properties have the report's own date."""
    with zipfile.ZipFile(tmp_path / "report.docx") as package:
        assert {part.date_time for part in package.infolist()} == {(2024, 10, 12, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2024-10-12T00:00:00Z"}


def test_without_the_extra_it_is_said_what_to_install(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, and nothing is written."""
    for name in [name for name in sys.modules if name.startswith(("docx", "jiangan_targets.render.report.docx"))]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("word_layout", "word_package"):
        monkeypatch.delitem(sys.modules, f"jiangan_targets.render.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    outcome = cli("report", *MONTH, "--output", str(tmp_path / "x.docx"))
    assert outcome == (1, "", "Error: Word files need one more package: pip install 'jiangan-targets[word]'.\n")
    assert not (tmp_path / "x.docx").exists()


@needs("soffice", "pdftotext")
@pytest.mark.slow
@pytest.mark.usefixtures("september")
def test_a_full_page_has_22_lines_of_28_characters(cli: Cli, tmp_path: Path, folder: Path) -> None:
    """Measured on what LibreOffice prints of a long text."""
    (folder / "config.toml").write_text(OFFICE % ("目标管理" * 600), encoding="utf-8")
    written(cli, tmp_path / "report.docx")
    printed = converted(tmp_path / "report.docx", "pdf", tmp_path)
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout
    pages = [[line.replace(" ", "") for line in page.split("\n") if line.strip()] for page in text.split("\f")]
    full = [page[:-1] for page in pages if page and set("".join(page[:-1])) == set("目标管理")]
    assert len(full) >= 2
    assert all(len(page) == LINES and {len(line) for line in page} == {CHARACTERS} for page in full[:-1])
    numbers = [page[-1] for page in pages if page]
    assert numbers[:3] == ["—1—", "—2—", "—3—"]
