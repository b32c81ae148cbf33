"""What of an exported workbook is printed, and how: groups, stale figures, bars of one colour, nothing taken back."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from conftest import Cli, needs, write_plans
from sheet_files import converted

ON = ("--on", "2024-10-20")
pytestmark = pytest.mark.usefixtures("year_of_records")


def exported(cli: Cli, path: Path, lang: str = "zh") -> tuple[Worksheet, Worksheet]:
    """The status and the records of a workbook."""
    assert cli("export", str(path), *ON, lang=lang).code == 0
    status, records = openpyxl.load_workbook(path).worksheets
    return status, records


def printed(sheet: Worksheet) -> list[list[object]]:
    """What stands in the print area, without hidden columns."""
    left, top, right, bottom = range_boundaries(str(sheet.print_area).rpartition("!")[2].replace("$", ""))
    assert None not in {left, top, right, bottom}
    shown = [column for column in range(left or 1, (right or 1) + 1) if not hidden(sheet, column)]
    return [[sheet.cell(row, column).value for column in shown] for row in range(top or 1, (bottom or 1) + 1)]


def hidden(sheet: Worksheet, column: int) -> bool:
    """Whether a column is not shown."""
    return bool(sheet.column_dimensions[get_column_letter(column)].hidden)


def take_back(cli: Cli) -> None:
    """A wrong figure, taken back with its reason."""
    assert cli("record", "parking", "8800", "--on", "2024-08-31").code == 0
    last = json.loads(cli("history", "--json", "--limit", "1").out)[0]["id"]
    assert cli("withdraw", last, "--reason", "误填了公园的数").code == 0


def test_groups_stay_together(cli: Cli, tmp_path: Path) -> None:
    """Each row says its group, in the plan's order, a line above each; it can be filtered by group."""
    status, _records = exported(cli, tmp_path / "status.xlsx")
    rows = list(status.iter_rows(min_row=4, max_row=24))
    told = [row[1].value for row in rows]
    groups = json.loads(cli("status", "--json", *ON).out)["targets"]
    order = list(dict.fromkeys(item["group"] for item in groups))
    assert [len(order), len(set(told))] == [4, 4]
    assert told == sorted(told, key=list(dict.fromkeys(told)).index)
    first = [row[0].row for row, before in zip(rows, [None, *told[:-1]], strict=True) if row[1].value != before]
    assert [row[0].row for row in rows if row[0].border.top.style == "medium"] == first


def test_a_stale_figure_is_marked(cli: Cli, tmp_path: Path) -> None:
    """Its day is one that can be sorted, says the word, and has a colour; in both languages as `status` says it."""
    stale = {item["id"]: item["stale"] for item in json.loads(cli("status", "--json", *ON).out)["targets"]}
    assert {stale["retail"], stale["finance"]} == {True, False}
    for lang, word in (("zh", " 过期"), ("en", " stale")):
        status, _records = exported(cli, tmp_path / f"{lang}.xlsx", lang)
        for row in status.iter_rows(min_row=4, max_row=24):
            day, key = row[13], str(row[15].value)
            assert day.value is None or isinstance(day.value, datetime)
            assert (day.number_format == f'yyyy-mm-dd"{word}"') == stale[key]
            assert (day.fill.fgColor.rgb == "00F4B183") == stale[key]


def test_what_was_taken_back_is_not_printed(cli: Cli, tmp_path: Path) -> None:
    """It stands below the records that stand, outside of what is printed; nor are the columns for reading back."""
    take_back(cli)
    status, records = exported(cli, tmp_path / "status.xlsx")
    paper = printed(records)
    assert len(paper) == records.max_row - 1
    assert "误填了公园的数" not in str(paper)
    assert "误填了公园的数" in str([cell.value for cell in records[records.max_row]])
    assert printed(status)[2][-2:] == ["截至", "填报人"]
    assert [hidden(status, column) for column in (14, 15, 16)] == [False, False, True]


def test_bars_have_one_colour(cli: Cli, tmp_path: Path) -> None:
    """The rule names its later form, which says that there is no gradient, for the same cells."""
    exported(cli, tmp_path / "status.xlsx")
    with zipfile.ZipFile(tmp_path / "status.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'gradient="(\d)"', sheet) == ["0"]
    (mark,) = re.findall(r"<x14:id>([^<]+)</x14:id>", sheet)
    assert f'<x14:cfRule type="dataBar" id="{mark}">' in sheet
    (cells,) = re.findall(r'<conditionalFormatting sqref="([^"]+)">', sheet)
    assert f"<xm:sqref>{cells}</xm:sqref>" in sheet
    assert cells == "G4:G24"


def test_a_long_note_is_readable(cli: Cli, tmp_path: Path) -> None:
    """It is broken into lines in a row that is high enough, instead of being made small."""
    assert cli("record", "greenery", "7", *ON, "--note", "场馆维修改到社区举办" * 12).code == 0
    status, _records = exported(cli, tmp_path / "status.xlsx")
    row = next(row for row in status.iter_rows(min_row=4) if row[15].value == "greenery")
    assert (row[12].alignment.wrap_text, bool(row[12].alignment.shrink_to_fit)) == (True, False)
    assert (status.row_dimensions[int(row[0].row or 0)].height or 0) >= 6 * 15


@pytest.mark.parametrize("name", ["同比增速", "上年同期", "2023年", "计划", "预计全年", "单位：万元", "大智街道"])
def test_a_group_says_nothing_of_figures(cli: Cli, folder: Path, tmp_path: Path, name: str) -> None:
    """Whatever it is called: what was exported is taken back as it was, with stale days and all."""
    write_plans(folder, 2024)
    plan = folder / "targets" / "2024.toml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace('name = "建设更高水平美丽江岸"', f'name = "{name}"'), encoding="utf-8")
    for lang, file in (("zh", "status.xlsx"), ("zh", "status.csv"), ("en", "english.csv")):
        path = tmp_path / file
        assert cli("export", str(path), *ON, lang=lang).code == 0
        told = cli("import", str(path))
        assert "not understood and" not in told.err
        assert told.out.startswith("Recorded: 0; recorded already: 10; no figure: 11;"), told
        assert "not understood: 0." in told.out


@pytest.mark.slow
@needs("soffice", "pdftotext")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_paper(cli: Cli, tmp_path: Path, lang: str) -> None:
    """Printed by LibreOffice: a page of status and one of records, nothing that was taken back."""
    take_back(cli)
    exported(cli, tmp_path / "status.xlsx", lang)
    paper = converted(tmp_path / "status.xlsx", "pdf", tmp_path / "pdf")
    text = subprocess.run(["pdftotext", "-layout", paper, "-"], check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) == 2
    assert "误填了公园的数" not in text
    assert [("第1页，共2页" if lang == "zh" else "Page 1 of 2") in pages[0], "elder-beds-rate" in text] == [True, False]
