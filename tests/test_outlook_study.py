"""The study of outlooks on series of its own form."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_the_study_runs_on_other_series(tmp_path: Path) -> None:
    """Months that were not published, or had brought nothing or less by then, are left out, and stop nothing."""
    months = [f"m{month:02}" for month in range(1, 13)]
    series = tmp_path / "series.csv"
    with series.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["group", "series", "unit", "year", *months])
        for year, growth in ((2018, 100), (2019, 110), (2020, 121)):
            rows.writerow(["K", "a", "x", year, "", *(month * growth for month in range(2, 13))])
            rows.writerow(["K", "b", "x", year, -1, 0, *(month * growth for month in range(3, 13))])
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "outlook.py", series], capture_output=True, text=True, check=True
    )
    assert "nan" not in done.stdout
    lines = [line for line in done.stdout.splitlines() if line.startswith(("| 2 |", "| 6 |"))]
    # Month 2: one series; month 6 both, in 2019 and in 2020; all grow by a tenth, and the rule expects ¾ of it.
    assert [line.split("|")[2].strip() for line in lines[:2]] == ["2", "4"]
    assert lines[1].split("|")[5].strip() == "**1.14**"
    assert lines[1].endswith("| – |")  # a straight line is never off here
