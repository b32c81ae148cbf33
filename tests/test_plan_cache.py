"""The kept plan: believed only when it is whole, of the same make, and in a folder of this user's own."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import jiangan_targets
from conftest import ROOT, Cli, needs
from jiangan_targets.domain import target as domain
from jiangan_targets.domain.target import Plan
from jiangan_targets.storage.disk import private_files
from jiangan_targets.storage.plan import cache as plan_cache
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.plan import schema
from jiangan_targets.storage.plan.candidates import read_offers
from jiangan_targets.storage.workspace.locate import cache_file

REAL = ROOT / "targets" / "2024.toml"
SMALL = """year = 2024
title = "目标"
[groups.city]
name = "城市"
[targets.parking]
name = "停车位"
aliases = ["车位"]
group = "city"
kind = "total"
value = 16000.50
unit = "个"
milestones = [{ by = 2024-06-30, value = 8000 }]
[targets.gdp]
name = "增速"
group = "city"
kind = "rate"
comparison = "about"
value = 7
unit = "%"
tolerance = 0.3
"""


@pytest.fixture
def small(folder: Path) -> Path:
    """A workspace's own small targets file."""
    path = folder / "targets" / "2024.toml"
    path.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    return path


def kept(targets: Path) -> Path:
    """Where the plan of a targets file is kept."""
    name = cache_file(str(targets), os.environ)
    assert name is not None
    return Path(name)


def recalled(targets: Path) -> Plan | None:
    """The plan, if what is kept is believed."""
    return plan_cache.recall(targets, targets.read_bytes())


def test_what_is_kept_comes_back_exactly(small: Path) -> None:
    """Equal to the last digit and type: `16000.50` keeps its form, a tuple in a tuple stays one."""
    plan = plan_file.load(small, 2024)
    again = recalled(small)
    assert repr(again) == repr(plan)
    assert kept(small).stat().st_mode & 0o777 == 0o600
    assert kept(small).parent.stat().st_mode & 0o777 == 0o700
    assert plan_file.load(REAL, 2024) == recalled(REAL)


@pytest.mark.slow
def test_every_flipped_bit_is_noticed(small: Path) -> None:
    """Neither a plan nor an offer of the Tab key is made of a damaged cache."""
    plan_file.load(small, 2024)
    cache = kept(small)
    good = cache.read_bytes()
    assert read_offers(str(small), os.environ) is not None
    assert recalled(small) is not None
    for bit in range(len(good) * 8):
        damaged = bytearray(good)
        damaged[bit // 8] ^= 1 << bit % 8
        cache.write_bytes(damaged)
        assert recalled(small) is None, bit
        assert read_offers(str(small), os.environ) is None, bit
    for length in range(len(good)):
        cache.write_bytes(good[:length])
        assert recalled(small) is None, length


def test_a_flipped_bit_changes_no_status(cli: Cli, small: Path) -> None:
    """The command says the same, without a word, and keeps a good plan again."""
    said = cli("status", "--json")
    cache = kept(small)
    good = cache.read_bytes()
    for bit in range(3, len(good) * 8, 499):
        damaged = bytearray(good)
        damaged[bit // 8] ^= 1 << bit % 8
        cache.write_bytes(damaged)
        assert cli("status", "--json") == said
        assert cache.read_bytes() == good


PLACES = ['    quote: str = ""\n', "    stretch: bool = False\n", "    milestones: tuple[Milestone, ...] = ()\n"]


@pytest.mark.parametrize("place", PLACES)
def test_a_new_field_costs_nobody_anything(installed: Cli, small: Path, tmp_path: Path, place: str) -> None:
    """A program whose `Target` has one more field runs on the cache of the one before, and that one on its own again.

    The field's value comes from the file and not from the default, wherever the field stands.
    """
    before = installed("status", "--json")
    old = kept(small).read_bytes()
    package = Path(jiangan_targets.__file__).parent
    shutil.copytree(package, tmp_path / "newer" / "jiangan_targets", ignore=shutil.ignore_patterns("__pycache__"))
    for module, line, field in (
        (domain, place, '    colour: str = "none"\n'),
        (schema, "    stretch: bool = False\n", '    colour: Text = "red"\n'),
    ):
        source = tmp_path / "newer" / "jiangan_targets" / Path(str(module.__file__)).relative_to(package)
        text = source.read_text(encoding="utf-8")
        assert text.count(line) == 1
        source.write_text(text.replace(line, line + field), encoding="utf-8")
    newer = {**os.environ, "PYTHONPATH": str(tmp_path / "newer")}

    def run(code: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, "--dir", str(small.parent.parent), "status", "--json"]
        return subprocess.run(command, env=newer, capture_output=True, text=True, encoding="utf-8", check=False)

    show = (
        "from pathlib import Path; from jiangan_targets.storage.plan import file as plan_file; "
        f"print({{target.colour for target in plan_file.load(Path({str(small)!r}), 2024).targets}})"
    )
    for _time in ("built", "kept"):
        done = run("from jiangan_targets.__main__ import main; main()")
        assert (done.returncode, done.stdout, done.stderr) == before
        assert run(show).stdout == "{'red'}\n"
    assert kept(small).read_bytes() != old
    assert installed("status", "--json") == before
    assert kept(small).read_bytes() == old


def test_what_has_no_name_in_the_targets_room_is_not_kept() -> None:
    """A type that could not be read back is refused when it is written, not lost in silence."""
    plan = plan_file.load(REAL, 2024)._replace(lights={"behind": Decimal(0)})  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        plan_cache.remember(REAL, b"", plan)


@pytest.mark.parametrize("content", [b"null", b"[]", b'{"":"Lights"}', b'{"":"nope"}', b'{"":"Plan","no":1}', b"\xff"])
def test_what_is_whole_and_no_plan_is_not_believed(small: Path, content: bytes) -> None:
    """A seal says that nothing was damaged, not that it is a plan."""
    plan_file.load(small, 2024)
    cache = kept(small)
    whole = private_files.read_kept(str(cache))
    assert whole is not None
    private_files.keep(str(cache), whole[: whole.rindex(b'{"":"Plan"')] + content)
    assert private_files.read_kept(str(cache)) is not None
    assert recalled(small) is None


def test_a_plan_of_another_version_is_not_believed(small: Path) -> None:
    """Its rules may have been others."""
    plan_file.load(small, 2024)
    cache = str(kept(small))
    whole = private_files.read_kept(cache)
    assert whole is not None
    private_files.keep(cache, whole.replace(jiangan_targets.__version__.encode(), b"0.0.9", 1))
    assert recalled(small) is None
    assert read_offers(str(small), os.environ) is None


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
