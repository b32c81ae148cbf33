"""What `record` costs in PostgreSQL when a district's year has a thousand records, and a hundred thousand.

`python benchmarks/postgres_record.py` starts a private server (Debian: postgresql), measures, and prints the table of
docs/scale.md: whole commands, and what the server does for one, interleaved.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

from programs import OURS, ROOT, install_ours, machine

sys.path.insert(0, str(ROOT / "tests"))

import psycopg

from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.storage.ledger.interface import Decision
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from jiangan_targets.storage.ledger.postgres.setup import initialise
from postgres_server import running_server

SIZES = (1_000, 100_000)
RUNS = 21
GOAL = 1.2
# Of twenty-one targets, several records on each day of the year, as many departments report.
FILL = """
INSERT INTO jiangan_targets.records
    (district, year, id, target, value, as_of, recorded_at, recorded_offset, by_name, check_value)
SELECT 'jiangan', 2024, 'r' || n, CASE WHEN n %% 21 = 0 THEN 'parking' ELSE 't' || n %% 21 END, n / 100,
       make_date(2024, 1, 1) + n * 360 / %(count)s, now(), 480, 'wang', '00000000'
FROM generate_series(1, %(count)s) AS n
"""


def _add(number: int, _present: list[Entry]) -> Decision[None]:
    moment = datetime(2024, 12, 30, tzinfo=UTC)
    return Decision([Record(f"new-{number}", "parking", Decimal(9000), date(2024, 12, 30), moment)], None)


def command_seconds(url: str, home: str, number: int) -> float:
    """How long the whole command takes."""
    arguments = ["record", "parking", str(20_000 + number), "--on", "2024-12-31", "--force"]
    started = time.monotonic()
    environment = {
        "JIANGAN_TARGETS_LEDGER": url,
        "JIANGAN_TARGETS_DISTRICT": "jiangan",
        "LC_ALL": "C.UTF-8",
        "HOME": home,
    }
    folder = ["--dir", str(ROOT)]
    subprocess.run(
        [str(OURS / "bin" / "jiangan-targets"), *folder, *arguments], check=True, capture_output=True, env=environment
    )
    return time.monotonic() - started


def main() -> None:
    """Measure and print."""
    install_ours()
    with running_server() as server, tempfile.TemporaryDirectory() as home:
        urls = {size: server.url(database=f"of_{size}") for size in SIZES}
        with psycopg.connect(server.url(), autocommit=True) as connection:
            for size in SIZES:
                connection.execute(f"CREATE DATABASE of_{size}".encode())
        for size, url in urls.items():
            initialise(url)
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(FILL.encode(), {"count": size})
                connection.execute("VACUUM ANALYZE jiangan_targets.records")
        whole: dict[int, list[float]] = {size: [] for size in SIZES}
        stored: dict[int, list[float]] = {size: [] for size in SIZES}
        for url in urls.values():
            command_seconds(url, home, -1)  # What this machine has seen of a ledger is then known.
        for run in range(RUNS):
            for size, url in urls.items():
                whole[size].append(command_seconds(url, home, run))
                with PostgresLedger(url, "jiangan", 2024) as ledger:
                    ledger.append(partial(_add, 2 * run), {"parking"}, around=date(2024, 12, 30))
                    started = time.monotonic()
                    ledger.append(partial(_add, 2 * run + 1), {"parking"}, around=date(2024, 12, 30))
                    stored[size].append(time.monotonic() - started)
    print(f"Measured on {machine()}; medians of {RUNS} interleaved runs.\n")
    print("| records in the year | `record` | of which read, judged and stored |\n|---:|---:|---:|")
    for size in SIZES:
        medians = [statistics.median(found[size]) * 1000 for found in (whole, stored)]
        print(f"| {size:,} | {medians[0]:.0f} ms | {medians[1]:.1f} ms |")
    ratios = [statistics.median(found[SIZES[1]]) / statistics.median(found[SIZES[0]]) for found in (whole, stored)]
    print(f"| ratio | {ratios[0]:.2f} | {ratios[1]:.2f} |")
    print(f"\nGoal: {GOAL} at most: {'kept' if ratios[0] <= GOAL else 'not kept'}.")


if __name__ == "__main__":
    main()
