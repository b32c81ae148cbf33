"""Measuring whole processes side by side: user and system time, medians of interleaved runs, and peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

RUNS = 25


class Job(NamedTuple):
    """A command to measure; `prepare` runs before each time and is not measured."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    prepare: Callable[[], object] = lambda: None


class Measured(NamedTuple):
    """The median CPU time of a process in milliseconds, and its largest peak memory in megabytes."""

    milliseconds: float
    megabytes: float


def measure(jobs: Sequence[Job], runs: int = RUNS) -> dict[str, Measured]:
    """Run all jobs in turn, again and again: what disturbs the machine disturbs all of them alike."""
    times: dict[str, list[float]] = {job.name: [] for job in jobs}
    peaks: dict[str, float] = dict.fromkeys(times, 0)
    for run in range(runs + 1):
        for job in jobs:
            job.prepare()
            seconds, megabytes = _once(job)
            if run:  # the first fills caches of bytecode and disk
                times[job.name].append(seconds)
                peaks[job.name] = max(peaks[job.name], megabytes)
    return {name: Measured(statistics.median(found) * 1000, peaks[name]) for name, found in times.items()}


def times(jobs: Sequence[Job], runs: int = RUNS) -> dict[str, list[float]]:
    """The CPU times of each job in milliseconds, run in turn: those of one place in the lists were side by side."""
    found: dict[str, list[float]] = {job.name: [] for job in jobs}
    for run in range(runs + 1):
        for job in jobs:
            job.prepare()
            seconds, _megabytes = _once(job)
            if run:
                found[job.name].append(seconds * 1000)
    return found


def _once(job: Job) -> tuple[float, float]:
    with Path(os.devnull).open("w") as nowhere:
        process = subprocess.Popen(
            job.command, stdin=subprocess.DEVNULL, stdout=nowhere, stderr=subprocess.PIPE, env=dict(job.environment)
        )
    assert process.stderr is not None
    complaint = process.stderr.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{job.name}: exit {process.returncode}\n{complaint.decode(errors='replace')}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def clean_environment(**more: str) -> dict[str, str]:
    """An environment in which nothing spoils a measurement."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "JIANGAN_TARGETS_LANG": "en", "USER": "wang", **more}
