"""Hostile neighbours: planted links and workspaces, and what must stay readable to whom."""

from __future__ import annotations

import os
import stat
import subprocess
from binascii import crc32
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, needs
from jiangan_targets.errors import Failure
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.workspace import trust, workspace
from neighbours import NEIGHBOUR, reachable, run_as

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
