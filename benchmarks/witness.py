"""What `record` costs for what this machine remembers of the ledger.

`python benchmarks/witness.py` installs the built wheel into `.benchmarks/` and compares `record` with itself where
the folder for it is not to be had. The goal is 3 %; the least of many runs counts, as only it has no disturbance.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from measure import Job, clean_environment, least
from programs import install_ours, machine
from workspace import make_workspace

SIZES = (100, 1_000, 10_000, 100_000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the memory of a machine costs")
    parser.add_argument("--runs", type=int, default=40)
    runs = parser.parse_args().runs
    command = [str(install_ours()), "record", "parking", "9000", "--on", "2024-09-08", "--force"]
    print(f"Measured on {machine()}.\n\n| records | without | with | more |\n|---:|---:|---:|---:|")
    for size in SIZES:
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
            least([remembering._replace(command=[command[0], "check"], prepare=lambda: None)], 1)
            shutil.copytree(state, seen)
            forgetting = Job("without", command, {**environment, "XDG_STATE_HOME": "/dev/null"}, again)
            found = least([forgetting, remembering], runs)
            more = found["with"] / found["without"] - 1
            print(f"| {size:,} | {found['without']:.1f} ms | {found['with']:.1f} ms | {more:.1%} |", flush=True)


if __name__ == "__main__":
    main()
