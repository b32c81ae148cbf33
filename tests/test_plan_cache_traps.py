"""Traps in the cache folder: links, other people's files and folders, a disk that refuses."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from conftest import Cli, needs
from jiangan_targets.storage.disk import private_files
from jiangan_targets.storage.plan import file as plan_file
from kept_plan import kept, recalled, write_small


@pytest.fixture
def small(folder: Path) -> Path:
    """A workspace's own small targets file."""
    return write_small(folder)


def spoil(cache: Path, victim: Path, how: str) -> None:
    """Lay a trap where the plan of a targets file is going to be kept."""
    cache.parent.parent.mkdir(parents=True, exist_ok=True)
    if how == "folder is a link":
        (victim.parent / "elsewhere").mkdir(mode=0o700)
        cache.parent.symlink_to(victim.parent / "elsewhere")
        return
    if how == "folder is a link to nowhere":
        cache.parent.symlink_to(victim.parent / "nowhere")
        return
    cache.parent.mkdir(mode=0o700)
    if how == "file is a link":
        cache.symlink_to(victim)
    elif how == "file is a second name":
        cache.hardlink_to(victim)
    elif how == "file is a pipe":
        os.mkfifo(cache)
    elif how == "folder is open to all":
        cache.symlink_to(victim)
        cache.parent.chmod(0o777)
    elif how == "folder is open to the group":
        cache.parent.chmod(0o750)
    elif how == "folder is another's":
        os.chown(cache.parent, 65534, 65534)
    else:
        os.chown(cache.parent, 65534, 65534)
        cache.parent.chmod(0o777)


TRAPS = [
    *("folder is a link", "folder is a link to nowhere", "folder is open to all", "folder is open to the group"),
    *("file is a link", "file is a second name", "file is a pipe"),
    pytest.param("folder is another's", marks=needs(root=True)),
    pytest.param("folder is another's and open", marks=needs(root=True)),
]


@pytest.mark.parametrize("how", TRAPS)
def test_a_trap_in_the_cache_folder_catches_nobody(cli: Cli, small: Path, tmp_path: Path, how: str) -> None:
    """What a link points to is neither written nor read; a folder of others is not used; the command is right."""
    victim = tmp_path / "victim" / "file"
    victim.parent.mkdir()
    victim.write_bytes(b"precious")
    cache = kept(small)
    spoil(cache, victim, how)
    before = sorted(path.name for path in victim.parent.rglob("*"))
    for _time in ("first", "second"):
        outcome = cli("status", "--json")
        assert (outcome.code, outcome.err) == (0, "")
        assert len(json.loads(outcome.out)["targets"]) == 2
    assert victim.read_bytes() == b"precious"
    assert sorted(path.name for path in victim.parent.rglob("*")) == before
    if how.startswith("folder"):
        assert recalled(small) is None
        assert cache.is_symlink() or not cache.exists()
    else:
        assert recalled(small) is not None
        assert not cache.is_symlink()
        assert cache.stat().st_nlink == 1


def test_a_good_plan_in_a_bad_place_is_not_read(small: Path) -> None:
    """Not through a link, not from a folder that others can write to."""
    plan = plan_file.load(small, 2024)
    cache = kept(small)
    elsewhere = cache.with_name("elsewhere")
    cache.rename(elsewhere)
    cache.symlink_to(elsewhere)
    assert recalled(small) is None
    cache.unlink()
    elsewhere.rename(cache)
    assert recalled(small) == plan
    cache.parent.chmod(0o770)
    assert recalled(small) is None


@needs(root=True)
def test_a_file_of_another_user_is_not_read(small: Path) -> None:
    """It may have been put there while the folder was open."""
    plan_file.load(small, 2024)
    os.chown(kept(small), 65534, 65534)
    assert recalled(small) is None


@pytest.mark.parametrize("call", ["mkdir", "open", "unlink", "write"])
def test_a_cache_that_cannot_be_written_only_costs_time(
    cli: Cli, small: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """A full disk, or a folder without a right: the same answer, and no word about it."""
    said = cli("status", "--json")
    text = small.read_text(encoding="utf-8")
    small.write_text(text + "# changed\n", encoding="utf-8")
    if call == "mkdir":
        shutil.rmtree(kept(small).parent)

    def fail(*_arguments: object, **_options: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    class Full:
        """The `os` module on a disk that is full."""

        def __getattr__(self, name: str) -> object:
            return fail if name == call else getattr(os, name)

    with monkeypatch.context() as patch:
        patch.setattr(private_files, "os", Full())
        assert cli("status", "--json") == said
    assert cli("status", "--json") == said
    assert recalled(small) is not None
