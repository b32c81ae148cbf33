"""An explanation of a lagging target, and the day on which it is given."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import ROOT, Clock

EXPLAIN = ("explain", "停车位", "--reason", "两处征地未完成", "--measure", "夜间施工", "--by-date", "10月31日")
LEDGER = Path("records", "2024.toml")


def open_in_october(clock: Clock, folder: Path) -> None:
    """It is the eighth of October, and the office has its plan."""
    clock("2024-10-08T09:12")
    (folder / "targets").mkdir()
    shutil.copy(ROOT / "targets" / "2024.toml", folder / "targets")
