"""The lock beside a ledger: removed, held by a reader, waited for."""

from __future__ import annotations

import fcntl
import os
import pwd
import stat
import time
from pathlib import Path

import pytest

from conftest import needs
from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import files, locks
from neighbours import GROUP, NEIGHBOUR, reachable, run_as

# 13. The lock.


def test_the_lock_has_no_content(ledger: Path) -> None:
    """Nothing that git would see change."""
    assert ledger.with_name(".2024.toml.lock").stat().st_size == 0


def test_a_lock_removed_meanwhile_is_noticed_by_its_holder(tmp_path: Path) -> None:
    """Who holds a lock whose file is gone writes nothing: somebody else may hold a new one."""
    path = tmp_path / "ledger"
    with files.edit(path) as edit:
        (tmp_path / ".ledger.lock").unlink()
        with files.edit(path, timeout=1) as other:
            with pytest.raises(Failure, match="changed by another program"):
                edit.commit(b"one")
            other.commit(b"two")
    assert path.read_bytes() == b"two"


def test_a_lock_removed_after_the_last_look_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever locks anew sweeps the first one's temporary file away: its replace is refused."""
    path = tmp_path / "ledger"
    path.write_bytes(b"before")
    real, other = os.replace, []

    def replace(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "replace", real)
        (tmp_path / ".ledger.lock").unlink()
        held = files.edit(path, timeout=1)
        other.append((held, held.__enter__()))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with files.edit(path) as edit, pytest.raises(Failure):
        edit.commit(b"one")
    held, edit = other[0]
    edit.commit(b"two")
    held.__exit__(None, None, None)
    assert path.read_bytes() == b"two"


def test_a_lock_removed_while_one_waits(tmp_path: Path) -> None:
    """The waiter does not take the lock of a file that is gone: it locks the one that is there."""
    path = tmp_path / "ledger"
    lock = tmp_path / ".ledger.lock"
    old = os.open(lock, os.O_RDWR | os.O_CREAT)
    fcntl.flock(old, fcntl.LOCK_EX)
    child = os.fork()
    if not child:
        time.sleep(0.2)
        lock.unlink()
        os.close(old)
        os._exit(0)
    os.close(old)
    with locks.locked(path, timeout=10) as is_locked:
        os.waitpid(child, 0)
        assert is_locked() or not lock.exists()
    with locks.locked(path, timeout=10) as is_locked:
        assert is_locked()


# 15. Permissions.


@needs(root=True)
@pytest.mark.parametrize("mode", [0o755, 0o750, 0o2750])
def test_a_reader_cannot_hold_up_writers(tmp_path: Path, mode: int) -> None:
    """The lock opens to those only who may write in its folder; a lock of an older version is closed to the others."""
    reachable(tmp_path)
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chown(shared, 0, GROUP)
    shared.chmod(mode)
    path, lock = shared / "ledger", shared / ".ledger.lock"
    lock.touch()
    lock.chmod(0o664)
    with files.edit(path) as edit:
        edit.commit(b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 | (mode & 0o044)

    def hold() -> None:
        descriptor = os.open(lock, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    assert run_as(NEIGHBOUR, hold, groups=(GROUP,)) != 0
    shared.chmod(0o2770)
    with files.edit(path) as edit:
        edit.commit(b"two")
    assert stat.S_IMODE(lock.stat().st_mode) == 0o660


def test_who_holds_the_lock_is_told_by_the_kernel(tmp_path: Path) -> None:
    """Also a stranger that wrote no name anywhere."""
    path = tmp_path / "ledger"
    with files.edit(path) as edit:
        edit.commit(b"one")
    user = pwd.getpwuid(os.getuid()).pw_name
    with (tmp_path / ".ledger.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        with pytest.raises(Failure, match=rf"locked by process {os.getpid()} {user} "), files.edit(path, timeout=0.05):
            pass
