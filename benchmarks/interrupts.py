"""What Ctrl-C and SIGTERM find at random instants from the very start of the process.

`python benchmarks/interrupts.py` installs the built wheel into `.benchmarks/` and prints the table of
docs/reliability.md. Until the program's first line there is only the interpreter, which ends in its own ways. Whether
the program caught signals already is asked of the kernel right before each one is sent.
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
BEFORE, AFTER = "before", "after"
OWN_PART = """
import time
started = time.perf_counter()
from jiangan_targets.__main__ import main
print(time.perf_counter() - started)
"""
RECORD = ("record", "parking", "9000", "--on", "2024-09-08", "--force")


def hears(process: subprocess.Popen[str]) -> bool:
    """Whether a process catches SIGTERM by now, by its mask in /proc."""
    mask = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").partition("SigCgt:")[2].split()
    return bool(mask) and bool(int(mask[0], 16) & 1 << signal.SIGTERM - 1)


def caught(command: list[str], environment: dict[str, str]) -> float:
    """Seconds from the start of a process until it catches SIGTERM."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    while process.poll() is None and not hears(process):
        pass
    seconds = time.perf_counter() - started
    process.communicate()
    return seconds


def ending(command: list[str], environment: dict[str, str], number: signal.Signals, delay: float) -> tuple[str, str]:
    """How a command ends with a signal so long after its start, and whether it caught signals by then."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    started = time.perf_counter()
    while time.perf_counter() - started < delay:
        pass  # sleeping is too coarse
    place = AFTER if process.poll() is not None or hears(process) else BEFORE
    process.send_signal(number)
    _out, err = process.communicate()
    if process.returncode < 0:
        return "ended by the system, without a word", place
    if err.count("\n") > 1:
        return "a traceback of the interpreter's start", place
    # One that has ended, and is not yet waited for, catches nothing any more.
    return ("told in one line", place) if err else ("finished before", AFTER)


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
        own = statistics.median(
            float(subprocess.run([python[0], "-c", OWN_PART], check=True, stdout=subprocess.PIPE, text=True).stdout)
            for _run in range(15)
        )
        found = Counter(
            ending(command, environment, number, chance.uniform(0, life))
            for number in (signal.SIGINT, signal.SIGTERM) * (INSTANTS // 2)
        )
    print(f"Measured on {machine()}.\n")
    print(f"`record` takes {life * 1e3:.0f} ms; its signals are caught after {heard * 1e3:.0f} ms;")
    print(f"of which its own lines take {own * 1e3:.1f} ms. `python -c pass` takes {bare * 1e3:.0f} ms.\n")
    print(f"| {INSTANTS} random instants | before signals are caught | from then on |\n|---|---:|---:|")
    for kind in dict.fromkeys(kind for (kind, _place), _count in found.most_common()):
        print(f"| {kind} | {found[kind, BEFORE]} | {found[kind, AFTER]} |")


if __name__ == "__main__":
    main()
