"""Who filled in a form, who checked it, a telephone: from the line that a form is signed by into the records."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Cli
from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.domain.received.signature import read_signature
from jiangan_targets.domain.signature import Signature, read_note, signed_note
from jiangan_targets.domain.target import Plan
from received import cells, complaints, figures, taken

FILLED = Signature("张三", "李四", "027-82345678")
LABELS = {"zh": ("填报人：", "审核人：", "联系电话："), "en": ("Filled in by:", "Checked by:", "Telephone:")}
WORDING = {
    "zh": "（审核人：李四；联系电话：027-82345678）",
    "en": "(checked by: 李四; telephone: 027-82345678)",
}
HEADER = ("指标名称", "1-9月累计完成", "备注")
ROW = ("新增停车位", 8760, "暂估数")


def signed(*rows: tuple[object, ...], plan: Plan) -> list[Signature]:
    """The signature of each figure of a sheet."""
    found = taken(plan, *rows)
    assert complaints(found) == []
    return [each.report.signature for each in found.taken]


# What the wording itself is made of is written in another width there.
PLAIN = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="（）；();[],"), max_size=12)


@given(own=PLAIN, checked=PLAIN, phone=PLAIN, english=st.booleans())
def test_a_note_reads_back(own: str, checked: str, phone: str, *, english: bool) -> None:
    """Both parts of it, in both languages, and another signature takes the place of the first."""
    signature = Signature(None, checked or None, phone or None, english and bool(checked or phone))
    note = signed_note(own or None, signature)
    assert read_note(note) == (own or None, signature)
    assert signed_note(note, signature) == note
    other = Signature(None, "王五", "110", english)
    assert read_note(signed_note(note, other)) == (own or None, other)


def test_brackets_inside_a_note_s_wording() -> None:
    """A telephone with brackets reads back in the other width; brackets of one's own are no signature."""
    note = signed_note("见附件（二）", Signature(None, "李四", "（027）8234；分机1"))
    assert note == "见附件（二）（审核人：李四；联系电话：(027)8234,分机1）"
    assert read_note(note) == ("见附件（二）", Signature(None, "李四", "(027)8234,分机1"))
    assert read_note("暂估数（审核中）") == ("暂估数（审核中）", Signature())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("填报人：", "张三", "审核人：", "李四", "联系电话：", "027-82345678"), FILLED),
        (("填报人：张三", "审核人：李四", "联系电话：027-82345678"), FILLED),
        (("填报人：张三    审核人：李四    联系电话：027-82345678",), FILLED),
        (("填报单位：区城管局  填表人（签字）：张三  复核人：李四  电话：027-82345678",), FILLED),
        (("填报人:张三审核人:李四", "", "联系电话", ""), Signature("张三", "李四")),
        (("填报人：____", "审核人：", "", "联系电话：", "/"), Signature()),
        (("填报人：", "", "填报日期：", "2024-10-08"), Signature()),
        (("填报人：张三  2024年10月8日",), Signature("张三")),
        (("填报人：张　三", "联系电话：", 82345678), Signature("张 三", None, "82345678")),
        (("Filled in by: Zhang San", "Checked by:", "Li Si"), Signature("Zhang San", "Li Si", english=True)),
        (("新增停车位", 8760, "填报人：张三"), None),
        (("指标名称", "累计完成", "填报人", "联系电话"), None),
        (("注：数据为初步统计",), None),
    ],
)
def test_lines_of_signature(line: tuple[object, ...], expected: Signature | None) -> None:
    """Labels with their values behind them or in the next cell; a row of figures and a header are none."""
    (row,) = cells([line])
    found = read_signature(row)
    assert (None if found is None else found[0]) == expected
    assert found is None or found[1] == []


def test_a_telephone_is_no_figure(plan: Plan) -> None:
    """Though it stands in the column of figures, where a number without a name is refused."""
    found = taken(plan, HEADER, ROW, ("联系电话：", 82345678, "审核人：李四"))
    assert figures(found) == [("parking", "8760", "2024-09-30")]
    assert [each.report.signature for each in found.taken] == [Signature(None, "李四", "82345678")]


def test_what_cannot_be_a_name_is_refused(plan: Plan) -> None:
    """A name of a hundred and one characters, told with its cell."""
    found = taken(plan, HEADER, ROW, ("填报人：", "张" * 101))
    assert complaints(found) == ["B3: longer than 100 characters."]


def test_each_table_has_its_own(plan: Plan) -> None:
    """Below it, as a rule; above it in a sheet that begins so; over two lines; a row's own column comes first."""
    second = ("新增充电桩", 8120, "")
    below = (HEADER, ROW, ("填报人：张三",), ("联系电话：1",), HEADER, second, ("填报人：王五",))
    assert signed(*below, plan=plan) == [Signature("张三", None, "1"), Signature("王五")]
    above = (("填报人：张三",), HEADER, ROW, ("填报人：王五",), HEADER, second)
    assert signed(*above, plan=plan) == [Signature("张三"), Signature("王五")]
    column = (("指标名称", "1-9月累计完成", "填报人"), ("新增停车位", 8760, "赵六"), ("填报人：张三",))
    assert signed(*column, plan=plan) == [Signature("赵六")]


def test_the_rest_of_the_line_counts(plan: Plan) -> None:
    """What it says of unit and day is read as before."""
    found = taken(plan, ("填报人：张三  单位：万个",), ("指标名称", "1-9月累计完成"), ("新增停车位", Cell("", "0.876")))
    assert figures(found) == [("parking", "8760", "2024-09-30")]


def filled(cli: Cli, path: Path, lang: str) -> Path:
    """A form with two figures, a reason and its line to sign."""
    answers = {"events": {6: "120", 8: "暂估数"}, "hightech": {6: "600", 10: "企业外迁", 11: "专班"}}
    foot = dict(zip(LABELS[lang], ("张三", "李四", "027-82345678"), strict=True))
    assert cli("export", "--form", str(path), "--on", "2024-10-31", lang=lang).code == 0
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        put(rows, answers, foot)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    before = [list(row) for row in values]
    put(values, answers, foot)
    for row, (new, old) in enumerate(zip(values, before, strict=True), start=1):
        for column, value in enumerate(new, start=1):
            if value != old[column - 1]:
                cell: Any = sheet.cell(row, column)
                assert not cell.protection.locked, cell.coordinate
                cell.value = value
    book.save(path)
    return path


def put(rows: list[list[Any]], answers: dict[str, dict[int, str]], foot: dict[str, str]) -> None:
    """Fill in figures by the row's id, and what stands behind each label of the last line."""
    for row in rows:
        for column, value in answers.get(row[0], {}).items() if row else ():
            row[column] = value
    last = rows[-1]
    places = [place for place, text in enumerate(last) if text in foot]
    assert [last[place] for place in places] == list(foot)
    # The cell to fill in is the next one that is open: behind what the label is merged over.
    for place in places:
        last[place + (2 if place == 3 else 1)] = foot[last[place]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_there_and_back(cli: Cli, folder: Path, tmp_path: Path, kind: str, lang: str) -> None:
    """A signed form is recorded once; the status it makes, taken into an empty ledger, makes the same status."""
    path = str(filled(cli, tmp_path / f"form.{kind}", lang))
    assert cli("import", path, "--by", "录入员").code == 0
    assert cli("import", path).out.startswith("Recorded: 0; recorded already: 2;")
    told = {(row["target"], row["by"], row.get("note")) for row in json.loads(cli("history", "--json").out)}
    own = {"zh": f"暂估数{WORDING['zh']}", "en": f"暂估数 {WORDING['en']}"}[lang]
    assert told == {("events", "张三", own), ("hightech", "张三", None), ("hightech", "张三", WORDING[lang])}
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    assert cli("export", str(first), "--on", "2024-10-31", lang=lang).code == 0
    other = tmp_path / "other"
    shutil.copytree(ROOT / "targets", other / "targets")
    assert cli("--dir", str(other), "import", str(first)).code == 0
    assert cli("--dir", str(other), "export", str(second), "--on", "2024-10-31", lang=lang).code == 0
    assert second.read_bytes() == first.read_bytes()
    assert cli("import", str(second)).out.startswith("Recorded: 0; recorded already: 2;")
    del folder


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_departments_get_names_no_command(cli: Cli, tmp_path: Path, lang: str) -> None:
    """A department fills in a sheet, and runs nothing."""
    assert cli("export", "--form", str(tmp_path / "form.xlsx"), lang=lang).code == 0
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx").active
    assert sheet is not None
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert not {"jiangan-targets", "import", "`", "--"} & {word for word in text.split() if word}
    assert "jiangan-targets" not in text
    assert "`" not in text
