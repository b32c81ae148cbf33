"""OpenDocument spreadsheets: what a cell holds and shows, what is repeated, hidden or locked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jiangan_targets.errors import Failure
from jiangan_targets.storage.sheets.reading import read_sheets
from sheet_files import document, rows, table


def ods_cell(kind: str, held: str, text: str | None, more: str = "") -> str:
    """A cell that holds and shows this."""
    place = {"date": "date-value", "string": "string-value", "time": "time-value"}.get(kind, "value")
    shown = "" if text is None else f"<text:p>{text}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" office:{place}="{held}"{more}>{shown}</table:table-cell>'


ODS_CELLS = {
    ods_cell("float", "9000", "9,000"): (Decimal(9000), False, None),
    ods_cell("float", "1182.71504573599", "1182.7"): (Decimal("1182.7"), False, None),
    ods_cell("float", "1182.71504573599", None): (Decimal("1182.715046"), False, None),
    ods_cell("float", "9000", "9.0"): (Decimal("9.0"), False, None),
    ods_cell("float", "0.9", "0.9万"): ("0.9万", False, None),
    ods_cell("float", "6.1", "6.1%"): (Decimal("0.061"), True, None),
    ods_cell("float", "5", ""): (None, False, None),
    ods_cell("percentage", "0.061", "6.1%"): (Decimal("0.061"), True, None),
    ods_cell("percentage", "0.061", None): (Decimal("0.061"), True, None),
    ods_cell("currency", "9000", "¥9,000"): ("¥9,000", False, None),
    ods_cell("float", "512.3", "512,3"): ("512,3", False, None),
    ods_cell("float", "512.345", "512,345"): ("512,345", False, "shows 512,345 but holds 512.345"),
    ods_cell("float", "9000", "8,000"): ("8,000", False, "shows 8,000 but holds 9000"),
    ods_cell("float", "-5", "5"): ("5", False, "show its sign"),
    ods_cell("date", "2024-09-30", "2024年9月30日"): (date(2024, 9, 30), False, None),
    ods_cell("date", "2024-09-30T08:30:00", "2024/9/30 08:30"): (date(2024, 9, 30), False, None),
    ods_cell("date", "2024-09-30", "9月30日"): (date(2024, 9, 30), False, None),
    ods_cell("date", "2024-09-30", "30 Sep 2024"): (date(2024, 9, 30), False, None),
    ods_cell("date", "2024-09-09", "2024年9月"): ("2024年9月", False, None),
    ods_cell("date", "2024-09-09", "9月"): ("9月", False, None),
    ods_cell("date", "2024-10-12", "填报日期：2024年10月12日"): ("填报日期：2024年10月12日", False, None),
    ods_cell("date", "2024-09-30", None): (date(2024, 9, 30), False, None),
    ods_cell("string", "a", "b"): ("b", False, None),
    ods_cell("string", "a", None): ("a", False, None),
    ods_cell("time", "PT12H00M00S", "12:00"): ("12:00", False, None),
    ods_cell("string", "", "#DIV/0!", ' calcext:value-type="error"'): ("#DIV/0!", False, "shows the error #DIV/0!"),
    '<table:table-cell table:formula="of:=1"/>': (None, False, "a formula without its result"),
    '<table:table-cell office:value-type="string"><office:annotation><text:p>注</text:p></office:annotation>'
    "<text:p>一<text:s text:c='2'/><text:span>二</text:span></text:p><draw:frame><text:p>图</text:p></draw:frame>"
    "<text:p>三<text:line-break/>四</text:p></table:table-cell>": ("一  二\n三\n四", False, None),
}


@pytest.mark.parametrize("written", ODS_CELLS)
def test_a_cell_of_a_document_shows_its_text(tmp_path: Path, written: str) -> None:
    """What it shows counts, and must be what it holds; comments and drawings are not in it."""
    row = f"<table:table-row>{written}{ods_cell('float', '1', '1')}</table:table-row>"
    path = document(tmp_path / "book.ods", table(row))
    ((cell, _other),) = rows(path)
    value, percent, problem = ODS_CELLS[written]
    assert (cell.address, cell.value, cell.percent) == ("A1", value, percent)
    assert (cell.problem is None) == (problem is None)
    assert (problem or "") in str(cell.problem)


LONG = {
    "digits": "1" * 100_000,
    "blanks": "-" + " " * 100_000 + "x1",
    "times": "1:" * 50_000,
    "brackets": "(" * 100_000,
    "words": "年" * 100_000,
}


@pytest.mark.parametrize("kind", ["float", "date", "string"])
@pytest.mark.parametrize("text", LONG)
def test_a_long_text_is_a_text(tmp_path: Path, kind: str, text: str) -> None:
    """No pattern goes over it again and again."""
    held = {"float": "5", "date": "2024-09-30", "string": ""}[kind]
    row = f"<table:table-row>{ods_cell(kind, held, LONG[text])}</table:table-row>"
    ((cell,),) = rows(document(tmp_path / "book.ods", table(row)))
    assert isinstance(cell.value, str)


def test_a_document_repeats_and_hides(tmp_path: Path) -> None:
    """Repeated rows and cells stand at each of their places; hidden tables, rows and columns as in workbooks."""
    styles = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:{family}-properties {told}/></style:style>'
        for name, family, told in (
            ("away", "table", 'table:display="false"'),
            ("flat", "table-row", 'style:row-height="0.00cm"'),
            ("thin", "table-column", 'style:column-width="0in"'),
        )
    )
    one = ods_cell("float", "1", "1", ' table:number-columns-repeated="2"')
    wide = ods_cell("string", "", "末", ' table:number-columns-repeated="16384"')
    path = document(
        tmp_path / "book.ods",
        table(f"<table:table-row>{one}</table:table-row>", name="藏", more=' table:style-name="away"'),
        table(
            '<table:table-column/><table:table-column table:style-name="thin"/>',
            f'<table:table-row table:number-rows-repeated="3">{one}</table:table-row>',
            f'<table:table-row table:style-name="flat">{one}</table:table-row>',
            f'<table:table-row table:visibility="filter">{one}</table:table-row>',
            '<table:table-row table:number-rows-repeated="1040000"><table:table-cell/></table:table-row>',
            f"<table:table-row>{wide}</table:table-row>",
        ),
        styles=styles,
    )
    (sheet,) = read_sheets(path)
    read = list(sheet.rows)
    assert sheet.name == "表"
    assert [len(row) for row in read[:6]] == [2, 2, 2, 2, 2, 0]
    hidden = {cell.address for row in read[:5] for cell in row if cell.hidden}
    assert hidden == {"B1", "B2", "B3", "A4", "B4", "A5", "B5"}
    assert (len(read), read[-1][0].address, len(read[-1])) == (1006, "A1040006", 257)


@pytest.mark.parametrize(
    "written",
    [
        '<table:table-row table:number-rows-repeated="1048577"><table:table-cell/></table:table-row>',
        '<table:table-row table:number-rows-repeated="-1"><table:table-cell/></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048576"/><table:table-row/>',
        "<table:table-row><table:table-cell office:value-type='float' office:value='nan'/></table:table-row>",
        "<table:table-row><table:table-cell office:value-type='float'/></table:table-row>",
        "<table:table-row><table:table-cell office:value-type='date' office:date-value='2024'/></table:table-row>",
    ],
)
def test_what_no_document_says_is_refused(tmp_path: Path, written: str) -> None:
    """Too many rows, numbers and days that are none."""
    with pytest.raises(Failure, match="is not a workbook that can be read"):
        rows(document(tmp_path / "book.ods", table(written)))


def test_a_document_with_a_password_says_so(tmp_path: Path) -> None:
    """Its content cannot be read, and is not called damaged."""
    path = document(tmp_path / "book.ods", manifest="<manifest><encryption-data/></manifest>")
    with pytest.raises(Failure, match="has a password"):
        rows(path)
