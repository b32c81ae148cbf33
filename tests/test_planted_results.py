"""Results in folders where others write too: their links choose no file that is replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conftest import Cli, needs
from neighbours import NEIGHBOUR, reachable, run_as

PLAN = """year = 2024
title = "示例"
[reporting]
every = "month"
due = "day 8"
[groups.all]
name = "全部"
[targets.parking]
name = "新增停车位"
group = "all"
kind = "total"
value = 16000
unit = "个"
owner = "区城管局"
"""
RESULTS = {
    "summary --week 2024-W37": "2024-W37.txt",
    "report --month 2024-09": "2024-09.txt",
    "remind --on 2024-10-10": "remind-2024-10-10.txt",
    "remind --on 2024-10-10 --format json": "remind-2024-10-10.json",
    "remind --on 2024-10-10 --format eml": "remind-2024-10-10-区城管局.eml",
    "chart parking": "2024.svg",
}


@pytest.fixture
def victim(folder: Path) -> Path:
    """A file of this user's own, which nobody else may write."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(PLAN, encoding="utf-8")
    path = folder / "victim"
    path.write_bytes(b"precious")
    path.chmod(0o600)
    return path


@needs(root=True)
@pytest.mark.parametrize("mode", [0o1777, 0o777])
@pytest.mark.parametrize("command", RESULTS)
def test_another_user_s_link_is_not_followed(cli: Cli, victim: Path, tmp_path: Path, command: str, mode: int) -> None:
    """Not with --overwrite either, under a name that the program chooses; one's own link is."""
    reachable(tmp_path)
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(mode)
    link = shared / RESULTS[command]
    assert run_as(NEIGHBOUR, lambda: link.symlink_to(victim)) == 0
    for options in ((), ("--overwrite",)):
        outcome = cli(*command.split(), "--output", str(shared), *options)
        assert (outcome.code, outcome.out) == (1, "")
        assert "symbolic link; name the real file" in outcome.err
        assert victim.read_bytes() == b"precious"
    link.unlink()
    link.symlink_to(victim)
    assert cli(*command.split(), "--output", str(shared), "--overwrite").code == 0
    assert victim.read_bytes() != b"precious"


@pytest.mark.parametrize("command", ["summary --week 2024-W37", "report --month 2024-09"])
def test_a_link_laid_meanwhile_is_not_followed(
    cli: Cli, victim: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """The weekly file, which is renewed unasked, becomes a link between the look at it and the writing."""
    out = tmp_path / "out"
    out.mkdir()
    link, resolve = out / RESULTS[command], os.path.realpath

    def swapped(path: str | Path) -> str:
        if str(path).startswith(str(out)) and not link.is_symlink():
            link.symlink_to(victim)
        return resolve(path)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os.path, "realpath", swapped)
        assert cli(*command.split(), "--output", str(out)).code == 1
    assert link.is_symlink()
    assert victim.read_bytes() == b"precious"
