"""The kept plan: believed only when it is whole, of the same make, and in a folder of this user's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import jiangan_targets
from conftest import ROOT, Cli
from jiangan_targets.domain import target as domain
from jiangan_targets.storage.disk import private_files
from jiangan_targets.storage.plan import cache as plan_cache
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.plan import schema
from jiangan_targets.storage.plan.candidates import read_offers
from kept_plan import kept, recalled, write_small

REAL = ROOT / "targets" / "2024.toml"


@pytest.fixture
def small(folder: Path) -> Path:
    """A workspace's own small targets file."""
    return write_small(folder)


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
