"""Writers that know PostgreSQL only: what storing a row behind others takes, to hold ours against.

They lock a row, look up what is there, insert and commit, as a ledger must; nothing is judged, no rule is kept,
nothing is read back, and whatever is asked again is prepared on the server.
"""

from __future__ import annotations

from multiprocessing.queues import Queue

import psycopg

TABLES = """
    CREATE TABLE bare_ledgers (district text PRIMARY KEY);
    CREATE TABLE bare_records (
        district text, id text, target text, as_of date, value numeric, seq bigint GENERATED ALWAYS AS IDENTITY,
        PRIMARY KEY (district, id)
    );
    CREATE INDEX ON bare_records (district, target, as_of DESC, seq DESC);
    INSERT INTO bare_ledgers SELECT 'bare-' || number FROM generate_series(0, 99) AS number;
"""
_LOCK = "SELECT 1 FROM bare_ledgers WHERE district = %s FOR UPDATE"
_LATEST = """
    SELECT id, value FROM bare_records WHERE district = %s AND target = %s AND as_of <= DATE '2024-09-08'
    ORDER BY as_of DESC, seq DESC LIMIT 1
"""
_INSERT = "INSERT INTO bare_records (district, id, target, as_of, value) VALUES (%s, %s, %s, DATE '2024-09-08', %s)"


def write_bare(url: str, district: str, name: str, each: int, told: Queue[tuple[str, str]]) -> None:
    """One writer: row after row, and tell what was acknowledged."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=1) as connection:
        for number in range(each):
            with connection.transaction():
                connection.execute(_LOCK, (district,)).fetchone()
                connection.execute(_LATEST, (district, "parking")).fetchall()
                connection.execute(_INSERT, (district, f"{name}-{number}", "parking", number))
            told.put(("stored", f"{name}-{number}"))
