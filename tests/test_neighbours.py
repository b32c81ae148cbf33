"""Hostile neighbours: planted links and workspaces, locks held by readers, and what must stay readable to whom."""

from __future__ import annotations

import fcntl
import os
import pwd
import stat
import struct
import subprocess
import time
from binascii import crc32
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, needs
from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import files, locks, results
from jiangan_targets.storage.workspace import trust, workspace
from neighbours import COLLEAGUE, GROUP, NEIGHBOUR, reachable, run_as

ACL = "system.posix_acl_access"


@pytest.fixture
def ledger(cli: Cli, folder: Path) -> Path:
    """A ledger with a record."""
    assert cli("record", "parking", "9000", "--on", "2024-09-08").code == 0
    return folder / "records" / "2024.toml"


# 1. Names that the program chooses.


def test_a_planted_link_is_not_followed_by_a_repair(cli: Cli, ledger: Path, tmp_path: Path) -> None:
    """Neither `.repaired` nor `.damaged-…`: what a link there leads to is as it was; the copies get other names."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    damaged = ledger.read_bytes() + b"[[broken"
    ledger.write_bytes(damaged)
    ledger.with_name("2024.toml.repaired").symlink_to(victim)
    ledger.with_name(f"2024.toml.damaged-{crc32(damaged):08x}").symlink_to(victim)
    assert "see " + str(ledger) + ".repaired-2." in cli("check", "--repair").out
    assert cli("check", "--repair", "--yes").code == 0
    assert victim.read_bytes() == b"precious"
    (copy,) = ledger.parent.glob("2024.toml.damaged-*-2")
    assert copy.read_bytes() == damaged


def test_a_copy_that_somebody_worked_on_is_not_overwritten(cli: Cli, ledger: Path) -> None:
    """The next one has a number; the same again is the same file."""
    ledger.write_bytes(ledger.read_bytes() + b"[[broken")
    mine = ledger.with_name("2024.toml.repaired")
    mine.write_bytes(b"mended by hand\n")
    for _time in range(2):
        assert "2024.toml.repaired-2." in cli("check", "--repair").out
    assert mine.read_bytes() == b"mended by hand\n"
    assert not list(ledger.parent.glob("*.repaired-3"))


@pytest.mark.parametrize("kind", ["symbolic", "hard", "fifo"])
def test_what_stands_in_the_lock_s_place_is_not_written_into(cli: Cli, ledger: Path, tmp_path: Path, kind: str) -> None:
    """A link to another file, by name or by inode, and a FIFO: its content and its mode are as they were."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    victim.chmod(0o640)
    lock = ledger.with_name(".2024.toml.lock")
    lock.unlink()
    if kind == "symbolic":
        lock.symlink_to(victim)
    elif kind == "hard":
        lock.hardlink_to(victim)
    else:
        os.mkfifo(lock)
    outcome = cli("record", "parking", "9100", "--on", "2024-09-09")
    assert outcome.code == (0 if kind == "hard" else 1)
    assert outcome.err.count("\n") == outcome.code
    assert victim.read_bytes() == b"precious"
    assert stat.S_IMODE(victim.stat().st_mode) == 0o640


@needs(root=True)
def test_a_planted_ledger_is_not_written_through(tmp_path: Path) -> None:
    """In a folder that anybody can write to, another user's link is refused; one's own is followed."""
    reachable(tmp_path)
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    link = shared / "2024.toml"
    assert run_as(NEIGHBOUR, lambda: link.symlink_to(victim)) == 0
    with pytest.raises(Failure, match="another user's symbolic link"), files.edit(link):
        pass
    link.unlink()
    link.symlink_to(victim)
    with files.edit(link) as edit:
        assert edit.original == b"precious"


def test_what_git_is_told_is_as_open_as_the_ledger(ledger: Path) -> None:
    """A colleague's git must be able to read it."""
    assert ledger.with_name(".gitignore").stat().st_mode == ledger.stat().st_mode


# 2. A workspace that was found.


def test_a_found_workspace_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """As git's safe.directory: refused until it is named, or trusted in this user's own configuration."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text("", encoding="utf-8")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path)}
    assert workspace.find(None, environ, str(folder)).root == folder
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(Failure, match=r"belongs to another user.*--dir.*trusted = ") as refused:
        workspace.find(None, environ, str(folder))
    assert str(tmp_path / "config" / "jiangan-targets" / "config.toml") in str(refused.value)
    assert workspace.find(str(folder), environ, "/").root == folder
    monkeypatch.setattr(os, "geteuid", os.getuid)
    monkeypatch.setattr(trust, "own_users", lambda _environ: {os.getuid() + 1})
    own = tmp_path / "config" / "jiangan-targets" / "config.toml"
    own.parent.mkdir(parents=True)
    own.write_text(f'trusted = ["{folder}"]\n', encoding="utf-8")
    with pytest.raises(Failure, match="belongs to another user"):
        workspace.find(None, environ, str(folder))  # That configuration is not this user's either.


def test_a_configuration_is_believed_or_told(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`trusted` is a list of folders; what else it says is a mistake that is told; one open to all says nothing."""
    own = tmp_path / "config.toml"
    own.write_text(f'trusted = ["{folder}"]\n', encoding="utf-8")
    users = {os.getuid()}
    assert trust.trusted_folders(own, users) == {str(folder)}
    own.chmod(0o666)
    assert trust.trusted_folders(own, users) == set()
    own.chmod(0o644)
    for wrong in ('trusted = "/srv"', "trusted = [1]", "trustd = []"):
        own.write_text(wrong, encoding="utf-8")
        with pytest.raises(Failure, match="may say only trusted"):
            trust.trusted_folders(own, users)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert trust.own_users({"SUDO_UID": "1000"}) == {0, 1000}
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert trust.own_users({"SUDO_UID": "0"}) == {1000}


@needs(root=True)
def test_root_does_not_believe_what_lies_in_a_folder_for_all(tmp_path: Path, cli: Cli) -> None:
    """What a neighbour laid into root's world-writable folder is refused; what sudo's caller did is not."""
    cli("status")
    reachable(tmp_path)
    shared = tmp_path / "tmp"
    shared.mkdir()
    shared.chmod(0o1777)

    def plant() -> None:
        (shared / "targets").mkdir()
        (shared / "targets" / "2024.toml").write_text("year = 2024\n", encoding="utf-8")
        (shared / "config.toml").write_text('ledger = "postgresql://evil/x"\n', encoding="utf-8")

    assert run_as(NEIGHBOUR, plant) == 0
    done = subprocess.run([COMMAND, "--lang", "en", "where"], cwd=shared, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: {shared}/targets belongs to another user.")
    environ = {"SUDO_UID": str(NEIGHBOUR)}
    assert workspace.find(None, environ, str(shared)).root == shared


@needs(root=True)
def test_what_root_makes_in_a_user_s_workspace_is_theirs(tmp_path: Path, cli: Cli) -> None:
    """After one `sudo` the user can go on: folder, ledger and lock are the user's own."""
    cli("record", "parking", "1", "--on", "2024-09-08", "--dry-run")
    reachable(tmp_path)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    os.chown(theirs, NEIGHBOUR, NEIGHBOUR)
    path = theirs / "records" / "2024.toml"
    for text in (b"one", b"two"):
        with files.edit(path) as edit:
            edit.commit(text)

    def go_on() -> None:
        with files.edit(path, timeout=1) as edit:
            edit.commit(b"three")

    assert run_as(NEIGHBOUR, go_on) == 0
    assert {each.stat().st_uid for each in (path, path.parent, *path.parent.iterdir())} == {NEIGHBOUR}


# 3. Results.


@pytest.mark.parametrize("arguments", [("summary", "--week", "2024-W37", "--format", "text", "--output"), ("export",)])
def test_results_are_regular_files(cli: Cli, ledger: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """No FIFO, device or socket is replaced, no link to a `.toml` followed; another link with --overwrite only."""
    out = tmp_path / "out.csv"
    os.mkfifo(out)
    outcome = cli(*arguments, str(out))
    assert (outcome.code, outcome.err) == (
        1,
        f"Error: {out} is no regular file; results are written into regular files only.\n",
    )
    assert stat.S_ISFIFO(out.stat().st_mode)
    out.unlink()
    held = ledger.read_bytes()
    out.symlink_to(ledger)
    for options in ((), ("--overwrite",)):
        assert cli(*arguments, str(out), *options).code == 1
    assert ledger.read_bytes() == held
    out.unlink()
    real = tmp_path / "real.txt"
    out.symlink_to(real)
    assert cli(*arguments, str(out)).code == 1
    assert cli(*arguments, str(out), "--overwrite").code == 0
    assert out.is_symlink()
    assert real.stat().st_size


@needs("mknod", root=True)
def test_a_device_is_not_replaced(cli: Cli, tmp_path: Path) -> None:
    """Root's `--output /dev/null` once made a file of it."""
    device = tmp_path / "null"
    subprocess.run(["mknod", device, "c", "1", "3"], check=True)
    assert cli("summary", "--week", "2024-W37", "--output", str(device)).code == 1
    assert stat.S_ISCHR(device.stat().st_mode)


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o027, 0o640)])
@pytest.mark.parametrize("name", ["out.md", "out.csv", "out.xlsx"])
def test_results_respect_the_umask(cli: Cli, tmp_path: Path, umask: int, mode: int, name: str) -> None:
    """A new file is as open as the umask says, an old one as it was."""
    out = tmp_path / name
    command = ("status", "--format", "markdown", "--output") if name == "out.md" else ("export",)
    if name == "out.md":
        command = ("summary", "--week", "2024-W37", "--output")
    before = os.umask(umask)
    try:
        assert cli(*command, str(out)).code == 0
        assert stat.S_IMODE(out.stat().st_mode) == mode
        out.chmod(0o604)
        assert cli(*command, str(out), "--overwrite").code == 0
        assert stat.S_IMODE(out.stat().st_mode) == 0o604
    finally:
        os.umask(before)


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
