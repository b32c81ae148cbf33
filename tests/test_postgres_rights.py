"""Who may do what in the database: writers of districts, roles, and whoever prepares it."""

from __future__ import annotations

import json
from collections.abc import Callable

import psycopg
import pytest

from conftest import Cli
from postgres_rows import ANOTHER, FIRST, GOOD, TAKEN_BACK, connected, insert
from postgres_server import Server


def test_writers_of_one_district_leave_the_others_alone(prepared: Callable[[str], str], run_on: Cli) -> None:
    """Neither a record nor a withdrawal of another district; all are read, until reading is closed too."""
    owner, zhang, li = prepared("owner"), prepared("zhang"), prepared("li")
    assert run_on(zhang, *FIRST, district="qiaokou").code == 0
    assert (
        "write into it, and all read it: see jiangan_targets.members."
        in run_on(owner, "ledger", "init", "--isolate", "writing").out
    )
    with connected(owner) as connection:
        # Somebody who is gone must not stop the others.
        connection.execute(
            "INSERT INTO jiangan_targets.members VALUES ('zhang', 'jiangan'), ('li', 'qiaokou'), ('x', 'y')"
        )
    assert run_on(zhang, *FIRST).code == 0
    ours = json.loads(run_on(zhang, "history", "--json").out)[0]["id"]
    assert "all read it" in run_on(owner, "ledger", "init").out
    for arguments in (ANOTHER, ("withdraw", ours, "--reason", "x")):
        refused = run_on(li, *arguments)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "this user may not write into the district; whoever keeps the database enters it" in refused.err
    with connected(li) as writer:
        for changed in ({}, TAKEN_BACK | {"withdraws": ours}):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                insert(writer, GOOD | changed)
        insert(writer, GOOD | TAKEN_BACK | {"district": "qiaokou", "withdraws": ours})  # means nothing to jiangan
    assert json.loads(run_on(li, "history", "--json").out)[0]["withdrawn_by"] is None
    assert json.loads(run_on(prepared("guest"), "history", "--json").out)[0]["id"] == ours
    assert "others neither" in run_on(owner, "ledger", "init", "--isolate", "all").out
    hidden: tuple[tuple[str, ...], ...] = (("status",), ("history",), FIRST, ("ledger", "copy", li, "file"))
    for denied in hidden:
        refused = run_on(li, *denied)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "this user may not see the district" in refused.err
    assert run_on(li, "history", district="qiaokou").code == run_on(zhang, "history").code == 0
    with connected(li) as writer:
        districts = "SELECT DISTINCT district FROM jiangan_targets.records"
        assert writer.execute(districts).fetchall() == [("qiaokou",)]
    assert "see jiangan_targets.members" not in run_on(owner, "ledger", "init", "--isolate", "nothing").out
    assert run_on(li, *FIRST[:2], "9100", "--on", "2024-09-10").code == 0
    assert run_on(owner, "ledger", "init", "--isolate", "much").code == 2


def test_a_role_for_a_district_counts_for_whoever_has_it(prepared: Callable[[str], str], run_on: Cli) -> None:
    """So that people come and go without the table."""
    with connected(prepared("owner")) as connection:
        connection.execute("DROP ROLE IF EXISTS jiangan_office")
        connection.execute("CREATE ROLE jiangan_office")
        assert run_on(prepared("owner"), "ledger", "init", "--isolate", "writing").code == 0
        connection.execute("INSERT INTO jiangan_targets.members VALUES ('jiangan_office', 'jiangan')")
        assert run_on(prepared("li"), *FIRST).code == 1
        connection.execute("GRANT jiangan_office TO li")
        assert run_on(prepared("li"), *FIRST).code == 0
        connection.execute("DROP ROLE jiangan_office")


def test_a_schema_that_somebody_else_laid_there(database: Callable[[str], str], run_on: Cli) -> None:
    """Its triggers would run as whoever prepares the database, which not everybody may."""
    assert "this user may not create a schema; whoever owns" in run_on(database("li"), "ledger", "init").err
    with connected(database("owner")) as connection:
        connection.execute("CREATE SCHEMA jiangan_targets AUTHORIZATION li")
        refused = run_on(database("owner"), "ledger", "init")
        assert (refused.code, refused.err.count("\n")) == (1, 1)
        assert "the schema jiangan_targets belongs to li, who may do with it what they like" in refused.err
        connection.execute("DROP SCHEMA jiangan_targets")
    assert run_on(database("owner"), "ledger", "init").code == 0


def test_a_database_is_prepared_without_being_superuser(
    older: Callable[[str], str], run_on: Cli, postgres: Server
) -> None:
    """By whoever owns the tables; a superuser is asked to do it as they, as what they laid there may be a trap."""
    with connected(older("owner")) as connection:
        connection.execute("DROP ROLE IF EXISTS dba")
        connection.execute("CREATE ROLE dba LOGIN CREATEROLE")
        for kind, name in (("SCHEMA", ""), ("TABLE", ".records"), ("TABLE", ".migrations")):
            connection.execute(f"ALTER {kind} jiangan_targets{name} OWNER TO dba".encode())
        refused = run_on(older("owner"), "ledger", "init")
        assert (refused.code, "run `ledger init` as dba" in refused.err) == (1, True)
        for options in ((), ("--isolate", "all"), ("--isolate", "nothing")):
            assert run_on(older("dba"), "ledger", "init", *options).code == 0
        assert run_on(older("zhang"), *FIRST).code == 0
        assert "belongs to dba" in run_on(older("zhang"), "ledger", "init").err
        connection.execute("DROP OWNED BY dba")
    with connected(postgres.url()) as connection:
        connection.execute("DROP ROLE dba")


def test_functions_that_others_made_are_not_run(prepared: Callable[[str], str], run_on: Cli) -> None:
    """A closer match in a schema of the search path would run as whoever asks."""
    with connected(prepared("owner")) as connection:
        connection.execute(
            "CREATE FUNCTION public.unnest(text[]) RETURNS SETOF text LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'hijacked'; END $$"
        )
        with pytest.raises(psycopg.errors.RaiseException):
            connection.execute("SELECT unnest(ARRAY['x'])")
    assert run_on(prepared("zhang"), *FIRST).code == 0
    assert run_on(prepared("zhang"), "status").code == 0
