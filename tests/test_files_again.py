"""Files that were there before, through the installed command: what is made anew, what stays; each is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, Cli

REPORTING = '\n[reporting]\nevery = "month"\ndue = "5th workday"\n'
DAY = ("--on", "2024-10-10")


@pytest.fixture
def office(folder: Path) -> Path:
    """A plan with deadlines and two departments, and a folder for what is sent to them."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    for key, owner in (("parking", "区城管局"), ("retail", "区商务局")):
        text = text.replace(f"[targets.{key}]\n", f'[targets.{key}]\nowner = "{owner}"\n')
    (folder / "targets" / "2024.toml").write_text(text + REPORTING, encoding="utf-8")
    place = folder / "sent"
    place.mkdir()
    return place


def contents(place: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in place.iterdir()}


def named(err: str) -> set[str]:
    """The files that stderr names as written."""
    return {Path(line.removeprefix("Written: ")).name for line in err.splitlines() if line.startswith("Written: ")}


@pytest.mark.parametrize("form", ["text", "eml", "xlsx", "json"])
def test_a_reminder_may_be_repeated_on_its_day(installed: Cli, office: Path, form: str) -> None:
    """Text, mails and overview are made anew; the same form again is no other file."""
    pytest.importorskip("openpyxl")
    command = ("remind", *DAY, "--output", str(office), "--format", form)
    first = installed(*command)
    assert (first.code, first.out) == (0, "")
    assert named(first.err) == set(contents(office))
    again = installed(*command)
    assert (again.code, again.out) == (0, "")
    assert named(again.err) <= set(contents(office))
    assert not any("区城管局.xlsx" in name for name in named(again.err))


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "is there already and is not the same"), ("zh", "已存在，且内容不同")]
)
def test_a_form_that_was_filled_in_is_not_touched(installed: Cli, office: Path, lang: str, said: str) -> None:
    """And then nothing is: no half of a folder is new. With --overwrite all are."""
    pytest.importorskip("openpyxl")
    command = ("--lang", lang, "remind", *DAY, "--output", str(office))
    assert installed(*command).code == 0
    form = office / "remind-2024-10-10-区城管局.xlsx"
    form.write_bytes(form.read_bytes() + b"filled in")
    (office / "remind-2024-10-10.txt").write_text("old", encoding="utf-8")
    before = contents(office)
    refused = installed(*command)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert f"{form} " in refused.err
    assert said in refused.err
    assert contents(office) == before
    replaced = installed(*command, "--overwrite")
    assert replaced.code == 0
    assert replaced.err.count(form.name) == replaced.err.count("remind-2024-10-10.txt") == 1
    assert not form.read_bytes().endswith(b"filled in")


def test_no_link_is_followed_by_a_reminder(installed: Cli, office: Path, tmp_path: Path) -> None:
    """Also not where its text would be made anew."""
    pytest.importorskip("openpyxl")
    other = tmp_path / "other.txt"
    other.write_text("precious", encoding="utf-8")
    (office / "remind-2024-10-10.txt").symlink_to(other)
    assert installed("remind", *DAY, "--output", str(office)).code == 1
    assert other.read_text(encoding="utf-8") == "precious"
    assert [path.name for path in office.iterdir()] == ["remind-2024-10-10.txt"]


def test_a_repair_names_its_files_on_stderr(installed: Cli, folder: Path) -> None:
    """The copy, and then the ledger and what is kept of it; stdout tells what is dropped."""
    assert installed("record", "parking", "9000", "--on", "2024-09-08").code == 0
    ledger = folder / "records" / "2024.toml"
    ledger.write_text(ledger.read_text("utf-8") + "[[records]]\nbroken\n", encoding="utf-8")
    copied = installed("check", "--repair")
    (copy,) = (path for path in ledger.parent.iterdir() if "repaired" in path.name)
    assert (copied.code, copied.err) == (0, f"Written: {copy}\n")
    assert "dropped, from line" in copied.out
    done = installed("check", "--repair", "--yes")
    (kept,) = (path for path in ledger.parent.iterdir() if "damaged" in path.name)
    assert (done.code, done.err) == (0, f"Written: {ledger}\nWritten: {kept}\n")
    assert installed("check").code == 0


def test_the_reports_of_the_same_period_are_renewed(installed: Cli, office: Path) -> None:
    """Another period's file stays."""
    command = ("report", "--month", "2024-09", "--output")
    for _time in range(2):
        told = installed(*command, str(office))
        assert (told.code, told.err) == (0, f"Written: {office / '2024-09.txt'}\n")
    (office / "2024-08.txt").write_text("precious", encoding="utf-8")
    assert installed(*command, str(office / "2024-08.txt")).code == 1
    assert (office / "2024-08.txt").read_text(encoding="utf-8") == "precious"
