"""How `status`, `record` and `summary` grow from a thousand records to a hundred thousand.

`python benchmarks/scale.py` prints the table of docs/performance.md.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from measure import Job, clean_environment, measure
from programs import install_ours, machine
from workspace import make_workspace

SIZES = (1_000, 10_000, 100_000)
RUNS = 20
GROWTH_GOAL, MEMORY_GOAL = 4.0, 100.0


def main() -> None:
    """Measure and print."""
    command = str(install_ours())
    with tempfile.TemporaryDirectory() as name:
        jobs = []
        for size in SIZES:
            folder = Path(name, str(size))
            folder.mkdir()
            ledger = make_workspace(folder, size)
            kept = folder / "kept"
            shutil.copy(ledger, kept)
            environment = clean_environment(HOME=name, JIANGAN_TARGETS_DIR=str(folder))
            week = ["--week", "2024-W37", "--format", "markdown"]
            record = [command, "record", "parking", "9000", "--on", "2024-09-08", "--force"]

            def restore(kept: Path = kept, ledger: Path = ledger) -> None:
                shutil.copy(kept, ledger)

            jobs += [
                Job(f"status {size}", [command, "status"], environment),
                Job(f"record {size}", record, environment, restore),
                Job(f"summary {size}", [command, "summary", *week], environment),
            ]
        found = measure(jobs, RUNS)
    print(f"Measured on {machine()}; medians of {RUNS} interleaved runs, user and system time.\n")
    sizes = " | ".join(f"{size:,} records" for size in SIZES)
    print(f"| | {sizes} | growth | peak memory |\n|---|---:|---:|---:|---:|---:|")
    for job in ("status", "record", "summary"):
        rows = [found[f"{job} {size}"] for size in SIZES]
        times = " | ".join(f"{row.milliseconds:.0f} ms" for row in rows)
        growth = rows[-1].milliseconds / rows[0].milliseconds
        print(f"| {job} | {times} | {growth:.2f} × | {rows[-1].megabytes:.0f} MB |")
    print(f"\nGoals for `status`: growth ≤ {GROWTH_GOAL:g} ×, peak memory ≤ {MEMORY_GOAL:g} MB.")


if __name__ == "__main__":
    main()
