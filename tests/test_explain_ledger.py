"""Reasons are entries of the ledger: vouched for, checked, copied, merged and read like figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from answers import history
from conftest import Cli, Clock
from explained import EXPLAIN, LEDGER, open_in_october


@pytest.fixture(autouse=True)
def october(clock: Clock, folder: Path) -> None:
    """It is the eighth of October, and the office has its plan."""
    open_in_october(clock, folder)


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
