"""The benchmarks run under any Python: they measure a program that they install themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import ROOT

FILL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import workspace
workspace.OURS = Path(sys.argv[2])
print(workspace.make_workspace(Path(sys.argv[3]), 3).read_text(encoding="utf-8").count("[[records]]"))
"""


def test_a_workspace_is_filled_by_the_installed_program(tmp_path: Path) -> None:
    """Also when the Python that runs the benchmark has no such package."""
    bare = Path(sys.base_prefix, "bin", "python3")
    filled = subprocess.run(
        [bare, "-c", FILL, ROOT / "benchmarks", sys.prefix, tmp_path], capture_output=True, text=True, check=False
    )
    assert (filled.stdout, filled.stderr) == ("3\n", "")
