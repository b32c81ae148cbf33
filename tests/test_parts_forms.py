"""Forms, reminders and selections by part, as installed: who is asked, and what comes back."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from conftest import Cli
from test_parts_commands import PLAN, recorded

REPORTING = """
[reporting]
every = "month"
due = "day 8"
mail = { "一元街道办" = "yiyuan@example.cn", "大智街道" = "dazhi@example.cn" }
"""


@pytest.fixture
def office(folder: Path, installed: Cli) -> Cli:
    """The program as installed, in a workspace whose plan has parts and asks for reports."""
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    (folder / "targets" / "2024.toml").write_text(PLAN + REPORTING, encoding="utf-8")
    return installed


def asked_for(form: str) -> list[str]:
    """The ids of a form's rows."""
    rows = [*csv.reader(io.StringIO(form))]
    first = next(number for number, row in enumerate(rows) if row[0] == "Id")
    return [row[0] for row in rows[first + 1 : -1]]


def test_a_form_has_a_row_for_each_part(office: Cli) -> None:
    """And none for what they add up to; of one part, or of an owner, its own alone."""
    whole = ["parking/大智街道", "parking/一元街道", "parking/后湖街道", "growth", "growth/大智街道", "growth/车站街道"]
    assert asked_for(office("export", "-", "--form").out) == whole
    dazhi = ["parking/大智街道", "growth/大智街道"]
    assert asked_for(office("export", "-", "--form", "--part", "大智 街道").out) == dazhi
    assert asked_for(office("export", "-", "--form", "--owner", "大智街道").out) == dazhi
    assert asked_for(office("export", "-", "--form", "--owner", "一元街道办").out) == ["parking/一元街道"]
    refused = office("export", "-", "--part", "没有")
    assert (refused.code, refused.out) == (1, "")
    assert "No target has the part “没有”; there are: 大智街道, 一元街道, 后湖街道, 车站街道." in refused.err


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_filled_form_comes_back(office: Cli, folder: Path, kind: str) -> None:
    """Each row as the part's figure; the whole is their sum, and nothing else was recorded."""
    path = folder / f"form.{kind}"
    assert office("export", str(path), "--form", "--part", "大智街道", "--on", "2024-09-30").code == 0
    if kind == "csv":
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("个,1200,,,", "个,1200,,,700"), encoding="utf-8")
    else:
        book = openpyxl.load_workbook(path)
        cells = {cell.value: cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None}
        row, column = cells["parking/大智街道"].row, cells["New figure"].column
        book.worksheets[0].cell(row, column).value = 700
        book.save(path)
    done = office("import", str(path), "--force", *(("--on", "2024-09-30") if kind == "csv" else ()))
    assert (done.code, "Recorded: 1" in done.out) == (0, True), done
    history = json.loads(office("history", "--json").out)
    assert [(row["target"], row["part"], row["value"]) for row in history] == [("parking", "大智街道", 700)]


def test_who_owes_is_the_part(office: Cli, folder: Path) -> None:
    """By its owner, or by itself where none is named; its mail goes to its own address."""
    recorded(office, ("parking/后湖街道", "10", "2024-09-30"))
    told = json.loads(office("remind", "--json").out)["reports"]
    owed = {(each["owner"], each["target"]) for each in told if each["period"] == "2024-09" and each["wanted"]}
    assert owed == {
        ("大智街道", "parking/大智街道"),
        ("一元街道办", "parking/一元街道"),
        (None, "growth"),
        ("大智街道", "growth/大智街道"),
        ("车站街道", "growth/车站街道"),
    }
    (folder / "out").mkdir()
    assert office("remind", "--format", "eml", "--output", str(folder / "out")).code == 0
    mails = {path.name: path.read_text(encoding="utf-8") for path in (folder / "out").glob("*.eml")}
    assert "To: yiyuan@example.cn" in next(mails[name] for name in mails if "一元街道办" in name)
    assert "To: dazhi@example.cn" in next(mails[name] for name in mails if "大智街道" in name)


def test_an_owner_finds_its_parts(office: Cli) -> None:
    """Beside its own targets."""
    found = json.loads(office("status", "--owner", "大智街道", "--json").out)["targets"]
    assert [each["id"] for each in found] == ["parking/大智街道", "growth/大智街道"]
    assert "there are: 大智街道, 一元街道办, 后湖街道, 车站街道" in office("status", "--owner", "没有").err


def test_the_status_of_one_part_as_a_sheet(office: Cli, folder: Path) -> None:
    """With the records of that part, and no others."""
    recorded(office, ("parking/大智街道", "700", "2024-09-30"), ("parking/一元街道", "520", "2024-09-30"))
    assert office("export", str(folder / "part.xlsx"), "--part", "大智街道", "--on", "2024-10-10").code == 0
    book = openpyxl.load_workbook(folder / "part.xlsx")
    texts = [[str(cell) for row in sheet.values for cell in row if cell is not None] for sheet in book.worksheets]
    assert "parking/大智街道" in texts[0]
    assert "700" in texts[-1]
    assert "520" not in texts[-1]


def test_a_sum_that_is_sent_back_is_no_figure_of_its_own(office: Cli, folder: Path) -> None:
    """Neither from the exported status, nor from 合计 below the parts: it would not follow its parts any more."""
    recorded(office, ("parking/大智街道", "700", "2024-09-30"), ("parking/一元街道", "520", "2024-09-30"))
    path = folder / "status.csv"
    assert office("export", str(path), "--on", "2024-10-10").code == 0
    done = office("import", str(path))
    assert (done.code, "Recorded: 0; recorded already: 1" in done.out) == (0, True), done
    assert "parking: 1220 of 2024-09-30 is the sum of its parts, and not recorded as a figure of its own." in done.err
    rows = "街道,年度目标,累计完成\n大智街道,1200,800\n一元街道,1000,600\n合计,3000,{whole}\n"
    title = "新增停车位各街道完成情况（2024年1-10月）\n"
    path.write_text(title + rows.format(whole=1400), encoding="utf-8")
    assert "Recorded: 2; recorded already: 1" in office("import", str(path), "--force").out
    path.write_text(title + rows.format(whole=1450), encoding="utf-8")
    assert "Recorded: 1; recorded already: 2" in office("import", str(path), "--force").out
    history = json.loads(office("history", "parking", "--json").out)
    assert [(row["part"], row["value"]) for row in history] == [(None, 1450)]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "sum of 1 of 3 街道; missing: "), ("zh", "为3个街道中1个的合计；未报：")]
)
def test_an_exported_status_says_what_a_figure_is_the_sum_of(office: Cli, folder: Path, lang: str, said: str) -> None:
    """So it is no figure of the target's own, neither after a part was corrected nor in another office."""
    recorded(office, ("parking/大智街道", "700", "2024-09-30"))
    path = folder / "status.csv"
    assert office("--lang", lang, "export", str(path), "--on", "2024-10-10").code == 0
    assert said in path.read_text(encoding="utf-8-sig")
    recorded(office, ("parking/大智街道", "710", "2024-09-30"))
    (folder / "other").mkdir()
    shutil.copytree(folder / "targets", folder / "other" / "targets")
    for elsewhere in ((), ("--dir", str(folder / "other"))):
        done = office(*elsewhere, "import", str(path))
        assert (done.code, office(*elsewhere, "history", "parking", "--json").out) == (0, "[]\n"), done
