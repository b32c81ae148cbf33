"""`where`: which workspace and year are meant, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Cli
from jiangan_targets.cli.app import main


def test_where_tells_which_and_why(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The option, the variable, the nearest parent with targets, and the user's data folder: each by its reason."""

    def told(*options: str) -> tuple[str, str, int]:
        capsys.readouterr()
        assert main([*options, "where", "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert main([*options, "where"]) == 0
        assert WHY[shown["reason"]] in capsys.readouterr().out
        return shown["reason"], shown["workspace"], shown["year"]

    below = folder / "a" / "b"
    (folder / "targets").mkdir()
    for path in (below, tmp_path / "other", tmp_path / "apart"):
        path.mkdir(parents=True)
    for year in (2023, 2024):
        (folder / "targets" / f"{year}.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "apart")
    assert told() == ("user_data", str(tmp_path / "data" / "jiangan-targets"), 2024)
    monkeypatch.chdir(below)
    assert told() == ("parent", str(folder), 2024)
    assert told("--year", "2023") == ("parent", str(folder), 2023)
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(tmp_path / "other"))
    assert told() == ("environment", str(tmp_path / "other"), 2024)
    assert told("--dir", str(folder)) == ("option", str(folder), 2024)


WHY = {
    "option": "named by --dir",
    "environment": "named by JIANGAN_TARGETS_DIR",
    "parent": "this folder, or the nearest one above it, that has targets",
    "user_data": "your data folder, as no other was found",
}


def test_where_finds_by_rank(folder: Path, installed: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--dir` wins over the variable; the newest year is taken."""
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", "/nowhere")
    shown = json.loads(installed("where", "--json").out)
    assert (shown["reason"], shown["workspace"], shown["year"], shown["bundled"]) == ("option", str(folder), 2024, True)
