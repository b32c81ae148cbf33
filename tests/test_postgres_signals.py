"""Ctrl-C around a commit in PostgreSQL, on a real server: what is said is true, and it is said within seconds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from conftest import COMMAND, Cli, Outcome
from postgres_server import Server
from test_signals import NOTHING, RECORDED, listening

STANDBY = ("-csynchronous_commit=on", "SyncRep")
"""A session's option, and what its commit then waits for: a standby that does not answer."""

RECORD = ("record", "parking", "9000", "--on", "2024-09-08")


def sleeping(seconds: float) -> tuple[str, str]:
    """The same for a commit that takes so long, as a deferred trigger may."""
    return f"-ctest.sleep={seconds}", "PgSleep"


class Office(NamedTuple):
    """A district's records on a server."""

    server: Server
    district: str

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The answer of the server."""
        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def stored(self) -> int:
        """How many records it has."""
        return int(self.ask("SELECT count(*) FROM jiangan_targets.records WHERE district = %s", self.district)[0][0])

    def start(self, option: str, *arguments: str) -> subprocess.Popen[str]:
        """The installed command, in a session with an option."""
        url = f"{self.server.url()}&application_name={self.district}&options={option.replace('=', '%3D')}"
        command = [str(COMMAND), "--ledger", url, *arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def wait_until_it_waits(self, event: str) -> int:
        """Wait until the session waits for `event`; its process on the server."""
        query = "SELECT pid FROM pg_stat_activity WHERE application_name = %s AND wait_event = %s"
        while not (found := self.ask(query, self.district, event)):
            time.sleep(0.02)
        return int(found[0][0])

    def interrupted(self, waiting: tuple[str, str], act: Callable[[subprocess.Popen[str], int], None]) -> Outcome:
        """What `record` gives when something is done to it, or to its process on the server, during its commit."""
        process = self.start(waiting[0], *RECORD)
        act(process, self.wait_until_it_waits(waiting[1]))
        out, err = process.communicate()
        return Outcome(process.returncode, out, err)


@pytest.fixture(scope="module")
def slow(postgres: Server) -> Iterator[Server]:
    """The server with a trigger that makes commits slow in sessions that ask for it."""
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("""
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                PERFORM pg_sleep(coalesce(nullif(current_setting('test.sleep', true), ''), '0')::float); RETURN NULL;
            END $$""")
        connection.execute("""
            CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON jiangan_targets.records DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION slow()""")
        yield postgres
        connection.execute("DROP FUNCTION slow CASCADE")


@pytest.fixture
def office(slow: Server, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Office:
    """A district of the test's own."""
    district = f"office{abs(hash(request.node.name))}"
    monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", district)
    monkeypatch.chdir(folder)
    return Office(slow, district)


def send(number: signal.Signals) -> Callable[[subprocess.Popen[str], int], None]:
    """Send it a signal."""
    return lambda process, _backend: process.send_signal(number)


def test_a_signal_during_a_commit_waits_for_it(office: Office) -> None:
    """What was stored is answered, and said to be stored."""
    outcome = office.interrupted(sleeping(0.5), send(signal.SIGINT))
    assert (outcome.code, outcome.err) == (0, RECORDED)
    assert "9,000" in outcome.out
    assert office.stored() == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_commit_that_takes_too_long_is_cancelled(office: Office, number: signal.Signals) -> None:
    """The server rolls it back, so nothing was recorded."""
    assert office.interrupted(sleeping(60), send(number)) == (128 + number, "", NOTHING)
    assert office.stored() == 0


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_standby_that_does_not_answer(office: Office, number: signal.Signals) -> None:
    """The server has it, and nobody knows whether it would survive there: unknown is 75."""
    outcome = office.interrupted(STANDBY, send(number))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (75, "", 1)
    assert (
        "has stored it, but its standby server did not confirm it; look with `jiangan-targets history`" in outcome.err
    )
    assert office.stored() == 1


def test_a_standby_given_up_by_the_server(office: Office) -> None:
    """The same without a signal, when an administrator ends the wait."""
    outcome = office.interrupted(STANDBY, lambda _process, backend: end(office, backend))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (75, "", 1)
    assert "its standby server did not confirm it" in outcome.err


def end(office: Office, backend: int) -> None:
    """End a session as an administrator does."""
    office.ask("SELECT pg_terminate_backend(%s)", backend)


@pytest.mark.slow
def test_a_server_that_does_not_answer(office: Office) -> None:
    """It is given up after some seconds."""
    stopped = []

    def stop(process: subprocess.Popen[str], backend: int) -> None:
        os.kill(backend, signal.SIGSTOP)
        stopped.append(backend)
        process.send_signal(signal.SIGINT)

    outcome = office.interrupted(sleeping(60), stop)
    os.kill(stopped[0], signal.SIGCONT)
    assert (outcome.code, outcome.out) == (75, "")
    assert outcome.err == (
        "Interrupted while records were stored; look with `jiangan-targets history` before you record again.\n"
    )


def test_a_wait_for_others_is_ended_at_once(office: Office) -> None:
    """Before the commit nothing is stored, and nothing needs to be waited for."""
    with psycopg.connect(office.server.url()) as other:
        other.execute("LOCK TABLE jiangan_targets.records IN ACCESS EXCLUSIVE MODE")
        assert office.interrupted(("", "relation"), send(signal.SIGINT)) == (130, "", NOTHING)
    assert office.stored() == 0


def test_a_signal_at_any_instant(office: Office) -> None:
    """What is said is what the server has."""
    chance = random.Random(12)
    started = time.monotonic()
    office.start("", *RECORD).communicate()
    usual = time.monotonic() - started
    for figure, number in enumerate((signal.SIGINT, signal.SIGTERM) * 4):
        before = office.stored()
        process = office.start("", *RECORD[:2], str(9200 + figure), *RECORD[3:])
        listening(process)
        time.sleep(chance.uniform(0, usual))
        process.send_signal(number)
        _out, err = process.communicate()
        stored = office.stored() > before
        assert process.returncode == (0 if stored else 128 + number)
        assert err in ({"", RECORDED} if stored else {NOTHING})


def test_a_copy_goes_on_where_it_was_stopped(office: Office, cli: Cli, folder: Path) -> None:
    """It says that a part is there; the same command copies the rest."""
    for day in range(1, 4):
        assert cli("record", "events", str(day), "--on", f"2024-09-0{day}", "--force").code == 0
    program = "from jiangan_targets.storage.ledger import copy; copy.BATCH = 1\n"
    program += "from jiangan_targets.__main__ import main; main()"
    url = f"{office.server.url()}&options=-ctest.sleep%3D0.5"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "--dir", folder, "ledger", "copy", "file", url],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not office.stored():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.communicate() == (
        "",
        "Interrupted; a part was recorded, and the same command records the rest.\n",
    )
    assert process.returncode == 130
    there = office.stored()
    assert 0 < there < 3
    assert f"records 3, of them new {3 - there};" in cli("ledger", "copy", "file", office.server.url()).out


def test_an_answer_that_cannot_be_printed_does_not_unsay_a_copy(office: Office, cli: Cli, folder: Path) -> None:
    """0 when something was copied, 1 when there was nothing to store and nothing could be shown."""
    assert cli("record", "events", "5", "--on", "2024-09-01", "--force").code == 0
    for code in (0, 1):
        with Path("/dev/full").open("w") as full:
            command = [str(COMMAND), "--dir", str(folder), "ledger", "copy", "file", office.server.url()]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert (done.returncode, done.stderr.count("\n"), office.stored()) == (code, 1, 1)
