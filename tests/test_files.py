"""Access to the disk: locks, modes, links, and what stands in the way."""

from __future__ import annotations

import fcntl
import os
import stat
from pathlib import Path

import pytest

from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.disk import files, reading, results


def replace(path: Path, data: bytes) -> None:
    """Replace a file's content under its lock."""
    with files.edit(path, timeout=0.05) as edit:
        edit.commit(data)


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    """Only the file and its lock; the leftovers of a killed writer are swept."""
    (tmp_path / ".ledger.0123.tmp").write_bytes(b"half")
    replace(tmp_path / "ledger", b"one")
    replace(tmp_path / "ledger", b"two")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".ledger.lock", "ledger"]
    assert (tmp_path / "ledger").read_bytes() == b"two"


def test_the_mode_is_kept(tmp_path: Path) -> None:
    """A ledger open to the group stays open to the group, whatever the writer's umask."""
    path = tmp_path / "ledger"
    path.write_bytes(b"one")
    path.chmod(0o664)
    mask = os.umask(0o077)
    try:
        replace(path, b"two")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_new_file_is_as_open_as_its_folder(tmp_path: Path) -> None:
    """In a folder shared by a group the first record must not shut the others out."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o2770)
    mask = os.umask(0o077)
    try:
        replace(folder / "ledger", b"one")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((folder / "ledger").stat().st_mode) == 0o660
    assert stat.S_IMODE((folder / ".ledger.lock").stat().st_mode) == 0o660


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    """The file a symbolic link names is replaced, not the link."""
    (tmp_path / "real").write_bytes(b"one")
    link = tmp_path / "link"
    link.symlink_to("real")
    replace(link, b"two")
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"two"


def test_a_waiter_says_who_holds_the_lock(tmp_path: Path) -> None:
    """And gives up after the stated time, changing nothing."""
    path = tmp_path / "ledger"
    replace(path, b"one")
    with (tmp_path / ".ledger.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Failure, match=rf"locked by process {os.getpid()} .* for more than 0\.05 s"):
            replace(path, b"two")
    assert path.read_bytes() == b"one"


def test_an_editor_in_between_is_noticed(tmp_path: Path) -> None:
    """Editors know nothing of the lock: what they saved meanwhile is not overwritten."""
    path = tmp_path / "ledger"
    path.write_bytes(b"one")
    with files.edit(path) as edit:
        path.write_bytes(b"edited by hand")
        with pytest.raises(Failure, match="changed by another program"):
            edit.commit(b"two")
    assert path.read_bytes() == b"edited by hand"


def test_an_unconfirmed_replace_is_an_unknown_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the folder cannot be synced after the replace, neither done nor failed may be said."""

    def fail(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    path = tmp_path / "ledger"
    monkeypatch.setattr(files, "sync_folder", fail)
    with pytest.raises(OutcomeUnknown) as unknown:
        replace(path, b"one")
    assert unknown.value.exit_code == 75


def test_a_result_that_the_disk_does_not_confirm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is there, and it is not said that nothing was changed."""

    def fail(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files, "sync_folder", fail)
    with pytest.raises(OutcomeUnknown, match="was written, but the disk did not confirm it"):
        results.write_file(tmp_path / "report.md", b"one", overwrite=False)
    assert (tmp_path / "report.md").read_bytes() == b"one"


@pytest.mark.parametrize("kind", ["folder", "fifo", "link to itself"])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    """Without hanging, and at once."""
    path = tmp_path / "ledger"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    with pytest.raises(Failure, match="ledger"):
        reading.read_file(path)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    """A sparse file of a terabyte costs nothing."""
    path = tmp_path / "ledger"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(Failure, match="larger than"):
        reading.read_file(path)
