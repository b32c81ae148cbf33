"""A commit that breaks, a server that dies, writers side by side: each record is stored once or its fate is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import psycopg
import pytest

from decisions import decided
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.ledger.interface import Decision
from jiangan_targets.storage.ledger.postgres import connection as postgres_connection
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from plausible import CHINA
from postgres_fixtures import postgres_with_ledger
from postgres_server import Server

MOMENT = datetime(2024, 9, 9, 9, 12, 33, tzinfo=CHINA)


def record(identifier: str) -> Record:
    """A figure."""
    return Record(identifier, "parking", Decimal(1), date(2024, 9, 8), MOMENT)


def _always(entry: Record, _present: list[Entry]) -> Decision[list[Entry]]:
    return decided([entry])


@pytest.fixture
def mortal() -> Iterator[Server]:
    """A server of the test's own, to be killed."""
    yield from postgres_with_ledger()


@pytest.mark.slow
def test_a_killed_server_loses_nothing_acknowledged(mortal: Server) -> None:
    """`kill -9` of the whole server under eight writers; after its recovery all that was acknowledged is there."""
    acknowledged: list[str] = []
    unknown: list[str] = []

    def work(writer: int) -> None:
        for number in range(40):
            identifier = f"w{writer}-{number}"
            try:
                PostgresLedger(mortal.url(), "d", 2024).append(partial(_always, record(identifier)))
                acknowledged.append(identifier)
            except OutcomeUnknown:
                unknown.append(identifier)
            except Failure:
                continue

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    while len(acknowledged) < 60:
        threads[0].join(0.01)
    mortal.kill()
    mortal.start()
    for thread in threads:
        thread.join()
    found = [entry.id for entry in PostgresLedger(mortal.url(), "d", 2024).entries()]
    assert len(found) == len(set(found))
    assert set(acknowledged) <= set(found) <= set(acknowledged) | set(unknown)
    assert len(acknowledged) > 60


class Cut:
    """A connection that breaks at the commit: before the server has it, or after."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, stored: bool) -> None:
        self.times = 0
        real = psycopg.Connection.pipeline

        @contextmanager
        def pipeline(connection: psycopg.Connection[object]) -> Iterator[psycopg.Pipeline]:
            with real(connection) as pipelined:
                yield pipelined
                if self.times:
                    return
                self.times += 1
                if stored:
                    pipelined.sync()
                connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr(psycopg.Connection, "pipeline", pipeline)


@pytest.mark.parametrize("when", ["before the server had it", "after"])
def test_a_commit_that_nobody_saw_is_stored_once(
    postgres: Server, district: str, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Whether the server had it or not when the connection broke: exactly once."""
    stored = when == "after"
    asked = 0

    def decide(_present: list[Entry]) -> Decision[list[Entry]]:
        nonlocal asked
        asked += 1
        return decided([record("attempt")])

    cut = Cut(monkeypatch, stored=stored)
    (made,) = PostgresLedger(postgres.url(), district, 2024).append(decide)
    assert cut.times == 1
    assert made.id == "attempt"
    assert asked == (1 if stored else 2)
    assert [entry.id for entry in PostgresLedger(postgres.url(), district, 2024).entries()] == ["attempt"]


def test_an_id_is_taken_once(postgres: Server, district: str) -> None:
    """All of an append or nothing, when another record has the id already."""
    ledger = PostgresLedger(postgres.url(), district, 2024)
    ledger.append(partial(_always, record("a")))
    with pytest.raises(Failure, match="An id was taken"):
        ledger.append(lambda _present: decided([record("z"), record("a")]))
    assert [entry.id for entry in ledger.entries()] == ["a"]


def test_giving_up_says_that_the_outcome_is_unknown(
    postgres: Server, district: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the server does not come back in time after a commit was under way."""
    Cut(monkeypatch, stored=True)
    with pytest.raises(OutcomeUnknown, match="broke while records were stored"):
        PostgresLedger(postgres.url(), district, 2024, wait=-1.0).append(lambda _present: decided([record("a")]))


@pytest.mark.parametrize("default", ["read committed", "repeatable read", "serializable"])
def test_writers_see_each_other_whatever_the_servers_default(
    postgres: Server, district: str, monkeypatch: pytest.MonkeyPatch, default: str
) -> None:
    """Each of eight writers at once adds one to the figure of the one before it."""
    monkeypatch.setenv("PGOPTIONS", f"-c default_transaction_isolation={default.replace(' ', chr(92) + ' ')}")
    with psycopg.connect(postgres.url()) as connection:
        assert connection.execute("SHOW default_transaction_isolation").fetchone() == (default,)

    def add(number: int) -> None:
        def decide(present: list[Entry]) -> Decision[list[Entry]]:
            return decided([record(f"w{number}")._replace(value=Decimal(len(present) + 1))])

        PostgresLedger(postgres.url(), district, 2024).append(decide)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    found = PostgresLedger(postgres.url(), district, 2024).entries()
    assert [entry.value for entry in found if isinstance(entry, Record)] == list(range(1, 9))


def test_others_who_hold_the_ledger_too_long(postgres: Server, district: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The waiter gives up after a stated time, in one line."""
    monkeypatch.setattr(postgres_connection, "LOCK_SECONDS", 1)
    holder = PostgresLedger(postgres.url(), district, 2024)
    waiter = PostgresLedger(postgres.url(), district, 2024)

    def hold(_present: list[Entry]) -> Decision[list[Entry]]:
        with pytest.raises(Failure, match="others have held the ledger for too long"):
            waiter.append(lambda _entries: decided([record("b")]))
        return decided([record("a")])

    holder.append(hold)
    assert [entry.id for entry in waiter.entries()] == ["a"]
