"""Files of sheets: every format says the same, and what is no sheet says so in one line."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from conftest import needs
from jiangan_targets.domain.cells.cell import Cell, Merged
from jiangan_targets.errors import Failure
from jiangan_targets.storage.sheets.reading import read_sheets
from sheet_files import cells, converted, everything, rows, saved

KINDS = ["xlsx", *(pytest.param(kind, marks=needs("soffice")) for kind in ("ods", "xls"))]

EVERYTHING: dict[str, object] = {
    "A1": "指标名称",
    "B2": Decimal("0.061"),
    "B3": "0.9万",
    "B4": Decimal("1182.7"),
    "B5": Decimal(-9000),
    "C2": date(2024, 9, 30),
    "C3": date(2024, 9, 1),
    "C4": "2024年9月",
    "D2": "初步\n核算",
    "D3": "a  b",
    "D4": "TRUE",
    "A6": "合计",
    "B6": None,
    "A7": None,
    "B7": None,
    "C7": "并",
    "E2000": Decimal(7),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_says_the_same(tmp_path: Path, kind: str) -> None:
    """Values as shown, days and months, hidden and merged cells, and what stands after two thousand rows."""
    path = saved(tmp_path / "book.xlsx", everything)
    if kind != "xlsx":
        path = converted(path, kind, tmp_path)
    (sheet,) = read_sheets(path)
    assert (sheet.name, sheet.problem) == ("九月", None)
    read = list(sheet.rows)
    found = {cell.address: cell for row in read for cell in row}
    assert {address: found[address].value for address in EVERYTHING} == EVERYTHING
    assert [found[address].percent for address in ("B2", "B3", "B4")] == [True, False, False]
    assert {address for address, cell in found.items() if cell.hidden} == {
        "A5",
        "B5",
        "C5",
        "D5",
        "D1",
        "D2",
        "D3",
        "D4",
        "D2000",
    }
    merged = Merged("A6:B7", "合计")
    assert {address for address, cell in found.items() if cell.merged} == {"A6", "B6", "A7", "B7"}
    assert {cell.merged for cell in found.values() if cell.merged} == {merged}
    assert merged.down
    assert [len(row) for row in read[:8]] == [4, 4, 4, 4, 4, 2, 3, 0]
    assert len(read) == 7 + 1000 + 1
    assert not any(cell.problem for cell in found.values())


CODES = [
    *("0", "0.0", "0.00", "#,##0", "#,##0.00", "0%", "0.0%", '0.0"万"', r"0.0\万", '0.0"万";-0.0"万";"—"', "0.0,"),
    *('0.00,,"百万"', "0.0_ ", "0.00_);(0.00)", "[Red]0.0", "0.0;[Red]0.0", "#,##0.0_ ;[Red]-#,##0.0 ", "[$-804]0.0"),
    *('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "+0.0;-0.0;0.0", "#.##", "0.0#", "0.??", "000000", ".00"),
    *(
        '[>=10000]0.0,"千";0.0',
        '[<0]-0.0"个";0"个"',
        ";;;",
        "0;;",
        '0.0"%"',
        '0"个"',
        '0.0" 亿元"',
        "0.00‰",
        '0;0;"无"',
    ),
]
HELD = [0, 0.5, 1, -1, 0.061, 1182.71504573599, 9000, -9000, 123456.789, -0.4, 0.05, 2.675, 99999.95, 1e-7, -1234.565]


@needs("soffice")
def test_formats_show_what_libreoffice_shows(tmp_path: Path) -> None:
    """Every kind of format over every kind of number: what we make of it is what stands in LibreOffice's own file."""

    def fill(sheet: Worksheet) -> None:
        for row, code in enumerate(CODES, start=1):
            for column, value in enumerate(HELD, start=1):
                sheet.cell(row, column, value).number_format = code

    path = saved(tmp_path / "formats.xlsx", fill)
    ours, theirs, old = (
        cells(each) for each in (path, converted(path, "ods", tmp_path), converted(path, "xls", tmp_path))
    )
    for row, code in enumerate(CODES, start=1):
        for place, value in enumerate(HELD):
            address = f"{chr(65 + place)}{row}"
            shown = [
                (cell.value, cell.percent, cell.problem is None)
                for cell in (each.get(address, Cell(address)) for each in (ours, theirs, old))
            ]
            assert shown[0] == shown[1] == shown[2], (code, value)


def zipped(**parts: bytes) -> bytes:
    """An archive of these parts; two underscores are a slash."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return file.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
FOREIGN = {
    "is empty": b" \r\n",
    "is a web page": b"\xef\xbb\xbf\n<HTML xmlns:o='x'><table><tr><td>9000",
    "is a web page, whatever": "﻿<html><table>".encode("utf-16-le"),
    "is XML": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "is a PDF": b"%PDF-1.7 \0\0",
    "is a picture": b"\x89PNG\r\n\x1a\n",
    "is an archive of files": b"Rar!\x1a\x07\x00",
    "is an archive of files; unpack": zipped(**{"book.xlsx": b""}),
    "is a binary workbook (.xlsb)": zipped(xl__workbook=b"", **{"xl/workbook.bin": b""}),
    "is a text document": zipped(**{"word/document.xml": b""}),
    "is a text document; copy": zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
    "is a text document; copy its": COMPOUND + "WordDocument".encode("utf-16-le"),
    "is an OFD document": zipped(**{"OFD.xml": b""}),
    "has a password": COMPOUND + "EncryptedPackage".encode("utf-16-le"),
    "is not a workbook that can be read": zipped(**{"[Content_Types].xml": b""}),
    "is not a workbook that can be read; save": b"PK\x03\x04 and so on",
    "is not a workbook that can be read; save it": COMPOUND,
}


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_no_sheet_says_what_it_is(tmp_path: Path, text: str) -> None:
    """Whatever its name; one line, with what to do."""
    path = tmp_path / "book.xls"
    path.write_bytes(FOREIGN[text])
    with pytest.raises(Failure) as refused:
        rows(path)
    assert text in str(refused.value)
    assert "\n" not in str(refused.value)


@needs("soffice")
def test_an_old_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    """Its first record says that the others are locked."""
    path = converted(saved(tmp_path / "book.xlsx", everything), "xls", tmp_path)
    data = path.read_bytes()
    first = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    path.write_bytes(data[: first + 20] + b"\x2f\x00" + data[first + 22 :])
    with pytest.raises(Failure, match="has a password"):
        rows(path)


FLIPS = 170


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_flipped_bits_are_read_or_refused(
    tmp_path: Path, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """A damaged file is refused in words, a sheet of it says so, or it is read: never an error of ours."""
    path = saved(tmp_path / "book.xlsx", everything)
    path = path if kind == "xlsx" else converted(path, kind, tmp_path)
    data, chance, told = path.read_bytes(), random.Random(kind), 0
    for _flip in range(FLIPS):
        flipped = bytearray(data)
        for _bit in range(chance.choice([1, 1, 8])):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        try:
            for sheet in read_sheets(path):
                told += sheet.problem is not None
                for _row in sheet.rows:
                    pass
        except Failure:
            told += 1
    assert told or kind == "xls"
    record_property("figure", f"{FLIPS} damaged .{kind} files, {told} told")
