"""Every crash state of `record`, `import` and `withdraw`: kills, power cuts, errors and short transfers.

`pytest tests/test_faults.py` prints how many states were checked.
"""

from __future__ import annotations

import errno
import fcntl
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import Cli
from fault_layer import Fault, Folder, after_power_loss, faulty
from jiangan_targets.cli.app import main
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.ledger.file import ledger as file_ledger

ERRNOS = [
    *(errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EINTR, errno.ENOLCK),
]
COMMANDS = ("first record", "record", "import", "withdraw")

Run = Callable[[], int]


class Scene(NamedTuple):
    """A command ready to run on a workspace, what was there before, and how to lay that again."""

    folder: Path
    run: Run
    before: Folder

    @property
    def ledger(self) -> Path:
        """The file of records."""
        return self.folder / "records" / "2024.toml"

    def lay(self, folder: Folder | None = None) -> None:
        """Make the workspace what it was, or what a power cut left of it."""
        for path in self.folder.iterdir():
            shutil.rmtree(path)
        for name, data in sorted((self.before if folder is None else folder).items()):
            if data is None:
                Path(name).mkdir(exist_ok=True)
            elif Path(name).parent.is_dir():
                Path(name).write_bytes(data)

    def entries(self) -> list[Entry]:
        """What the ledger says; a ledger that cannot be read fails the test."""
        return file_ledger.read(self.ledger).entries


@pytest.fixture(params=COMMANDS)
def scene(
    request: pytest.FixtureRequest, cli: Cli, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Scene:
    """Each command, on a ledger with records and with what a killed writer once left beside it."""
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")  # the ledger is laid anew: nothing may remember the one before
    cli("status")  # so that the targets are cached, as they are every day
    if request.param != "first record":
        cli("record", "parking", "9000", "--on", "2024-09-08", "--note", "月报")
        cli("record", "charging", "6500", "--on", "2024-09-08")
        (folder / "records" / ".2024.toml.0123456789ab.tmp").write_bytes(b"half")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("id,figure,as of\nparking,9100,2024-09-09\nschools,5,2024-09-09\n", encoding="utf-8")
    arguments = ["record", "events", "150", "--on", "2024-09-09"]
    if request.param == "import":
        arguments = ["import", str(sheet)]
    if request.param == "withdraw":
        identifier = json.loads(cli("history", "--json").out)[0]["id"]
        arguments = ["withdraw", identifier, "--reason", "重复"]
    before: Folder = {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}
    return Scene(folder, lambda: main(["--dir", str(folder), "--lang", "en", *arguments]), before)


def summary(entries: list[Entry]) -> list[tuple[str, str]]:
    """What entries say, without the ids and moments that differ between runs."""
    return [(entry.target, f"{entry.value}" if isinstance(entry, Record) else "withdrawn") for entry in entries]


def goes_on(scene: Scene) -> None:
    """The next command works, and leaves nothing of the one that died."""
    assert main(["--dir", str(scene.folder), "--lang", "en", "record", "greenery", "1", "--on", "2024-09-10"]) == 0
    assert not list((scene.folder / "records").glob(".*.tmp"))


def outcomes(scene: Scene) -> tuple[list[tuple[str, str]], list[tuple[str, str]], int]:
    """What the ledger says before and after the command, and how many calls it makes."""
    before = summary(scene.entries())
    with faulty() as system:
        assert scene.run() == 0
    after = summary(scene.entries())
    assert len(after) > len(before)
    scene.lay()
    return before, after, system.calls


Figure = Callable[[str, object], None]


def test_killed_after_any_call(scene: Scene, record_property: Figure) -> None:
    """All or nothing at every instant; the lock of the dead does not bind the living."""
    before, after, calls = outcomes(scene)
    for number in range(1, calls + 1):
        scene.lay()
        with faulty(Fault(number, kill=True)):
            scene.run()
        assert summary(scene.entries()) in (before, after)
        goes_on(scene)
    record_property("figure", f"kill: {calls} states")


def test_power_cut_after_any_call(scene: Scene, record_property: Figure) -> None:
    """Whatever of the unsynced persists, the ledger is whole; once acknowledged, the record is there."""
    before, after, _calls = outcomes(scene)
    with faulty() as system:
        assert scene.run() == 0
    states: dict[tuple[tuple[str, bytes | None], ...], bool] = {}
    enumerated = 0
    for length in range(len(system.journal) + 1):
        acknowledged = length == len(system.journal)
        for state in after_power_loss(scene.before, system.journal[:length]):
            key = tuple(sorted(state.items()))
            states[key] = states.get(key, True) and not acknowledged
            enumerated += 1
    for key, may_be_before in states.items():
        scene.lay(dict(key))
        found = summary(scene.entries())
        assert found == after or (may_be_before and found == before)
        goes_on(scene)
    record_property("figure", f"power cut: {enumerated} states, {len(states)} of them different")


@pytest.mark.slow
def test_an_error_at_any_call(scene: Scene, capsys: pytest.CaptureFixture[str], record_property: Figure) -> None:
    """The exit code is the truth: 0 stored, 1 nothing changed, 75 unknown and said so; one line each."""
    before, after, calls = outcomes(scene)
    codes: dict[int, int] = {}
    for number in range(1, calls + 1):
        for code in ERRNOS:
            scene.lay()
            capsys.readouterr()
            with faulty(Fault(number, errno=code)):
                exit_code = scene.run()
            said = capsys.readouterr().err
            found = summary(scene.entries())
            assert found in {0: [after], 1: [before], 75: [before, after]}[exit_code], (number, errno.errorcode[code])
            assert said.count("\n") == (exit_code != 0), said
            assert "Internal error" not in said
            assert "could not be written" not in said
            codes[exit_code] = codes.get(exit_code, 0) + 1
        goes_on(scene)
    record_property("figure", f"errors: {calls * len(ERRNOS)} runs, by exit code {codes}")


def test_short_transfers(scene: Scene, record_property: Figure) -> None:
    """Half of a read or write is carried on with."""
    _before, after, calls = outcomes(scene)
    for number in range(1, calls + 1):
        scene.lay()
        with faulty(Fault(number, short=True)):
            assert scene.run() == 0
        assert summary(scene.entries()) == after
    record_property("figure", f"short transfers: {calls} runs")


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_an_unlocked_file_system_is_refused(
    scene: Scene, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without locks nothing is written: going on unlocked would lose records."""

    def refuse(_descriptor: int, _operation: int) -> None:
        raise OSError(code, "no locks")

    before = summary(scene.entries())
    monkeypatch.setattr(fcntl, "flock", refuse)
    capsys.readouterr()
    assert scene.run() == 1
    assert "has no locks; keep the records on one that has." in capsys.readouterr().err
    assert summary(scene.entries()) == before


def test_the_harness_sees_a_protocol_that_loses(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its fsync the protocol fails the power-cut test: the test is able to fail."""
    _before, after, _calls = outcomes(scene)
    monkeypatch.setattr(files, "sync_folder", lambda _folder: None)
    with faulty() as system:
        assert scene.run() == 0
    lost = 0
    for state in after_power_loss(scene.before, system.journal):
        scene.lay(state)
        lost += summary(scene.entries()) != after
    assert lost
