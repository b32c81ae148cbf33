"""The lock and the order of a ledger in PostgreSQL: who may hold it, and what is behind what."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import psycopg
import pytest

from conftest import ROOT, Cli
from decisions import decided
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger import seen
from jiangan_targets.storage.ledger.interface import Decision
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from jiangan_targets.storage.ledger.postgres.queries import AROUND
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS
from postgres_rows import FIRST, GOOD, TAKEN_BACK, connected, insert, refuses
from postgres_server import Server
from test_ledger_contract import MOMENT

HOLD = "SELECT 1 FROM jiangan_targets.ledgers WHERE district = 'jiangan' FOR UPDATE"
SEQUENCE = "jiangan_targets.records_seq_seq"
ROWS = "SELECT * FROM jiangan_targets.records ORDER BY seq"


def record(identifier: str, value: int = 1) -> Record:
    """A figure."""
    return Record(identifier, "parking", Decimal(value), date(2024, 9, 8), MOMENT)


def eight_add(url: str) -> list[Decimal]:
    """Eight writers at once each add one to the figure that they see; what they stored, in the ledger's order."""

    def add(number: int) -> None:
        def decide(present: list[Entry]) -> Decision[list[Entry]]:
            value = max((entry.value for entry in present if isinstance(entry, Record)), default=Decimal(0)) + 1
            return decided([record(f"w{number}")._replace(value=value)])

        PostgresLedger(url, "crowd", 2024).append(decide, {"parking"}, around=date(2024, 9, 8))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    found = PostgresLedger(url, "crowd", 2024).entries()
    return [entry.value for entry in found if isinstance(entry, Record)]


def test_more_rows_than_a_statement_takes_stay_in_order(postgres: Server, district: str) -> None:
    """All of them or none, as one append, in the order in which they were given."""
    url, ids = postgres.url(), [f"r{number % 7}-{number}" for number in range(2_500)]
    PostgresLedger(url, district, 2024).append(lambda _present: decided([record(each) for each in ids]))
    assert [entry.id for entry in PostgresLedger(url, district, 2024).entries()] == ids
    again = [*(f"s{number}" for number in range(1_200)), ids[0]]
    with pytest.raises(Failure, match="taken by another record"):
        PostgresLedger(url, district, 2024).append(lambda _present: decided([record(each) for each in again]))
    assert [entry.id for entry in PostgresLedger(url, district, 2024).entries()] == ids


def test_an_upgrade_of_version_4_keeps_every_record(database: Callable[[str], str], run_on: Cli) -> None:
    """Before it the ledger is read and written as before, one writer at a time; nothing is changed by it."""
    owner, zhang = database("owner"), database("zhang")
    with connected(owner) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_4.sql").read_bytes())
        insert(connection, GOOD)
        insert(connection, GOOD | TAKEN_BACK | {"id": "x2", "withdraws": "x1", "reason": "重复"})
        assert run_on(zhang, *FIRST).code == 0
        assert eight_add(zhang) == list(range(1, 9))
        asked = (("history", "--json"), ("status", "--json", "--on", "2024-10-01"), ("summary", "--week", "2024-W39"))
        before, table = [run_on(zhang, *arguments) for arguments in asked], connection.execute(ROWS).fetchall()
        assert f"is ready: version {len(MIGRATIONS)}, was 4." in run_on(owner, "ledger", "init").out
        assert [run_on(zhang, *arguments) for arguments in asked] == before
        assert [row[:-1] for row in connection.execute(ROWS).fetchall()] == table
        assert run_on(zhang, "undo", "--reason", "x").code == 0
        connection.execute("DELETE FROM jiangan_targets.records WHERE district = 'crowd'")
    assert eight_add(zhang) == list(range(1, 9))
    assert run_on(zhang, "check").code == 0


def test_an_upgrade_closes_the_locks_as_the_records_were(database: Callable[[str], str], run_on: Cli) -> None:
    """A database with members has them afterwards."""
    owner = database("owner")
    with connected(owner) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_4.sql").read_bytes())
        for statement in (
            "CREATE POLICY records_write_own ON jiangan_targets.records FOR INSERT WITH CHECK (false)",
            "CREATE POLICY records_read_all ON jiangan_targets.records FOR SELECT USING (true)",
            "ALTER TABLE jiangan_targets.records ENABLE ROW LEVEL SECURITY",
            "INSERT INTO jiangan_targets.members VALUES ('zhang', 'jiangan')",
        ):
            connection.execute(statement.encode())
    assert "Members of a district write into it, and all read it" in run_on(owner, "ledger", "init").out
    assert run_on(database("zhang"), *FIRST).code == 0
    assert "may not write into the district" in run_on(database("li"), *FIRST).err


def test_who_may_hold_a_ledger(prepared: Callable[[str], str], run_on: Cli) -> None:
    """Writers, of their own district where that is asked for; never a reader, nor for more than to hold it."""
    owner, zhang, li = prepared("owner"), prepared("zhang"), prepared("li")
    assert run_on(zhang, *FIRST).code == 0
    with connected(prepared("guest")) as reader:
        refuses(reader, HOLD)
    with connected(zhang) as writer, connected(li) as other:
        assert writer.execute(HOLD).fetchall() == other.execute(HOLD).fetchall() == [(1,)]
        for statement in (
            "DELETE FROM jiangan_targets.ledgers",
            "UPDATE jiangan_targets.ledgers SET year = 2025",
            "INSERT INTO jiangan_targets.ledgers VALUES ('jiangan', 2025, false)",
        ):
            refuses(writer, statement)
        with pytest.raises(psycopg.errors.CheckViolation):
            writer.execute("UPDATE jiangan_targets.ledgers SET held = true")
        for isolation in ("writing", "all"):
            assert run_on(owner, "ledger", "init", "--isolate", isolation).code == 0
            with connected(owner) as connection:
                connection.execute(
                    "INSERT INTO jiangan_targets.members VALUES ('zhang', 'jiangan') ON CONFLICT DO NOTHING"
                )
            assert writer.execute(HOLD).fetchall() == [(1,)]
            assert other.execute(HOLD).fetchall() == []
            refuses(other, "INSERT INTO jiangan_targets.ledgers VALUES ('jiangan', 2026)")
    assert run_on(zhang, "record", "parking", "9100", "--on", "2024-09-10").code == 0


def test_what_is_written_last_is_last(prepared: Callable[[str], str], run_on: Cli) -> None:
    """A sequence that starts again or hands out numbers in advance is told, and nothing is recorded out of order."""
    zhang = prepared("zhang")
    assert run_on(zhang, *FIRST).code == 0
    assert run_on(zhang, "record", "parking", "9100", "--on", "2024-09-10").code == 0
    with connected(prepared("owner")) as connection:
        connection.execute("ALTER TABLE jiangan_targets.records ALTER seq RESTART")
        refused = run_on(zhang, "record", "parking", "9200", "--on", "2024-09-11")
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "does not number its rows in their order; nothing was recorded." in refused.err
        assert len(json.loads(run_on(zhang, "history", "--json").out)) == 2
        connection.execute("ALTER SEQUENCE jiangan_targets.records_seq_seq CACHE 50")
        with PostgresLedger(zhang, "cached", 2024) as one, PostgresLedger(zhang, "cached", 2024) as two:
            one.append(lambda _present: decided([record("a"), record("b")]))
            two.append(lambda _present: decided([record("c"), record("d")]))
            with pytest.raises(Failure, match="does not number its rows in their order"):
                one.append(lambda _present: decided([record("e")]))
            assert [entry.id for entry in two.entries()] == ["a", "b", "c", "d"]
        for statement in order_recipe():
            connection.execute(statement.encode())
    assert run_on(zhang, "record", "parking", "9200", "--on", "2024-09-11").code == 0


def order_recipe() -> list[str]:
    """What docs/scale.md gives to whoever owns the tables."""
    _before, _title, text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8").partition("## The order\n")
    return [line for line in text.partition("```sql\n")[2].partition("```")[0].splitlines() if line]


def test_bad_rows_decide_nothing(older: Callable[[str], str], run_on: Cli) -> None:
    """Rows of an older version that are no figures are no neighbours either, and take nothing back."""
    with connected(older("owner")) as connection:
        for number, day in enumerate(("2024-09-25", "2024-09-30")):
            insert(connection, GOOD | {"id": f"bad{number}", "value": "NaN", "as_of": day})
        insert(connection, GOOD | TAKEN_BACK | {"id": "bad-w", "withdraws": "x2", "recorded_offset": 99999})
    assert run_on(older("owner"), "ledger", "init").code == 0
    recorded = run_on(older("zhang"), "record", "parking", "9600", "--on", "2024-09-26")
    assert recorded.code == 0
    refused = run_on(older("zhang"), "record", "parking", "9400", "--on", "2024-09-21")
    assert (refused.code, "9,500" in refused.err) == (1, True)


def test_what_stands_around_a_day_is_found_by_index(postgres: Server) -> None:
    """However long the history is."""
    wanted = {
        "targets": ["parking"],
        "parts": ["大智街道"],
        "district": "d",
        "year": 2024,
        "on": date(2024, 9, 8),
        "known": None,
        "left_out": [],
    }
    with psycopg.connect(postgres.url()) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = "\n".join(row[0] for row in connection.execute(f"EXPLAIN {AROUND}".encode(), wanted).fetchall())
    assert plan.count("records_current") == 2
    assert "Seq Scan" not in plan
    assert "Sort" not in plan.replace("Sort Key: r.seq", "").partition("records_current")[2]


def test_of_a_long_ledger_what_is_recorded_is_noted(
    prepared: Callable[[str], str], run_on: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recording does not look at all of it, yet what this machine recorded and is gone is told by the next look."""
    zhang = prepared("zhang")
    assert run_on(zhang, *FIRST).code == 0
    monkeypatch.setattr(seen, "LONG", 0)
    for value in ("9100", "9200"):
        assert run_on(zhang, "record", "parking", value, "--on", "2024-09-10").code == 0
    with connected(prepared("owner")) as connection:
        connection.execute("DELETE FROM jiangan_targets.records WHERE value = 9100")
    assert run_on(zhang, "record", "parking", "9300", "--on", "2024-09-10")[0::2] == (0, "")
    checked = run_on(zhang, "check")
    assert (checked.code, checked.err) == (1, "")
    assert checked.out.count("this machine has seen it, and it is gone.") == 1
    assert run_on(zhang, "check", "--accept").code == 0
    assert run_on(zhang, "check").code == 0
