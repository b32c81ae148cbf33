"""What it costs to read long sheets, beside the libraries' own bare iteration over the same rows.

`python benchmarks/sheets.py` prints the table of docs/performance.md. Run it where the extra `excel` is installed.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from measure import Job, clean_environment, measure
from programs import machine

XLSX_ROWS, CSV_ROWS = 20_000, 100_000
COLUMNS = 13
RUNS = 3
RATIO_GOAL, MEMORY_GOAL = 1.5, 150.0

OURS = """
import gc, sys
from pathlib import Path
from jiangan_targets.storage.sheets.reading import read_sheets
gc.disable()  # as the command does
for sheet in read_sheets(Path(sys.argv[1])):
    assert sheet.problem is None
    for row in sheet.rows:
        pass
"""
OPENPYXL = """
import gc, sys, openpyxl
gc.disable()
for row in openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets[0].iter_rows():
    pass
"""
CSV = """
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file):
        pass
"""


def rows(number: int) -> Iterator[list[str | float]]:
    """A table as offices have it: names, figures, a unit, a department, a note; half of the cells numbers."""
    chance = Random(1)
    yield ["指标名称", "单位", "责任单位", "备注", *(f"{month}月" for month in range(1, COLUMNS - 3))]
    for row in range(number - 1):
        figures = [round(chance.uniform(0, 100_000), chance.randrange(5)) for _ in range(COLUMNS - 4)]
        yield [f"指标{row}", "亿元", f"区发改局{row % 20}", "初步核算数", *figures]


def make_csv(path: Path, number: int) -> None:
    """The table as text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(number))


def make_xlsx(path: Path, number: int) -> None:
    """The table as a workbook."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows(number):
        sheet.append(row)
    book.save(path)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        small, text, large = Path(name, "small.xlsx"), Path(name, "large.csv"), Path(name, "large.xlsx")
        make_xlsx(small, XLSX_ROWS)
        make_csv(text, CSV_ROWS)
        make_xlsx(large, CSV_ROWS)
        scripts = {
            "ours, xlsx": (OURS, small),
            "openpyxl, xlsx": (OPENPYXL, small),
            "ours, csv": (OURS, text),
            "openpyxl, the same rows": (OPENPYXL, large),
            "csv.reader": (CSV, text),
        }
        jobs = [
            Job(job, [sys.executable, "-c", script, str(path)], clean_environment(HOME=name))
            for job, (script, path) in scripts.items()
        ]
        found = measure(jobs, RUNS)
    print(f"Measured on {machine()}; medians of {RUNS} interleaved runs, user and system time; {COLUMNS} columns.\n")
    print("| | ours | × openpyxl's iteration | × csv.reader | peak memory |\n|---|---:|---:|---:|---:|")
    for label, ours, theirs, bare in (
        (f"{XLSX_ROWS:,} rows of .xlsx", "ours, xlsx", "openpyxl, xlsx", None),
        (f"{CSV_ROWS:,} rows of .csv", "ours, csv", "openpyxl, the same rows", "csv.reader"),
    ):
        spent = found[ours].milliseconds
        beside = f"{spent / found[bare].milliseconds:.1f}" if bare else ""
        ratio = f"{spent / found[theirs].milliseconds:.2f}"
        print(f"| {label} | {spent / 1000:.2f} s | {ratio} | {beside} | {found[ours].megabytes:.0f} MB |")
    print(f"\nGoals: at most {RATIO_GOAL:g} × openpyxl's own read-only iteration, and {MEMORY_GOAL:g} MB.")


if __name__ == "__main__":
    main()
