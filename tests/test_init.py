"""`init`: a year's targets file from examples; what it never overwrites, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import golden
from conftest import Outcome, Run
from reports import REPORT, report
from word_files import write_paragraphs


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
