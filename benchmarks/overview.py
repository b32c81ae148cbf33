"""`overview` of three thousand districts in PostgreSQL: how long it takes, how much memory, and by which plan.

`python benchmarks/overview.py` starts a private server (Debian: postgresql), fills in ten million records, measures
whole commands, and prints the tables of docs/scale.md. `--weeks 5` is a quick look.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, cast

from programs import OURS, ROOT, install_ours, machine

sys.path.insert(0, str(ROOT / "tests"))

import psycopg

from jiangan_targets.storage.ledger.postgres import overview_queries as queries
from jiangan_targets.storage.ledger.postgres.setup import initialise
from postgres_server import running_server

PLAN = ROOT / "targets" / "2024.toml"
DISTRICTS, YEARS, WEEKS = 3_000, (2022, 2023, 2024), 53
ON = "2024-12-31"
RUNS = 5
SETTLE = 0.3
"""Seconds until a session that ended is counted."""

GOAL_SECONDS, GOAL_MEGABYTES = 2.0, 200

# A report a week on each target, faster in some districts than in others; some of one in ten was taken back.
FILL = """
INSERT INTO jiangan_targets.records
    (district, year, id, target, value, as_of, recorded_at, recorded_offset, by_name, check_value)
SELECT 'd' || lpad(d::text, 4, '0'), y, 'r' || lpad(w::text, 2, '0') || '-' || t, target, w * (60 + d % 97) / 10.0,
       make_date(y, 1, 1) + (w - 1) * 7 % 365, make_date(y, 1, 3) + (w - 1) * 7, 480, 'wang', '00000000'
FROM generate_series(1, %(districts)s) AS d, unnest(%(years)s::int[]) AS y,
     generate_series(1, %(weeks)s) AS w, unnest(%(targets)s::text[]) WITH ORDINALITY AS targets (target, t)
"""
TAKE_BACK = """
INSERT INTO jiangan_targets.records
    (district, year, id, target, withdraws, recorded_at, recorded_offset, by_name, check_value)
SELECT district, year, 'w' || id, target, id, recorded_at, 480, 'wang', '00000000'
FROM jiangan_targets.records WHERE id LIKE %(last)s AND district LIKE '%%7'
"""
KEEP = """
INSERT INTO jiangan_targets.plans (district, year, digest, text)
SELECT 'd' || lpad(d::text, 4, '0'), 2024, %(digest)s, %(text)s FROM generate_series(1, %(districts)s) AS d
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE indexname IN ('records_current', 'records_withdrawn')"


class Cost(NamedTuple):
    """Seconds of a whole command, those of processor that it and the server took, and its memory at most."""

    seconds: float
    command: float
    server: float
    megabytes: float


def fill(url: str, districts: int, weeks: int) -> tuple[int, float]:
    """Make records and plans; how many records, and how long it took."""
    text = PLAN.read_text(encoding="utf-8")
    targets = [line[len("[targets.") : -1] for line in text.splitlines() if line.startswith("[targets.")]
    asked = {"districts": districts, "weeks": weeks, "years": list(YEARS), "targets": targets}
    started = time.monotonic()
    with psycopg.connect(url, autocommit=True) as connection:
        indexes = [row[0] for row in connection.execute(INDEXES).fetchall()]
        connection.execute("ALTER TABLE jiangan_targets.records DROP CONSTRAINT records_pkey")
        connection.execute("DROP INDEX jiangan_targets.records_current, jiangan_targets.records_withdrawn")
        count = connection.execute(cast("bytes", FILL.replace("% ", "%% ").encode()), asked).rowcount
        last = f"r{weeks:02}-%"
        count += connection.execute(TAKE_BACK.encode(), {"last": last}).rowcount
        digest = sha256(text.encode()).hexdigest()
        connection.execute(KEEP.encode(), {"districts": districts, "digest": digest, "text": text})
        connection.execute("SET maintenance_work_mem = '1GB'")
        connection.execute("ALTER TABLE jiangan_targets.records ADD PRIMARY KEY (district, year, id)")
        for statement in indexes:
            connection.execute(statement.encode())
        connection.execute("VACUUM ANALYZE jiangan_targets.records")
        connection.execute("VACUUM ANALYZE jiangan_targets.plans")
    return count, time.monotonic() - started


def write_plans(folder: Path, districts: int, *, alike: bool) -> None:
    """A folder of plans, all of one text or each of its own."""
    text = PLAN.read_text(encoding="utf-8")
    for number in range(1, districts + 1):
        own = "" if alike else f"# {number}\n"
        (folder / f"d{number:04}.toml").write_text(own + text, encoding="utf-8")


def server_seconds(postmaster: int) -> float:
    """Of processor, of all sessions of a server that have ended."""
    fields = Path(f"/proc/{postmaster}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")


def cost(arguments: list[str], home: Path, postmaster: int) -> Cost:
    """What a whole command costs, its output thrown away."""
    environment = {"HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    command = [str(OURS / "bin" / "jiangan-targets"), "overview", *arguments, "--on", ON]
    before, started = server_seconds(postmaster), time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
        _pid, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    time.sleep(SETTLE)
    server = server_seconds(postmaster) - before
    return Cost(seconds, used.ru_utime + used.ru_stime, server, used.ru_maxrss / 1024)


def measure(cases: dict[str, list[str]], home: Path, postmaster: int) -> bool:
    """Print the medians of interleaved runs; whether all are within the goals."""
    costs: dict[str, list[Cost]] = {name: [] for name in cases}
    for name, arguments in cases.items():
        cost(arguments, home, postmaster)  # What is kept of a plan is made by the first.
        costs[name] = []
    for _run in range(RUNS):
        for name, arguments in cases.items():
            costs[name].append(cost(arguments, home, postmaster))
    print(f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    print("| `overview` of all districts | seconds | processor: command | server | memory |\n|---|---:|---:|---:|---:|")
    within = True
    for name, found in costs.items():
        seconds, command, server, megabytes = (statistics.median(column) for column in zip(*found, strict=True))
        within = within and seconds <= GOAL_SECONDS and megabytes <= GOAL_MEGABYTES
        print(f"| {name} | {seconds:.2f} | {command:.2f} s | {server:.2f} s | {megabytes:.0f} MB |", flush=True)
    return within


def explain(url: str, districts: int) -> None:
    """Print how the server answers the question."""
    text = PLAN.read_text(encoding="utf-8")
    targets = " ".join(line[len("[targets.") : -1] for line in text.splitlines() if line.startswith("[targets."))
    asked = {
        "year": 2024, "on": date.fromisoformat(ON), "known": None, "left_out": [],
        "districts": [f"d{number:04}" for number in range(1, districts + 1)], "targets": [targets] * districts,
        "parts": [""] * districts,
    }  # fmt: skip
    with psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute("SET jit = off")
        rows = connection.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {queries.FIGURES}".encode(), asked).fetchall()
    print("\n```")
    print("\n".join(row[0][:150] for row in rows))
    print("```", flush=True)


def measure_all(url: str, districts: int, postmaster: int) -> bool:
    """Print what each form and home of plans costs; whether those that must are within the goals."""
    with tempfile.TemporaryDirectory() as name:
        folders = {kind: Path(name) / kind for kind in ("home", "alike", "own")}
        for kind, folder in folders.items():
            folder.mkdir()
            if kind != "home":
                write_plans(folder, districts, alike=kind == "alike")
        stored = ["--ledger", url]
        cases = {
            "table, plans in the database": stored,
            "JSON, plans in the database": [*stored, "--json"],
            "one target, plans in the database": [*stored, "--target", "parking"],
            "table, plans in a folder, of one text": [*stored, "--plans", str(folders["alike"])],
        }
        within = measure(cases, folders["home"], postmaster)
        own = {"table, plans in a folder, each a text of its own": [*stored, "--plans", str(folders["own"])]}
        measure(own, folders["home"], postmaster)
    return within


def main() -> None:
    """Fill in, measure and print."""
    parser = argparse.ArgumentParser(description="`overview` of many districts")
    parser.add_argument("--districts", type=int, default=DISTRICTS)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    asked = parser.parse_args()
    install_ours()
    with running_server() as server:
        url = server.url()
        initialise(url)
        count, seconds = fill(url, asked.districts, asked.weeks)
        with psycopg.connect(url) as connection:
            version = connection.execute("SHOW server_version").fetchone()
        print(f"Measured on {machine()}, PostgreSQL {version[0] if version else '?'}: {asked.districts:,} districts,")
        print(f"{count:,} records, filled in within {seconds:.0f} s.\n", flush=True)
        pid = (server.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        within = measure_all(url, asked.districts, int(pid))
        explain(url, asked.districts)
    print(f"\n{'Within' if within else 'ABOVE'} {GOAL_SECONDS} s and {GOAL_MEGABYTES} MB.")


if __name__ == "__main__":
    main()
