"""`import` of tables as offices send them: other programs' files, all or nothing, in every encoding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from answers import known
from conftest import COMMAND, Cli
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from sheet_files import workbook


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
        (2, ("export", "--form", "x.ods"), "x.ods: the file's ending must be one of .xlsx, .csv."),
        (1, ("export", "x.csv", "--owner", "区城管局"), "Error: No target has an owner; write owner = "),
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
