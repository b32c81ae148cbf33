"""Workbooks of Excel, WPS and other programs: cells of every type, hidden and merged ones, and what none writes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from jiangan_targets.domain.cells.cell import Cell, Merged
from jiangan_targets.domain.cells.number_format import general
from jiangan_targets.domain.cells.shown import without_noise
from jiangan_targets.domain.received.grid import rows_of
from jiangan_targets.errors import Failure
from jiangan_targets.storage.archive import Archive
from jiangan_targets.storage.sheets.reading import read_sheets
from jiangan_targets.storage.sheets.xlsx import workbook
from sheet_files import SHEET, cells, changed, rows, saved, with_rows


def test_all_visible_sheets_are_delivered(tmp_path: Path) -> None:
    """In order; hidden ones are not, and one that cannot be read does not hide the others."""
    book = openpyxl.Workbook()
    for name in ("说明", "一月", "藏", "深藏", "九月"):
        book.create_sheet(name)["A1"] = name
    book.remove(book.worksheets[0])
    book["藏"].sheet_state = "hidden"
    book["深藏"].sheet_state = "veryHidden"
    book.create_chartsheet("图")
    path = tmp_path / "book.xlsx"
    book.save(path)
    changed(path, lambda part: part[:-40], "xl/worksheets/sheet2.xml")
    found = list(read_sheets(path))
    assert [sheet.name for sheet in found] == ["说明", "一月", "九月"]
    assert [str(sheet.problem) for sheet in found if sheet.problem] == [
        "is damaged and cannot be read; open the file and save it again."
    ]
    assert [cell.value for sheet in found for row in sheet.rows for cell in row] == ["说明", "九月"]


def test_hidden_is_also_without_size(tmp_path: Path) -> None:
    """Filtered rows, rows and columns of no height or width."""
    path = with_rows(
        tmp_path / "book.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>',
        '<row r="2" ht="0" customHeight="1"><c r="A2"><v>1</v></c></row>',
        '<row r="3" hidden="true"><c r="A3"><v>1</v></c></row>',
    )
    columns = b'<cols><col min="2" max="16384" width="0"/></cols>'
    changed(path, lambda part: part.replace(b"<sheetData>", columns + b"<sheetData>"))
    assert {address for address, cell in cells(path).items() if cell.hidden} == {"B1", "A2", "A3"}


def test_merged_cells_show_their_anchor_only(tmp_path: Path) -> None:
    """What some programs leave under a merged range is not shown; rows between are delivered with the range."""
    path = with_rows(
        tmp_path / "book.xlsx",
        '<row r="2"><c r="B2" t="inlineStr"><is><t>1-9月</t></is></c><c r="C2"><v>5</v></c></row>',
        '<row r="5"><c r="A5"><v>1</v></c><c r="B5"><v>2</v></c></row>',
        behind='<mergeCells><mergeCell ref="B2:C5"/></mergeCells>',
    )
    read = rows(path)
    assert [len(row) for row in read] == [0, 3, 3, 3, 3]
    assert [cell.value for cell in read[1]] == [None, "1-9月", None]
    assert [cell.value for cell in read[4]] == [Decimal(1), None, None]
    assert {cell.merged for row in read for cell in row[1:]} == {Merged("B2:C5", "1-9月")}


def test_far_columns_are_told(tmp_path: Path) -> None:
    """What stands beyond the columns that are read is a problem of its row, not lost."""
    path = saved(tmp_path / "book.xlsx", lambda sheet: sheet.cell(3, 300, "x"))
    *_empty, row = rows(path)
    assert len(row) == 257
    assert (row[256].address, str(row[256].problem)) == (
        "KN3",
        "stands beyond column IV; keep only the table to import.",
    )


CELLS = {
    '<c r="A1" t="s"><v>0</v></c>': ("共享\r文字", None),
    '<c r="A1" t="inlineStr"><is><r><t>1-9</t></r><rPh><t>yue</t></rPh><r><t> 月</t></r></is></c>': ("1-9 月", None),
    '<c r="A1" t="str"><f>"a"</f><v>a</v></c>': ("a", None),
    '<c r="A1" t="str"><f>""</f><v></v></c>': (None, None),
    '<c r="A1"><f>1/0</f></c>': (None, "a formula without its result"),
    '<c r="A1"><f>B1</f><v></v></c>': (None, "a formula without its result"),
    '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>': ("#DIV/0!", "shows the error #DIV/0!"),
    '<c r="A1" t="b"><v>1</v></c>': ("TRUE", None),
    '<c r="A1" t="d"><v>2024-09-30T00:00:00</v></c>': (Decimal(45565), None),
    '<c r="A1"><v>5.6299999999999994E-1</v></c>': (Decimal("0.563"), None),
    '<c r="A1"><v>-9000</v></c>': (Decimal(-9000), None),
    "<c><v>7</v></c>": (Decimal(7), None),
    '<c r="A1"/>': (None, None),
    '<c r="A1" t="inlineStr"><is><t> </t></is></c>': (None, None),
}


@pytest.mark.parametrize("written", CELLS)
def test_cells_of_every_type(tmp_path: Path, written: str) -> None:
    """As Excel, WPS and other programs write them."""
    path = with_rows(tmp_path / "book.xlsx", f'<row r="1">{written}<c r="B1"><v>1</v></c></row>')
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>共享_x000D_文字</t></si></sst>'
    )
    changed(path, lambda _part: texts.encode(), "xl/sharedStrings.xml")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    more = f'<Relationship Type="{kind}" Target="sharedStrings.xml" Id="texts"/></Relationships>'
    changed(path, lambda part: part.replace(b"</Relationships>", more.encode()), "xl/_rels/workbook.xml.rels")
    ((cell, _other),) = rows(path)
    value, problem = CELLS[written]
    assert (cell.address, cell.value) == ("A1", value)
    assert (cell.problem is None) == (problem is None)
    assert (problem or "") in str(cell.problem)


@pytest.mark.parametrize(
    "written",
    [
        *('<row r="1"><c r="A2"><v>1</v></c></row>', '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'),
        *(
            '<row r="2"/><row r="1"/>',
            '<row r="0"/>',
            '<row r="1048577"/>',
            '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        ),
        *('<row r="1"><c r="A1"><v>1_0</v></c></row>', '<row r="1"><c r="A1"><v>nan</v></c></row>', '<row r="x"/>'),
        *('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', '<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
        *('<row r="1"><c r="A1" s="99"><v>1</v></c></row>', '<row r="1"><c r="A1" t="?"><v>1</v></c></row>'),
    ],
)
def test_what_no_program_writes_is_refused(tmp_path: Path, written: str) -> None:
    """Cells in the wrong place or order, numbers that are none, references to nothing: nothing is guessed."""
    with pytest.raises(Failure, match="is not a workbook that can be read"):
        rows(with_rows(tmp_path / "book.xlsx", written))


@pytest.mark.parametrize("ranges", ["A1:B2 B2:C3", "A1:A9 A5:B5", "A1:CV1048576 A2:B2"])
def test_overlapping_merged_ranges_are_told(tmp_path: Path, ranges: str) -> None:
    """It is not clear which cell is shown; the sheet says so. The same range twice is one."""
    names = [*ranges.split(), ranges.split(maxsplit=1)[0]]
    behind = "".join(f'<mergeCell ref="{name}"/>' for name in names)
    path = with_rows(tmp_path / "book.xlsx", '<row r="1"/>', behind=f"<mergeCells>{behind}</mergeCells>")
    (sheet,) = read_sheets(path)
    assert "overlap others; unmerge them" in str(sheet.problem)


def test_a_workbook_of_another_vocabulary(tmp_path: Path) -> None:
    """Strict Open XML, and names with a prefix, as other programs than Excel write them."""
    path = saved(tmp_path / "book.xlsx", lambda sheet: sheet.append(["a", 0.5]))
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        changed(path, lambda data: data.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main"), part)
    assert [cell.value for cell in rows(path)[0]] == ["a", Decimal("0.5")]
    prefixed = (
        b'<x:worksheet xmlns:x="%s"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
        % main
    )
    changed(path, lambda _data: prefixed)
    assert [cell.value for cell in rows(path)[0]] == [Decimal(7)]


def test_styles_that_openpyxl_refuses(tmp_path: Path) -> None:
    """Only number formats are looked at; odd fonts and fills of other programs do not matter."""
    path = saved(tmp_path / "book.xlsx", lambda sheet: sheet.append([1]))
    changed(path, lambda data: data.replace(b'<family val="2"', b'<family val="99"'), "xl/styles.xml")
    with pytest.raises(ValueError, match="could not read stylesheet"):
        openpyxl.load_workbook(path)
    assert [cell.value for cell in rows(path)[0]] == [Decimal(1)]


def test_a_query_workbook_is_no_attack(tmp_path: Path) -> None:
    """Power Query keeps a part in UTF-16; a sheet may be in UTF-16 too."""
    path = saved(tmp_path / "book.xlsx", lambda sheet: sheet.append(["停车位", 9000]))
    query = '<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AA==</DataMashup>'
    changed(path, lambda _part: query.encode("utf-16"), "customXml/item1.xml")
    assert [cell.value for cell in rows(path)[0]] == ["停车位", Decimal(9000)]
    changed(
        path,
        lambda part: (
            b'<?xml version="1.0" encoding="utf-16"?>'.decode().encode("utf-16") + part.decode().encode("utf-16-le")
        ),
    )
    assert [cell.value for cell in rows(path)[0]] == ["停车位", Decimal(9000)]


VALUES = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9, allow_subnormal=False).map(lambda value: round(value, 4)),
    st.text(st.characters(exclude_categories=["C"]), max_size=8),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
)


@given(st.lists(st.lists(VALUES, max_size=6), max_size=6))
def test_workbooks_are_read_as_openpyxl_reads_them(table: list[list[Any]]) -> None:
    """Whatever it wrote: the same values at the same places."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row, values in enumerate(table, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    file = io.BytesIO()
    book.save(file)
    theirs = (cell for line in openpyxl.load_workbook(file).worksheets[0].iter_rows() for cell in line)
    expected = {
        cell.coordinate: plain(cell.value) for cell in theirs if str(cell.value or "").strip() or cell.value == 0
    }
    ours = (cell for row in from_bytes(file.getvalue()) for cell in row if cell.value is not None)
    assert {cell.address: cell.value for cell in ours} == expected


def plain(value: object) -> object:
    """A value of openpyxl's as we say it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return general(without_noise(value))
    return value.date() if isinstance(value, datetime) else value


def from_bytes(data: bytes) -> Iterator[list[Cell]]:
    """The rows of a workbook that is in no file."""
    path = Path("book.xlsx")
    for _name, load in workbook.sheets(Archive(data, path), path):
        yield from rows_of(load())
