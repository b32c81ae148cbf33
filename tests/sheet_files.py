"""Files of sheets for the tests, as programs write them and as none does; and what is read of them."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from jiangan_targets.domain.cells.cell import Cell
from jiangan_targets.storage.sheets.reading import read_sheets

SHEET = "xl/worksheets/sheet1.xml"


def rows(path: Path) -> list[list[Cell]]:
    """The rows of a file with one sheet that can be read."""
    (sheet,) = read_sheets(path)
    assert sheet.problem is None
    return list(sheet.rows)


def cells(path: Path) -> dict[str, Cell]:
    """The cells of the file by their addresses."""
    return {cell.address: cell for row in rows(path) for cell in row}


def saved(path: Path, fill: Callable[[Worksheet], object]) -> Path:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    book.save(path)
    return path


def changed(path: Path, change: Callable[[bytes], bytes], part: str = SHEET) -> Path:
    """The workbook with a part written anew."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def with_rows(path: Path, *written: str, behind: str = "") -> Path:
    """A workbook whose sheet has these rows, as XML, and this behind them."""
    saved(path, lambda sheet: sheet.append(["text"]))
    data = f"<sheetData>{''.join(written)}</sheetData>{behind}".encode()
    return changed(path, lambda part: re.sub(b"(?s)<sheetData>.*</sheetData>", lambda _found: data, part))


def converted(path: Path, kind: str, folder: Path) -> Path:
    """The file, opened and saved again by LibreOffice."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{path.stem}.{kind.partition(':')[0]}"


def everything(sheet: Worksheet) -> None:
    """A sheet with one of each: formats, a formula, hidden and merged cells, a gap."""
    sheet.title = "九月"
    for row in (
        ["指标名称", "累计完成", "截至", "备注"],
        ["GDP增速", 0.061, date(2024, 9, 30), "初步\n核算"],
        ["停车位", 0.9, datetime(2024, 9, 1, 8, 30), "a  b"],
        ["充电桩", 1182.71504573599, 45565, True],
        ["藏", -9000, None, "x"],
        ["合计", 12, None, None],
    ):
        sheet.append(row)
    sheet["B2"].number_format = "0.0%"
    sheet["B3"].number_format = '0.0"万"'
    sheet["B4"].number_format = "#,##0.0"
    sheet["B5"].number_format = "#,##0.00_ ;[Red]-#,##0.00 "
    sheet["C2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["C4"].number_format = 'yyyy"年"m"月"'
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.merge_cells("A6:B7")
    sheet["C7"] = "并"
    sheet["E2000"] = 7


ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
)


def document(path: Path, *tables: str, styles: str = "", manifest: str = "<manifest/>") -> Path:
    """An OpenDocument spreadsheet with these tables."""
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f"{ODS_HEAD}<office:automatic-styles>{styles}</office:automatic-styles>{body}</office:document-content>",
        )
    return path


def table(*written: str, name: str = "表", more: str = "") -> str:
    """A table of these rows."""
    return f'<table:table table:name="{name}"{more}>{"".join(written)}</table:table>'


def workbook(path: Path, *rows: list[Any], formats: dict[str, str] | None = None) -> Path:
    """Somebody's own table."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for address, number_format in (formats or {}).items():
        sheet[address].number_format = number_format
    book.save(path)
    return path
