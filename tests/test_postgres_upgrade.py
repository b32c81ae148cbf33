"""Ledgers in PostgreSQL that older and newer versions made."""

from __future__ import annotations

import json
from collections.abc import Callable

import psycopg
import pytest

from conftest import ROOT, Cli
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS
from postgres_rows import ANOTHER, BAD, FIRST, GOOD, TAKEN_BACK, connected, insert
from postgres_server import Server


def test_an_upgrade_keeps_every_record(older: Callable[[str], str], run_on: Cli) -> None:
    """Nothing is changed, and the same figures are given before and after."""
    url = older("zhang")
    asked = (("history", "--json"), ("status", "--json", "--on", "2024-10-01"), ("summary", "--week", "2024-W39"))
    before = [run_on(url, *arguments) for arguments in asked]
    assert run_on(url, *ANOTHER).code == 0
    assert run_on(url, "undo", "--reason", "x").code == 0
    with connected(older("owner")) as connection:
        table = connection.execute("SELECT * FROM jiangan_targets.records ORDER BY seq").fetchall()
        assert f"is ready: version {len(MIGRATIONS)}, was 2." in run_on(older("owner"), "ledger", "init").out
        upgraded = connection.execute("SELECT * FROM jiangan_targets.records ORDER BY seq").fetchall()
        assert [row[: len(table[0])] for row in upgraded] == table
        assert {row[len(table[0]) :] for row in upgraded} == {(None, None, None)}
    assert [run_on(url, *arguments).code for arguments in asked] == [0, 0, 0]
    assert run_on(url, "status", "--json", "--on", "2024-10-01").out == before[1].out
    assert len(json.loads(run_on(url, "history", "--json").out)) == 3
    assert run_on(url, "check").code == 0


EXPLAIN = ("explain", "parking", "--reason", "征地未完成", "--on", "2024-09-20")


def test_a_ledger_of_version_3_gets_room_for_reasons(database: Callable[[str], str], run_on: Cli) -> None:
    """Until it is brought up to date it is read and written as before, and a reason is refused with what to do."""
    owner, zhang = database("owner"), database("zhang")
    with connected(owner) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_3.sql").read_bytes())
        for number, (_rule, changed) in enumerate(BAD):
            with pytest.raises(psycopg.errors.CheckViolation):
                insert(connection, GOOD | {"id": f"bad{number}"} | changed)
        insert(connection, GOOD)
        insert(connection, GOOD | TAKEN_BACK | {"id": "x2", "withdraws": "x1", "reason": "重复"})
        assert run_on(zhang, *FIRST).code == 0
        asked = (("history", "--json"), ("status", "--json", "--on", "2024-10-01"), ("summary", "--week", "2024-W39"))
        before = [run_on(zhang, *arguments) for arguments in asked]
        for more in ((), ("--measure", "夜间施工"), ("--by-date", "2024-10-31")):
            refused = run_on(zhang, *EXPLAIN, *more)
            assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
            assert "of an older version; `jiangan-targets --dir " in refused.err
            assert " ledger init` brings it up to date." in refused.err
        assert [run_on(zhang, *arguments) for arguments in asked] == before
        table = connection.execute("SELECT * FROM jiangan_targets.records ORDER BY seq").fetchall()
        assert f"is ready: version {len(MIGRATIONS)}, was 3." in run_on(owner, "ledger", "init").out
        assert [run_on(zhang, *arguments) for arguments in asked] == before
        upgraded = connection.execute("SELECT * FROM jiangan_targets.records ORDER BY seq").fetchall()
        assert [row[: len(table[0])] for row in upgraded] == table
        unproved = "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = %s::regnamespace"
        assert connection.execute(unproved, ("jiangan_targets",)).fetchall() == []
    assert run_on(zhang, *EXPLAIN, "--measure", "夜间施工", "--by-date", "2024-10-31").code == 0
    (found, *_others) = json.loads(run_on(zhang, "history", "--json").out)
    assert (found["reason"], found["measure"], found["promised"]) == ("征地未完成", "夜间施工", "2024-10-31")
    assert run_on(zhang, "status", "--json", "--on", "2024-10-01").out == before[1].out
    assert run_on(zhang, "undo", "--reason", "x").code == 0
    assert run_on(zhang, "check").code == 0


@pytest.mark.parametrize("version", [2, 3, 4, 5])
def test_all_ways_to_this_schema_end_alike(
    database: Callable[[str], str], run_on: Cli, postgres: Server, version: int
) -> None:
    """A database of an earlier version that was brought up to date has the rules, columns and indexes of a new one."""
    facts = (
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = %s::regnamespace ORDER BY 1",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = %s ORDER BY 1",
        (
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_schema = %s ORDER BY 1, 2"
        ),
        (
            "SELECT grantee, column_name, privilege_type FROM information_schema.column_privileges "
            "WHERE table_schema = %s AND grantee LIKE 'jiangan%%' ORDER BY 1, 2, 3"
        ),
    )
    with connected(database("owner")) as older, connected(postgres.url()) as new:
        older.execute((ROOT / "tests" / f"postgres_schema_{version}.sql").read_bytes())
        assert run_on(database("owner"), "ledger", "init").code == 0
        for fact in facts:
            found, wanted = (each.execute(fact.encode(), ("jiangan_targets",)).fetchall() for each in (older, new))
            assert found == wanted
            assert found


def test_a_newer_schema_is_told_and_refused(prepared: Callable[[str], str], run_on: Cli) -> None:
    """Reading, writing, preparing: what the program does not know it leaves alone."""
    with connected(prepared("owner")) as connection:
        connection.execute("INSERT INTO jiangan_targets.migrations VALUES (%s)", (len(MIGRATIONS) + 1,))
        for arguments in (
            ("status",),
            FIRST,
            ("history",),
            ("ledger", "init"),
            ("ledger", "copy", prepared("owner"), "file"),
        ):
            refused = run_on(prepared("owner"), *arguments)
            assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
            assert f"is of version {len(MIGRATIONS) + 1}, and this program knows {len(MIGRATIONS)} only" in refused.err
        assert f"of version {len(MIGRATIONS) + 1}" in run_on(prepared("owner"), "check").out
        assert connection.execute("SELECT count(*) FROM jiangan_targets.records").fetchone() == (0,)
