"""The ledger on PostgreSQL under load: many writers, a server that is killed, and ten million records.

`python benchmarks/postgres.py` starts a private server (Debian: postgresql), measures, and prints the
tables of docs/scale.md. `--districts 30` is a quick look, `--crowd` only the writers.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from multiprocessing.queues import Queue
from typing import cast

from bare_writers import TABLES, write_bare
from programs import OURS, ROOT, install_ours, machine

sys.path.insert(0, str(ROOT / "tests"))

import psycopg

from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.ledger.interface import Decision
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS
from jiangan_targets.storage.ledger.postgres.setup import initialise
from postgres_server import Server, running_server

WRITERS, EACH, TURNS = 64, 100, 3
TARGETS, YEARS, WEEKS = 21, (2022, 2023, 2024), 53
SMALL_DISTRICTS = 3
RUNS = 25
MOMENT = datetime(2024, 9, 9, 1, 12, 33, tzinfo=UTC)

# As many records as a report a week on each target for three years gives each district.
FILL = """
INSERT INTO jiangan_targets.records
    (district, year, id, target, value, as_of, recorded_at, recorded_offset, by_name, check_value)
SELECT 'd' || d, y, 'r' || lpad(w::text, 2, '0') || lpad(t::text, 2, '0'), (%(targets)s::text[])[t], w * 10,
       make_date(y, 1, 1) + (w - 1) * 7 %% 365, make_date(y, 1, 3) + (w - 1) * 7, 480, 'wang', '00000000'
FROM generate_series(1, %(districts)s) AS d, unnest(%(years)s::int[]) AS y,
     generate_series(1, %(weeks)s) AS w, generate_series(1, %(count)s) AS t
"""


def _always(entry: Entry, _present: list[Entry]) -> Decision[None]:
    return Decision([entry], None)


def write(url: str, district: str, name: str, each: int, told: Queue[tuple[str, str]]) -> None:
    """One writer: append record after record, and tell what was acknowledged."""
    with PostgresLedger(url, district, 2024) as ledger:
        for number in range(each):
            record = Record(f"{name}-{number}", "parking", Decimal(number), date(2024, 9, 8), MOMENT)
            try:
                ledger.append(partial(_always, record), {"parking"}, around=record.as_of)
            except OutcomeUnknown:
                told.put(("unknown", record.id))
            except Failure as failure:
                told.put(("refused", str(failure)))
            else:
                told.put(("stored", record.id))


Writer = Callable[[str, str, str, int, "Queue[tuple[str, str]]"], None]


def together(
    server: Server, district: Callable[[int], str], write: Writer, disturb: Callable[[], None] | None = None
) -> tuple[float, list[tuple[str, str]]]:
    """How many seconds all writers together take, their start included, and what each was told of each record."""
    told: Queue[tuple[str, str]] = multiprocessing.Queue()
    writers = [
        multiprocessing.Process(target=write, args=(server.url(), district(number), f"w{number}", EACH, told))
        for number in range(WRITERS)
    ]
    started = time.monotonic()
    for writer in writers:
        writer.start()
    answers = [told.get() for _ in range(WRITERS * EACH // 3)]
    if disturb is not None:
        disturb()
    answers += [told.get() for _ in range(WRITERS * EACH - len(answers))]
    seconds = time.monotonic() - started
    for writer in writers:
        writer.join()
    return seconds, answers


def crowd(
    server: Server, district: Callable[[int], str], disturb: Callable[[], None] | None = None
) -> tuple[float, Counter[str]]:
    """Records per second of all writers together, and what became of how many of them."""
    seconds, answers = together(server, district, write, disturb)
    stored = {text for kind, text in answers if kind == "stored"}
    unknown = sum(kind == "unknown" for kind, _text in answers)
    districts = {district(number) for number in range(WRITERS)}
    found = [entry.id for each in districts for entry in PostgresLedger(server.url(), each, 2024).entries()]
    fates = {
        "acknowledged": len(stored),
        "of them lost": len(stored - set(found)),
        "twice": len(found) - len(set(found)),
        "unknown": unknown,
        "refused": len(answers) - len(stored) - unknown,
    }
    return len(stored) / seconds, Counter(fates)


def compare_writers(server: Server) -> None:
    """Print what writers side by side store, in turns with writers that see to nothing, and when the server dies."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(TABLES)
    speeds: dict[str, list[float]] = {}
    fates: dict[str, Counter[str]] = {}

    def note(what: str, speed: float, became: Counter[str]) -> None:
        speeds.setdefault(what, []).append(speed)
        fates.setdefault(what, Counter()).update(became)

    def die() -> None:
        server.kill()
        server.start()

    for turn in range(TURNS):
        seconds, answers = together(server, lambda _number, turn=turn: f"bare-{turn}", write_bare)
        note("one district's year, bare statements", len(answers) / seconds, Counter())
        note("all in one district's year", *crowd(server, lambda _number, turn=turn: f"one-{turn}"))
        note("each in a district of its own", *crowd(server, lambda number, turn=turn: f"own-{turn}-{number}"))
    note("all in one, the server killed (`kill -9`) and restarted", *crowd(server, lambda _number: "killed", die))
    medians = {what: statistics.median(each) for what, each in speeds.items()}
    print(f"| {WRITERS} writers, {EACH} records each | records per second | against bare statements | outcome |")
    print("|---|---:|---:|---|")
    for what, speed in medians.items():
        told = ", ".join(f"{count:,} {fate}" for fate, count in fates[what].items())
        print(f"| {what} | {speed:.0f} | {speed / next(iter(medians.values())):.2f} | {told} |", flush=True)
    print()


def fill(url: str, districts: int) -> tuple[int, float]:
    """Make the records of so many districts; how many, and how long it took."""
    targets = target_ids(url)
    started = time.monotonic()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE jiangan_targets.records DROP CONSTRAINT records_pkey")
        indexes = ("records_current", "records_withdrawn", "records_order")
        connection.execute(f"DROP INDEX {', '.join(f'jiangan_targets.{name}' for name in indexes)}")
        values = {"districts": districts, "years": list(YEARS), "weeks": WEEKS, "targets": targets, "count": TARGETS}
        count = connection.execute(FILL, values).rowcount
        connection.execute("SET maintenance_work_mem = '1GB'")
        connection.execute("ALTER TABLE jiangan_targets.records ADD PRIMARY KEY (district, year, id)")
        for statement in MIGRATIONS[0][1:]:
            connection.execute(cast("bytes", statement.encode()))
        connection.execute("VACUUM ANALYZE jiangan_targets.records")
    return count, time.monotonic() - started


def target_ids(url: str) -> list[str]:
    """The targets of 2024."""
    shown = subprocess.run([*_command(url), "status", "--json"], check=True, capture_output=True).stdout
    return [row["id"] for row in json.loads(shown)["targets"]]


def _command(url: str) -> list[str]:
    return [str(OURS / "bin" / "jiangan-targets"), "--dir", str(ROOT), "--ledger", url]


def status_seconds(url: str, district: str, targets: list[str]) -> tuple[float, float]:
    """Wall time of a whole `status` process, and of its question to the server alone."""
    environment = {**os.environ, "JIANGAN_TARGETS_DISTRICT": district}
    started = time.perf_counter()
    subprocess.run([*_command(url), "status", "--json"], check=True, stdout=subprocess.DEVNULL, env=environment)
    whole = time.perf_counter() - started
    with PostgresLedger(url, district, 2024) as ledger:
        ledger.latest([], date(2024, 12, 31), None)
        started = time.perf_counter()
        ledger.latest(targets, date(2024, 12, 31), None)
        return whole, time.perf_counter() - started


def compare_sizes(server: Server, districts: int) -> None:
    """Print what `status` of one district costs in a small database and in a large one."""
    print("| records in the database | filled in | `status` of one district | of which the server's answer |")
    print("|---:|---:|---:|---:|", flush=True)
    sizes = {"small": min(SMALL_DISTRICTS, districts), "large": districts}
    filled = {name: fill(server.url(database=name), size) for name, size in sizes.items()}
    targets = target_ids(server.url())
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in sizes}
    for run in range(RUNS):
        for name, size in sizes.items():
            times[name].append(status_seconds(server.url(database=name), f"d{1 + run * 97 % size}", targets))
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in times.items()}
    for name, (count, seconds) in filled.items():
        whole, answer = medians[name]
        print(f"| {count:,} | {seconds:.0f} s | {whole * 1000:.0f} ms | {answer * 1000:.1f} ms |")
    ratios = [large / small for small, large in zip(medians["small"], medians["large"], strict=True)]
    print(f"| ratio | | {ratios[0]:.2f} | {ratios[1]:.2f} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The ledger on PostgreSQL under load")
    parser.add_argument("--districts", type=int, default=3_000)
    parser.add_argument("--crowd", action="store_true", help="the writers alone")
    asked = parser.parse_args()
    install_ours()
    with running_server() as server:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            version = connection.execute("SHOW server_version").fetchone()
            connection.execute("CREATE DATABASE small")
            connection.execute("CREATE DATABASE large")
        print(f"Measured on {machine()}, PostgreSQL {version[0] if version else '?'}.\n")
        for name in ("postgres", "small", "large"):
            initialise(server.url(database=name))
        compare_writers(server)
        if not asked.crowd:
            compare_sizes(server, asked.districts)


if __name__ == "__main__":
    main()
