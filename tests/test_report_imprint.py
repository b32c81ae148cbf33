"""The imprint (版记) at the foot of a report's last page, by GB/T 9704—2012, as LibreOffice prints it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from conftest import Cli, Clock, needs
from jiangan_targets.render import word_layout as layout
from jiangan_targets.render.word_imprint import add_imprint

COPIED = "抄送：区委办公室，区人大常委会办公室，区政府办公室，区政协办公室，区纪委监委，市目标管理办公室。"
OFFICE, PRINTED = "江岸区目标管理办公室", "2024年10月12日印发"
LOWER_EDGE = (297 - 35) / 25.4 * 72
"""Of the printed area, in points from the top of an A4 page."""


class Word(NamedTuple):
    """A word on paper, and where, in points from the upper left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def of_lines(count: int) -> Document:
    """A document of so many lines of text, and an imprint."""
    document = docx.Document()
    layout.lay_out(document, official=True)
    for number in range(count):
        document.add_paragraph(f"第{number}行正文")
    add_imprint(document, COPIED, OFFICE, PRINTED)
    return document


def printed(paths: list[Path], folder: Path) -> dict[str, list[Word]]:
    """The words of documents, by their names, opened by LibreOffice at once."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)
    return {path.stem: list(words(folder / f"{path.stem}.pdf")) for path in paths}


def words(paper: Path) -> list[Word]:
    """What stands where on a PDF."""
    said = subprocess.run(["pdftotext", "-bbox", paper, "-"], check=True, capture_output=True, text=True).stdout
    made = []
    for page, part in enumerate(said.split("<page ")[1:], start=1):
        for found in re.finditer(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', part):
            left, top, right, bottom = map(float, found.groups()[:4])
            made.append(Word(page, found[5], left, top, right, bottom))
    return made


@pytest.mark.slow
@needs("soffice", "pdftotext")
def test_it_stands_at_the_foot_of_the_last_page(tmp_path: Path) -> None:
    """However full that page is: it touches no text, and goes to a page of its own where there is no room."""
    paths = []
    for count in (0, 5, 17, 18, 19, 20, 21, 22, 40):
        paths.append(tmp_path / f"{count}.docx")
        of_lines(count).save(str(paths[-1]))
    pages = {}
    for name, found in printed(paths, tmp_path).items():
        last = max(word.page for word in found)
        office = next(word for word in found if word.text.startswith(OFFICE[:3]))
        copied = next(word for word in found if word.text.startswith("抄送"))
        text = [word for word in found if "行正文" in word.text]
        assert office.page == copied.page == last
        assert LOWER_EDGE - 24 < office.bottom < LOWER_EDGE + 2  # a font may be higher than its line
        assert copied.bottom < office.top
        assert all(word.bottom < copied.top for word in text if word.page == last)
        assert sum(word.page == 1 for word in text) == min(int(name), 22)
        pages[int(name)] = last
    assert (pages[0], pages[17], pages[22], pages[40]) == (1, 1, 2, 2)


@pytest.mark.slow
@needs("soffice", "pdftotext")
def test_each_part_is_where_the_standard_wants_it(tmp_path: Path) -> None:
    """A character from either side; lines that go on begin below the first name behind the colon."""
    of_lines(3).save(str(tmp_path / "one.docx"))
    found = printed([tmp_path / "one.docx"], tmp_path)["one"]
    left, right = 28 / 25.4 * 72 + 14, (210 - 26) / 25.4 * 72 - 14
    office = next(word for word in found if word.text.startswith("江岸区"))
    day = max((word for word in found if abs(word.top - office.top) < 4), key=lambda word: word.right)
    copied = next(word for word in found if word.text.startswith("抄送"))
    second = min(
        (word for word in found if copied.bottom <= word.top + 4 and word.bottom <= office.top + 4),
        key=lambda word: word.left,
    )
    assert (office.left, copied.left) == pytest.approx((left, left), abs=2)
    assert day.right == pytest.approx(right, abs=2)
    assert second.left == pytest.approx(left + 3 * 14, abs=2)


def test_lines_are_as_thick_as_in_the_standard() -> None:
    """The outer ones 0.35 mm, the inner one 0.25 mm, all of them as wide as the printed area; the type is of size 4."""
    (box,) = of_lines(1).element.iter(qn("w:txbxContent"))
    borders = [
        (side.tag.rpartition("}")[2], side.get(qn("w:sz")), paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}"))
        for paragraph in box.iter(qn("w:p"))
        for side in paragraph.iterfind(f"{qn('w:pPr')}/{qn('w:pBdr')}/*")
    ]
    assert borders == [("top", "8", None), ("top", "6", None), ("bottom", "8", None)]
    assert [round(eighths / 8 * 25.4 / 72, 2) for eighths in (8, 6)] == [0.35, 0.26]
    sizes = {size.get(qn("w:val")) for size in box.iter(qn("w:sz"))}
    assert sizes == {"28"}
    assert f"width:{156 / 25.4 * 72:.1f}pt" in of_lines(1).element.xml


@pytest.mark.parametrize(
    ("copied", "office", "texts"),
    [
        (COPIED, OFFICE, [COPIED, f"{OFFICE}\t{PRINTED}"]),
        (COPIED, "", [COPIED]),
        ("", OFFICE, [f"{OFFICE}\t{PRINTED}"]),
        ("", "", []),
    ],
)
def test_what_the_office_leaves_out_is_left_out(copied: str, office: str, texts: list[str]) -> None:
    """Nothing is made up, and without anything there is no box."""
    document = docx.Document()
    add_imprint(document, copied, office, PRINTED)
    said = [
        "".join("\t" if part.tag == qn("w:tab") else part.text or "" for part in run.iterchildren())
        for box in document.element.iter(qn("w:txbxContent"))
        for run in box.iter(qn("w:r"))
    ]
    assert said == texts


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_ends_with_it(cli: Cli, clock: Clock, folder: Path, tmp_path: Path, lang: str) -> None:
    """In Chinese as the last thing of all; in English it follows the annex as a plain table."""
    clock("2024-11-01T08:00")
    settings = f'[report]\noffice = "{OFFICE}"\ncopy_to = "区委办公室"\n'
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    path = tmp_path / "report.docx"
    assert cli("report", "--month", "2024-09", "--dated", "2024-10-12", "--output", str(path), lang=lang).code == 0
    document = docx.Document(str(path))
    boxes = list(document.element.iter(qn("w:txbxContent")))
    assert (len(boxes), len(document.tables)) == ((1, 1) if lang == "zh" else (0, 2))
    if lang == "zh":
        assert boxes[0] in list(document.paragraphs[-1]._p.iter())  # noqa: SLF001
        text = "".join(part.text or "" for part in boxes[0].iter(qn("w:t")))
        assert text == f"抄送：区委办公室。{OFFICE}2024年10月12日印发"


@pytest.mark.parametrize(
    ("office", "text", "lines"),
    [
        (OFFICE, f"{OFFICE}\t{PRINTED}", 1),
        # The day has no room beside two of them.
        (f"{OFFICE}、江岸区人民政府办公室", f"{OFFICE}、江岸区人民政府办公室\n\t{PRINTED}", 2),
        (f"{OFFICE}、" * 3 + OFFICE, f"{OFFICE}、" * 3 + f"{OFFICE}\t{PRINTED}", 2),
    ],
)
def test_the_day_is_never_torn_apart(office: str, text: str, lines: int) -> None:
    """Several offices print a report together: their day stands beside them or below."""
    assert layout.sides(office, PRINTED, 58) == (text, lines)


@pytest.mark.slow
@needs("soffice", "pdftotext")
def test_several_offices_and_many_receivers_are_printed_whole(tmp_path: Path) -> None:
    """The box is as high as its lines; a letterhead that is too long for one line goes on in a second."""
    offices = {"two": f"{OFFICE}、江岸区人民政府办公室", "many": "、".join([OFFICE] * 9)}
    copied = "抄送：" + "区人大常委会办公室，" * 40
    for name, office in offices.items():
        document = docx.Document()
        layout.lay_out(document, official=True)
        add_imprint(document, copied, office, PRINTED)
        document.save(str(tmp_path / f"{name}.docx"))
    for name, found in printed([tmp_path / f"{name}.docx" for name in offices], tmp_path).items():
        assert {word.page for word in found} == {1}
        text = "".join(word.text for word in sorted(found, key=lambda word: (round(word.top), word.left)))
        assert text.count("区人大常委会办公室") == 40
        assert (text.count(OFFICE), text.count("印发")) == (offices[name].count(OFFICE), 1)
        day = next(word for word in found if "印发" in word.text)
        assert LOWER_EDGE - 24 < day.bottom < LOWER_EDGE + 2


def test_a_long_letterhead_is_no_smaller_than_the_title(cli: Cli, clock: Clock, folder: Path, tmp_path: Path) -> None:
    """It takes more lines; a short one is as large as fits."""
    clock("2024-11-01T08:00")
    sizes = []
    for count in (1, 3, 12):
        (folder / "config.toml").write_text(f'[report]\nletterhead = "{"目标管理通报" * count}"\n', encoding="utf-8")
        path = tmp_path / f"{count}.docx"
        assert cli("report", "--month", "2024-09", "--output", str(path), lang="zh").code == 0
        head = docx.Document(str(path)).paragraphs[0]
        sizes.append(head.runs[0].font.size)
    assert [size and size.pt for size in sizes] == [48, 23, 22]
