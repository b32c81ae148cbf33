"""`explain`, and what the other commands make of reasons; the form's columns 滞后原因 and 整改措施."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import ROOT, Cli
from golden import compare
from jiangan_targets.domain.target import Plan
from received import complaints, taken

Clock = Callable[[str], None]
EXPLAIN = ("explain", "停车位", "--reason", "两处征地未完成", "--measure", "夜间施工", "--by-date", "10月31日")
LEDGER = Path("records", "2024.toml")


@pytest.fixture(autouse=True)
def october(clock: Clock, folder: Path) -> None:
    """It is the eighth of October, and the office has its plan."""
    clock("2024-10-08T09:12")
    (folder / "targets").mkdir()
    shutil.copy(ROOT / "targets" / "2024.toml", folder / "targets")


@pytest.fixture
def lagging(cli: Cli) -> None:
    """A target that is behind at the end of September."""
    assert cli("record", "parking", "9000", "--on", "2024-09-30").code == 0


def history(cli: Cli) -> list[dict[str, Any]]:
    """All there is, newest first."""
    found: list[dict[str, Any]] = json.loads(cli("history", "--json").out)
    return found


@pytest.mark.usefixtures("lagging")
def test_a_reason_is_kept_and_answered(cli: Cli) -> None:
    """As of the latest figure's day, which is said; in both languages."""
    assert cli(*EXPLAIN, "--dry-run").out == (
        "(dry run) New parking spaces as of 30 September 2024 · 18.8 points behind pace · far behind · "
        "reason: 两处征地未完成 · measure: 夜间施工 · promised by 2024-10-31\n"
    )
    assert len(history(cli)) == 1
    assert cli(*EXPLAIN, lang="zh") == (
        0,
        (
            "新增停车位（截至2024年9月30日） · 落后序时进度18.8个百分点 · 严重滞后 · "
            "滞后原因：两处征地未完成 · 整改措施：夜间施工 · 整改时限2024-10-31\n"
        ),
        "",
    )
    (why, _figure) = history(cli)
    assert {key: why[key] for key in ("target", "reason", "measure", "promised", "as_of", "by", "value", "note")} == {
        "target": "parking",
        "reason": "两处征地未完成",
        "measure": "夜间施工",
        "promised": "2024-10-31",
        "as_of": "2024-09-30",
        "by": "wang",
        "value": None,
        "note": None,
    }


@pytest.mark.usefixtures("lagging")
def test_figures_are_what_they_were(cli: Cli) -> None:
    """Every answer about figures is the same with reasons in the ledger and without."""
    asked = (
        *(
            ("status", "--json", "--on", "2024-10-08"),
            ("outlook", "--json"),
            ("summary", "--week", "2024-W40", "--json"),
        ),
        ("record", "parking", "8000", "--on", "2024-10-01", "--dry-run"),
    )
    before = [cli(*arguments) for arguments in asked]
    for number in range(3):
        assert cli("explain", "parking", "--reason", f"{number}", "--on", "2024-10-07").code == 0
    after = [cli(*arguments) for arguments in asked]
    told = [json.loads(outcome.out) for outcome in (before[2], after[2])]
    vouches = [summary.pop("vouch") for summary in told]  # of all there is, as the week was filled in later
    assert told[0] == told[1]
    assert vouches[0] != vouches[1]
    assert [outcome for place, outcome in enumerate(before) if place != 2] == [
        outcome for place, outcome in enumerate(after) if place != 2
    ]


@pytest.mark.usefixtures("lagging")
def test_show_tells_the_latest_and_whether_it_held(cli: Cli) -> None:
    """Reason, measure and promised day; before it, on it, and after a figure that tells."""
    cli("explain", "parking", "--reason", "earlier", "--on", "2024-06-30")
    cli(*EXPLAIN)

    def promise(on: str) -> tuple[str, str]:
        return (
            json.loads(cli("show", "parking", "--json", "--on", on).out)["promise"],
            next(line for line in cli("show", "parking", "--on", on).out.split("\n") if "Promised" in line)[
                20:
            ].strip(),
        )

    shown = cli("show", "parking", "--on", "2024-10-08").out
    assert "Reason for lag      两处征地未完成 (as of 30 September 2024)\n" in shown
    assert "Corrective measure  夜间施工\n" in shown
    assert "滞后原因    两处征地未完成（截至2024年9月30日）" in cli("show", "parking", lang="zh").out
    assert promise("2024-10-08") == ("open", "by 31 October 2024: not due yet")
    assert promise("2024-11-30") == ("unknown", "by 31 October 2024: no figure since then")
    cli("record", "parking", "9500", "--on", "2024-10-31", "--force")
    assert promise("2024-11-30") == ("broken", "by 31 October 2024: not kept")
    cli("record", "parking", "13400", "--on", "2024-10-31", "--force")
    assert promise("2024-11-30") == ("held", "by 31 October 2024: kept")
    earlier = cli("show", "parking", "--on", "2024-08-01").out
    assert "earlier" in earlier
    assert "Promised" not in earlier
    nothing = json.loads(cli("show", "charging", "--json").out)
    assert [nothing[key] for key in ("reason", "measure", "promised", "promise", "reason_as_of")] == [None] * 5


@pytest.mark.usefixtures("lagging")
def test_a_reason_can_be_taken_back(cli: Cli) -> None:
    """By its id, and as the last thing somebody did; it stays in the history, marked."""
    cli(*EXPLAIN)
    (why, figure) = history(cli)
    assert cli("withdraw", why["id"], "--reason", "wrong site").out == (
        f"Withdrawn: {why['id']} (New parking spaces, 两处征地未完成, 2024-09-30).\n"
    )
    assert history(cli)[0]["withdrawn_reason"] == "wrong site"
    assert "Reason for lag" not in cli("show", "parking").out
    assert "was withdrawn before" in cli("withdraw", why["id"], "--reason", "x").err
    cli(*EXPLAIN)
    assert "两处征地未完成" in cli("undo").out
    assert f"Withdrawn: {figure['id']}" in cli("undo").out
    assert cli("check").code == 0


@pytest.mark.usefixtures("lagging")
def test_every_form_of_the_history_has_it(cli: Cli) -> None:
    """In the table, as CSV and as JSON; a second reason of the day supersedes the first, and no figure."""
    cli(*EXPLAIN)
    cli("explain", "parking", "--reason", "=1+1", "--on", "2024-09-30")
    rows = list(csv.DictReader(io.StringIO(cli("history", "--format", "csv").out)))
    assert [(row["value"], row["unit"], row["reason"], row["measure"], row["promised"]) for row in rows] == [
        ("", "", "'=1+1", "", ""),
        ("", "", "两处征地未完成", "夜间施工", "2024-10-31"),
        ("9000", "spaces", "", "", ""),
    ]
    assert [bool(row["superseded_by"]) for row in rows] == [False, True, False]
    table = cli("history").out
    assert "reason: 两处征地未完成 · measure: 夜间施工" in " ".join(table.split())
    assert table.count("SUPERSEDED") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("explain", "parking"), 2, "--reason"),
        (("explain", "nothing", "--reason", "x"), 1, "No target is called “nothing”."),
        (("explain", "parking", "--reason", ""), 1, "parking: the reason is empty; say why the target lags."),
        (("explain", "parking", "--reason", "x", "--on", "2024-10-09"), 1, "parking: 2024-10-09 lies in the future."),
        (("explain", "parking", "--reason", "x", "--by-date", "soon"), 1, "“soon” is not a date"),
        (("explain", "parking", "--reason", "x", "--by-date", "2024-09-30", "--on", "2024-09-30"), 1, "is not after"),
    ],
)
def test_what_is_refused(cli: Cli, folder: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    """In one line, and nothing is written."""
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert said in outcome.err
    assert not (folder / LEDGER).exists()


def test_what_a_terminal_obeys_is_shown_as_its_escape(cli: Cli) -> None:
    """In every place that shows a reason."""
    assert cli("explain", "parking", "--reason", "a\x1b[31m\nb\u202ec", "--measure", "m\x07").code == 0
    for arguments in (("history",), ("show", "parking"), ("undo",)):
        assert not set("\x1b\x07\u202e") & set(cli(*arguments).out)


def test_vouched_for_and_missed_like_a_figure(cli: Cli, folder: Path) -> None:
    """A summary's line counts it, this machine has seen it, and `check` names it when it is gone or changed."""
    cli("record", "parking", "9000", "--on", "2024-09-30")
    cli(*EXPLAIN)
    line = cli("check").out.strip().split("\n")[-1]
    assert line.startswith("Ledger vouch: 2 records ")
    path = folder / LEDGER
    whole = path.read_text(encoding="utf-8")
    assert cli("verify", line).code == 0
    path.write_text(whole.replace("夜间", "日间"), encoding="utf-8")
    assert cli("verify", line).code == 1
    checked = cli("check")
    assert (checked.code, "changed after it was written: its check value does not fit" in checked.out) == (1, True)
    path.write_text(whole[: whole.rindex("\n[[records]]")], encoding="utf-8")
    assert "this machine has seen it, and it is gone." in cli("check").out


def test_check_looks_at_reasons_too(cli: Cli, folder: Path) -> None:
    """One of another year, and one of a target that is not there."""
    cli(*EXPLAIN)
    path = folder / LEDGER
    text = path.read_text(encoding="utf-8").replace("as_of = 2024", "as_of = 2023").replace('"parking"', '"gone"')
    path.write_text(text, encoding="utf-8")
    checked = cli("check").out
    assert "2023-10-08 is outside 2024; withdraw it" in checked
    assert "there is no target “gone” in 2024" in checked


def test_as_a_program_of_its_own(installed: Cli) -> None:
    """Record, explain, see, undo, each as a process."""
    assert installed("--lang", "en", "record", "parking", "9000", "--on", "2024-09-30").code == 0
    done = installed("--lang", "en", *EXPLAIN)
    assert (done.code, done.err) == (0, "")
    assert "reason: 两处征地未完成 · measure: 夜间施工 · promised by 2024-10-31\n" in done.out
    assert json.loads(installed("show", "parking", "--json").out)["measure"] == "夜间施工"
    assert installed("undo", "--reason", "x").code == 0
    assert json.loads(installed("show", "parking", "--json").out)["measure"] is None
    refused = installed("--lang", "en", "explain", "parking", "--reason", "x", "--on", "2023-05-01")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)


def test_a_ledger_with_reasons_is_copied_into_postgresql_and_back(
    cli: Cli, folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte the same file again."""
    url = request.getfixturevalue("postgres").url()
    monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", "explained")
    cli("record", "parking", "9000", "--on", "2024-09-30")
    cli(*EXPLAIN)
    cli("undo", "--reason", "重复")
    before = (folder / LEDGER).read_bytes()
    assert cli("ledger", "copy", "file", url).code == 0
    (folder / LEDGER).unlink()
    assert cli("ledger", "copy", url, "file").code == 0
    assert (folder / LEDGER).read_bytes() == before


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


def test_a_merge_keeps_the_reasons_of_both_sides(cli: Cli, folder: Path, clock: Clock) -> None:
    """Each once, with the withdrawal of one, in the order in which they were written down; and none of it is damage."""
    path = folder / LEDGER
    cli("record", "parking", "9000", "--on", "2024-09-30")
    base = path.read_text(encoding="utf-8")
    sides = []
    for minute, said in (("13", "ours"), ("14", "theirs")):
        path.write_text(base, encoding="utf-8")
        clock(f"2024-10-08T09:{minute}")
        cli("explain", "parking", "--reason", said, "--measure", "夜间施工")
        sides.append(path.read_text(encoding="utf-8").removeprefix(base))
    clock("2024-10-08T09:15")
    cli("undo")
    theirs = path.read_text(encoding="utf-8").removeprefix(base)
    path.write_text(f"{base}<<<<<<< HEAD{theirs}=======\n{sides[0]}>>>>>>> other\n", encoding="utf-8")
    assert cli("status").code == 1
    assert cli("check", "--repair", "--yes").code == 0
    assert path.read_text(encoding="utf-8") == base + sides[0] + theirs
    assert [(row["reason"], bool(row["withdrawn_by"])) for row in history(cli)][:2] == [
        ("theirs", True),
        ("ours", False),
    ]
    assert json.loads(cli("show", "parking", "--json").out)["reason"] == "ours"
    assert cli("check", "--accept").code == 0


@pytest.mark.parametrize("key", ["reason", "as_of", "recorded_at", "target", "id"])
def test_a_reason_that_lost_what_it_needs_is_refused(cli: Cli, folder: Path, key: str) -> None:
    """With the line of its table; it is neither hidden nor taken for something else."""
    cli(*EXPLAIN)
    path = folder / LEDGER
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f"{key} = ")), encoding="utf-8")
    refused = cli("history")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "2024.toml, line 3: this record has no “" in refused.err


def test_a_reason_written_by_hand(cli: Cli, folder: Path) -> None:
    """In any order of keys and without a check value, as people write it."""
    path = folder / LEDGER
    path.parent.mkdir()
    path.write_text(
        '[[records]]\nreason = "征地"\npromised = 2024-10-31\nid = "x"\ntarget = "parking"\n'
        "as_of = 2024-09-30 # the month's end\nrecorded_at = 2024-10-08T09:00:00+08:00\n",
        encoding="utf-8",
    )
    assert (history(cli)[0]["reason"], history(cli)[0]["promised"]) == ("征地", "2024-10-31")
    assert "added by hand: it has no check value" in cli("check").out
    assert cli("explain", "parking", "--reason", "资金").code == 0
    assert [row["reason"] for row in history(cli)] == ["资金", "征地"]
    path.write_text(path.read_text(encoding="utf-8").replace("promised = 2024-10-31", 'promised = "soon"'), "utf-8")
    assert "“promised” of this record must be like 2024-09-08." in cli("history").err
