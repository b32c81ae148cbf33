"""A year begun by the installed command: what it is called, what is asked, what the text says of its year."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import COMMAND
from terminals import typed_on_a_terminal

UNDATED = """\
云湖区2024年政府工作报告
今年，全区新增停车位1.2万个、充电桩600个。
"""

REPORT = """\
云湖区2024年政府工作报告
2023年，全区新增停车位900个。
2024年主要预期目标是：地区生产总值增长6%左右；居民收入增长与经济增长同步；城镇登记失业率控制在4%以内。
全年新增停车位1.2万个、充电桩600个，云湖大桥6月底前建成通车。
"""

BEFORE = """\
year = 2024
title = "云湖区2024年目标"

[groups.city]
name = "城建"

[targets.parking]
name = "新增停车位"
group = "city"
kind = "total"
value = 1000
unit = "个"

[targets.gdp]
name = "地区生产总值增速"
group = "city"
kind = "rate"
comparison = "about"
value = 6
unit = "%"
"""


class Answer(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def run(folder: Path, *arguments: str, lang: str = "en", given: str = "", seed: str = "0") -> Answer:
    """Run the installed command in a folder."""
    done = subprocess.run(
        [COMMAND, "--lang", lang, *arguments],
        input=given.encode(),
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def targets_of(folder: Path, year: int) -> str:
    """A targets file as it was written."""
    return (folder / f"targets/{year}.toml").read_text(encoding="utf-8")


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A workspace of 2024."""
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets/2024.toml").write_text(BEFORE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("source", [[], ["--from", "2024"], ["--from-text", "-"]])
def test_the_title_and_the_year_are_the_ones_that_were_named(district: Path, source: list[str]) -> None:
    """Whatever the plan is made of."""
    done = run(district, "init", *source, "--year", "2025", "--title", "云湖区重点工作", given=UNDATED)
    assert (done.code, done.out) == (0, "")
    text = targets_of(district, 2025)
    assert "year = 2025\n" in text
    assert 'title = "云湖区重点工作"\n' in text
    assert run(district, "check", "--year", "2025").code == 0
    assert run(district, "status", "--year", "2025").out.startswith("云湖区重点工作\n")


def test_the_same_text_gives_the_same_file(tmp_path: Path) -> None:
    """Nothing is left to chance."""
    written = {
        run(tmp_path, "init", "--from-text", "-", "--dry-run", *form, given=REPORT, seed=seed).out
        for form in (["--format", "csv"], [])
        for seed in ("1", "2", "3")
    }
    assert len(written) == 2


def test_a_text_of_another_year_is_told(tmp_path: Path) -> None:
    """The year that was typed counts, and that the text says another is said; not where they agree."""
    said = "The text calls 2024 the year of its targets; 2026 was asked for.\n"
    assert said in run(tmp_path, "init", "--from-text", "-", "--year", "2026", given=UNDATED).err
    assert "The text calls" not in run(tmp_path, "init", "--from-text", "-", "--year", "2024", given=UNDATED).err
    told = run(tmp_path, "init", "--from-text", "-", "--year", "2027", given=UNDATED, lang="zh").err
    assert "原文写的是2024年目标，而指定的是2027年，请核对。\n" in told
    refused = run(tmp_path, "init", "--from-text", "-", "--year", "2028", given=REPORT)
    assert refused.err == (
        "Error: No target of 2028 was found in stdin, which states those of 2024; leave --year out or name that one.\n"
    )


def test_a_text_that_reads_like_results_names_its_year(tmp_path: Path) -> None:
    """Whoever knows better says the year."""
    text = "2024年，全区新增停车位1.2万个，完成投资21亿元。"
    refused = run(tmp_path, "init", "--from-text", "-", given=text)
    assert refused.err == (
        "Error: stdin tells of 2024 as of a year that is over; if its figures are targets, add --year 2024.\n"
    )
    assert run(tmp_path, "init", "--from-text", "-", "--year", "2024", given=text).code == 0


def test_nothing_piped_in_is_told(tmp_path: Path) -> None:
    """In one line, and nothing is made."""
    assert run(tmp_path, "init", "--from-text", "-") == Answer(1, "", "Error: stdin has no text in it.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    """It is named as what it is, and not told to go away."""
    refused = run(tmp_path, "init", "--from-text", ".", "--year", "2024")
    assert refused == Answer(1, "", "Error: . is a folder; name the file of the report in it.\n")


def test_a_value_may_be_typed_as_the_report_states_it(district: Path) -> None:
    """6%左右 for an about; a word that says otherwise than the target is asked again."""
    shown = typed_on_a_terminal(["init", "--from", "2024"], "1200个以上\n6%以上\n6.5%左右\n".encode(), district)
    assert "“以上” is at_least, and the target is about; type the figure alone" in shown
    text = targets_of(district, 2025)
    assert "value = 1200\n" in text
    assert "value = 6.5\n" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_from_a_report_to_the_first_status(tmp_path: Path, lang: str) -> None:
    """Init --from-text, the marked lines settled, check, record, status: each says what comes next."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="gb18030")
    done = run(tmp_path, "init", "mine", "--from-text", "report.txt", lang=lang)
    assert done.code == 0
    mine = tmp_path / "mine"
    text = targets_of(mine, 2024)
    marked = [line for line in text.split("\n") if line.startswith("# ? ")]
    assert marked
    settled = [line for line in text.split("\n") if not line.startswith("# ?")]
    at = next(number for number, line in enumerate(settled) if "income" in line and line.startswith("["))
    settled.insert(at + 1, 'value = { figure = "gdp-growth" }')
    (mine / "targets/2024.toml").write_text("\n".join(settled), encoding="utf-8")
    command = done.err.rstrip("\n").rpartition("jiangan-targets ")[2].split()
    assert run(tmp_path, *command, lang=lang).code == 0
    recorded = run(mine, "record", "新增停车位=0.6万", "gdp-growth=6.1%", "--on", "2024年6月30日", lang=lang)
    assert (recorded.code, recorded.out.count("\n")) == (0, 2)
    status = run(mine, "status", "--on", "2024-06-30", lang=lang)
    assert status.code == 0
    assert "6,000 / 12,000" in " ".join(status.out.split())
    assert {"en": "on pace", "zh": "达进度"}[lang] in status.out
