"""Access control lists: what a ledger is written anew with, and what a reader by a list cannot do."""

from __future__ import annotations

import fcntl
import os
import stat
import struct
from pathlib import Path

import pytest

from conftest import Cli, needs
from jiangan_targets.storage.disk import files, results
from neighbours import COLLEAGUE, NEIGHBOUR, reachable, run_as

ACL = "system.posix_acl_access"


def acl(*entries: tuple[int, int, int]) -> bytes:
    """An access control list as the kernel stores it: what each entry is for, what it allows, and whose it is."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NOBODY = 0xFFFFFFFF
LIST = acl((1, 6, NOBODY), (2, 6, COLLEAGUE), (4, 0, NOBODY), (16, 6, NOBODY), (32, 0, NOBODY))


def test_an_access_control_list_stays(tmp_path: Path) -> None:
    """A colleague's own entry is there after a record, and the group, which has none, gets nothing by it."""
    path = tmp_path / "ledger"
    path.write_bytes(b"one")
    os.setxattr(path, ACL, LIST)
    mode = stat.S_IMODE(path.stat().st_mode)
    with files.edit(path) as edit:
        edit.commit(b"two")
    assert os.getxattr(path, ACL) == LIST
    assert stat.S_IMODE(path.stat().st_mode) == mode
    copy = results.keep_copy(tmp_path / "copy", b"one", path)
    assert os.getxattr(copy, ACL) == LIST


def test_a_list_of_the_folder_does_not_come_over_a_file_without(tmp_path: Path) -> None:
    """What was not open to a colleague is not opened by a default list."""
    path = tmp_path / "ledger"
    path.write_bytes(b"one")
    path.chmod(0o640)
    os.setxattr(tmp_path, "system.posix_acl_default", LIST)
    with files.edit(path) as edit:
        edit.commit(b"two")
    assert ACL not in os.listxattr(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_list_that_cannot_be_kept_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its list the group's bits would mean the group: they are dropped."""

    def refuse(*_arguments: object) -> None:
        raise OSError(95, "not supported")

    path = tmp_path / "ledger"
    path.write_bytes(b"one")
    os.setxattr(path, ACL, LIST)
    monkeypatch.setattr(os, "setxattr", refuse)
    with files.edit(path) as edit:
        edit.commit(b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@needs(root=True)
def test_a_reader_by_a_list_cannot_hold_up_writers(tmp_path: Path) -> None:
    """Nor can one whom the folder's default list lets read: the lock keeps the writers of that list only."""
    reachable(tmp_path)
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o770)
    entries = ((2, 4, NEIGHBOUR), (2, 6, COLLEAGUE))
    given = acl((1, 7, NOBODY), *entries, (4, 0, NOBODY), (16, 7, NOBODY), (32, 0, NOBODY))
    crossing = acl(
        (1, 7, NOBODY), (2, 5, NEIGHBOUR), (2, 7, COLLEAGUE), (4, 0, NOBODY), (16, 7, NOBODY), (32, 0, NOBODY)
    )
    os.setxattr(shared, "system.posix_acl_default", given)
    os.setxattr(shared, ACL, crossing)
    path, lock = shared / "ledger", shared / ".ledger.lock"
    with files.edit(path) as edit:
        edit.commit(b"one")

    def hold() -> None:
        fcntl.flock(os.open(lock, os.O_RDONLY), fcntl.LOCK_EX)

    def write() -> None:
        with files.edit(path, timeout=1) as edit:
            edit.commit(b"two")

    assert run_as(NEIGHBOUR, path.read_bytes) == 0
    assert run_as(NEIGHBOUR, hold) != 0
    assert run_as(COLLEAGUE, write) == 0


def test_a_record_keeps_the_list(cli: Cli, ledger: Path) -> None:
    """`record` keeps it, as writing by hand does."""
    os.setxattr(ledger, ACL, LIST)
    assert cli("record", "parking", "9100", "--on", "2024-09-09").code == 0
    assert os.getxattr(ledger, ACL) == LIST
