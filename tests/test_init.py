"""`init`: a year's targets file from examples, from the year before, or out of a report's text."""

from __future__ import annotations

import csv
import io
import os
import pty
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import golden
from conftest import COMMAND, Outcome
from jiangan_targets.domain.founding.from_report import plan_from_report
from jiangan_targets.domain.founding.target_id import make_ids
from jiangan_targets.domain.report_text.reading import read_report
from jiangan_targets.render.targets_file import render_targets_file
from jiangan_targets.storage.plan import file as plan_file
from report_baits import NO_TARGETS
from report_cases import PASSAGES
from word_files import write_odd_places, write_paragraphs, write_table

REPORT = """\
云湖区2024年政府工作报告（摘要）
2023年，全区地区生产总值增长5.8%，新增停车位900个。
2024年主要预期目标是：地区生产总值增长6%左右，力争6.5%；一般公共预算收入增长4%—5%；居民消费价格涨幅控制在2%左右；
居民收入增长与经济增长同步；固定资产投资增速高于全市平均水平；单位生产总值能耗降低率完成市下达任务；国际收支基本平衡。
全年新增停车位1.2万个、充电桩600个，6月底前云湖大桥建成通车，综合竞争力进入全市前3位，城镇登记失业率控制在4%以内。
到2029年，地区生产总值突破900亿元。
"""

Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the installed command in the test's folder, without naming a workspace."""

    def command(*arguments: str | Path, given: bytes = b"", lang: str = "en", folder: Path = tmp_path) -> Outcome:
        done = subprocess.run(
            [COMMAND, "--lang", lang, *arguments], input=given, capture_output=True, cwd=folder, check=False
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return command


def report(tmp_path: Path, text: str = REPORT) -> Path:
    """A report in a text file."""
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return path


def last_command(outcome: Outcome) -> list[str]:
    """The command that an answer ends with, as its words."""
    said = outcome.err.rstrip("\n").rpartition("\n")[2]
    assert said.startswith("Edit the file, then type: jiangan-targets ")
    return said.partition("jiangan-targets ")[2].split()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_examples_are_ready_for_check(tmp_path: Path, run: Run, lang: str) -> None:
    """One target of each kind, in a file that says what each is for; nothing on stdout, the next command last."""
    done = run("init", "district", "--year", "2027", lang=lang)
    assert (done.code, done.out) == (0, "")
    written = (tmp_path / "district" / "targets" / "2027.toml").read_text(encoding="utf-8")
    golden.compare(f"init.example.{lang}.toml", written)
    assert {f'kind = "{kind}"' in written for kind in ("total", "level", "rate", "event", "rank")} == {True}
    checked = run("check", "--dir", "district")
    assert (checked.code, checked.out) == (0, "No errors in 2027: targets 5, records 0.\n")


def test_the_next_command_is_one_that_works(tmp_path: Path, run: Run) -> None:
    """With the folder where it is not found without; as typed."""
    elsewhere = last_command(run("init", "my district", "--year", "2027", "--title", "云湖区目标"))
    assert elsewhere[:3] == ["check", "--year", "2027"]
    assert "--dir" in elsewhere
    here = tmp_path / "here"
    here.mkdir()
    assert last_command(run("init", "--year", "2028", folder=here)) == ["check", "--year", "2028"]
    assert run("check", "--year", "2028", folder=here).code == 0
    assert 'title = "云湖区目标"' in (tmp_path / "my district/targets/2027.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_becomes_a_targets_file(tmp_path: Path, run: Run, lang: str) -> None:
    """Values where the text has them, only tracked where it has none, guesses marked, the rest at the end."""
    done = run("init", "district", "--from-text", report(tmp_path), lang=lang)
    assert (done.code, done.out) == (0, "")
    golden.compare(f"init.report.{lang}.toml", (tmp_path / "district/targets/2024.toml").read_text(encoding="utf-8"))
    golden.compare(f"init.report.{lang}.txt", done.err.replace(str(tmp_path), ""))
    assert run("check", "--dir", "district").code == 0
    assert run("record", "--dir", "district", "parking", "0.3万", "--on", "2024-03-31").code == 0
    status = run("status", "--dir", "district", "--format", "csv", "--on", "2024-03-31").out
    assert "parking,新增停车位" in status


def test_the_same_text_whatever_its_file(tmp_path: Path, run: Run) -> None:
    """UTF-8 with a mark, GB18030, UTF-16, Windows, Word, piped in: the same file but for the source."""
    files: dict[str, bytes] = {
        "utf-8.txt": REPORT.encode(),
        "mark.txt": REPORT.encode("utf-8-sig"),
        "gb.txt": REPORT.encode("gb18030"),
        "utf-16.txt": REPORT.encode("utf-16"),
        "windows.txt": REPORT.replace("\n", "\r\n").encode("gb18030"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    write_paragraphs(tmp_path / "report.docx", REPORT)
    made = []
    for name in (*files, "report.docx"):
        done = run("init", "--from-text", name, "--dry-run")
        assert (done.code, done.err) == (0, "")
        made.append(done.out.replace(f'source = "{name}"\n', ""))
    made.append(run("init", "--from-text", "-", "--dry-run", given=REPORT.encode("gb18030")).out)
    assert len(made) == 7
    assert len(set(made)) == 1
    assert not (tmp_path / "targets").exists()


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    """Is left out as the source; the rest is as always."""
    report(tmp_path).rename(os.fsdecode(os.fsencode(tmp_path) + b"/\xc4\xea.txt"))
    done = subprocess.run(
        [COMMAND, "init", "--from-text", b"\xc4\xea.txt", "--dry-run"], capture_output=True, cwd=tmp_path, check=True
    )
    assert b"source" not in done.stdout
    assert b"[targets.parking]" in done.stdout


def test_a_table_in_word_is_read_as_one(tmp_path: Path, run: Run) -> None:
    """Its cells are told apart, so that last year's column is none of targets."""
    rows = [
        ["指标名称", "单位", "2026年实绩", "2027年目标"],
        ["外贸进出口总额", "亿元", "41.2", "45"],
        ["失业率", "%", "3.1", "4以内"],
    ]
    write_table(tmp_path / "table.docx", "云湖区主要指标", rows)
    listed = [
        *csv.DictReader(io.StringIO(run("init", "--from-text", "table.docx", "--dry-run", "--format", "csv").out))
    ]
    assert [(each["name"], each["value"], each["comparison"]) for each in listed] == [
        ("外贸进出口总额", "45", "at_least"),
        ("失业率", "4", "at_most"),
    ]


def test_no_number_is_lost_in_odd_places_of_a_document(tmp_path: Path, run: Run) -> None:
    """Tracked insertions, content controls and text boxes count; what is struck does not."""
    write_odd_places(tmp_path / "odd.docx")
    listed = [*csv.DictReader(io.StringIO(run("init", "--from-text", "odd.docx", "--dry-run", "--format", "csv").out))]
    assert [(each["name"], each["value"]) for each in listed] == [
        ("新增停车位", "300"),
        ("新增充电桩", "500"),
        ("新建公园", "7"),
    ]


def test_proposals_as_csv(tmp_path: Path, run: Run) -> None:
    """The list that scripts read: in the contract's words, and nothing is written."""
    before = sorted(tmp_path.iterdir())
    done = run("init", "district", "--from-text", "-", "--dry-run", "--format", "csv", given=REPORT.encode())
    assert (done.code, done.err) == (0, "")
    golden.compare("init.proposals.csv", done.out)
    assert done.out.startswith("quote,name,value,upper,unit,comparison,kind,stretch\n")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", [*PASSAGES, *NO_TARGETS])
def test_no_clause_with_a_number_is_lost(name: str) -> None:
    """Every quote stands in the file: as a target's, as a stretch value's, or at the end with the reason."""
    text = (PASSAGES | NO_TARGETS)[name].partition("---\n")[0]
    reading = read_report(text)
    written = render_targets_file(plan_from_report(reading, reading.year or 2024)).replace('\\"', '"')
    quotes = [said.quote for said in reading.proposals] + [said.quote for said in reading.set_aside]
    assert [quote for quote in quotes if quote.strip() not in written] == []


PIECES = [
    line for text in (*PASSAGES.values(), *NO_TARGETS.values()) for line in text.partition("---\n")[0].split("\n")
]


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=25), st.sampled_from([2022, 2024, 2030])
)
def test_whatever_is_read_passes_check(lines: list[str], year: int) -> None:
    """Of lines of reports in any order, with anything between: the file says the plan, and has no mistake."""
    new = plan_from_report(read_report("\n".join(lines), year), year)
    if new.plan.targets:
        plan, failures = plan_file.parse(render_targets_file(new).encode(), Path(f"{year}.toml"), year)
        assert failures == []
        assert plan == new.plan


@given(
    st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["停车位", "新增停车位", "公园", "GDP增速", "TARGET-1"])))
)
def test_ids_are_ascii_and_differ(names: list[str]) -> None:
    """Whatever the names are; and the same names get the same ids."""
    ids = make_ids(names)
    assert len(set(ids)) == len(names)
    assert all(each.isascii() and each.replace("-", "").isalnum() and each == each.lower() for each in ids)
    assert make_ids(names) == ids


OLD = """\
year = 2023
title = "云湖区2023年主要目标"
title_en = "Yunhu: main targets for 2023"
source = "2023年政府工作报告"

[lights]
far_behind = -15

[groups.city]
name = "城建"
name_en = "City"

[groups.people]
name = "民生"

[targets.parking]
name = "新增停车位"
name_en = "New parking spaces"
aliases = ["停车位"]
group = "city"
kind = "total"
value = 1000
unit = "个"
unit_en = "spaces"
owner = "区城管局"
milestones = [{ by = 2023-06-30, value = 400 }]
quote = "新增停车位1000个"

[targets.beds]
name = "养老床位"
group = "people"
kind = "level"
baseline = 3000
value = 3600
unit = "张"
last_year = 3000

[targets.gdp]
name = "地区生产总值增速"
group = "city"
kind = "rate"
comparison = "about"
value = 6
unit = "%"

[targets.income]
name = "居民收入增速"
group = "people"
kind = "rate"
value = { figure = "gdp" }
unit = "%"

[targets.prices]
name = "居民消费价格涨幅"
group = "people"
kind = "rate"
comparison = "within"
value = { lower = 1, upper = 3 }
unit = "%"

[targets.bridge]
name = "云湖大桥建成"
group = "city"
kind = "event"
by = 2023-06-30
quote = "6月底前云湖大桥建成"

[targets.metro]
name = "地铁投资"
group = "city"
kind = "total"
value = 30
unit = "亿元"
total_by = 2025
years = { 2023 = 30, 2024 = 50, 2025 = 20 }
"""


@pytest.fixture
def last_year(tmp_path: Path, run: Run) -> Path:
    """A workspace of 2023 with figures: the year's last one, one of October, and none."""
    root = tmp_path / "district"
    (root / "targets").mkdir(parents=True)
    (root / "targets" / "2023.toml").write_text(OLD, encoding="utf-8")
    for arguments in (
        ("parking=950", "beds=3650", "metro=28", "--on", "2023-12-31"),
        ("gdp", "5.8", "--on", "2023-10-31"),
    ):
        done = run("record", *arguments, "--dir", root)
        assert done.code == 0, done.err
    return root


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_year_is_carried_on(last_year: Path, run: Run, lang: str) -> None:
    """What stays is copied, what was reached at the year's end is last year's, and no new value is made up."""
    done = run("init", "--from", "2023", folder=last_year, lang=lang)
    assert (done.code, done.out) == (0, "")
    golden.compare(f"init.year.{lang}.toml", (last_year / "targets/2024.toml").read_text(encoding="utf-8"))
    golden.compare(f"init.year.{lang}.txt", done.err.replace(str(last_year), ""))
    assert run("check", "--year", "2024", folder=last_year).out == "No errors in 2024: targets 7, records 0.\n"


def test_a_figure_of_october_is_no_outcome_of_the_year(last_year: Path, run: Run) -> None:
    """It is told, with its day; no key holds it."""
    written = run("init", "--from", "2023", "--dry-run", folder=last_year).out
    (about,) = [part for part in written.split("\n\n") if "[targets.gdp]" in part]
    assert "# ? the last figure is of 2023-10-31: 5.8 %" in about
    assert "last_year = " not in about.replace("write last_year", "")


def test_two_years_on_the_marks_stay(last_year: Path, run: Run) -> None:
    """A quote keeps the mark of the year it is of."""
    for year in ("2023", "2024"):
        assert run("init", "--from", year, folder=last_year).code == 0
    written = (last_year / "targets/2025.toml").read_text(encoding="utf-8")
    assert 'quote = "2023年：新增停车位1000个"' in written
    assert "2024年：2023年" not in written


def test_the_example_can_be_carried_on(tmp_path: Path, run: Run) -> None:
    """The targets that come with the program, into a folder of one's own."""
    done = run("init", "mine", "--from", "2024", "--year", "2026")
    assert done.code == 0
    assert run("check", "--dir", "mine").out == "No errors in 2026: targets 21, records 0.\n"
    assert "elder-beds" in (tmp_path / "mine/targets/2026.toml").read_text(encoding="utf-8")


def typed_on_a_terminal(command: list[str], typed: bytes, folder: Path) -> str:
    """What a command writes to stderr on a terminal, where somebody types."""
    main, side = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, "--lang", "en", *command], stdin=side, stdout=subprocess.DEVNULL, stderr=side, cwd=folder
    )
    os.close(side)
    os.write(main, typed)
    shown = b""
    while True:
        try:
            piece = os.read(main, 4096)
        except OSError:  # Linux's way to say that the other end is closed
            break
        if not piece:
            break
        shown += piece
    assert process.wait(timeout=60) == 0, shown
    os.close(main)
    return shown.decode()


def test_new_values_are_asked_for_on_a_terminal(last_year: Path, run: Run) -> None:
    """As people write them; a slip is asked again, Enter leaves one out, and the end of input all others."""
    shown = typed_on_a_terminal(["init", "--from", "2023"], "0.12万\n三千\n3800\n\n\x04".encode(), last_year)
    assert "New parking spaces, 2024 (it was 1,000 spaces): " in shown
    assert "“三千” is not a number" in shown
    written = (last_year / "targets/2024.toml").read_text(encoding="utf-8")
    parts = {part.split("]")[0]: part for part in written.split("\n\n")}
    assert "value = 1200\n" in parts["[targets.parking"]
    assert "value = 3800\n" in parts["[targets.beds"]
    assert "value = " not in parts["[targets.gdp"]
    assert "the value is missing" not in parts["[targets.parking"]
    assert run("check", "--year", "2024", folder=last_year).code == 0


def test_nothing_is_overwritten(tmp_path: Path, run: Run) -> None:
    """A year that has a plan is refused, whatever it is to be made of, and a link is not followed."""
    assert run("init", "--year", "2024").code == 0
    path = tmp_path / "targets/2024.toml"
    path.write_text("mine", encoding="utf-8")
    (tmp_path / "targets/schema.json").write_text("mine", encoding="utf-8")
    (tmp_path / "targets/2025.toml").symlink_to(tmp_path / "elsewhere.toml")
    for arguments in (["--year", "2024"], ["--from-text", report(tmp_path)], ["--year", "2025"]):
        done = run("init", *arguments)
        assert (done.code, done.out) == (1, "")
        assert "is there already and stays as it is; edit it, or name another --year or folder." in done.err
        assert done.err.count("\n") == 1
    assert path.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere.toml").exists()
    assert run("init", "--year", "2026").code == 0
    assert (tmp_path / "targets/schema.json").read_text(encoding="utf-8") == "mine"


REFUSED: dict[str, tuple[list[str], int, str]] = {
    "two sources": (["--from", "2024", "--from-text", "report.txt"], 2, "--from and --from-text do not go together."),
    "a form without a dry run": (["--format", "csv"], 2, "--format goes with --dry-run."),
    "an unknown form": (["--dry-run", "--format", "xml"], 2, "“xml” is not one of toml, csv."),
    "proposals of nothing": (["--dry-run", "--format", "csv"], 2, "--format csv lists what --from-text proposes."),
    "no year": (["--year", "next"], 1, "“next” is not a year"),
    "a year far off": (["--year", "9999"], 1, "“9999” is not a year"),
    "a title too long": (["--title", "目" * 201], 1, "--title is longer than 200 characters; shorten it."),
    "no such year before": (["--from", "2019"], 1, "There are no targets for 2019"),
    "an earlier year": (["--from", "2024", "--year", "2024"], 2, "--year must be later than --from."),
    "two folders": (["mine", "--dir", "yours"], 2, "Name the folder once"),
    "no such report": (["--from-text", "none.txt"], 1, "There is no file none.txt."),
    "no text": (["--from-text", "empty.txt"], 1, "empty.txt has no text in it."),
    "no encoding": (["--from-text", "noise.txt"], 1, "noise.txt is no text in UTF-8 or GB18030"),
    "a PDF": (["--from-text", "report.pdf"], 1, "report.pdf is a PDF; copy its text"),
    "a web page": (["--from-text", "page.txt"], 1, "page.txt is a web page; copy its text"),
    "an old document": (["--from-text", "old.doc"], 1, "old.doc is an old Word document"),
    "a workbook": (["--from-text", "book.xlsx"], 1, "book.xlsx is no Word document"),
    "a damaged document": (["--from-text", "damaged.docx"], 1, "damaged.docx is damaged and cannot be read"),
    "half a document": (["--from-text", "half.docx"], 1, "half.docx is damaged and cannot be read"),
    "no year in the text": (
        ["--from-text", "undated.txt"],
        1,
        "does not say for which year its targets are; add --year",
    ),
    "no targets": (["--from-text", "results.txt", "--year", "2024"], 1, "No target of 2024 was found in results.txt"),
    "a file for a folder": (["report.txt", "--year", "2024"], 1, "report.txt"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_one_line(tmp_path: Path, run: Run, name: str) -> None:
    """On stderr, with what to do; nothing is written."""
    report(tmp_path)
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7 x")
    (tmp_path / "page.txt").write_text("<!DOCTYPE html><p>2024", encoding="utf-8")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with zipfile.ZipFile(tmp_path / "damaged.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    write_paragraphs(tmp_path / "whole.docx", REPORT)
    (tmp_path / "half.docx").write_bytes((tmp_path / "whole.docx").read_bytes()[:9000])
    (tmp_path / "undated.txt").write_text("新增停车位300个。", encoding="utf-8")
    (tmp_path / "results.txt").write_text("2023年，全区新增停车位300个。", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    arguments, code, said = REFUSED[name]
    done = run("init", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_without_the_extra_a_document_says_what_it_needs(tmp_path: Path) -> None:
    """And text does not need it."""
    write_paragraphs(tmp_path / "report.docx", REPORT)
    report(tmp_path)
    code = "import sys; sys.modules['docx'] = None; from jiangan_targets.__main__ import main; main()"
    ends = []
    for name in ("report.docx", "report.txt"):
        command = [sys.executable, "-c", code, "--lang", "en", "init", "--from-text", name, "--dry-run"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False)
        ends.append((done.returncode, done.stderr))
    needed = "Error: Word files need one more package: pip install 'jiangan-targets[word]'. Text works without it.\n"
    assert ends == [(1, needed), (0, "")]


def test_git_sees_the_targets_and_not_the_lock(tmp_path: Path, run: Run) -> None:
    """What is to be committed, and nothing else."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert run("init", "--year", "2024").code == 0
    listed = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    assert sorted(listed[1::2]) == ["targets/.gitignore", "targets/2024.toml", "targets/schema.json"]


def test_a_workspace_around_gets_the_new_year(tmp_path: Path, run: Run) -> None:
    """No second workspace inside the first by accident; a folder that is named is taken."""
    assert run("init", "--year", "2024").code == 0
    inside = tmp_path / "reports"
    inside.mkdir()
    assert run("init", "--year", "2025", folder=inside).code == 0
    assert sorted(path.name for path in (tmp_path / "targets").glob("*.toml")) == ["2024.toml", "2025.toml"]
    assert run("init", ".", "--year", "2026", folder=inside).code == 0
    assert (inside / "targets/2026.toml").is_file()


def test_other_commands_load_nothing_of_this(tmp_path: Path, run: Run) -> None:
    """Neither Word, nor the reader of reports, nor the schema."""
    assert run("init", "--year", "2024").code == 0
    code = "import sys; from jiangan_targets.cli.app import main; main(); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, "--dir", tmp_path, "status"], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert "jiangan_targets.domain.status" in loaded
    assert not {name for name in loaded if "report" in name or "founding" in name or name.startswith(("docx", "lxml"))}


def test_broken_files_say_how_many_mistakes_there_are(tmp_path: Path, run: Run) -> None:
    """`status` tells the first, counts them all, and names `check`; a Chinese id says where the name goes."""
    assert run("init", "--year", "2024").code == 0
    path = tmp_path / "targets/2024.toml"
    whole = path.read_text(encoding="utf-8")
    cases = {
        whole.replace("unit_en", "unit_eng"): "unit_eng: unknown key; “unit_en” is perhaps meant. "
        "(Mistakes in this file: 2; `jiangan-targets check` lists them all.)\n",
        whole.replace("[targets.parking]", "[targets.停车位]"): "an id is made of a to z, 0 to 9 and -; "
        'write [targets.parking], say, and below it name = "停车位". (Then run `jiangan-targets check`.)\n',
        whole.replace("[targets.parking]", '[targets."停车位"]'): "停车位: an id is made of a to z, 0 to 9 and -, "
        'like parking; what it is called goes below it: name = "停车位". (Then run `jiangan-targets check`.)\n',
    }
    for text, said in cases.items():
        path.write_text(text, encoding="utf-8")
        done = run("status")
        assert (done.code, done.out) == (1, "")
        assert done.err.endswith(said), done.err


def test_the_source_article_gives_its_21_targets(run: Run) -> None:
    """The quotes of the bundled targets are the article's own words; read again they give the same values."""
    from received import plan_of_2024

    text = "2024年主要预期目标\n" + "；".join(target.quote for target in plan_of_2024().targets)
    done = run("init", "--from-text", "-", "--dry-run", "--format", "csv", given=text.encode())
    listed: list[dict[str, Any]] = [*csv.DictReader(io.StringIO(done.out))]
    found = [(each["value"], each["unit"], each["comparison"]) for each in listed]
    assert found == [(f"{each.value:f}", each.unit, str(each.comparison)) for each in plan_of_2024().targets]
