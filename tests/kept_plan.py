"""A small targets file and the plan that is kept of it, for tests of the cache."""

from __future__ import annotations

import os
from pathlib import Path

from jiangan_targets.domain.target import Plan
from jiangan_targets.storage.plan import cache as plan_cache
from jiangan_targets.storage.workspace.locate import cache_file

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


def write_small(folder: Path) -> Path:
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
