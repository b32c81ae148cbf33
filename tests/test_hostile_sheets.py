"""Sheets that are long, or made to cost time and memory, in every format: read row by row, or refused within bounds."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jiangan_targets.storage.sheets.reading import read_sheets
from sheet_files import changed, document, everything, saved, table


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
