"""`overview` and `ledger keep-plan` through a real PgBouncer, and of a table that is divided by year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Cli
from pooler import running_pooler
from postgres_server import Server
from three_districts import NAMES, ON


@pytest.fixture
def pooled(postgres: Server) -> Iterator[str]:
    """The address of the shared server through a pooler by transaction."""
    with running_pooler(postgres, "transaction") as url:
        yield url


def fill(url: str, districts: Path, run_on: Cli) -> None:
    """Records and plans of the three."""
    for name in NAMES:
        folder = ("--dir", str(districts / name))
        assert run_on(url, *folder, "ledger", "copy", "file", url, district=name).code == 0
        for _again in range(2):
            assert run_on(url, *folder, "ledger", "keep-plan", district=name).code == 0


def looked(cli: Cli, *source: str) -> list[str]:
    """What is shown of the three, without districts that other tests left there."""
    shown = cli("overview", *source, "--target", "parking", "--format", "csv", *ON).out.splitlines()
    rows = [line.split(",") for line in shown if line.partition(",")[0] in {"district", *NAMES}]
    assert len(rows) == 4, shown
    return sorted(",".join([row[0], *row[2:]]) for row in rows)


def test_through_a_pooler(districts: Path, cli: Cli, run_on: Cli, pooled: str) -> None:
    """Again and again, in sessions that others had before: the same as of the folder."""
    fill(pooled, districts, run_on)
    for _time in range(5):
        assert looked(cli, "--ledger", pooled) == looked(cli, str(districts))


def test_of_a_table_by_year(districts: Path, cli: Cli, run_on: Cli, postgres_by_year: str) -> None:
    """The same as of the folder."""
    fill(postgres_by_year, districts, run_on)
    assert looked(cli, "--ledger", postgres_by_year) == looked(cli, str(districts))
