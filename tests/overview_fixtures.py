"""Three districts in a folder, and in a database; `overview` of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Cli, Outcome
from jiangan_targets.cli.app import main
from three_districts import NAMES, ON, make_districts


@pytest.fixture
def districts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Three workspaces in a folder."""
    made = make_districts(tmp_path / "districts")
    capsys.readouterr()
    return made


@pytest.fixture
def look(districts: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """`overview` of them."""

    def run(*arguments: str, lang: str = "en", folder: Path = districts) -> Outcome:
        capsys.readouterr()
        code = main(["--lang", lang, "overview", str(folder), *ON, *arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def filled(prepared: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A database with the records of three districts, and no plans; their plans are in `districts`."""
    make_districts(tmp_path / "districts")
    for name in NAMES:
        monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", name)
        folder = str(tmp_path / "districts" / name)
        assert main(["--dir", folder, "ledger", "copy", "file", prepared("zhang")]) == 0
    return prepared


@pytest.fixture
def keep(filled: Callable[[str], str], tmp_path: Path, run_on: Cli) -> Callable[..., Outcome]:
    """`ledger keep-plan` of a district, by a user."""

    def run(name: str, user: str = "zhang") -> Outcome:
        folder = str(tmp_path / "districts" / name)
        return run_on(filled(user), "--dir", folder, "ledger", "keep-plan", district=name)

    return run
