"""Ledgers in git: what it sees, and two branches that both appended."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Cli, needs
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.file.repair import plan_repair

pytestmark = needs("git")

Git = Callable[..., str]


@pytest.fixture
def git(folder: Path) -> Git:
    """Run git in the workspace, which is a repository of its own."""

    def run(*arguments: str) -> str:
        who = ("-c", "user.name=wang", "-c", "user.email=wang@example.com", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False)
        return done.stdout

    run("init", "-q", "-b", "main", ".")
    return run


@pytest.fixture
def record(cli: Cli, git: Git, clock: Callable[[str], None]) -> Callable[[str, str, str], None]:
    """Record a figure at a minute of a morning, and commit."""

    def write(target: str, value: str, minute: str) -> None:
        clock(f"2024-09-10T09:{minute}")
        assert cli("record", target, value, "--on", "2024-09-09", "--source", "same").code == 0
        git("add", "-A")
        git("commit", "-qm", "x")

    return write


def ledger_of(folder: Path) -> list[Entry]:
    """What the ledger says."""
    return file_ledger.read(folder / "records" / "2024.toml").entries


def test_git_sees_the_ledger_and_nothing_that_changes_beside_it(
    record: Callable[[str, str, str], None], git: Git, cli: Cli
) -> None:
    """Neither the lock nor what killed writers left gets into a commit."""
    record("parking", "9000", "00")
    assert git("ls-files").split() == ["records/.gitignore", "records/2024.toml"]
    assert cli("record", "parking", "9100", "--on", "2024-09-09").code == 0
    assert git("status", "--porcelain") == " M records/2024.toml\n"


def test_somebody_s_own_gitignore_stays(folder: Path, cli: Cli) -> None:
    """What people wrote is not touched."""
    (folder / "records").mkdir()
    own = folder / "records" / ".gitignore"
    own.write_text("*\n", encoding="utf-8")
    assert cli("record", "parking", "9100", "--on", "2024-09-09").code == 0
    assert own.read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_two_branches_merge(
    record: Callable[[str, str, str], None], git: Git, cli: Cli, folder: Path, style: str
) -> None:
    """Every record of either branch is there, once, in the order in which they were written down."""
    git("config", "merge.conflictStyle", style)
    record("parking", "9000", "00")
    git("checkout", "-qb", "other")
    record("parking", "9100", "01")
    record("schools", "3", "04")
    git("checkout", "-q", "main")
    record("parking", "9200", "02")
    record("parking", "9300", "03")
    git("merge", "other")
    refused = cli("status")
    assert "an unresolved merge conflict; `check --repair` keeps the records of both sides." in refused.err
    told = cli("check", "--repair", "--yes")
    assert "merged: records of one side 2, of the other 2, in the order they were written down\n" in told.out
    values = [str(entry.value) for entry in ledger_of(folder) if isinstance(entry, Record)]
    assert values == ["9000", "9100", "9200", "9300", "3"]
    assert "in another order than this machine has seen" in cli("check").out
    assert cli("check", "--accept").code == 0
    assert cli("check").out.startswith("No errors in 2024: targets 21, records 5.\n")
    git("add", "-A")
    assert git("status", "--porcelain") == "M  records/2024.toml\n"


def test_a_conflict_within_lines_that_both_have(ledger_pair: tuple[bytes, bytes, bytes]) -> None:
    """However git cuts the two sides apart, each is read as whole as it was: line by line, and from either side."""
    base, ours, theirs = ledger_pair
    for conflicted in (cut(ours, theirs), cut(theirs, ours)):
        repair = plan_repair(conflicted, Path("x"))
        assert (repair.kept, repair.dropped, repair.merged) == (3, [], (1, 1))
        assert repair.data.startswith(base)
        values = [
            entry.value for entry in file_ledger.parse(repair.data, Path("x")).entries if isinstance(entry, Record)
        ]
        assert values == [9000, 9100, 9200]


@pytest.fixture
def ledger_pair(cli: Cli, folder: Path, clock: Callable[[str], None]) -> tuple[bytes, bytes, bytes]:
    """A ledger, and two that have one more record each."""
    path = folder / "records" / "2024.toml"
    clock("2024-09-10T09:00")
    cli("record", "parking", "9000", "--on", "2024-09-08")
    base = path.read_bytes()
    pair = []
    for minute, value in (("01", "9100"), ("02", "9200")):
        clock(f"2024-09-10T09:{minute}")
        path.write_bytes(base)
        cli("record", "parking", value, "--on", "2024-09-08")
        pair.append(path.read_bytes())
    return base, pair[0], pair[1]


def cut(ours: bytes, theirs: bytes) -> bytes:
    """The finest conflict there is: every differing line in a hunk of its own."""
    merged: list[bytes] = []
    for one, other in zip(ours.splitlines(), theirs.splitlines(), strict=True):
        merged += [one] if one == other else [b"<<<<<<< HEAD", one, b"=======", other, b">>>>>>> other"]
    return b"\n".join(merged) + b"\n"
