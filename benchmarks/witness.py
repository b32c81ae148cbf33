"""What `record` costs for what this machine remembers of the ledger.

`python benchmarks/witness.py` installs the built wheel into `.benchmarks/` and compares `record` with itself where
the folder for it is not to be had, in turn. The goal is 3 %: the median of the ratios of two runs side by side, which
a busy machine slows alike; and the least of many runs, as only it has no disturbance.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from measure import Job, clean_environment, times
from programs import install_ours, machine
from workspace import make_workspace

SIZES = (100, 1_000, 10_000, 100_000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the memory of a machine costs")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    arguments = parser.parse_args()
    runs = arguments.runs
    command = [str(install_ours()), "record", "parking", "9000", "--on", "2024-09-08", "--force"]
    print(f"Measured on {machine()}.\n\n| records | without | with | more, of the least | more, median of pairs |")
    print("|---:|---:|---:|---:|---:|")
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as name:
            ledger = make_workspace(Path(name), size)
            kept, state, seen = (Path(name) / part for part in ("kept", "state", "seen"))
            shutil.copy(ledger, kept)
            environment = clean_environment(HOME=name, JIANGAN_TARGETS_DIR=name)

            def again(ledger: Path = ledger, kept: Path = kept, state: Path = state, seen: Path = seen) -> None:
                """The ledger, and what was seen of it, as they were before the record."""
                shutil.copy(kept, ledger)
                shutil.rmtree(state, ignore_errors=True)
                if seen.exists():
                    shutil.copytree(seen, state)

            remembering = Job("with", command, {**environment, "XDG_STATE_HOME": str(state)}, again)
            times([remembering._replace(command=[command[0], "check"], prepare=lambda: None)], 1)
            shutil.copytree(state, seen)
            forgetting = Job("without", command, {**environment, "XDG_STATE_HOME": "/dev/null"}, again)
            found = times([forgetting, remembering], runs)
            without, with_it = min(found["without"]), min(found["with"])
            pairs = statistics.median(b / a for a, b in zip(found["without"], found["with"], strict=True))
            row = f"| {size:,} | {without:.1f} ms | {with_it:.1f} ms | {with_it / without - 1:.1%} | {pairs - 1:.1%} |"
            print(row, flush=True)


if __name__ == "__main__":
    main()
