"""What a command costs, in multiples of `python -c pass` in the same environment.

`python benchmarks/startup.py` installs the built wheel into `.benchmarks/` and prints the table of
docs/performance.md: 21 targets and 1,000 records.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from measure import RUNS, Job, clean_environment, measure
from programs import OURS, install_ours, machine
from workspace import make_workspace

RECORDS = 1_000
GOALS = {
    "completion of a target id": 2.0,
    "--help": 6.3,
    "record parking 9000": 6.5,
    "status": 10.5,
    "summary (markdown)": 8.0,
}
# What typer costs alone: the floor under every command.
EMPTY_TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def main(): pass
app()
"""


def main() -> None:
    """Measure and print."""
    command = str(install_ours())
    python = str(OURS / "bin" / "python")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = make_workspace(folder, RECORDS)
        environment = clean_environment(HOME=name, JIANGAN_TARGETS_DIR=name)
        restore = _restoring(folder, ledger, [command, "check"], environment)
        pressed = {
            "_JIANGAN_TARGETS_COMPLETE": "complete_bash",
            "COMP_WORDS": "jiangan-targets\nrecord\npar",
            "COMP_CWORD": "2",
        }
        record = [command, "record", "parking", "9000", "--on", "2024-09-08", "--force"]
        jobs = [
            Job("python -c pass", [python, "-c", "pass"], environment),
            Job("completion of a target id", [command], {**environment, **pressed}),
            Job("--help", [command, "--help"], environment),
            Job("record parking 9000", record, environment, restore),
            Job("status", [command, "status"], environment),
            Job("summary (markdown)", [command, "summary", "--week", "2024-W37", "--format", "markdown"], environment),
            Job("an empty typer program", [python, "-c", EMPTY_TYPER], environment),
            Job(
                "the same, without collecting garbage",
                [python, "-c", "import gc; gc.disable()\n" + EMPTY_TYPER],
                environment,
            ),
            Job("import rich's console and table", [python, "-c", "import rich.console, rich.table"], environment),
        ]
        found = measure(jobs)
    floor = found["python -c pass"].milliseconds
    print(f"Measured on {machine()}; medians of {RUNS} interleaved runs, user and system time of whole processes.\n")
    print("| | ms | × `python -c pass` | goal |\n|---|---:|---:|---:|")
    for job in jobs:
        times = found[job.name].milliseconds / floor
        goal = f"≤ {GOALS[job.name]:g}" if job.name in GOALS else ""
        print(f"| {job.name} | {found[job.name].milliseconds:.1f} | {times:.2f} | {goal} |")


def _restoring(folder: Path, ledger: Path, check: list[str], environment: Mapping[str, str]) -> Callable[[], None]:
    """What puts the ledger back, and what the machine has seen of it: a shorter one would be told as a loss."""
    subprocess.run(check, env=dict(environment), stdout=subprocess.DEVNULL, check=True)
    before = {path: path.read_bytes() for path in (ledger, *(folder / ".local" / "state").rglob("seen-*"))}

    def restore() -> None:
        for path, data in before.items():
            path.write_bytes(data)

    return restore


if __name__ == "__main__":
    main()
