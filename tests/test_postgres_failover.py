"""A main server that is killed while many record: another takes its place, and nothing acknowledged is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from decisions import decided
from failover import Cluster, running_cluster
from jiangan_targets.domain.record import Record
from jiangan_targets.errors import Failure, OutcomeUnknown
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from jiangan_targets.storage.ledger.postgres.setup import initialise
from postgres_fixtures import run_contract
from test_ledger_contract import MOMENT
from test_postgres import the_tour_prints_the_same

pytestmark = pytest.mark.slow

WRITERS, RECORDS, BEFORE = 16, 500, 150
DAY = date(2024, 9, 8)
WAIT = 120.0  # of a machine that may be busy with other tests; an office's cluster takes about half a minute


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A cluster with a ledger."""
    with running_cluster() as made:
        initialise(made.url())
        yield made


def test_every_promise_of_a_ledger(cluster: Cluster) -> None:
    """The suite of every ledger, on the cluster."""
    run_contract(cluster.url())


def test_the_readmes_tour(cluster: Cluster, tmp_path: Path) -> None:
    """Its commands as they stand print the same."""
    the_tour_prints_the_same(cluster.url(), tmp_path)


def test_a_killed_main_server_loses_nothing_acknowledged(
    cluster: Cluster, record_property: Callable[[str, object], None]
) -> None:
    """`kill -9` amid 500 records by 16 writers: they go on by themselves; each is stored once, refused never."""
    numbers = iter(range(RECORDS))
    told: dict[str, list[str]] = {"acknowledged": [], "unknown": [], "refused": []}
    enough = threading.Event()

    def work() -> None:
        while (number := next(numbers, None)) is not None:
            record = Record(f"r{number}", "parking", Decimal(number), DAY, MOMENT)
            ledger = PostgresLedger(cluster.url(), "crowd", 2024, wait=WAIT)
            try:
                ledger.append(lambda _present, new=record: decided([new]), {"parking"}, around=DAY)  # type: ignore[misc]
                told["acknowledged"].append(record.id)
            except OutcomeUnknown:
                told["unknown"].append(record.id)
            except Failure as failure:
                told["refused"].append(str(failure))
            if len(told["acknowledged"]) >= BEFORE:
                enough.set()

    threads = [threading.Thread(target=work) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    enough.wait()
    cluster.kill_main()
    for thread in threads:
        thread.join()
    found = [entry.id for entry in PostgresLedger(cluster.url(), "crowd", 2024, wait=WAIT).entries()]
    record_property("figure", {kind: len(those) for kind, those in told.items()})
    assert told["refused"] == []
    assert len(found) == len(set(found))
    assert set(told["acknowledged"]) <= set(found) <= {*told["acknowledged"], *told["unknown"]}
    assert len(told["acknowledged"]) + len(told["unknown"]) == RECORDS
    assert len(told["acknowledged"]) > BEFORE + WRITERS
