"""The form's columns 滞后原因 and 整改措施, and a department's own table with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from answers import history
from conftest import Cli, Clock
from explained import EXPLAIN, open_in_october
from golden import compare
from jiangan_targets.domain.target import Plan
from received import complaints, taken


@pytest.fixture(autouse=True)
def october(clock: Clock, folder: Path) -> None:
    """It is the eighth of October, and the office has its plan."""
    open_in_october(clock, folder)


def form(cli: Cli, path: Path, filled: dict[str, dict[int, object]], *options: str, lang: str = "zh") -> Path:
    """The form, filled in: of each target some columns, counted from 0."""
    assert cli("export", "--form", *options, str(path), lang=lang).code == 0
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    rows = {str(row[0].value): row for row in sheet.iter_rows()}
    for name, columns in filled.items():
        for column, value in columns.items():
            rows[name][column].value = value  # type: ignore[assignment]
    book.save(path)
    return path


def test_the_form_of_the_reasons(cli: Cli, tmp_path: Path) -> None:
    """What a department gets to fill, cell by cell: the golden form."""
    cli("record", "parking", "9000", "--on", "2024-09-30")
    path = form(cli, tmp_path / "form.xlsx", {}, "--on", "2024-10-31")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    shown = ("\t".join("" if cell.value is None else str(cell.value) for cell in row) for row in sheet.iter_rows())
    compare("form.zh.tsv", "".join(f"{line}\n" for line in shown))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_brings_reasons_back(cli: Cli, tmp_path: Path, lang: str) -> None:
    """Beside a figure, and alone; the same form again changes nothing, also after one was taken back."""
    cli("record", "charging", "5000", "--on", "2024-08-31")
    filled: dict[str, dict[int, object]] = {
        "parking": {6: 9000, 10: "两处征地未完成", 11: "夜间施工"},
        "charging": {10: "设备未到货"},
        "schools": {10: "—", 11: "/"},
    }
    path = form(cli, tmp_path / "form.xlsx", filled, "--on", "2024-09-30", lang=lang)
    shown = cli("import", str(path), "--by", "王芳")
    assert (shown.code, shown.err) == (0, "")
    assert "New parking spaces as of 30 September 2024 · reason: 两处征地未完成 · measure: 夜间施工\n" in shown.out
    assert shown.out.endswith(
        "Recorded: 1; recorded already: 0; no figure: 20; not ours: 0; not understood: 0.\n"
        "Reasons: 2; recorded already: 0.\n"
    )
    rows = [
        (row["target"], row["value"], row["reason"], row["measure"], row["as_of"], row["by"]) for row in history(cli)
    ]
    assert rows[:3] == [
        ("charging", None, "设备未到货", None, "2024-09-30", "王芳"),
        ("parking", None, "两处征地未完成", "夜间施工", "2024-09-30", "王芳"),
        ("parking", 9000, None, None, "2024-09-30", "王芳"),
    ]
    assert cli("undo", "--by", "王芳").code == 0
    again = cli("import", str(path))
    assert again.out.endswith("Reasons: 0; recorded already: 2.\n")
    assert len(history(cli)) == 4


def test_a_form_with_reasons_alone(cli: Cli, tmp_path: Path) -> None:
    """Without any figure and any day: they explain the latest figures."""
    cli("record", "charging", "5000", "--on", "2024-08-31")
    path = form(cli, tmp_path / "form.xlsx", {"charging": {10: "设备未到货", 11: "每周调度"}})
    dry = cli("import", str(path), "--dry-run")
    assert (dry.code, dry.out.split("\n")[-2]) == (0, "Reasons: 1; recorded already: 0.")
    assert len(history(cli)) == 1
    shown = cli("import", str(path))
    assert shown.code == 0
    assert (history(cli)[0]["reason"], history(cli)[0]["as_of"]) == ("设备未到货", "2024-08-31")
    assert cli("import", str(path)).out.endswith("Reasons: 0; recorded already: 1.\n")


def test_nothing_or_all(cli: Cli, tmp_path: Path) -> None:
    """A figure that is hard to believe keeps the reasons out too."""
    path = form(cli, tmp_path / "form.xlsx", {"parking": {6: 900_000, 10: "x"}}, "--on", "2024-09-30")
    assert cli("import", str(path)).code == 1
    assert history(cli) == []


def test_the_export_lists_reasons_behind_the_status(cli: Cli, tmp_path: Path) -> None:
    """On the sheet of the records made; what is imported again is the status, once."""
    cli("record", "parking", "9000", "--on", "2024-09-30")
    cli(*EXPLAIN)
    path = tmp_path / "status.xlsx"
    assert cli("export", str(path), lang="zh").code == 0
    book = openpyxl.load_workbook(path)
    (heading, why, _figure) = (
        [cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2) if row[0].value
    )
    said = dict(zip(heading, why, strict=True))
    assert (said["滞后原因"], said["整改措施"], said["数值"]) == ("两处征地未完成", "夜间施工", None)
    assert cli("import", str(path)).out.startswith("Recorded: 0; recorded already: 1;")


HEADER = ("指标名称", "1-9月累计完成", "滞后原因", "整改措施")


def test_a_department_s_own_table(plan: Plan) -> None:
    """The columns are found by their headings; a measure alone is left out and told, as is a row that is not ours."""
    found = taken(
        plan,
        HEADER,
        ("新增停车位", "9000", "征地未完成", "夜间施工"),
        ("新增充电桩", "", "设备未到货"),
        ("惠民文化活动", "120", "无", "继续推进"),
        ("固定资产投资", "", "项目少", "招商"),
    )
    assert complaints(found) == []
    assert [
        (each.address, each.report.target.id, each.report.reason, each.report.measure, each.report.as_of)
        for each in found.explained
    ] == [
        ("C2", "parking", "征地未完成", "夜间施工", date(2024, 9, 30)),
        ("C3", "charging", "设备未到货", None, date(2024, 9, 30)),
    ]
    assert [(each.address, str(each.message)) for each in found.remarks] == [
        ("D4", "a measure without a reason; it is left out.")
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("新增停车位", "9000", "12000", ""), "C2: a number below “滞后原因”, where words are expected."),
        (("新增停车位", "", "征地", "3"), "D2: a number below “整改措施”, where words are expected."),
        (("新增停车位", "9000", "x" * 2001, ""), "C2: longer than 2000 characters."),
        (("新增停车位", "9000", "上月数据", ""), "C2: “上月数据” says that this is another figure."),
    ],
)
def test_what_stands_there_and_is_no_reason(plan: Plan, row: tuple[str, ...], said: str) -> None:
    """A figure is never a reason, and a reason never a figure."""
    found = taken(plan, HEADER, row)
    assert complaints(found) == [said]


def test_two_reasons_for_one_target(plan: Plan) -> None:
    """Said twice alike it is one; in different words somebody has to choose."""
    twice = taken(plan, HEADER, ("新增停车位", "9000", "征地"), ("新增停车位", "9000", "征地"))
    assert (len(twice.explained), complaints(twice)) == (1, [])
    differ = taken(plan, HEADER, ("新增停车位", "9000", "征地"), ("新增停车位", "9000", "资金"))
    assert complaints(differ) == ["C3: parking is explained twice in different words."]


def test_days_that_disagree(plan: Plan) -> None:
    """A reason alone is asked for its day as a figure is."""
    found = taken(plan, HEADER, ("新增停车位", "", "征地"), as_of=date(2024, 8, 31))
    assert complaints(found) == ["B2: the sheet says 2024-09-30, --on 2024-08-31."]
