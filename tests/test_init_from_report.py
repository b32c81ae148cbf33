"""`init --from` a report: whatever its file, with nothing lost; what is read passes `check`."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import golden
from conftest import COMMAND, Run
from jiangan_targets.domain.founding.from_report import plan_from_report
from jiangan_targets.domain.founding.target_id import make_ids
from jiangan_targets.domain.report_text.reading import read_report
from jiangan_targets.render.targets_file import render_targets_file
from jiangan_targets.storage.plan import file as plan_file
from report_baits import NO_TARGETS
from report_cases import PASSAGES
from reports import REPORT, report
from word_files import write_odd_places, write_paragraphs, write_table


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


def test_broken_files_say_how_many_mistakes_there_are(tmp_path: Path, run: Run) -> None:
    """`status` tells the first, counts them all, and names `check`; a Chinese id says where the name goes."""
    assert run("init", "--year", "2024").code == 0
    path = tmp_path / "targets/2024.toml"
    whole = path.read_text(encoding="utf-8")
    cases = {
        whole.replace("unit_en", "unit_eng"): "unit_eng: unknown key; “unit_en” is perhaps meant. "
        "(Mistakes in this file: 2; `jiangan-targets check --year 2024` lists them all.)\n",
        whole.replace("[targets.parking]", "[targets.停车位]"): "an id is made of a to z, 0 to 9 and -; "
        'write [targets.parking], say, and below it name = "停车位". (Then run `jiangan-targets check --year 2024`.)\n',
        whole.replace("[targets.parking]", '[targets."停车位"]'): "停车位: an id is made of a to z, 0 to 9 and -, "
        'like parking; what it is called goes below it: name = "停车位". '
        "(Then run `jiangan-targets check --year 2024`.)\n",
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
