"""`export` and `import` as offices use them: the form's round trip, other programs' files, hostile ones."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import COMMAND, ROOT, Cli, needs
from golden import compare
from jiangan_targets.cli.app import main
from jiangan_targets.domain.quantity import canonical
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.text import from_spreadsheet, safe_for_spreadsheet
from jiangan_targets.render.safe import safe_for_terminal
from jiangan_targets.storage.ledger.file import ledger as file_ledger

FIGURES: dict[str, str | float] = {
    "gdp-growth": 6.1,
    "retail": 512.3,
    "parking": "1.2万",
    "charging": 8500,
    "schools": 7,
    "elder-beds-rate": 44.25,
    "towers-100m": 26,
}
EXPECTED = {**FIGURES, "parking": 12000}


def known(cli: Cli) -> dict[str, float]:
    """Each target's current figure."""
    rows = json.loads(cli("status", "--json").out)["targets"]
    return {row["id"]: row["value"] for row in rows if row["value"] is not None}


def filled_form(cli: Cli, path: Path, lang: str = "zh") -> Path:
    """The form for 30 September, filled in the way a department does."""
    assert cli("export", "--form", "--as-of", "2024-09-30", str(path), lang=lang)[:2] == (0, "")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    rows = {str(row[0].value): row for row in sheet.iter_rows()}
    for name, figure in FIGURES.items():
        rows[name][6].value = figure
    rows["parking"][7].value = date(2024, 9, 8)
    rows["parking"][8].value = "区城管局"
    book.save(path)
    return path


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


def converted(path: Path, kind: str, folder: Path) -> Path:
    """The file, opened and saved again by LibreOffice."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    arguments = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(arguments, check=True, capture_output=True)
    return folder / f"{path.stem}.{kind.partition(':')[0]}"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_form_comes_back_with_the_typed_figures(cli: Cli, tmp_path: Path, lang: str) -> None:
    """What was typed is recorded, on the form's day or the row's own; the same file again changes nothing."""
    form = filled_form(cli, tmp_path / "form.xlsx", lang)
    shown = cli("import", str(form), "--by", "王芳")
    assert (shown.code, shown.err) == (0, "")
    assert "New parking spaces" in shown.out
    assert "\nRecorded: 7; recorded already: 0; no figure: 14; not ours: 0; not understood: 0.\n" in shown.out
    assert known(cli) == EXPECTED
    (parking,) = json.loads(cli("history", "parking", "--json").out)
    assert (parking["as_of"], parking["note"], parking["by"]) == ("2024-09-08", "区城管局", "王芳")
    assert json.loads(cli("history", "retail", "--json").out)[0]["as_of"] == "2024-09-30"
    again = cli("import", str(form))
    assert (again.code, again.err) == (0, "")
    assert again.out.startswith("Recorded: 0; recorded already: 7; no figure: 14; not ours: 0; not understood: 0.\n")
    assert len(json.loads(cli("history", "--json").out)) == 7


@pytest.mark.slow
@needs("soffice")
def test_the_form_survives_libreoffice(cli: Cli, tmp_path: Path, folder: Path) -> None:
    """Saved as ODS, back as xlsx, as an old .xls, and as a GB18030 CSV: exactly the typed figures."""
    form = filled_form(cli, tmp_path / "form.xlsx")
    ods = converted(form, "ods", tmp_path / "ods")
    sheets = [ods, converted(ods, "xlsx", tmp_path / "xlsx"), converted(form, "xls", tmp_path / "xls")]
    sheets.append(converted(form, "csv:Text - txt - csv (StarCalc):44,34,85", tmp_path / "csv"))
    assert "新增停车位".encode("gb18030") in sheets[-1].read_bytes()
    for sheet in sheets:
        (folder / "records" / "2024.toml").unlink(missing_ok=True)
        assert cli("import", str(sheet)).code == 0
        assert known(cli) == EXPECTED
        assert json.loads(cli("history", "parking", "--json").out)[0]["as_of"] == "2024-09-08"


@pytest.mark.usefixtures("year_of_records")
def test_the_exported_sheet_is_ready_to_print(cli: Cli, tmp_path: Path) -> None:
    """Headings, frozen and filtered; A4 landscape; numbers as numbers, percentages as Excel keeps them; colours."""
    path = tmp_path / "status.xlsx"
    cli("record", "charging", "6600", "--on", "2024-07-01", "--note", "=cmd|' /C calc'!A0")
    assert cli("export", str(path), "--on", "2024-10-20", lang="zh").code == 0
    book = openpyxl.load_workbook(path)
    sheet, records = book.worksheets
    assert [cell.value for cell in sheet[3]][:12] == [
        *(
            "序号",
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
    parking = next(row for row in sheet.iter_rows(min_row=4) if row[1].value == "新增停车位")
    assert [cell.value for cell in parking[3:9]] == [16000, 9000, 0.563, 0.689, 0.817, -12.6]
    assert [cell.number_format for cell in parking[4:9]] == ["#,##0", "0.0%", "0.0%", "0.0%", "+0.0;-0.0;0.0"]
    assert parking[9].fill.fgColor.rgb == "00F8CBAD"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("C4", "A3:N24", "$3:$3")
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
    assert (sheet["A1"].font.name, parking[0].font.name) == ("黑体", "仿宋")
    assert sheet.conditional_formatting
    note = next(row for row in sheet.iter_rows(min_row=4) if row[1].value == "新增充电桩")[11]
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
    assert [row[0].value for row in sheet.iter_rows(min_row=5)] == ["parking"]
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


VALUES = st.decimals(0, 10**9, places=3, allow_nan=False).map(canonical)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
# What is invisible comes out as its escape, on purpose; all else comes back as it was.
NOTES = st.none() | st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("'=+-@"), min_size=1, max_size=12
).filter(lambda note: safe_for_terminal(note) == note)
TARGETS = st.sampled_from(["parking", "retail", "gdp-growth", "towers-100m", "elder-beds-rate", "greenery"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    figures=st.dictionaries(TARGETS, st.tuples(VALUES, DAYS, NOTES), min_size=1),
    kind=st.sampled_from(["csv", "xlsx"]),
    lang=st.sampled_from(["en", "zh"]),
)
@example(figures={"retail": (Decimal(100), date(2024, 1, 1), "0")}, kind="csv", lang="en")
def test_export_and_import_are_inverse(
    tmp_path_factory: pytest.TempPathFactory, figures: dict[str, tuple[Decimal, date, str | None]], kind: str, lang: str
) -> None:
    """Whatever is recorded, exported and imported elsewhere, every figure, day and note is there again."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    for name, (value, day, note) in figures.items():
        remark = [] if note is None else [f"--note={note}"]
        arguments = ["record", f"{name}={value:f}", "--on", day.isoformat(), "--force", *remark]
        assert main(["--dir", str(here), "--lang", "en", *arguments]) == 0
    path = here / f"status.{kind}"
    assert main(["--dir", str(here), "--lang", lang, "export", str(path)]) == 0
    assert main(["--dir", str(there), "--lang", "en", "import", str(path), "--force"]) == 0
    first, second = (
        {
            (entry.target, entry.value, entry.as_of, entry.note)
            for entry in file_ledger.read(place / "records" / "2024.toml").entries
            if isinstance(entry, Record)
        }
        for place in (here, there)
    )
    assert first == second


def test_a_departments_own_table(cli: Cli, tmp_path: Path) -> None:
    """Title rows, usual headings, units and percentages as shown, another indicator passed over."""
    path = workbook(
        tmp_path / "own.xlsx",
        ["2024年重点目标任务完成情况"],
        ["单位：区统计局"],
        ["序号", "指标", "计量单位", "1-9月累计完成", "备注"],
        [1, "GDP增速", "%", 0.061, "初步核算"],
        [2, "社零总额", "亿元", 512.3, None],
        [3, "停车位", "万个", 0.9, None],
        [4, "固定资产投资", "亿元", 100, None],
        [5, "新增学位", "个", 2000, None],
        [None, "合计", None, None, None],
        formats={"D4": "0.0%", "D8": '0"个"'},
    )
    shown = cli("import", str(path))
    assert shown.code == 0
    assert shown.err == "B7: no target is called “固定资产投资”; this row is left out.\n"
    assert known(cli) == {"gdp-growth": 6.1, "retail": 512.3, "parking": 9000, "school-places": 2000}
    assert {row["as_of"] for row in json.loads(cli("history", "--json").out)} == {"2024-09-30"}


def test_formats_that_add_a_unit_or_scale(cli: Cli, tmp_path: Path) -> None:
    """0.9 shown as 0.9万 is nine thousand; 9000 shown as 0.9万 is nine thousand too."""
    header = ["指标名称", "累计完成"]
    added = workbook(tmp_path / "a.xlsx", header, ["新增停车位", 0.9], formats={"B2": '0.0"万"'})
    scaled = workbook(tmp_path / "b.xlsx", header, ["新增充电桩", 9000], formats={"B2": '0!.0,"万"'})
    for path in (added, scaled):
        assert cli("import", str(path), "--as-of", "2024-09-30").code == 0
    assert known(cli) == {"parking": 9000, "charging": 9000}


def test_all_or_nothing(cli: Cli, tmp_path: Path, folder: Path) -> None:
    """One unreadable cell, or one doubtful figure without --force, and nothing is recorded; a dry run neither."""
    good = ["新增停车位", 9000]
    header = ["指标名称", "累计完成"]
    broken = workbook(tmp_path / "broken.xlsx", header, good, ["新增充电桩", "不详"], ["新增学位", "1", "x"])
    refused = cli("import", str(broken), "--as-of", "2024-09-30")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("B3: “不详” is not a number")
    assert "Ready: 1; no figure: 0; not ours: 0; not understood: 2. Correct those cells" in refused.err
    doubtful = workbook(tmp_path / "doubtful.xlsx", header, good, ["新增充电桩", 99000000])
    refused = cli("import", str(doubtful), "--as-of", "2024-09-30")
    assert refused.code == 1
    assert "  ! it is more than 10 times the target" in refused.out
    assert refused.err.startswith(
        "Error: New charging points: it is more than 10 times the target (万 or 亿 mixed up?). Nothing was recorded"
    )
    dry = cli("import", str(doubtful), "--as-of", "2024-09-30", "--force", "--dry-run")
    assert "(dry run) Would record: 2; recorded already: 0; no figure: 0;" in dry.out
    assert not (folder / "records").exists()
    assert cli("import", str(doubtful), "--as-of", "2024-09-30", "--force").code == 0
    assert len(known(cli)) == 2


def test_what_a_cell_cannot_say_is_told(cli: Cli, tmp_path: Path) -> None:
    """A formula without its result, an error, merged cells, a date as text, a number as a date."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["指标名称", "累计完成", "截至"],
        ["新增停车位", "=1+1", "2024-09-30"],
        ["新增充电桩", "#DIV/0!", "2024-09-30"],
        ["新增学位", 5, "30/9/2024"],
        ["惠民文化活动", 5, 45565],
        ["新增绿地", 5, "2024-09-30"],
        ["新建改建各类公园", None, "2024-09-30"],
    ):
        sheet.append(row)
    sheet["B3"].data_type = "e"
    sheet.merge_cells("B6:B7")
    path = tmp_path / "cells.xlsx"
    book.save(path)
    outcome = cli("import", str(path))
    assert outcome.code == 1
    for line in (
        "B2: a formula without its result; open the file in Excel and save it, or enter the figure.",
        "B3: shows the error #DIV/0!; correct the formula.",
        "C4: “30/9/2024” is not a date; write it like 2024-09-08 or 9月8日.",
        "C5: 45,565 is a number, not a date; format the cell as a date.",
        "B6: part of the merged cells B6:B7; unmerge them and fill each row.",
        "B7: part of the merged cells B6:B7; unmerge them and fill each row.",
    ):
        assert line in outcome.err.split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_usual_encoding(cli: Cli, tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Recognised by its bytes, not by its name."""
    rows = [
        ["指标名称", "单位", "累计完成", "截至"],
        ["新增停车位", "个", "9000", "9月8日"],
        ["社零", "", "512.3亿元", "8月31日"],
    ]
    path = tmp_path / "own.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert cli("import", str(path)).code == 0
    assert known(cli) == {"parking": 9000, "retail": 512.3}


@pytest.mark.slow
def test_ten_thousand_rows_are_one_append(cli: Cli, tmp_path: Path, folder: Path) -> None:
    """All in one go; and once more, nothing."""
    days = [date(2024, 1 + number // 28 % 12, 1 + number % 28) for number in range(336)]
    names = ["parking", "charging", "schools", "parks", "greenery", "events", "retail", "finance"]
    rows = [[name, f"{number + 1}", day.isoformat()] for name in names for number, day in enumerate(days)]
    rows += [[f"{name}", str(number % 50), day.isoformat()] for name in RATES for number, day in enumerate(days)]
    rows = (rows * 3)[:10_000]
    path = tmp_path / "long.csv"
    path.write_text("id,figure,date\n" + "".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    shown = cli("import", str(path), "--force")
    assert shown.code == 0
    distinct = len({tuple(row) for row in rows})
    assert f"Recorded: {distinct}; recorded already: {10_000 - distinct};" in shown.out
    assert len(file_ledger.read(folder / "records" / "2024.toml").entries) == distinct
    assert cli("import", str(path)).out.startswith("Recorded: 0; recorded already: 10000;")


RATES = ("gdp-growth", "retail-growth", "revenue-growth", "digital-economy")


def test_a_progress_bar_only_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    """On stderr, for a long file, when a person looks; stdout stays data."""
    import pty

    path = tmp_path / "long.csv"
    path.write_text("id,figure,date\ngdp-growth,6.1,2024-09-30\n" + "x,,\n" * 2000, encoding="utf-8")
    main_end, side = pty.openpty()
    done = subprocess.run(
        [COMMAND, "--dir", folder, "--lang", "en", "import", path],
        stderr=side, stdout=subprocess.PIPE, env={**os.environ, "TERM": "xterm"}, check=True, text=True,
    )  # fmt: skip
    os.close(side)
    shown = os.read(main_end, 65536).decode()
    os.close(main_end)
    assert "Reading rows" in shown
    assert "Reading" not in done.stdout


def bomb(path: Path) -> None:
    """A few kilobytes that unpack to 200 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)


def entities(path: Path) -> None:
    """A workbook whose sheet names a file of the machine as an entity."""
    workbook(path, ["指标名称", "累计完成"], ["新增停车位", 1])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["xl/worksheets/sheet1.xml"] = head + parts["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def empty_rows(path: Path) -> None:
    """Fifty thousand rows without content before the header."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(50_000):
        sheet.append([None])
    sheet.append(["指标名称", "累计完成"])
    book.save(path)


def sparse(path: Path) -> None:
    """One cell in the last row and column that a sheet can have."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["XFD1048576"] = 1
    book.save(path)


def merges(path: Path) -> None:
    """A few kilobytes that say twenty thousand times that the whole sheet is one merged cell."""
    workbook(path, ["指标名称", "累计完成"], ["新增停车位", 1])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    ranges = b"".join(b'<mergeCell ref="A3:CV%d"/>' % (1048576 - number) for number in range(20_000))
    ranges = b"<mergeCells>" + ranges + b"</mergeCells>"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", b"</sheetData>" + ranges).replace(
        b"</sheetData>", b'<row r="9"><c r="A9"><v>1</v></c></row></sheetData>'
    )  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def many_rows(path: Path) -> None:
    """More rows than any office has."""
    path.write_bytes("指标名称,累计完成\n".encode() + b"x,\n" * 3_000_000)


def long_text(path: Path) -> None:
    """A cell of 10 MB."""
    path.write_text('指标名称,累计完成\n"' + "x" * 10_000_000 + '",1\n', encoding="utf-8")


def torn(path: Path) -> None:
    """The first half of a workbook."""
    workbook(path, ["指标名称", "累计完成"], ["新增停车位", 1])
    path.write_bytes(path.read_bytes()[:2000])


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "bomb.xlsx": (bomb, "unpacks to more than 64 MB"),
    "entities.xlsx": (entities, "defines XML entities"),
    "empty.xlsx": (empty_rows, "no figure of a target was found"),
    "sparse.xlsx": (sparse, "has no header"),
    "merges.xlsx": (merges, "overlap others; unmerge them"),
    "rows.csv": (many_rows, "has more than 100000 rows"),
    "text.csv": (long_text, "not a table that can be read"),
    "torn.xlsx": (torn, "is not a workbook that can be read"),
    "torn.xls": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "is not a workbook that can be read",
    ),
    "noise.csv": (lambda path: path.write_bytes(bytes(range(256)) * 9), "is neither Excel nor text"),
    "large.csv": (lambda path: path.write_bytes(bytes(40 << 20)), "is larger than 32 MB"),
    "nothing.csv": (lambda path: path.touch(), "is empty"),
    "folder.csv": (lambda path: path.mkdir(), "is not a regular file"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_one_line(folder: Path, tmp_path: Path, name: str) -> None:
    """In bounded memory, with nothing recorded."""
    make, text = HOSTILE[name]
    path = tmp_path / name
    make(path)

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    done = subprocess.run(
        [COMMAND, "--dir", folder, "--lang", "en", "import", path],
        capture_output=True, text=True, preexec_fn=bounded, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert text in done.stderr
    assert not (folder / "records").exists()


def test_rows_beyond_the_stated_size_are_read(cli: Cli, tmp_path: Path) -> None:
    """A sheet that says it is smaller than it is loses nothing."""
    path = workbook(tmp_path / "small.xlsx", ["指标名称", "累计完成"], ["新增停车位", 9000], ["新增充电桩", 8000])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'<dimension ref="A1:B3"' in parts[sheet]
    parts[sheet] = parts[sheet].replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:B2"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert cli("import", str(path), "--as-of", "2024-09-08").code == 0
    assert known(cli) == {"parking": 9000, "charging": 8000}


def test_macros_are_data(cli: Cli, tmp_path: Path) -> None:
    """An .xlsm is read like any sheet; its macros are not even looked at."""
    path = workbook(tmp_path / "macro.xlsm", ["指标名称", "累计完成"], ["新增停车位", 9000])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Shell")
    assert cli("import", str(path), "--as-of", "2024-09-08").code == 0
    assert known(cli) == {"parking": 9000}


def test_what_works_without_the_extra_packages(folder: Path, tmp_path: Path) -> None:
    """Workbooks are read all the same; writing them, and reading old ones, says what is needed."""
    workbook(tmp_path / "x.xlsx", ["id", "figure", "date"], ["charging", 8000, "2024-09-08"])
    (tmp_path / "x.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (tmp_path / "x.csv").write_text("id,figure,date\nparking,9000,2024-09-08\n", encoding="utf-8")
    code = (
        "import sys; sys.modules['openpyxl'] = sys.modules['xlrd'] = None\nfrom jiangan_targets.cli.app import main\n"
    )
    code += "sys.exit(main(sys.argv[1:]))"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, "--dir", str(folder), "--lang", "en", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    refused = run("export", str(tmp_path / "y.xlsx"))
    hint = "Error: Excel files need one more package: pip install 'jiangan-targets[excel]'. CSV works without it.\n"
    assert (refused.returncode, refused.stderr) == (1, hint)
    refused = run("import", str(tmp_path / "x.xls"))
    hint = "is an old .xls: save it as .xlsx, or get what reads it: pip install 'jiangan-targets[excel]'.\n"
    assert (refused.returncode, refused.stderr) == (1, f"Error: {tmp_path / 'x.xls'} {hint}")
    assert run("import", str(tmp_path / "x.csv")).returncode == 0
    assert run("import", str(tmp_path / "x.xlsx")).returncode == 0
    assert run("export", str(tmp_path / "y.csv")).returncode == 0


@pytest.mark.parametrize(
    ("code", "arguments", "text"),
    [
        (2, ("export", "x.pdf"), "x.pdf: the file's ending must be one of .xlsx, .csv."),
        (2, ("export", "--form", "x.csv"), "x.csv: the file's ending must be one of .xlsx."),
        (1, ("export", "x.csv", "--owner", "区城管局"), "Error: No target has the owner “区城管局”; there are: -."),
        (1, ("export", "x.csv", "--group", "x"), "There is no group “x”"),
        (1, ("export", "/nowhere/x.csv"), "/nowhere/x.csv"),
        (1, ("import", "nothing.csv"), "There is no file nothing.csv."),
        (1, ("import", "nothing.csv", "--as-of", "soon"), "“soon” is not a date"),
    ],
)
def test_wrong_input_is_one_line(cli: Cli, code: int, arguments: tuple[str, ...], text: str) -> None:
    """One line on stderr, nothing written."""
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert text in outcome.err
