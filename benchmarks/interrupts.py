"""What Ctrl-C and SIGTERM find at random instants from the very start of the process.

`python benchmarks/interrupts.py` installs the built wheel into `.benchmarks/` and prints the table of
docs/reliability.md. Until the program's first line there is only the interpreter, which ends in its own ways.
"""

from __future__ import annotations

import random
import signal
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from measure import clean_environment
from programs import OURS, install_ours, machine
from workspace import make_workspace

INSTANTS = 150
RECORD = ("record", "parking", "9000", "--on", "2024-09-08", "--force")


def caught(command: list[str], environment: dict[str, str]) -> float:
    """Seconds from the start of a process until it catches SIGTERM."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    while process.poll() is None:
        mask = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").partition("SigCgt:")[2].split()
        if mask and int(mask[0], 16) & 1 << signal.SIGTERM - 1:
            break
    seconds = time.perf_counter() - started
    process.communicate()
    return seconds


def ending(command: list[str], environment: dict[str, str], number: signal.Signals, delay: float) -> str:
    """How a command ends with a signal so long after its start."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    started = time.perf_counter()
    while time.perf_counter() - started < delay:
        pass  # sleeping is too coarse
    process.send_signal(number)
    _out, err = process.communicate()
    if process.returncode < 0:
        return "ended by the system, without a word"
    if err.count("\n") > 1:
        return "a traceback of the interpreter's start"
    return "told in one line" if err else "finished before"


def main() -> None:
    """Measure and print."""
    command = [str(install_ours()), *RECORD]
    python = [str(OURS / "bin" / "python"), "-c", "pass"]
    chance = random.Random(15)
    with tempfile.TemporaryDirectory() as name:
        make_workspace(Path(name), 100)
        environment = clean_environment(HOME=name, JIANGAN_TARGETS_DIR=name)
        lives = []
        for words in (command, python):
            times = []
            for _run in range(15):
                started = time.perf_counter()
                subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=environment)
                times.append(time.perf_counter() - started)
            lives.append(statistics.median(times))
        life, bare = lives
        heard = statistics.median(caught(command, environment) for _run in range(15))
        found = Counter(
            ending(command, environment, number, chance.uniform(0, life))
            for number in (signal.SIGINT, signal.SIGTERM) * (INSTANTS // 2)
        )
    print(f"Measured on {machine()}.\n")
    print(f"`record` takes {life * 1e3:.0f} ms; its signals are caught after {heard * 1e3:.0f} ms;")
    print(f"`python -c pass` takes {bare * 1e3:.0f} ms.\n\n| {INSTANTS} random instants | |\n|---|---:|")
    for kind, count in found.most_common():
        print(f"| {kind} | {count} |")


if __name__ == "__main__":
    main()
