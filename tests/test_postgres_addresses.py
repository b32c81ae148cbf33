"""Every way of naming a server, with passwords and encryption; what is refused says why, and shows no password."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psycopg
import pytest

from conftest import Cli, Outcome
from jiangan_targets.cli.app import main
from jiangan_targets.domain.address import shown
from jiangan_targets.storage.ledger.postgres.connection import connect
from jiangan_targets.storage.ledger.postgres.parameters import attempts
from postgres_fixtures import postgres_with_ledger
from postgres_server import Server, hand_over

PASSWORD = "p@ss:/?#[%世 界'"  # noqa: S105 -- of a server that lives as long as the test
WRONG = "secret"
STATUS = ("status",)


class Network(NamedTuple):
    """A server with passwords on its port, and certificates for the name localhost."""

    server: Server
    port: int
    folder: Path

    def url(self, host: str = "127.0.0.1", user: str = f"wang:{quote(PASSWORD, safe='')}", **more: str) -> str:
        """An address of it."""
        asked = "&".join(f"{name}={value}" for name, value in more.items())
        return f"postgresql://{user}@{host}:{self.port}/postgres?{asked}"


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    """Start it, with one writer who has a password."""
    with tempfile.TemporaryDirectory(prefix="jt-net-", dir="/tmp") as name, socket.socket() as free:
        folder = Path(name)
        for key in ("good", "other"):
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                 "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / f"{key}.key",
                 "-out", folder / f"{key}.crt"],
                check=True, capture_output=True,
            )  # fmt: skip
        (folder / "hba").write_text("local all owner trust\nhostssl all wang all scram-sha-256\n")
        folder.chmod(0o755)
        (folder / "good.key").chmod(0o600)
        hand_over(folder)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        settings = f"listen_addresses = '127.0.0.1,::1'\nport = {port}\nssl = on\nhba_file = '{folder}/hba'\n"
        settings += f"ssl_cert_file = '{folder}/good.crt'\nssl_key_file = '{folder}/good.key'\n"
        for server in postgres_with_ledger(settings, port):
            with psycopg.connect(server.url(), autocommit=True) as connection:
                wanted = psycopg.sql.Literal(PASSWORD)
                create = "CREATE USER wang IN ROLE jiangan_targets_writer PASSWORD {}"
                connection.execute(psycopg.sql.SQL(create).format(wanted))
            yield Network(server, port, folder)


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The program on an address, which waits for nobody; nothing that it says ever holds the password."""
    monkeypatch.setenv("JIANGAN_TARGETS_WAIT", "0")
    monkeypatch.setenv("PGPASSFILE", "/nowhere")

    def call(url: str, *arguments: str, lang: str = "en") -> Outcome:
        capsys.readouterr()
        code = main(["--dir", str(folder), "--ledger", url, "--lang", lang, *arguments])
        captured = capsys.readouterr()
        for text in (PASSWORD, quote(PASSWORD, safe=""), "secret"):
            assert text not in captured.out + captured.err
        return Outcome(code, captured.out, captured.err)

    return call


def fails(run: Cli, url: str, said: str, *arguments: str) -> None:
    """See that it is refused in one line that says so."""
    outcome = run(url, *(arguments or STATUS))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1), outcome
    assert said in outcome.err, outcome.err


def test_a_password_with_every_sign(network: Network, run: Cli) -> None:
    """Percent-encoded in the address, it works on IPv4 and IPv6, and is shown nowhere."""
    for host in ("127.0.0.1", "[::1]", "localhost", f"127.0.0.1:1,[::1]:{network.port},127.0.0.1"):
        url = network.url(host)
        assert run(url, *STATUS).code == 0, host
        assert f"postgresql://wang@{host}:{network.port}/postgres" in run(url, "where").out
        assert run(url, "record", "parking", "9000", "--on", "2024-09-08").code == 0
    fails(run, network.url(user="wang:secret"), "(user or password is wrong)")
    fails(run, network.url(user="wang"), "(user or password is wrong)")
    fails(run, network.url("127.0.0.1", "wang", password=WRONG), "(user or password is wrong)")


def test_password_and_service_files(
    network: Network, run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As libpq has them; what a service file says of time limits counts."""
    passfile = tmp_path / "passfile"
    passfile.write_text(f"*:*:*:wang:{PASSWORD.replace(':', chr(92) + ':')}\n", encoding="utf-8")
    passfile.chmod(0o600)
    assert run(network.url(user="wang", passfile=str(passfile)), *STATUS).code == 0
    services = tmp_path / "services"
    services.write_text(
        f"[office]\nhost=127.0.0.1,127.0.0.1\nport=1,{network.port}\nuser=wang\ndbname=postgres\n"
        f"passfile={passfile}\nconnect_timeout=9\nkeepalives_idle=7\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    assert run("postgresql:///?service=office", *STATUS).code == 0
    fails(run, "postgresql:///?service=elsewhere", "(there is no such service in the service file)")
    (writing,) = attempts("postgresql:///?service=office", writing=True)
    assert writing == {
        "keepalives_interval": "2", "keepalives_count": "3", "tcp_user_timeout": "8000",
        "target_session_attrs": "read-write",
    }  # fmt: skip
    assert "PGSERVICE" not in os.environ


def test_certificates(network: Network, run: Cli) -> None:
    """The right one is taken, a wrong one says what is wrong with it."""
    good, other = (str(network.folder / f"{name}.crt") for name in ("good", "other"))
    for mode in ("require", "verify-ca", "verify-full"):
        assert run(network.url("localhost", sslmode=mode, sslrootcert=good), *STATUS).code == 0
    strict = "verify-full"
    fails(run, network.url(sslmode=strict, sslrootcert=good), "(its certificate is of another name)")
    fails(run, network.url("localhost", sslmode=strict, sslrootcert=other), "(its certificate is not one to trust;")
    fails(run, network.url(sslmode=strict, sslrootcert="/nowhere"), "(there is no file with the certificates to trust;")
    fails(run, network.url(sslmode="disable"), "(its pg_hba.conf lets this user not in from here)")
    fails(run, network.url(sslmode="bogus"), "(a setting of the address has a value that does not exist)")


def test_each_refusal_has_a_line_of_its_own(
    network: Network, postgres: Server, run: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unknown user, database, host; no room left; no right; no number."""
    fails(run, postgres.url("nobody"), "(there is no such user)")
    fails(run, postgres.url("jiangan_targets_writer"), "(this user may not use it)")
    fails(run, postgres.url(database="none"), "(there is no such database)")
    fails(run, "postgresql://wang:secret@no.invalid/x", "no.invalid/x cannot be reached (there is no such host)")
    fails(
        run, "postgresql://wang:secret@[::1]:1,127.0.0.1:2/x", "wang@[::1]:1,127.0.0.1:2/x cannot be reached (no server"
    )
    with psycopg.connect(network.server.url(), autocommit=True) as connection:
        connection.execute("ALTER ROLE wang CONNECTION LIMIT 0")
        fails(run, network.url(), "(it takes no more connections now)")
        connection.execute("ALTER ROLE wang CONNECTION LIMIT -1")
    fails(run, "postgresql://wang:secret@h/x?connect_timeout=abc", "connect_timeout must be a whole number of seconds.")
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "abc")
    fails(run, network.url(), "connect_timeout must be a whole number of seconds.")
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "3")
    assert ["connect_timeout" in each for each in attempts(network.url(), writing=False)] == [False]
    monkeypatch.setenv("JIANGAN_TARGETS_WAIT", "soon")
    fails(run, network.url(), "JIANGAN_TARGETS_WAIT must be a whole number of seconds, like 20.")


@pytest.mark.parametrize(
    ("more", "reading", "writing"),
    [
        ("", ["read-write", "any"], ["read-write"]),
        ("&target_session_attrs=prefer-standby", ["standby", "any"], ["read-write"]),
        ("&target_session_attrs=any", [None], ["read-write"]),
        ("&target_session_attrs=primary", ["primary"], ["primary"]),
    ],
)
def test_which_of_several_hosts_is_asked_for(more: str, reading: list[str], writing: list[str]) -> None:
    """Writing is for the one that takes records; so is reading, unless a standby is preferred."""

    def kinds(url: str, *, writing: bool) -> list[str | None]:
        return [each.get("target_session_attrs") for each in attempts(url, writing=writing)]

    url = f"postgresql:///x?host=h1,h2{more}"
    assert [kind or "any" for kind in kinds(url, writing=False)] == [kind or "any" for kind in reading]
    assert kinds(url, writing=True) == writing
    assert kinds("postgresql://h/x", writing=True) == kinds("postgresql://h/x", writing=False) == [None]


def test_a_link_that_was_cut_is_noticed(network: Network) -> None:
    """By the limits that the system has for that, as the connection itself has them."""
    with connect(network.url(), writing=True) as connection, socket.socket(fileno=os.dup(connection.fileno())) as link:
        found = [link.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) for name in LIMITS]
    assert dict(zip(LIMITS, found, strict=True)) == LIMITS


LIMITS = {"TCP_KEEPIDLE": 3, "TCP_KEEPINTVL": 2, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 8000}


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("postgresql://u:secret@h1:7201,h2:7202/db", "postgresql://u@h1:7201,h2:7202/db"),
        ("postgresql://u:secret@[::1]:7201,[fe80::1%25eth0]/db", "postgresql://u@[::1]:7201,[fe80::1%25eth0]/db"),
        ("postgresql://u@/db?host=h1,h2&port=1,2&password=secret", "postgresql://u@/db?host=h1,h2&port=1,2"),
    ],
)
def test_how_several_hosts_are_shown(url: str, seen: str) -> None:
    """As they were typed."""
    assert shown(url) == seen
