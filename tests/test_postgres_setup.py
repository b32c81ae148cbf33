"""`ledger init` by whoever may do what, beside other tables, and with a table that is divided by year."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest

from conftest import ROOT, Cli
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS
from postgres_rows import FIRST, connected, insert, refuses
from postgres_rows import GOOD as ROW
from postgres_server import Server
from test_postgres import TOUR, masked

INIT = ("ledger", "init")
BY_YEAR = (*INIT, "--partition", "year")
PARTS = "SELECT tableoid::regclass::text, count(*) FROM jiangan_targets.records GROUP BY 1 ORDER BY 1"


def fails(run_on: Cli, url: str, said: str, *arguments: str) -> None:
    """See that it is refused in one line that says so."""
    refused = run_on(url, *(arguments or INIT))
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert said in refused.err


@pytest.fixture
def ordinary(database: Callable[[str], str], postgres: Server) -> Iterator[psycopg.Connection[object]]:
    """The owner's session; there is a user `kept` who has no rights in the database."""
    with connected(database("owner")) as connection:
        connection.execute("DROP ROLE IF EXISTS kept")
        connection.execute("CREATE ROLE kept LOGIN")
        yield connection
        connection.execute("DROP OWNED BY kept")
    with connected(postgres.url()) as connection:
        connection.execute("DROP ROLE kept")


def test_what_is_missing_is_said(
    database: Callable[[str], str], run_on: Cli, ordinary: psycopg.Connection[object]
) -> None:
    """One right after the other, until it works without a superuser; others who run it again are told whose it is."""
    name = ordinary.info.dbname
    grant = f"GRANT CREATE ON DATABASE {name} TO kept"
    fails(run_on, database("kept"), f"this user may not create a schema; whoever owns the database says: {grant}")
    ordinary.execute(grant.encode())
    ordinary.execute("ALTER ROLE jiangan_targets_reader RENAME TO elsewhere")
    try:
        missing = "somebody with CREATEROLE says: CREATE ROLE jiangan_targets_reader"
        fails(run_on, database("kept"), missing)
        assert "CREATEROLE" in run_on(database("kept"), *INIT, lang="zh").err
    finally:
        ordinary.execute("ALTER ROLE elsewhere RENAME TO jiangan_targets_reader")
    for arguments in (INIT, (*INIT, "--isolate", "writing"), (*INIT, "--isolate", "nothing")):
        assert run_on(database("kept"), *arguments).code == 0
    assert run_on(database("zhang"), *FIRST).code == 0
    for other in ("zhang", "guest", "owner"):
        fails(run_on, database(other), "run `ledger init` as kept")


def test_tables_that_others_keep_beside_ours(prepared: Callable[[str], str], run_on: Cli) -> None:
    """They stay as they are, with their rights; `ledger init` runs on."""
    with connected(prepared("owner")) as connection:
        connection.execute("CREATE TABLE jiangan_targets.phones (id serial, number text)")
        connection.execute("ALTER TABLE jiangan_targets.phones OWNER TO li")
        connection.execute("GRANT ALL ON jiangan_targets.phones, jiangan_targets.phones_id_seq TO PUBLIC")
        rights = "SELECT relname, relacl::text FROM pg_class WHERE relname LIKE 'phones%' ORDER BY 1"
        before = connection.execute(rights).fetchall()
        assert run_on(prepared("owner"), *INIT).code == 0
        assert connection.execute(rights).fetchall() == before
    with connected(prepared("zhang")) as writer:
        writer.execute("INSERT INTO jiangan_targets.phones (number) VALUES ('1')")


def test_a_table_by_year(cli: Cli, database: Callable[[str], str], run_on: Cli) -> None:
    """Every command does as on a file; rows are in the part of their year, which nobody else may touch."""
    owner, zhang = database("owner"), database("zhang")
    assert "Its table is divided by year." in run_on(owner, *BY_YEAR).out
    for arguments in TOUR:
        on_file, on_database = cli(*arguments), run_on(zhang, *arguments)
        assert (on_database.code, masked(on_database.out)) == (on_file.code, masked(on_file.out)), arguments
        assert masked(on_database.err) == masked(on_file.err), arguments
    assert f"version {len(MIGRATIONS)} as before" in run_on(owner, *BY_YEAR).out
    assert "divided by year" in run_on(owner, *INIT, "--isolate", "all").out
    fails(run_on, zhang, "may not see the district", "status")
    with connected(owner) as connection, connected(zhang) as writer:
        insert(connection, ROW | {"year": 2019, "as_of": "2019-01-01"})
        assert connection.execute(PARTS).fetchall() == [
            ("jiangan_targets.records_2024", 5), ("jiangan_targets.records_other_years", 1),
        ]  # fmt: skip
        for statement in ("SELECT * FROM jiangan_targets.records_2024", "DELETE FROM jiangan_targets.records_2024"):
            refuses(writer, statement)
        unproved = "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = %s::regnamespace"
        assert connection.execute(unproved, ("jiangan_targets",)).fetchall() == []
    assert run_on(owner, *INIT, "--partition", "month").code == 2


def recipe() -> tuple[list[str], list[str]]:
    """What docs/scale.md gives to convert a table: before `ledger init --partition year`, and after it."""
    _before, _title, text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8").partition("### By year\n")
    first, second = (part.partition("```")[0] for part in text.split("```sql\n")[1:3])
    return first.strip().splitlines(), second.strip().splitlines()


def test_a_table_is_converted(prepared: Callable[[str], str], run_on: Cli) -> None:
    """By the recipe of the manual: the same records in the same order, and what comes next is behind them."""
    owner, zhang = prepared("owner"), prepared("zhang")
    assert run_on(zhang, *FIRST).code == 0
    assert run_on(zhang, "record", "parking", "9100", "--on", "2024-09-10").code == 0
    assert run_on(zhang, "undo", "--reason", "x").code == 0
    before = run_on(zhang, "history", "--json").out
    fails(run_on, owner, "is there already, and not divided by year", *BY_YEAR)
    first, second = recipe()
    with connected(owner) as connection:
        connection.execute("INSERT INTO jiangan_targets.members VALUES ('zhang', 'jiangan')")
        for statement in first:
            connection.execute(statement.encode())
        assert run_on(owner, *BY_YEAR, "--isolate", "writing").code == 0
        for statement in second:
            connection.execute(statement.encode())
        assert connection.execute(PARTS).fetchall() == [("jiangan_targets.records_2024", 3)]
    assert run_on(zhang, "history", "--json").out == before
    assert run_on(zhang, "record", "parking", "9200", "--on", "2024-09-11").code == 0
    assert run_on(zhang, "check").code == 0
    fails(run_on, prepared("li"), "may not write into the district", *FIRST[:2], "9300", "--on", "2024-09-12")
