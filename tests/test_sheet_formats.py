"""Files of sheets: every format says the same, and what is damaged or no sheet says so in one line."""

from __future__ import annotations

import io
import random
import re
import resource
import subprocess
import sys
import tracemalloc
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
from sheet_files import cells, changed, converted, document, everything, rows, saved, table

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


def lists(sheet: Worksheet) -> None:
    """A long list."""
    for number in range(3_000):
        sheet.append([f"指标{number}", number / 7, "备注"])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_long_sheet_is_read_row_by_row(tmp_path: Path, kind: str) -> None:
    """Memory does not grow with the rows: they are not kept."""
    path = saved(tmp_path / "book.xlsx", lists)
    if kind == "csv":
        path = tmp_path / "book.csv"
        path.write_text("".join(f"指标{number},{number / 7},备注\n" for number in range(60_000)), encoding="utf-8")
    size = path.stat().st_size
    (sheet,) = read_sheets(path)
    tracemalloc.start()
    for _row in sheet.rows:
        pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < size + 3_000_000


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def one_part_for_all(path: Path) -> None:
    """Half a million sheets, all in one part."""
    listed = b'<sheet %s name="x" r:id="rId1"/>' % RELATIONS * 500_000
    changed(path, lambda part: part.replace(b"</sheets>", listed + b"</sheets>"), "xl/workbook.xml")


def styles(path: Path) -> None:
    """Two hundred thousand number formats, each with a style."""
    keys = range(200, 200_000)
    formats = b"".join(b'<numFmt numFmtId="%d" formatCode="0.0&quot;%d&quot;"/>' % (key, key) for key in keys)
    used = b"".join(b'<xf numFmtId="%d"/>' % key for key in keys)
    written = b"<styleSheet %s><numFmts>%s</numFmts><cellXfs>%s</cellXfs></styleSheet>" % (MAIN, formats, used)
    changed(path, lambda _part: written, "xl/styles.xml")


def ranges(path: Path) -> None:
    """A hundred thousand merged ranges, one below the other."""
    written = b"".join(b'<mergeCell ref="A%d:IV%d"/>' % (row, row + 1) for row in range(1, 200_001, 2))
    changed(path, lambda part: re.sub(b"(<mergeCells[^>]*>).*</mergeCells>", rb"\1%s</mergeCells>" % written, part))


def wide_rows(path: Path) -> None:
    """One cell in the last column of each of a hundred thousand rows."""
    written = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(1, 100_001))
    changed(path, lambda part: re.sub(b"(?s)<sheetData>.*</sheetData>", b"<sheetData>%s</sheetData>" % written, part))


def texts(path: Path) -> None:
    """Three million empty texts."""
    written = b"<sst %s>%s</sst>" % (MAIN, b"<si/>" * 3_000_000)
    changed(path, lambda _part: written, "xl/sharedStrings.xml")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    more = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="t"/></Relationships>' % kind
    changed(path, lambda part: part.replace(b"</Relationships>", more), "xl/_rels/workbook.xml.rels")


@pytest.mark.slow
@pytest.mark.parametrize("make", [one_part_for_all, styles, ranges, wide_rows, texts])
def test_a_hostile_workbook_is_bounded(tmp_path: Path, make: Callable[[Path], object]) -> None:
    """Whatever it repeats: read or refused within a gigabyte and a minute of the processor."""
    path = saved(tmp_path / "book.xlsx", everything)
    make(path)
    bounded(path)


CELL = (
    "<table:table-row{}><table:table-cell office:value-type='string'{}>"
    "<text:p>{}</text:p></table:table-cell></table:table-row>"
)
DOCUMENTS = {
    "blanks": table(CELL.format("", "", "<text:s text:c='1000'/>" * 10**6)),
    "tables": "<table:table table:name='x'/>" * 10**6,
    "repeated": table(
        CELL.format(" table:number-rows-repeated='1048576'", " table:number-columns-repeated='16384'", "x")
    ),
    "deep": "<table:table-row>" * 10**6,
}


@pytest.mark.slow
@pytest.mark.parametrize("written", DOCUMENTS)
def test_a_hostile_document_is_bounded(tmp_path: Path, written: str) -> None:
    """As workbooks are."""
    bounded(document(tmp_path / "book.ods", DOCUMENTS[written]))


READ = """
import sys
from contextlib import suppress
from pathlib import Path
from jiangan_targets.errors import Failure
from jiangan_targets.storage.sheets.reading import read_sheets
with suppress(Failure):
    for sheet in read_sheets(Path(sys.argv[1])):
        for row in sheet.rows:
            pass
"""


def bounded(path: Path) -> None:
    """Read a file in a process of its own, within limits; it may be refused."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
