"""What `record` costs for what this machine remembers of the ledger.

`python benchmarks/witness.py` installs the built wheel into `.benchmarks/` and measures processor time in two ways.
Side by side: `record` and itself where the folder for it is not to be had, in turn; of the ratios of two neighbours,
which a busy machine slows alike, the median. By its own clock: what a process spends in it, and in all the rest; on a
busy machine that scatters less. The goal is 3 %.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from measure import Job, clean_environment, times
from programs import OURS, install_ours, machine
from workspace import make_workspace

SIZES = (100, 1_000, 10_000, 100_000)
RECORD = ("record", "parking", "9000", "--on", "2024-09-08", "--force")
BY_ITS_OWN_CLOCK = """
import gc, os, sys, time
gc.disable()
from jiangan_targets.cli import app
from jiangan_targets.cli.commands import record
tell, spent = record.tell_losses, []

def timed(ledger):
    started = time.process_time()
    tell(ledger)
    spent.append(time.process_time() - started)

record.tell_losses = timed
code = app.main(sys.argv[1:])
print(spent[0], time.process_time(), file=sys.stderr, flush=True)
os._exit(code)
"""


class Workspace(NamedTuple):
    """A ledger and what was seen of it, with a copy of both."""

    folder: Path
    ledger: Path

    @property
    def state(self) -> Path:
        """Where the program remembers."""
        return self.folder / "state"

    def keep(self) -> None:
        """Copy both."""
        shutil.copy(self.ledger, self.folder / "kept")
        shutil.copytree(self.state, self.folder / "seen")

    def again(self) -> None:
        """Both as they were before the record."""
        shutil.copy(self.folder / "kept", self.ledger)
        shutil.rmtree(self.state, ignore_errors=True)
        shutil.copytree(self.folder / "seen", self.state)

    def environment(self, state: Path) -> dict[str, str]:
        """One that remembers in `state`."""
        return clean_environment(HOME=str(self.folder), JIANGAN_TARGETS_DIR=str(self.folder), XDG_STATE_HOME=str(state))


def own_share(place: Workspace) -> float:
    """What one process spends in remembering, as a share of what it spends in all the rest."""
    place.again()
    words = [str(OURS / "bin" / "python"), "-c", BY_ITS_OWN_CLOCK, *RECORD]
    done = subprocess.run(words, env=place.environment(place.state), capture_output=True, text=True, check=True)
    spent, whole = map(float, done.stderr.split())
    return spent / (whole - spent)


def row(place: Workspace, command: Path, size: int, runs: int) -> str:
    """Of the table, a ledger of so many records."""
    with_it, without = place.environment(place.state), place.environment(Path("/dev/null"))
    times([Job("look", [str(command), "check"], with_it)], 1)
    place.keep()
    words = [str(command), *RECORD]
    found = times([Job("without", words, without, place.again), Job("with", words, with_it, place.again)], runs)
    medians = " | ".join(f"{statistics.median(found[name]):.1f} ms" for name in ("without", "with"))
    pairs = statistics.median(b / a for a, b in zip(found["without"], found["with"], strict=True))
    own = statistics.median(own_share(place) for _run in range(runs))
    return f"| {size:,} | {medians} | {pairs - 1:.1%} | {own:.1%} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the memory of a machine costs")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    arguments = parser.parse_args()
    command = install_ours()
    print(f"Measured on {machine()}.\n\n| records | without | with | more, side by side | by its own clock |")
    print("|---:|---:|---:|---:|---:|")
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as name:
            place = Workspace(Path(name), make_workspace(Path(name), size))
            print(row(place, command, size, arguments.runs), flush=True)


if __name__ == "__main__":
    main()
