"""Workbooks as offices send them: merged headings, several sheets, hidden rows and columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from answers import recorded
from conftest import Cli

Rows = list[list[Any]]


def sheet_of(path: Path, rows: Rows, merged: tuple[str, ...] = (), name: str = "Sheet1") -> Worksheet:
    """A workbook of one sheet, saved; more may be done to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    fill(sheet, rows, merged)
    book.save(path)
    return sheet


def fill(sheet: Worksheet, rows: Rows, merged: tuple[str, ...] = ()) -> None:
    """Put rows into a sheet, and merge cells."""
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)


def saved(sheet: Worksheet, path: Path) -> str:
    """The workbook saved again, after it was changed."""
    assert sheet.parent is not None
    sheet.parent.save(path)
    return str(path)


def test_a_statistics_sheet_feeds_amounts_and_rates(cli: Cli, tmp_path: Path) -> None:
    """Names merged down, 绝对额 and 增长% below 1-9月: the amount goes to one target, the growth to another."""
    path = tmp_path / "monthly.xlsx"
    rows: Rows = [
        ["2024年1-9月主要经济指标"],
        ["单位：亿元"],
        ["指标名称", "计量单位", "1-9月", None, "上年同期"],
        [None, None, "绝对额", "增长%", None],
        ["地区生产总值", "亿元", 1186.4, 5.9, 1120.3],
        ["社会消费品零售总额", "亿元", 498.7, 8.6, 459.2],
        ["固定资产投资", "亿元", 301.5, 4.4, 288.8],
    ]
    sheet_of(path, rows, ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"))
    shown = cli("import", str(path))
    assert shown.code == 0
    assert recorded(cli) == {
        ("gdp-growth", 5.9, "2024-09-30"),
        ("retail", 498.7, "2024-09-30"),
        ("retail-growth", 8.6, "2024-09-30"),
    }
    assert "C6 1-9月 绝对额" in shown.out
    assert "D6 1-9月 增长%" in shown.out
    assert "Recorded: 3; recorded already: 0; no figure: 0; not ours: 1; not understood: 0." in shown.out


def test_every_sheet_has_its_own_day(cli: Cli, tmp_path: Path) -> None:
    """Sheets 1月, 2月, 9月; one that explains and one without a table are told and hide nothing."""
    path = tmp_path / "months.xlsx"
    sheet = sheet_of(path, [["请按下列要求填写"], ["指标名称", "累计完成"], ["新增停车位", 1]], name="填表说明")
    book = sheet.parent
    assert isinstance(book, openpyxl.Workbook)
    for name, value in (("1月", 600), ("2月", 1100), ("9月", 8760)):
        fill(book.create_sheet(name), [["指标名称", "累计完成"], ["新增停车位", value], ["其他指标", 5]])
    fill(book.create_sheet("联系人"), [["王芳", "12345"]])
    shown = cli("import", saved(sheet, path))
    assert shown.code == 0
    assert recorded(cli) == {
        ("parking", 600, "2024-01-31"),
        ("parking", 1100, "2024-02-29"),
        ("parking", 8760, "2024-09-30"),
    }
    assert "9月!B2 累计完成" in shown.out
    for line in (
        "sheet “填表说明” explains, or lists earlier records: not read; --sheet reads it",
        "sheet “2月”: figures 1",
        "sheet “联系人” has no table of figures",
    ):
        assert line in shown.err.split("\n")
    assert "9月!A3: no target is called “其他指标”" in shown.err
    assert cli("import", str(path), "--sheet", "2月").out.startswith("Recorded: 0; recorded already: 1;")
    assert (
        "There is no sheet “10月”; there are: 填表说明, 1月, 2月, 9月"
        in cli("import", str(path), "--sheet", "10月").err
    )


def test_a_sheet_of_another_day_than_asked_for_stops(cli: Cli, tmp_path: Path) -> None:
    """--on does not overrule what a sheet says."""
    path = tmp_path / "one.xlsx"
    sheet_of(path, [["指标名称", "累计完成"], ["新增停车位", 600]], name="1月")
    assert "the sheet says 2024-01-31, --on 2024-09-30." in cli("import", str(path), "--as-of", "2024-09-30").err
    assert recorded(cli) == set()


def test_hidden_rows_and_columns(cli: Cli, tmp_path: Path) -> None:
    """A hidden column of figures does not compete, a hidden row of ours stops; both are told."""
    path = tmp_path / "hidden.xlsx"
    rows: Rows = [["指标名称", "累计完成", "累计完成"], ["新增停车位", 1, 8760], ["新增充电桩", 2, 8120]]
    sheet = sheet_of(path, rows)
    sheet.column_dimensions["B"].hidden = True
    shown = cli("import", saved(sheet, path), "--as-of", "2024-09-30")
    assert recorded(cli) == {("parking", 8760, "2024-09-30"), ("charging", 8120, "2024-09-30")}
    assert "B: “累计完成” is hidden and was not read." in shown.err
    sheet.row_dimensions[3].hidden = True
    shown = cli("import", saved(sheet, path), "--as-of", "2024-10-31")
    assert shown.code == 1
    assert "A3: the row is hidden; show it, or delete it." in shown.err


@pytest.mark.parametrize("merged", ["B2:B3", "B2:C2"])
def test_a_merged_figure_is_nobodys(cli: Cli, tmp_path: Path, merged: str) -> None:
    """It would belong to two rows, or to two columns."""
    path = tmp_path / "merged.xlsx"
    rows: Rows = [["指标名称", "累计完成", "同比增长%"], ["新增停车位", 8760, None], ["新增充电桩", None, None]]
    sheet_of(path, rows, (merged,))
    shown = cli("import", str(path), "--as-of", "2024-09-30")
    assert shown.code == 1
    assert f"B2: part of the merged cells {merged}; unmerge them and fill each row." in shown.err


def test_a_column_of_two_columns(cli: Cli, tmp_path: Path) -> None:
    """A heading merged across two columns is one heading; two figures below it are not."""
    path = tmp_path / "wide.xlsx"
    sheet = sheet_of(path, [["指标名称", "累计完成", None], ["新增停车位", 8760, None]], ("B1:C1", "B2:C2"))
    assert cli("import", str(path), "--as-of", "2024-09-30").code == 0
    assert recorded(cli) == {("parking", 8760, "2024-09-30")}
    sheet.append(["新增充电桩", 8120, 67])
    assert "two figures stand below one heading" in cli("import", saved(sheet, path), "--as-of", "2024-09-30").err


def test_plan_and_actual_below_one_name(cli: Cli, tmp_path: Path) -> None:
    """The name is merged over both rows; rows that nothing tells apart are refused."""
    path = tmp_path / "pairs.xlsx"
    sheet_of(path, [["指标名称", "类别", "1-9月"], ["新增停车位", "计划", 12000], [None, "实际", 8760]], ("A2:A3",))
    shown = cli("import", str(path))
    assert recorded(cli) == {("parking", 8760, "2024-09-30")}
    assert "left out as a plan: 1, the first at C2" in shown.err
    sheet_of(path, [["指标名称", "1-9月"], ["新增充电桩", 4060], [None, 4060]], ("A2:A3",))
    assert "several rows of figures belong to “新增充电桩”" in cli("import", str(path)).err


def test_nothing_of_ours_fails(cli: Cli, tmp_path: Path) -> None:
    """A table of other indicators, or a form that nobody filled in, is not a success."""
    path = tmp_path / "own.csv"
    path.write_text("指标名称,1-9月累计\n固定资产投资,333\n新增停车位,\n", encoding="utf-8")
    shown = cli("import", str(path))
    assert (shown.code, shown.out) == (1, "")
    assert "No figure: 1; not ours: 1; not understood: 0." in shown.err


def test_what_was_shown_is_what_is_stored(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody records between showing and storing: it is said, and what it means now is shown."""
    from jiangan_targets.cli import importing

    path = tmp_path / "own.csv"
    path.write_text("指标名称,1-9月累计\n新增停车位,8760\n", encoding="utf-8")
    original = importing.store  # the moment between showing and storing

    def late(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- handed on as they are
        from jiangan_targets.cli.app import main

        folder = str(arguments[0].workspace.root)
        assert main(["--dir", folder, "--lang", "en", "record", "parking", "8000", "--on", "2024-08-31"]) == 0
        return original(*arguments, **options)

    monkeypatch.setattr(importing, "store", late)
    shown = cli("import", str(path))
    assert shown.code == 0
    assert shown.err == "The records changed meanwhile; what would change now:\n"
    before, after = (line for line in shown.out.split("\n") if "8,760" in line)
    assert "none → 8,760" in before
    assert "8,000 → 8,760" in after
    assert recorded(cli) == {("parking", 8000, "2024-08-31"), ("parking", 8760, "2024-09-30")}


def test_an_export_is_read_without_its_history(cli: Cli, tmp_path: Path) -> None:
    """Its second sheet lists records made, withdrawn ones too: they are not reported again."""
    cli("record", "parking", "8000", "--on", "2024-08-31")
    cli("record", "parking", "8760", "--on", "2024-09-30")
    cli("undo")
    path = tmp_path / "status.xlsx"
    assert cli("export", str(path)).code == 0
    shown = cli("import", str(path))
    assert shown.code == 0
    assert shown.out.startswith("Recorded: 0; recorded already: 1;")
    assert "sheet “Records made” explains, or lists earlier records" in shown.err
