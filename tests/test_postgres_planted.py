"""What was planted in a database, and settings of its users: told in a line, believed in nothing."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from conftest import Cli
from jiangan_targets.storage.ledger.postgres.setup import initialise
from postgres_rows import FIRST, GOOD, connected, insert, refuses
from postgres_server import Server
from test_postgres_setup import fails

LAID = (
    "ALTER TABLE jiangan_targets.records RENAME TO kept; CREATE VIEW jiangan_targets.records AS SELECT district, year, "
    "seq, id, target, value, {as_of}, withdraws, {recorded_at}, recorded_offset, by_name, note, source, reason, "
    "measure, promised, origin, check_value FROM jiangan_targets.kept"
)
"""Another view of what is there, with columns of other types."""

ONE_LINE = (("status",), ("history",), FIRST)


@pytest.mark.parametrize(
    "planted",
    [
        "ALTER TABLE jiangan_targets.migrations ALTER version TYPE text USING 'v' || version",
        (
            "DROP TABLE jiangan_targets.migrations; "
            "CREATE VIEW jiangan_targets.migrations AS SELECT 'NaN'::numeric AS version"
        ),
        "UPDATE jiangan_targets.migrations SET version = -version",
        LAID.format(as_of="as_of::timestamptz", recorded_at="recorded_at"),
        LAID.format(as_of="as_of", recorded_at="recorded_at::timestamp"),
    ],
    ids=[
        "words for a version",
        "a version that is no number",
        "a version below nothing",
        "moments for days",
        "moments without a zone",
    ],
)
def test_tables_that_are_not_ours(prepared: Callable[[str], str], run_on: Cli, planted: str) -> None:
    """They look like ours to every query; none is an error of the program, and no figure of theirs is shown."""
    with connected(prepared("owner")) as connection:
        insert(connection, GOOD)
        connection.execute(planted.encode())
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA jiangan_targets TO jiangan_targets_writer")
    for arguments in ONE_LINE:
        fails(run_on, prepared("zhang"), "what the server answers is no ledger of this program", *arguments)
    assert "不是本程序的" in run_on(prepared("zhang"), "status", lang="zh").err


def test_what_others_planted_gets_no_superusers_rights(database: Callable[[str], str], run_on: Cli) -> None:
    """A view in the schema would run its maker's functions as whoever reads; a superuser reads no such ledger."""
    with connected(database("owner")) as owner:
        owner.execute("CREATE TABLE loot (what text)")
        owner.execute("CREATE SCHEMA jiangan_targets AUTHORIZATION li")
        with connected(database("li")) as li:
            li.execute("""
                CREATE FUNCTION jiangan_targets.take() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN
                    INSERT INTO public.loot VALUES (current_user); RETURN 5;
                END $$""")
            li.execute("CREATE VIEW jiangan_targets.migrations AS SELECT jiangan_targets.take() AS version")
        owner.execute("SELECT max(version) FROM jiangan_targets.migrations")
        assert owner.execute("DELETE FROM loot RETURNING what").fetchall() == [("owner",)]
        for arguments in (*ONE_LINE, ("ledger", "copy", database("owner"), "file")):
            fails(run_on, database("owner"), "the ledger belongs to li, whose triggers and views", *arguments)
        assert owner.execute("SELECT * FROM loot").fetchall() == []


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE RULE gone AS ON INSERT TO jiangan_targets.ledgers DO INSTEAD NOTHING",
        (
            "CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER gone "
            "BEFORE INSERT ON jiangan_targets.ledgers FOR EACH ROW EXECUTE FUNCTION gone()"
        ),
    ],
    ids=["rule", "trigger"],
)
def test_a_row_to_lock_that_never_comes(prepared: Callable[[str], str], run_on: Cli, planted: str) -> None:
    """It is not asked for until a time limit ends it."""
    with connected(prepared("owner")) as connection:
        connection.execute(planted.encode())
    fails(run_on, prepared("zhang"), "does not keep the row of jiangan_targets.ledgers that writers lock", *FIRST)


@pytest.mark.parametrize(
    "planted",
    [
        "ALTER TABLE jiangan_targets.records ALTER value TYPE numeric(12, 0)",
        (
            "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note = 'x'; RETURN NEW; END $$; "
            "CREATE TRIGGER other BEFORE INSERT ON jiangan_targets.records FOR EACH ROW EXECUTE FUNCTION other()"
        ),
    ],
    ids=["a column that rounds", "a trigger that writes"],
)
def test_a_database_that_stores_something_else(prepared: Callable[[str], str], run_on: Cli, planted: str) -> None:
    """What is answered would not be what is there."""
    record = ("record", "retail", "512.34亿元", "--on", "2024-08-31", "--note", "月报")
    with connected(prepared("owner")) as connection:
        if "value TYPE" in planted:
            connection.execute("DROP INDEX jiangan_targets.records_left_out")
        connection.execute(planted.encode())
        fails(run_on, prepared("zhang"), "the database would store something else than is recorded", *record)
        assert connection.execute("SELECT count(*) FROM jiangan_targets.records").fetchone() == (0,)


def test_settings_of_a_user_hide_no_district(
    prepared: Callable[[str], str], run_on: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `row_security = off` the server refuses what it would have left out."""
    assert run_on(prepared("owner"), "ledger", "init", "--isolate", "all").code == 0
    with connected(prepared("owner")) as connection:
        connection.execute("INSERT INTO jiangan_targets.members VALUES ('zhang', 'jiangan')")
    monkeypatch.setenv("PGOPTIONS", "-c row_security=off")
    for arguments in (FIRST, ("status",), ("history",)):
        assert run_on(prepared("zhang"), *arguments).code == 0


def test_parts_get_no_rights_of_their_own(database: Callable[[str], str]) -> None:
    """Into a part, districts are closed to nobody: what its owner's default privileges gave is taken back."""
    url = database("owner")
    with connected(url) as connection:
        connection.execute("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC, jiangan_targets_writer")
        initialise(url, by_year=True)
        connection.execute("ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM PUBLIC, jiangan_targets_writer")
    with connected(database("zhang")) as writer:
        refuses(writer, "INSERT INTO jiangan_targets.records_2024 SELECT * FROM jiangan_targets.records")
        refuses(writer, "TRUNCATE jiangan_targets.records_other_years")
        refuses(writer, "SELECT 1 FROM jiangan_targets.records_2024")


def test_names_to_be_typed_are_quoted(postgres: Server, run_on: Cli) -> None:
    """An advice that holds somebody's choice of a name is a statement of theirs."""
    name = 'x TO public; DROP TABLE "t'
    with connected(postgres.url()) as connection:
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
        connection.execute('CREATE ROLE "Ordinary; --" LOGIN')
        try:
            url = postgres.url("Ordinary%3B%20--", "x%20TO%20public%3B%20DROP%20TABLE%20%22t")
            fails(run_on, url, 'DATABASE "x TO public; DROP TABLE ""t" TO "Ordinary; --"', "ledger", "init")
        finally:
            connection.execute(psycopg.sql.SQL("DROP DATABASE {}").format(psycopg.sql.Identifier(name)))
            connection.execute('DROP ROLE "Ordinary; --"')
