"""`overview` of what cannot be read, or is not meant: one line that says what to do, and the others are shown."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, Run
from three_districts import ON, plan_of


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_district_that_cannot_be_read_is_named(look: Cli, districts: Path, lang: str) -> None:
    """In the table, in JSON, in CSV and on stderr, with what to do; the others are shown; the exit code is 1."""
    (districts / "broken" / "targets").mkdir(parents=True)
    (districts / "broken" / "targets" / "2024.toml").write_text("year = \n", encoding="utf-8")
    (districts / "empty").mkdir()
    (districts / ".git").mkdir()
    (districts / "notes.txt").write_text("x", encoding="utf-8")
    records = districts / "jiangan" / "records" / "2024.toml"
    records.write_text(records.read_text(encoding="utf-8") + "[[records]]\nid =\n", encoding="utf-8")
    shown, data, sheet = (look(*arguments, lang=lang) for arguments in ((), ("--json",), ("--format", "csv")))
    assert {each.code for each in (shown, data, sheet)} == {1}
    unread = json.loads(data.out)["unread"]
    assert [each["district"] for each in unread] == ["broken", "empty", "jiangan"]
    assert "broken/targets/2024.toml" in unread[0]["problem"]
    assert "records/2024.toml" in unread[2]["problem"]
    assert [row["district"] for row in json.loads(data.out)["districts"]] == ["qiaokou", "hankou"]
    for each in unread:
        assert any(each["district"] in line and each["problem"] in line for line in shown.err.splitlines())
        assert each["problem"] in sheet.out.replace('""', '"')
        assert each["district"] in shown.out
    assert len(shown.err.splitlines()) == 3
    assert "Traceback" not in shown.err


def test_of_very_many_unread_districts_the_number_is_told(look: Cli, districts: Path) -> None:
    """Not three thousand lines on stderr; the data has all."""
    for number in range(15):
        (districts / f"x{number:02}").mkdir()
    outcome = look("--json")
    assert len(json.loads(outcome.out)["unread"]) == 15
    assert outcome.err.splitlines()[-1] == "Districts that were not read beside these: 5."
    assert len(outcome.err.splitlines()) == 11


BAD: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no folder": (("overview", "nowhere"), 1, "There is no folder nowhere; name one with a folder for each district."),
    "a file": (("overview", "file.txt"), 1, "There is no folder file.txt"),
    "nothing": (("overview",), 2, "Name a folder of workspaces, or a database with --ledger postgresql://…."),
    "one workspace": (("overview", "districts/jiangan"), 1, "is the workspace of one district"),
    "no plans": (("overview", "bare"), 1, "No folder in bare has a file like targets/2024.toml in it."),
    "no such year": (
        ("overview", "districts", "--year", "2023"),
        1,
        "No district has targets for 2023; there are: 2024.",
    ),
    "no such target": (
        ("overview", "districts", "--target", "trams"),
        1,
        "No target is called “trams”. `jiangan-targets overview` without --target lists them all.",
    ),
    "nearly one of the last plan": (("overview", "districts", "--target", "brigde"), 1, "Did you mean bridge?"),
    "two targets": (
        ("overview", "clash", "--target", "pa"),
        1,
        "“pa” is not the same target in all plans: parking, parks.",
    ),
    "several": (("overview", "several", "--target", "pa"), 1, "“pa” fits several targets: parking, parks."),
    "a form": (("overview", "districts", "--format", "pdf"), 2, "is not one of table, json, csv, html, xlsx"),
    "an ending": (("overview", "districts", "--output", "x.pdf"), 2, "ending must be one of"),
    "a workbook": (("overview", "districts", "--format", "xlsx"), 2, "goes into a file; name it with --output."),
    "a day": (("overview", "districts", "--on", "2024-13-01"), 1, "2024-13-01"),
    "plans": (("overview", "districts", "--plans", "bare"), 2, "--plans belongs to the records of a database"),
    "a database": (("overview", "districts", "--ledger", "postgresql://x/y"), 2, "a database is named too"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_one_line(run: Run, districts: Path, tmp_path: Path, case: str) -> None:
    """It says what to do, nothing is shown or written, and there is no traceback."""
    (tmp_path / "bare").mkdir()
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    parks = plan_of("jiangan").replace("[targets.parking]", "[targets.parks]").replace("新增停车位", "新建公园")
    parks = parks.replace("New parking spaces", "Parks")
    several = plan_of("jiangan") + parks[parks.index("[targets.parks]") : parks.index("[targets.gdp]")]
    for folder, plans in {"clash": [plan_of("qiaokou"), parks], "several": [plan_of("qiaokou"), several]}.items():
        for number, text in enumerate(plans):
            (tmp_path / folder / str(number) / "targets").mkdir(parents=True)
            (tmp_path / folder / str(number) / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    arguments, code, said = BAD[case]
    outcome = run(*arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1), outcome
    assert said in outcome.err
    assert not (tmp_path / "x.pdf").exists()
    assert districts.is_dir()


def test_without_any_environment(districts: Path) -> None:
    """As cron runs it: no HOME, no PATH, no LANG."""
    done = subprocess.run([COMMAND, "overview", districts, *ON], capture_output=True, env={}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "qiaokou" in done.stdout.decode()


def test_a_name_that_is_no_text_is_told(look: Cli, districts: Path) -> None:
    """A folder whose name is not UTF-8 harms nobody."""
    Path(bytes(districts).decode(), "\udcff").mkdir()
    outcome = look("--json")
    assert outcome.code == 1
    assert [each["problem"] for each in json.loads(outcome.out)["unread"]] == [
        "Its name is not text in UTF-8; rename it."
    ]
