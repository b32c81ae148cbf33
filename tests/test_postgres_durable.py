"""Nothing is acknowledged that could still be lost, and nothing waits for ever: standbys, cut links, restarts."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest

from conftest import COMMAND, Cli
from decisions import decided
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.ledger.interface import Decision
from jiangan_targets.storage.ledger.postgres import connection as postgres_connection
from jiangan_targets.storage.ledger.postgres import limits
from jiangan_targets.storage.ledger.postgres import session as postgres_session
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from postgres_fixtures import postgres_with_ledger
from postgres_server import Server, running_server
from test_ledger_contract import MOMENT

RECORD = ("record", "parking", "9500", "--on", "2024-09-09")
STANDBY = "&options=-csynchronous_commit%3Don"
"""A session whose commit waits for a standby that does not answer."""


def record(identifier: str) -> Record:
    """A figure."""
    return Record(identifier, "parking", Decimal(1), date(2024, 9, 8), MOMENT)


def ask(server: Server, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The answer of a server."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        return connection.execute(query.encode(), values).fetchall()


def waiting(server: Server, application: str, event: str) -> int:
    """Wait until a session waits for `event`; its process on the server."""
    query = "SELECT pid FROM pg_stat_activity WHERE application_name = %s AND wait_event = %s"
    while not (found := ask(server, query, application, event)):
        time.sleep(0.02)
    return int(found[0][0])


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[psycopg.Connection[Any]]:
    """Every connection that is made."""
    made = []
    real = postgres_connection.connect

    def connect(url: str, *, writing: bool) -> psycopg.Connection[Any]:
        made.append(real(url, writing=writing))
        return made[-1]

    monkeypatch.setattr(postgres_session, "connect", connect)
    return made


@pytest.mark.parametrize("more", ["", "%20-cclient_min_messages%3Derror"], ids=["usual", "warnings switched off"])
def test_a_commit_that_standbys_never_confirm_is_unknown(
    postgres: Server, district: str, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    """It ends by itself, though the server would wait for ever; only a warning tells it."""
    monkeypatch.setattr(postgres_session, "COMMIT_SECONDS", 0.5)
    with pytest.raises(OutcomeUnknown, match="its standby server did not confirm it"):
        PostgresLedger(postgres.url() + STANDBY + more, district, 2024).append(lambda _present: decided([record("a")]))


@pytest.mark.slow
def test_what_is_acknowledged_is_on_the_disk(district: str) -> None:
    """A database or a user may be set up to acknowledge commits before; a killed server then loses them."""
    settings = "synchronous_commit = off\nwal_writer_delay = 10s\nbgwriter_delay = 10s\n"
    for server in postgres_with_ledger(settings):
        ledger = PostgresLedger(server.url(), district, 2024)
        ledger.append(lambda _present: decided([record("a")]))
        ledger.append(lambda _present: decided([record("b")]))
        server.kill()
        server.start()
        assert [entry.id for entry in ledger.entries()] == ["a", "b"]


def test_what_a_look_up_finds_is_confirmed_by_the_standbys_too(
    postgres: Server, district: str, monkeypatch: pytest.MonkeyPatch, connections: list[psycopg.Connection[Any]]
) -> None:
    """Link cut and session ended during the wait: the row is there, and on this server alone, so it is no success."""
    ledger = PostgresLedger(postgres.url() + STANDBY + f"&application_name={district}", district, 2024)
    ended: list[str] = []

    def work() -> None:
        try:
            ledger.append(lambda _present: decided([record("a")]))
        except OutcomeUnknown as unknown:
            ended.append(str(unknown))

    writer = threading.Thread(target=work)
    writer.start()
    backend = waiting(postgres, district, "SyncRep")
    monkeypatch.setattr(postgres_session, "COMMIT_SECONDS", 1.0)
    limits.cut(connections[0])
    while len(connections) == 1:
        time.sleep(0.02)
    ask(postgres, "SELECT pg_terminate_backend(%s)", backend)
    writer.join()
    assert len(ended) == 1
    assert "its standby server did not confirm it" in ended[0]
    assert [entry.id for entry in PostgresLedger(postgres.url(), district, 2024).entries()] == ["a"]


def test_a_warning_at_the_commit_is_no_success(postgres: Server, district: str) -> None:
    """Whatever it is about; one before the commit is none of ours."""
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        for name, when in (("late", "DEFERRED"), ("early", "IMMEDIATE")):
            connection.execute(
                f"""
                CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.note = '{name}' THEN RAISE WARNING 'disk is nearly full'; END IF; RETURN NULL;
                END $$""".encode()
            )
            connection.execute(
                f"""
                CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON jiangan_targets.records DEFERRABLE INITIALLY {when}
                FOR EACH ROW EXECUTE FUNCTION {name}()""".encode()
            )
        try:
            ledger = PostgresLedger(postgres.url(), district, 2024)
            assert ledger.append(lambda _present: decided([record("a")._replace(note="early")]))
            with pytest.raises(OutcomeUnknown, match="warned when it stored it"):
                ledger.append(lambda _present: decided([record("b")._replace(note="late")]))
        finally:
            connection.execute("DROP FUNCTION late, early CASCADE")


@pytest.mark.parametrize("whole", [False, True], ids=["one process of it", "the process that takes requests too"])
def test_a_server_that_stopped_answering_is_given_up(
    postgres: Server,
    district: str,
    monkeypatch: pytest.MonkeyPatch,
    connections: list[psycopg.Connection[Any]],
    *,
    whole: bool,
) -> None:
    """Neither an answer nor an end of the connection: it ends all the same, and nothing is stored."""
    for place, name in (
        (limits, "OPERATION_SECONDS"),
        (limits, "CUT_SECONDS"),
        (postgres_connection, "CANCEL_SECONDS"),
    ):
        monkeypatch.setattr(place, name, 0.5)
    frozen: list[int] = []

    def freeze(_present: list[Entry]) -> Decision[list[Entry]]:
        own = connections[0].info.backend_pid
        above = int(Path(f"/proc/{own}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        frozen.extend([own, above] if whole else [own])
        for process in frozen:
            os.kill(process, signal.SIGSTOP)
        return decided([record("a")])

    began = time.monotonic()
    with pytest.raises(Failure, match="the connection broke"):
        PostgresLedger(postgres.url(), district, 2024, wait=-1.0).append(freeze)
    assert time.monotonic() - began < 15
    for process in frozen:
        os.kill(process, signal.SIGCONT)
    assert PostgresLedger(postgres.url(), district, 2024).entries() == []


@pytest.fixture
def pair() -> Iterator[tuple[Server, Server]]:
    """A server with a ledger, and a standby that follows it."""
    for main in postgres_with_ledger():
        with running_server(of=main) as standby:
            yield main, standby


@pytest.fixture
def start(folder: Path) -> Callable[[str], subprocess.Popen[str]]:
    """The installed command, recording on an address."""

    def run(url: str) -> subprocess.Popen[str]:
        command = [str(COMMAND), "--dir", str(folder), "--lang", "en", "--ledger", url, *RECORD]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return run


def both(pair: tuple[Server, Server], more: str = "") -> str:
    """The address of both servers, the standby first."""
    return f"postgresql://owner@/postgres?host={pair[1].folder},{pair[0].folder}{more}"


@pytest.mark.slow
@pytest.mark.usefixtures("district")
def test_a_standby_is_read_and_says_how_old_it_is(
    pair: tuple[Server, Server], on_postgres: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is asked for, or where there is no other; records always go to the server that takes them."""
    monkeypatch.setenv("JIANGAN_TARGETS_WAIT", "0")
    preferred = both(pair, "&target_session_attrs=prefer-standby")
    for number, url in enumerate((preferred, both(pair))):
        recorded = on_postgres("record", "parking", str(9000 + number), "--on", "2024-09-08", url=url)
        assert (recorded.code, recorded.err) == (0, "")
    hint = re.compile(r"hint: \S+ \(\S+ 2024\): read from a standby server; its newest change was stored \d+ s ago\.\n")
    answer = on_postgres("status", url=preferred)
    assert answer.code == 0
    assert hint.fullmatch(answer.err)
    assert "备用服务器" in on_postgres("status", url=preferred, lang="zh").err
    assert on_postgres("status", url=both(pair)).err == ""
    refused = on_postgres(*RECORD, url=pair[1].url())
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "(no server there takes records now, only standby servers answer)" in refused.err
    pair[0].kill()
    assert hint.fullmatch(on_postgres("status", url=both(pair)).err)
    assert on_postgres(*RECORD, url=both(pair)).code == 1
    pair[0].start()


@pytest.mark.slow
def test_a_fresh_command_waits_until_a_server_takes_records(
    pair: tuple[Server, Server], start: Callable[[str], subprocess.Popen[str]]
) -> None:
    """One that is started again, and one that takes the place of another."""
    pair[0].kill()
    process = start(pair[0].url())
    time.sleep(1)
    assert process.poll() is None
    pair[0].start()
    _out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    pair[0].kill()
    process = start(both(pair))
    time.sleep(1)
    assert process.poll() is None
    pair[1].promote()
    _out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    pair[0].start()
