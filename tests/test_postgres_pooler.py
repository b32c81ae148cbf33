"""Through a real PgBouncer: by transaction all works as without it, by statement one line says why not."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from conftest import Cli
from decisions import decided
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.storage.ledger.interface import Decision
from jiangan_targets.storage.ledger.postgres import connection as postgres_connection
from jiangan_targets.storage.ledger.postgres import queries
from jiangan_targets.storage.ledger.postgres import session as postgres_session
from jiangan_targets.storage.ledger.postgres.connection import Connection, prepare_on
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from jiangan_targets.storage.ledger.postgres.setup import initialise
from pooler import running_pooler
from postgres_fixtures import postgres_with_ledger, run_contract
from postgres_server import Server
from test_ledger_contract import MOMENT
from test_postgres import TOUR, masked, the_tour_prints_the_same


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that nobody else uses: what is left in its sessions is of these tests."""
    yield from postgres_with_ledger()


@pytest.fixture(scope="module")
def pooled(server: Server) -> Iterator[str]:
    """The address of the server through a pooler by transaction."""
    with running_pooler(server, "transaction") as url:
        yield url


def test_every_command_behaves_the_same(cli: Cli, on_postgres: Cli, pooled: str) -> None:
    """The tour on a file and through the pooler: exit codes and outputs are alike but for ids and moments."""
    assert on_postgres("ledger", "init", url=pooled).code == 0
    for arguments in TOUR:
        on_file, on_database = cli(*arguments), on_postgres(*arguments, url=pooled)
        assert (on_database.code, masked(on_database.out)) == (on_file.code, masked(on_file.out)), arguments
        assert masked(on_database.err) == masked(on_file.err), arguments


def test_the_readmes_tour_runs_through_it(pooled: str, tmp_path: Path) -> None:
    """Its commands as they stand print the same."""
    the_tour_prints_the_same(pooled, tmp_path)


@pytest.mark.slow
def test_every_promise_of_a_ledger(pooled: str) -> None:
    """The suite of every ledger, through the pooler."""
    run_contract(pooled)


def test_64_writers_share_eight_sessions(pooled: str) -> None:
    """Each adds one to the figure it sees: none is lost, none is there twice."""

    def work(writer: int) -> None:
        def decide(present: list[Entry]) -> Decision[list[Entry]]:
            value = Decimal(len(present) + 1)
            return decided([Record(f"w{writer}-{len(present)}", "parking", value, date(2024, 9, 8), MOMENT)])

        with PostgresLedger(pooled, "crowd", 2024) as ledger:
            for _time in range(3):
                ledger.append(decide, {"parking"})

    with ThreadPoolExecutor(64) as pool:
        list(pool.map(work, range(64)))
    found = PostgresLedger(pooled, "crowd", 2024).entries()
    assert [entry.value for entry in found if isinstance(entry, Record)] == list(range(1, 64 * 3 + 1))


def append(ledger: PostgresLedger, identifier: str) -> None:
    """Record a figure."""
    ledger.append(lambda _present: decided([Record(identifier, "parking", Decimal(1), date(2024, 9, 8), MOMENT)]))


def test_it_waits_for_the_server_behind(server: Server, pooled: str) -> None:
    """The pooler answers while the server is away, and says so; what is recorded meanwhile is stored later, once."""

    def work(writer: int) -> None:
        with PostgresLedger(pooled, "waits", 2024) as ledger:
            append(ledger, f"before-{writer}")
            both.wait()
            both.wait()
            append(ledger, f"meanwhile-{writer}")

    both = threading.Barrier(5, timeout=60)
    with ThreadPoolExecutor(4) as pool:
        written = [pool.submit(work, writer) for writer in range(4)]
        both.wait()
        server.stop()
        both.wait()
        time.sleep(2)
        server.start()
        assert [each.result() for each in written] == [None] * 4
    found = sorted(entry.id for entry in PostgresLedger(pooled, "waits", 2024).entries())
    assert found == sorted(f"{when}-{writer}" for when in ("before", "meanwhile") for writer in range(4))


def test_nothing_is_left_in_a_session_that_others_get(pooled: str) -> None:
    """Neither time limits nor a search path, nor a prepared statement."""
    with PostgresLedger(pooled, "leaves", 2024) as ledger:
        for identifier in "abc":
            append(ledger, identifier)
    assert len(ledger.entries()) == 3
    initialise(pooled)
    with psycopg.connect(pooled, autocommit=True, prepare_threshold=None) as other:
        for name, usual in (("statement_timeout", "0"), ("lock_timeout", "0"), ("jit", "on")):
            assert other.execute(f"SHOW {name}".encode()).fetchone() == (usual,)
        assert other.execute("SHOW search_path").fetchone() == ('"$user", public',)
        assert other.execute("SELECT count(*) FROM pg_prepared_statements").fetchone() == (0,)


def test_a_server_plans_once_what_its_own_session_asks_again(server: Server) -> None:
    """Straight to it, from the second time on; where another of its processes may answer, never."""
    with psycopg.connect(server.url(), prepare_threshold=None) as connection:
        own = connection.info.backend_pid
        thresholds = []
        for process in (own + 1, own):
            prepare_on(connection, process)
            thresholds.append(connection.prepare_threshold)
        assert thresholds == [None, 1]
        with pytest.raises(psycopg.errors.InvalidSqlStatementName):
            prepare_on(connection, own + 1)


def test_a_session_outlives_what_it_has_prepared(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column gets another type, or the statements are gone: they are asked anew, and nothing is refused."""
    made = []

    def connect(url: str, *, writing: bool) -> Connection:
        made.append(postgres_connection.connect(url, writing=writing))
        return made[-1]

    monkeypatch.setattr(postgres_session, "connect", connect)
    with (
        PostgresLedger(server.url(), "outlives", 2024) as ledger,
        psycopg.connect(server.url(), autocommit=True) as owner,
    ):
        for kind in ("varchar(2000)", "text"):
            for number in range(3):
                append(ledger, f"{kind[:4]}-{number}")
            owner.execute(f"ALTER TABLE jiangan_targets.records ALTER COLUMN note TYPE {kind}".encode())
        append(ledger, "altered")
        append(ledger, "again")
        made[-1].pgconn.exec_(b"DEALLOCATE ALL")
        append(ledger, "dropped")
        assert len(ledger.entries()) == 9
    assert len(made) == 4


def test_another_session_than_before_takes_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pooler that gives a server's own key, and has another of its processes answer later: it is asked anew."""
    seen: list[int] = []

    def decide(present: list[Entry]) -> Decision[list[Entry]]:
        seen.append(len(present))
        return decided([Record(f"s{len(present)}", "parking", Decimal(1), date(2024, 9, 8), MOMENT)])

    with PostgresLedger(server.url(), "switched", 2024) as ledger:
        ledger.append(decide)
        ledger.append(decide)
        monkeypatch.setattr(queries, "LOCK", queries.LOCK.replace("pg_backend_pid()", "pg_backend_pid() + 1"))
        ledger.append(decide)
        ledger.append(decide)
    assert seen == [0, 1, 2, 3]
    assert [entry.id for entry in PostgresLedger(server.url(), "switched", 2024).entries()] == ["s0", "s1", "s2", "s3"]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "have it pool by transaction or by session."), ("zh", "请改为按事务或按会话")]
)
def test_a_pooler_by_statement_is_told(server: Server, on_postgres: Cli, lang: str, said: str) -> None:
    """In one line, for whatever is asked; nothing is recorded."""
    with running_pooler(server, "statement") as url:
        for arguments in (("record", "parking", "9000", "--on", "2024-09-08"), ("status",), ("ledger", "init")):
            refused = on_postgres(*arguments, url=url, lang=lang)
            assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
            assert re.search(said, refused.err), refused.err
    assert on_postgres("history", "--json", url=server.url()).out == "[]\n"
