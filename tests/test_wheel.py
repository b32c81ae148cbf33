"""The built wheel, installed elsewhere, has all it needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_a_built_wheel_works_elsewhere(tmp_path: Path) -> None:
    """Targets, schema, catalogue and program are found in the wheel itself, far from the source tree."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site, wheel],
        check=True,
        capture_output=True,
    )
    done = subprocess.run(
        [sys.executable, "-m", "jiangan_targets", "--lang", "zh", "where"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
    )
    assert f"{site}/jiangan_targets/targets/2024.toml （程序自带）" in done.stdout
    schema = subprocess.run(
        [sys.executable, "-m", "jiangan_targets", "schema"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
    )
    assert schema.stdout == (ROOT / "targets" / "schema.json").read_bytes()
