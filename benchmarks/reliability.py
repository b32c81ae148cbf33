"""What becomes of acknowledged entries: crowds, kills and full disks, side by side with other programs.

`python benchmarks/reliability.py` installs everything into `.benchmarks/` and prints a table for
docs/reliability.md. Needs root for the full disk (a small tmpfs in a mount namespace of its own).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from programs import Program, install_ours, install_peers, machine, programs

WRITERS, AT_ONCE = 200, 50
DISK_ROUNDS, DISK_KIB = 5, 192
MOST_ENTRIES = 400


@contextmanager
def workspace(program: Program, inside: Path | None = None) -> Iterator[Path]:
    """An empty folder, ready for the program."""
    with tempfile.TemporaryDirectory(dir=inside) as name:
        program.prepare(Path(name))
        yield Path(name)


def crowd(program: Program) -> str:
    """Entries acknowledged to many writers at once that are not there afterwards, and reads that failed meanwhile."""
    with workspace(program) as folder:
        program.run_add(folder, 0)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            writers = [pool.submit(program.run_add, folder, number) for number in range(1, WRITERS + 1)]
            broken = reads = 0
            while not all(writer.done() for writer in writers):
                reads += 1
                broken += program.entries(folder) is None
        acknowledged = {number for number, writer in enumerate(writers, start=1) if writer.result()}
        found = program.entries(folder)
        lost = len(acknowledged) if found is None else len(acknowledged - found)
    return (
        f"{lost} of {len(acknowledged)} lost, {WRITERS - len(acknowledged)} refused, {broken} of {reads} reads broken"
    )


def kills(program: Program, count: int) -> str:
    """Entries lost, and files left unreadable, by `kill -9` at random instants of an add."""
    chance = random.Random(2024)
    lost: set[int] = set()
    unreadable = 0
    with workspace(program) as folder:
        times = []
        for number in range(5):
            started = time.monotonic()
            program.run_add(folder, number)
            times.append(time.monotonic() - started)
        usual, acknowledged = statistics.median(times), set(range(5))
        for number in range(5, 5 + count):
            process = program.start_add(folder, number)
            if process.stdin is not None:
                with suppress(BrokenPipeError):
                    process.stdin.write(program.answers(number))
                    process.stdin.flush()
            time.sleep(chance.uniform(0, usual * 1.1))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            with suppress(BrokenPipeError):
                process.communicate()
            found = program.entries(folder)
            unreadable += found is None
            if process.returncode == 0:
                acknowledged.add(number)
            if found is not None:
                lost |= acknowledged - found
                acknowledged &= found
    return f"{len(lost)} lost, {unreadable} times unreadable, {count} kills"


def full_disk(program: Program) -> str:
    """Rounds in which a disk that fills up cost entries that were acknowledged, or the whole file."""
    outcomes = []
    for _ in range(DISK_ROUNDS):
        command = [sys.executable, __file__, "--inside", program.name]
        done = subprocess.run(["unshare", "--mount", *command], capture_output=True, text=True, check=False)
        outcomes.append(done.stdout.strip() or "failed")
    bad = sum(outcome != "fine" for outcome in outcomes)
    return f"{bad} of {DISK_ROUNDS} rounds: {', '.join(sorted(set(outcomes)))}"


def fill(name: str) -> str:
    """Within a mount namespace: fill a disk and look at what is left."""
    program = next(program for program in programs() if program.name == name)
    with tempfile.TemporaryDirectory() as disk:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KIB}k", "tmpfs", disk], check=True)
        try:
            with workspace(program, Path(disk)) as folder:
                acknowledged = set()
                for number in range(MOST_ENTRIES):
                    if not program.run_add(folder, number):
                        break
                    acknowledged.add(number)
                found = program.entries(folder)
                if found is None:
                    return "unreadable"
                return "fine" if acknowledged <= found else "entries lost"
        finally:
            subprocess.run(["umount", disk], check=False)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Reliability side by side")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        print(fill(chosen.inside))
        return
    install_ours()
    install_peers()
    print(f"Measured on {machine()}.\n")
    heads = (
        f"{WRITERS} writers, {AT_ONCE} at a time",
        "`kill -9` at random instants",
        f"a {DISK_KIB} KiB disk fills up",
    )
    print(f"| program | {' | '.join(heads)} |")
    print("|---|---|---|---|")
    for program in programs():
        row = (
            f"{program.name} {program.version_text()}",
            crowd(program),
            kills(program, chosen.kills),
            full_disk(program),
        )
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
