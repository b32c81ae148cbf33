"""Our jobs beside those of other programs with the same number of entries, as ratios of CPU time in the same run.

`python benchmarks/peers.py` installs the others into `.benchmarks/` and prints the table of docs/performance.md.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from measure import Job, Measured, clean_environment, measure
from programs import JRNL_SETTINGS, OURS, PEERS, install_ours, install_peers, machine, programs
from workspace import make_workspace

# Entries, and how often each job runs with so many.
SIZES = {1_000: 20, 10_000: 12, 100_000: 6}
# At this size jrnl and todoman take minutes.
TOO_LARGE = 100_000
PROJECTS = 21
START = datetime(2024, 1, 1, 9, tzinfo=UTC)

GOALS = {
    ("status", "watson report", 1_000): 0.95,
    ("status", "watson report", 10_000): 0.40,
    ("status", "watson report", 100_000): 0.12,
    ("status", "task list", 100_000): 0.08,
    ("status", "hledger balance --budget", 100_000): 0.08,
    ("record", "watson add", 1_000): 0.6,
    ("record", "watson add", 10_000): 0.25,
    ("record", "watson add", 100_000): 0.15,
}
AHEAD = ("jrnl list", "jrnl add", "todo list", "todo new")


def _moments(count: int) -> list[datetime]:
    step = timedelta(days=365) / count
    return [START + number * step for number in range(count)]


def watson(folder: Path, count: int) -> None:
    """Frames of an hour each."""
    starts = [int(moment.timestamp()) for moment in _moments(count)]
    frames = [
        [start, start + 3600, f"p{number % PROJECTS}", uuid.UUID(int=number).hex, [], 0]
        for number, start in enumerate(starts)
    ]
    (folder / "frames").write_text(json.dumps(frames, indent=1), encoding="utf-8")


def jrnl(folder: Path, count: int) -> None:
    """A journal of one-line entries."""
    (folder / "jrnl.yaml").write_text(JRNL_SETTINGS.format(folder=folder), encoding="utf-8")
    lines = [
        f"[{moment:%F %I:%M:%S %p}] entry {number} p{number % PROJECTS}\n"
        for number, moment in enumerate(_moments(count))
    ]
    (folder / "journal.txt").write_text("\n".join(lines), encoding="utf-8")


def todoman(folder: Path, count: int) -> None:
    """A list of to-dos, one file each."""
    (folder / "lists" / "main").mkdir(parents=True)
    (folder / "config.py").write_text(f'path = "{folder}/lists/*"\ndefault_list = "main"\n', encoding="utf-8")
    for number, moment in enumerate(_moments(count)):
        stamp = f"{moment:%Y%m%dT%H%M%SZ}"
        todo = f"UID:{number}\r\nDTSTAMP:{stamp}\r\nSUMMARY:entry {number}\r\n"
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\n{todo}END:VTODO\r\nEND:VCALENDAR\r\n"
        (folder / "lists" / "main" / f"{number}.ics").write_text(text, encoding="utf-8")


def taskwarrior(folder: Path, count: int) -> None:
    """Pending tasks."""
    (folder / "taskrc").write_text(f"data.location={folder}/task\nverbose=nothing\nconfirmation=no\n", encoding="utf-8")
    (folder / "task").mkdir()
    lines = [
        f'[description:"entry {number}" entry:"{int(moment.timestamp())}" project:"p{number % PROJECTS}" '
        f'status:"pending" uuid:"{uuid.UUID(int=number)}"]\n'
        for number, moment in enumerate(_moments(count))
    ]
    (folder / "task" / "pending.data").write_text("".join(lines), encoding="utf-8")


def hledger(folder: Path, count: int) -> None:
    """Transactions, and a budget for each account."""
    goals = "".join(f"  income:p{number}  100\n" for number in range(PROJECTS))
    entries = "".join(
        f"{moment:%F} entry {number}\n  income:p{number % PROJECTS}  {number % 90}\n  assets\n\n"
        for number, moment in enumerate(_moments(count))
    )
    (folder / "a.journal").write_text(
        f"~ monthly from 2024-01-01 to 2025-01-01\n{goals}  assets\n\n{entries}", encoding="utf-8"
    )


def jobs_of(
    folder: Path, fill: Callable[[Path], object], written: str, named: dict[str, list[str]], environ: dict[str, str]
) -> list[Job]:
    """One program's jobs, by name, in a folder that it fills; what a job has `written` is put back each time."""
    folder.mkdir()
    fill(folder)
    kept = folder / "kept"
    if written:
        shutil.copy(folder / written, kept)
    environment = clean_environment(HOME=str(folder), **{key: value.format(folder) for key, value in environ.items()})

    def restore() -> None:
        if written:
            shutil.copy(kept, folder / written)

    return [
        Job(name, [part.replace("FOLDER", str(folder)) for part in command], environment, restore)
        for name, command in named.items()
    ]


def jobs_at(root: Path, count: int) -> list[Job]:
    """Every program's jobs on so many entries; a job that writes begins each time with the same files."""
    ours, peer = str(OURS / "bin" / "jiangan-targets"), PEERS / "bin"
    made: list[Job] = []

    def add(fill: Callable[[Path, int], object], written: str, named: dict[str, list[str]], **environ: str) -> None:
        made.extend(
            jobs_of(root / f"{fill.__name__}-{count}", lambda folder: fill(folder, count), written, named, environ)
        )

    record = [ours, "record", "parking", "9000", "--on", "2024-09-08", "--force"]
    add(make_workspace, "records/2024.toml", {"status": [ours, "status"], "record": record}, JIANGAN_TARGETS_DIR="{}")
    year = ["-f", "2024-01-01", "-t", "2024-12-31"]
    hour = ["-f", "2024-09-08 10:00", "-t", "2024-09-08 11:00", "p1"]
    command = str(peer / "watson")
    add(
        watson,
        "frames",
        {"watson report": [command, "report", *year], "watson add": [command, "add", *hour]},
        WATSON_DIR="{}",
    )
    add(
        taskwarrior,
        "task/pending.data",
        {"task list": ["task", "list"], "task add": ["task", "add", "entry"]},
        TASKRC="{}/taskrc",
    )
    add(hledger, "", {"hledger balance --budget": ["hledger", "balance", "--budget"]}, LEDGER_FILE="{}/a.journal")
    if count < TOO_LARGE:
        command = [str(peer / "jrnl"), "--config-file", "FOLDER/jrnl.yaml"]
        add(jrnl, "journal.txt", {"jrnl list": [*command, "--short"], "jrnl add": [*command, "2024-09-08: entry"]})
        command = [str(peer / "todo"), "--config", "FOLDER/config.py"]
        add(todoman, "", {"todo list": [*command, "list"], "todo new": [*command, "new", "-l", "main", "entry"]})
    return made


def main() -> None:
    """Measure and print."""
    install_ours()
    install_peers()
    found: dict[int, dict[str, Measured]] = {}
    with tempfile.TemporaryDirectory() as name:
        for count, runs in SIZES.items():
            found[count] = measure(jobs_at(Path(name), count), runs)
    versions = ", ".join(f"{program.name} {program.version_text()}" for program in programs())
    print(f"Measured on {machine()}; {versions}, todoman. Medians of interleaved runs, user and system time.\n")
    print("| our job | beside | entries | ours | theirs | ratio | goal |\n|---|---|---:|---:|---:|---:|---:|")
    for count, times in found.items():
        for other, their in times.items():
            if other in {"status", "record"}:
                continue
            job = "record" if other.endswith(("add", "new")) else "status"
            mine = times[job].milliseconds
            goal = GOALS.get((job, other, count), 1.0 if other in AHEAD else None)
            times_ms = f"{mine:.0f} ms | {their.milliseconds:.0f} ms | {mine / their.milliseconds:.3f}"
            print(f"| {job} | `{other}` | {count:,} | {times_ms} | {'' if goal is None else f'≤ {goal:g}'} |")


if __name__ == "__main__":
    main()
