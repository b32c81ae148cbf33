"""`export` as offices use it: ready to print, locked but for its answers, harmless in Excel."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Cli
from golden import compare
from jiangan_targets.domain.text import from_spreadsheet, safe_for_spreadsheet


@pytest.mark.usefixtures("year_of_records")
def test_the_exported_sheet_is_ready_to_print(cli: Cli, tmp_path: Path) -> None:
    """Headings, frozen and filtered; A4 landscape; numbers as numbers, percentages as Excel keeps them; colours."""
    path = tmp_path / "status.xlsx"
    cli("record", "charging", "6600", "--on", "2024-07-01", "--note", "=cmd|' /C calc'!A0")
    assert cli("export", str(path), "--on", "2024-10-20", lang="zh").code == 0
    book = openpyxl.load_workbook(path)
    sheet, records = book.worksheets
    assert [cell.value for cell in sheet[3]][:13] == [
        *(
            "序号",
            "分组",
            "指标名称",
            "单位",
            "年度目标",
            "累计完成",
            "完成率",
            "序时进度",
            "占同期计划",
            "超/欠（百分点）",
            "进度状态",
            "责任单位",
            "备注",
        ),
    ]
    assert sheet["A1"].value == "江岸区2024年经济社会发展主要预期目标"
    assert str(sheet["A2"].value).startswith("截至2024年10月20日")
    parking = next(row for row in sheet.iter_rows(min_row=4) if row[2].value == "新增停车位")
    assert [cell.value for cell in parking[4:10]] == [16000, 9000, 0.563, 0.689, 0.817, -12.6]
    assert [cell.number_format for cell in parking[5:10]] == ["#,##0", "0.0%", "0.0%", "0.0%", "+0.0;-0.0;0.0"]
    assert parking[10].fill.fgColor.rgb == "00F8CBAD"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("D4", "A3:P24", "$3:$3")
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
    assert (sheet["A1"].font.name, parking[0].font.name) == ("黑体", "仿宋")
    assert sheet.conditional_formatting
    note = next(row for row in sheet.iter_rows(min_row=4) if row[2].value == "新增充电桩")[12]
    assert (note.data_type, note.value, note.quotePrefix) == ("s", "=cmd|' /C calc'!A0", True)
    assert records.max_row == 2 + 12


def test_the_form_is_locked_but_for_its_answers(cli: Cli, tmp_path: Path) -> None:
    """Protection without a password; a number and a day of the year are asked for."""
    path = tmp_path / "form.xlsx"
    assert cli("export", "--form", str(path)).code == 0
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    row = next(row for row in sheet.iter_rows() if row[0].value == "parking")
    assert [cell.protection.locked for cell in row] == [True] * 6 + [False] * 6
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert (rules["date"].formula1, rules["date"].formula2) == ("DATE(2024,1,1)", "DATE(2024,12,31)")
    assert rules["decimal"].errorStyle == "warning"


def test_only_a_departments_targets(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """A form and an export for one owner have its targets only."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    text = text.replace("value = 16000\n", 'value = 16000\nowner = "区城管局"\n')
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    assert cli("export", "--form", "--owner", "区城管局", str(tmp_path / "form.xlsx")).code == 0
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx").active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows(min_row=5, max_row=6)] == ["parking", None]
    assert cli("export", "--owner", "区统计局", str(tmp_path / "x.csv")).err == (
        "Error: No target has the owner “区统计局”; there are: 区城管局.\n"
    )


@pytest.mark.usefixtures("year_of_records")
def test_csv_is_for_excel_and_harmless(cli: Cli, tmp_path: Path) -> None:
    """With a mark for UTF-8; texts that begin like formulas are safe_for_spreadsheet, numbers are not touched."""
    path = tmp_path / "status.csv"
    cli("record", "gdp", "-6.1", "--on", "2024-10-01", "--note", "@SUM(1)")
    assert cli("export", str(path), "--on", "2024-10-20", lang="zh").code == 0
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    compare("export.zh.csv", data.decode("utf-8-sig"))
    rows = {row["编号"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    assert (rows["gdp-growth"]["累计完成"], rows["gdp-growth"]["备注"]) == ("-6.1", "'@SUM(1)")


@given(st.text("'=+-@\t\rax ", max_size=6))
def test_a_defused_text_is_restored(text: str) -> None:
    """Whatever it begins with; and made safe, it begins with nothing that a spreadsheet acts on."""
    assert from_spreadsheet(safe_for_spreadsheet(text)) == text
    assert not safe_for_spreadsheet(text).startswith(("=", "+", "-", "@", "\t", "\r"))
