"""What this machine remembers of a ledger it has seen: where, how little, and never another one."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import COMMAND, Cli
from jiangan_targets.domain.losses import SeenEntry, losses
from jiangan_targets.storage.ledger import seen
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.file.ledger import HEADER, FileLedger
from jiangan_targets.storage.ledger.interface import Growth
from jiangan_targets.storage.ledger.record_text import block
from jiangan_targets.storage.workspace.locate import state_file
from postgres_server import Server
from twelve_records import LEDGER, TWELVE, put


def test_each_ledger_has_a_mark_of_its_own(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """Another workspace with other records is not this one with fewer."""
    put(folder, list(TWELVE))
    other = tmp_path / "other"
    other.mkdir()
    put(other, TWELVE[:3])
    assert cli("check").code == 0
    assert cli("check", "--dir", str(other)).code == 0
    assert len(list((tmp_path / "state" / "jiangan-targets").iterdir())) == 2


@pytest.mark.parametrize("spoil", ["open", "link", "file"])
def test_a_state_folder_that_is_not_ones_own_is_not_used(cli: Cli, tmp_path: Path, spoil: str) -> None:
    """Nothing is written through it, `record` goes on without a word, and `check` tells why nothing is remembered."""
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    if spoil == "open":
        (state / "jiangan-targets").mkdir()
        (state / "jiangan-targets").chmod(0o770)
    elif spoil == "link":
        (state / "jiangan-targets").symlink_to(elsewhere)
    else:
        (state / "jiangan-targets").touch()
    outcome = cli("record", "parking", "9000", "--on", "2024-09-08")
    assert (outcome.code, outcome.err) == (0, "")
    told = cli("check")
    assert told.code == 0
    assert "is not remembered" in told.out
    assert not list(elsewhere.iterdir())


def test_nothing_is_read_when_nothing_can_be_kept(folder: Path) -> None:
    """Of a large ledger that would cost seconds, at every record."""

    class Unread(FileLedger):
        def growth(self, mark: str) -> Growth | None:
            raise AssertionError(mark)

    with pytest.raises(OSError, match="null"):
        seen.look(Unread(folder / "records" / "2024.toml"), "/dev/null/jiangan-targets/seen")


def test_a_torn_mark_is_none(cli: Cli, folder: Path) -> None:
    """Whatever its bytes, no command fails by it."""
    put(folder, list(TWELVE))
    assert cli("check").code == 0
    name = state_file(str(folder / LEDGER), os.environ)
    assert name is not None
    kept = Path(name)
    whole = kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    for length in range(0, len(whole), 7):
        kept.write_bytes(whole[:length])
        assert cli("check").code == 0
        assert kept.read_bytes() == whole


@pytest.mark.slow
def test_many_writers_leave_one_mark(folder: Path) -> None:
    """Side by side, nobody is told of a loss that is none."""
    runs = [
        subprocess.Popen(
            [COMMAND, "--dir", folder, "--lang", "en", "record", f"parking={1000 + number}", "--on", "2024-09-08"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for number in range(12)
    ]  # fmt: skip
    errors = [run.communicate()[1] for run in runs]
    assert not [error for error in errors if "has seen" in error]
    done = subprocess.run([COMMAND, "--dir", folder, "check"], capture_output=True, text=True, check=False)
    assert "has seen" not in done.stdout + done.stderr


ENTRIES = st.lists(st.integers(0, 9), unique=True)


@given(ENTRIES, ENTRIES, st.sets(st.integers(0, 9)))
def test_losses_are_what_sets_say(before: list[int], now: list[int], changed: set[int]) -> None:
    """Missing, changed and in between; an order that both have in common is kept."""
    seen = [SeenEntry(str(number), "a", date(2024, 1, 1)) for number in before]
    there = [SeenEntry(str(number), "b" if number in changed else "a", date(2024, 1, 1)) for number in now]
    found = losses(seen, there)
    assert {each.id for each in found.missing} == {str(number) for number in set(before) - set(now)}
    assert {each.id for each in found.changed} == {str(number) for number in set(before) & set(now) & changed}
    common = [number for number in now if number in before]
    assert found.reordered == (common != [number for number in before if number in now])
    last = now.index(common[-1]) if common else 0
    assert [each.id for each in found.inserted] == [str(each) for each in now[:last] if each not in before]


def test_a_grown_ledger_gives_only_what_is_new(tmp_path: Path) -> None:
    """Behind a mark; None when the beginning is another, also by a key added to the last entry before the mark."""
    path = tmp_path / "2024.toml"
    ledger = FileLedger(path)
    empty = ledger.growth("")
    assert empty is not None
    assert empty.entries == []
    path.write_text(HEADER + "\n" + block(TWELVE[0]), encoding="utf-8")
    first = ledger.growth("")
    assert first is not None
    assert first.entries == [TWELVE[0]]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + block(TWELVE[1]))
    second = ledger.growth(first.mark)
    assert second is not None
    assert second.entries == [TWELVE[1]]
    with path.open("a", encoding="utf-8") as file:
        file.write('note = "x"\n')
    assert ledger.growth(second.mark) is None
    assert ledger.growth("-") is None
    assert len(file_ledger.read(path).entries) == 2


def test_a_ledger_in_postgres_has_a_mark_too(
    postgres: Server, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that an administrator takes out or changes, check value and all, are told; records go on."""
    import psycopg

    from jiangan_targets.cli.app import main

    address = ["--dir", str(folder), "--lang", "en", "--ledger", postgres.url()]
    monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", "witness")

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*address, *arguments])
        return code, *capsys.readouterr()

    for value in (9000, 9100, 9200):
        assert run("record", "parking", str(value), "--on", "2024-09-08")[0::2] == (0, "")
    line = run("check")[1].strip().rpartition("\n")[2]
    assert run("verify", line)[0] == 0
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        change = (
            "UPDATE jiangan_targets.records SET value = 1, check_value = '00000000' WHERE district = %s AND value = %s"
        )
        connection.execute(change, ("witness", 9100))
        connection.execute("DELETE FROM jiangan_targets.records WHERE district = %s AND value = %s", ("witness", 9000))
    code, _out, told = run("record", "parking", "9300", "--on", "2024-09-08")
    assert (code, "missing 1, changed 1" in told) == (0, True)
    assert run("check")[0] == 1
    assert run("verify", line)[0] == 1
    assert run("check", "--accept")[0] == 1  # its check value does not fit
    assert "has seen" not in run("check")[1]
