"""A PostgreSQL server with a ledger, and districts and databases of its own for each test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from conftest import ROOT, Cli, Outcome
from jiangan_targets.cli.app import main
from postgres_rows import GOOD, insert
from postgres_server import Server, programs, running_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A private PostgreSQL server with a ledger, one for all tests of a run."""
    yield from postgres_with_ledger()


def postgres_with_ledger(settings: str = "", port: int = 5432, bin_folder: Path | None = None) -> Iterator[Server]:
    """A new server with a ledger and more settings; where PostgreSQL is not installed, a skip, or a failure in CI."""
    if bin_folder is None and programs() is None and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not on this machine")
    from jiangan_targets.storage.ledger.postgres.setup import initialise

    with running_server(settings, port=port, bin_folder=bin_folder) as server:
        initialise(server.url())
        yield server


@pytest.fixture(scope="session")
def postgres_by_year(postgres: Server) -> str:
    """The address of a database on it whose table is divided by year."""
    from jiangan_targets.storage.ledger.postgres.setup import initialise

    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE by_year")
    initialise(postgres.url(database="by_year"), by_year=True)
    return postgres.url(database="by_year")


@pytest.fixture(scope="session")
def newest_postgres() -> Iterator[Server]:
    """A server of the newest PostgreSQL, whose folder of programs NEWEST_POSTGRES names; in CI it must be there."""
    folder = os.environ.get("NEWEST_POSTGRES")
    if folder is None and not os.environ.get("CI"):
        pytest.skip("NEWEST_POSTGRES names no folder with the programs of the newest PostgreSQL")
    assert folder is not None, "NEWEST_POSTGRES is not set"
    yield from postgres_with_ledger(bin_folder=Path(folder))


def run_contract(url: str) -> None:
    """Run the suite of every ledger on an address."""
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "tests/test_ledger_contract.py"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=ROOT, env={**os.environ, "CONTRACT_LEDGER": url}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A district of the test's own in the shared database."""
    name = f"{request.node.name}"
    monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", name)
    return name


@pytest.fixture
def on_postgres(folder: Path, postgres: Server, district: str, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The program with one changed option."""
    assert district

    def run(*arguments: str, lang: str = "en", url: str = "") -> Outcome:
        capsys.readouterr()
        code = main(["--dir", str(folder), "--ledger", url or postgres.url(), "--lang", lang, *arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def database(postgres: Server, request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """The address of an empty database of the test's own, for a user; two writers and a reader are there."""
    name = f"rules_{abs(hash(request.node.name))}"
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        for user, role in (("zhang", "writer"), ("li", "writer"), ("guest", "reader")):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (user,)).fetchone():
                connection.execute(f"CREATE USER {user} IN ROLE jiangan_targets_{role}".encode())
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield lambda user: postgres.url(user, name)
        connection.execute(f"DROP DATABASE {name} (FORCE)".encode())


@pytest.fixture
def run_on(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The program on an address, for a district."""

    def call(url: str, *arguments: str, district: str = "jiangan", lang: str = "en") -> Outcome:
        monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", district)
        capsys.readouterr()
        code = main(["--dir", str(folder), "--ledger", url, "--lang", lang, *arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def prepared(database: Callable[[str], str], run_on: Cli) -> Callable[[str], str]:
    """The same with a ledger of this version."""
    assert run_on(database("owner"), "ledger", "init").code == 0
    return database


@pytest.fixture
def older(database: Callable[[str], str]) -> Callable[[str], str]:
    """The same with a ledger of version 2, and two records."""
    with psycopg.connect(database("owner"), autocommit=True) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_2.sql").read_bytes())
        insert(connection, GOOD)
        insert(connection, GOOD | {"id": "x2", "value": "9500", "as_of": "2024-09-20", "note": "月报"})
    return database
