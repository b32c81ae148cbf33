"""An office made up for tests: departments, deadlines, and some months of their reports."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from conftest import Cli

FOLDER = Path(__file__).with_name("office")

REPORTS = (
    ("2024-02-05T10:00", ("trees=400", "growth=5.1", "--on", "2024-01-31")),
    ("2024-07-02T09:00", ("library=完成", "--on", "2024-06-28")),
    ("2024-08-05T10:00", ("parking=8000", "trees=3000", "--on", "2024-07-31")),
    ("2024-09-05T10:00", ("retail=450", "events=40", "--on", "2024-08-31")),
    ("2024-09-09T10:00", ("growth=5.8", "--on", "2024-08-31")),
    ("2024-10-08T10:00", ("retail=512.3", "--on", "2024-09-30")),
)
"""When somebody recorded what."""


def open_office(folder: Path) -> None:
    """Put the office's targets and holidays into a workspace."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)


def fill_ledger(cli: Cli, clock: Callable[[str], None]) -> None:
    """Record the reports, each at its time."""
    for moment, figures in REPORTS:
        clock(moment)
        assert cli("record", *figures).code == 0


def settings(folder: Path, reporting: str, year: int = 2024) -> Path:
    """Put other deadlines into the targets file; gives its path."""
    path = folder / "targets" / f"{year}.toml"
    before, _old, after = path.read_text(encoding="utf-8").partition("[reporting]\n")
    _settings, _heading, rest = after.partition("[groups.economy]")
    path.write_text(f"{before}[reporting]\n{reporting}\n[groups.economy]{rest}", encoding="utf-8")
    return path
