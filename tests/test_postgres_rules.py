"""PostgreSQL believes nothing: what ordinary writers cannot do, and bad rows that do not hide the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Cli, Outcome
from jiangan_targets.cli.app import main
from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS, canonical, fits
from jiangan_targets.storage.ledger.postgres.acceptance import ACCEPTED, RULES, constraint
from jiangan_targets.storage.ledger.postgres.queries import LEFT_OUT
from jiangan_targets.storage.ledger.postgres.schema import COLUMNS, MIGRATIONS
from postgres_server import Server

FIRST = ("record", "parking", "9000", "--on", "2024-09-08")
ANOTHER = ("record", "parking", "9100", "--on", "2024-09-10")
GOOD: dict[str, Any] = {
    "district": "jiangan", "year": 2024, "id": "x1", "target": "parking", "value": "9000", "as_of": "2024-09-08",
    "recorded_at": "2024-09-09 09:12:33+08", "recorded_offset": 480,
}  # fmt: skip
TAKEN_BACK: dict[str, Any] = {"value": None, "as_of": None, "withdraws": "x0"}
EXPLAINED: dict[str, Any] = {"value": None, "reason": "征地未完成"}

BAD: list[tuple[str, dict[str, Any]]] = [
    *(("value", {"value": text}) for text in ("NaN", "Infinity", "-Infinity", "1e15", "-1e15", "0.0000000001")),
    *(("value", {"value": text}) for text in ("1e100000", "1234567890123.456", "-12345678.12345678")),
    *(("as_of", {"as_of": day}) for day in ("infinity", "-infinity", "1899-12-31", "3000-01-01", "0044-03-15 BC")),
    *(("as_of", {"as_of": day}) for day in ("9999-12-31", "5874897-12-31")),
    *(("recorded_at", {"recorded_at": at}) for at in ("infinity", "-infinity", "0044-03-15 BC", "9999-12-31 23:59Z")),
    *(("recorded_at", {"recorded_at": at}) for at in ("1899-12-31 23:59Z", "3000-01-01 00:00Z", "294276-12-31Z")),
    *(("recorded_offset", {"recorded_offset": minutes}) for minutes in (1440, -1440, 2**31 - 1)),
    *(("names", {"id": name}) for name in ("", "x" * 201, "../x", "x\n", "记录", "a b", "\x1b[31m")),
    *(("names", {"target": name}) for name in ("", "x" * 201, "停车")),
    *(("names", TAKEN_BACK | {"withdraws": name}) for name in ("", "x" * 201, "'")),
    *(("texts", {column: "长" * 2001}) for column in ("by_name", "note", "source", "origin", "check_value")),
    ("texts", TAKEN_BACK | {"reason": "x" * 2001}),
    ("year", {"year": 1899}),
    ("year", {"year": 3000}),
    ("district", {"district": ""}),
    ("district", {"district": "区" * 201}),
    ("kind", {"reason": "x"}),
    *(("kind", TAKEN_BACK | {column: "x"}) for column in ("note", "source", "origin")),
]
BAD_REASONS: list[tuple[str, dict[str, Any]]] = [
    ("kind", EXPLAINED | {"reason": None}),
    ("kind", EXPLAINED | {"as_of": None}),
    *(("kind", EXPLAINED | {column: "x"}) for column in ("note", "source", "origin")),
    *(("kind", row | more) for row in ({}, TAKEN_BACK) for more in ({"measure": "x"}, {"promised": "2024-10-31"})),
    *(("promised", EXPLAINED | {"promised": day}) for day in ("infinity", "-infinity", "1899-12-31", "3000-01-01")),
    *(("texts", EXPLAINED | {column: "长" * 2001}) for column in ("reason", "measure")),
]
EDGES: list[dict[str, Any]] = [
    {"value": "999999999999999"}, {"value": "-0.000000001"}, {"value": "123456.123456789"}, {"value": "1.500000000000"},
    {"as_of": "1900-01-01"}, {"as_of": "2999-12-31"}, {"recorded_offset": 1439}, {"recorded_offset": -1439},
    {"recorded_at": "2999-12-31 23:59:59Z"}, {"id": "x" * 200}, {"note": "长" * 2000}, {"district": "区" * 200},
    TAKEN_BACK | {"reason": "x"}, EXPLAINED, EXPLAINED | {"measure": "长" * 2000, "promised": "2999-12-31"},
    EXPLAINED | {"promised": "1900-01-01", "by_name": "王芳"},
]  # fmt: skip


def insert(connection: psycopg.Connection[Any], row: dict[str, Any]) -> None:
    """Put a row there by hand."""
    places = ", ".join(["%s"] * len(row))
    query = f"INSERT INTO jiangan_targets.records ({', '.join(row)}) VALUES ({places})"  # noqa: S608 -- columns of ours
    connection.execute(query.encode(), [*row.values()])


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
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The program on an address, for a district."""

    def call(url: str, *arguments: str, district: str = "jiangan", lang: str = "en") -> Outcome:
        monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", district)
        capsys.readouterr()
        code = main(["--dir", str(folder), "--ledger", url, "--lang", lang, *arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def prepared(database: Callable[[str], str], run: Cli) -> Callable[[str], str]:
    """The same with a ledger of this version."""
    assert run(database("owner"), "ledger", "init").code == 0
    return database


@pytest.fixture
def older(database: Callable[[str], str]) -> Callable[[str], str]:
    """The same with a ledger of version 2, and two records."""
    with psycopg.connect(database("owner"), autocommit=True) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_2.sql").read_bytes())
        insert(connection, GOOD)
        insert(connection, GOOD | {"id": "x2", "value": "9500", "as_of": "2024-09-20", "note": "月报"})
    return database


def connected(url: str) -> psycopg.Connection[Any]:
    """A session in which each statement stands alone."""
    return psycopg.connect(url, autocommit=True)


def refuses(connection: psycopg.Connection[Any], statement: str) -> None:
    """See that the server forbids it to this user."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


FIRST_FOR_EVER = """
    INSERT INTO jiangan_targets.records (district, year, seq, id, target, value, as_of, recorded_at, recorded_offset)
    OVERRIDING SYSTEM VALUE VALUES ('jiangan', 2024, -5, 'forged', 'parking', 1, '2024-09-01', now(), 0)
    """
FORGERIES = (
    FIRST_FOR_EVER.replace("-5", "9000000000"),
    "COPY jiangan_targets.records (seq, id) FROM STDIN",
    "SELECT setval('jiangan_targets.records_seq_seq', 1)",
    "SELECT nextval('jiangan_targets.records_seq_seq')",
    "CREATE TABLE jiangan_targets.mine ()",
    "INSERT INTO jiangan_targets.members VALUES ('zhang', 'jiangan')",
    "DELETE FROM jiangan_targets.migrations",
    "CREATE TRIGGER t AFTER INSERT ON jiangan_targets.records EXECUTE FUNCTION suppress_redundant_updates_trigger()",
)


def test_a_writer_cannot_choose_the_order(older: Callable[[str], str], run: Cli) -> None:
    """Before the upgrade one could; afterwards, and after a second preparation, nobody can, whatever way is tried."""
    with connected(older("zhang")) as writer:
        writer.execute(FIRST_FOR_EVER.encode())
        for _time in range(2):
            assert run(older("owner"), "ledger", "init").code == 0
            for statement in FORGERIES:
                refuses(writer, statement)
    assert run(older("zhang"), "record", "parking", "9600", "--on", "2024-09-30").code == 0


@pytest.mark.parametrize(
    ("rule", "changed"), [*BAD, *BAD_REASONS], ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_the_program_cannot_take_is_refused(refusing: str, rule: str, changed: dict[str, Any]) -> None:
    """By the constraint of its rule."""
    with connected(refusing) as writer, pytest.raises(psycopg.errors.CheckViolation) as refused:
        insert(writer, GOOD | {"id": "bad"} | changed)
    assert refused.value.diag.constraint_name == constraint(rule)


@pytest.fixture(scope="module")
def refusing(postgres: Server) -> str:
    """The address of a ledger for a writer, for all rows that are refused."""
    with connected(postgres.url()) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'zhang'").fetchone():
            connection.execute("CREATE USER zhang IN ROLE jiangan_targets_writer")
    return postgres.url("zhang")


def test_what_the_program_takes_is_not_refused(prepared: Callable[[str], str], run: Cli) -> None:
    """Also at the edges, and every command of the district then works."""
    with connected(prepared("zhang")) as writer:
        for number, changed in enumerate(EDGES):
            insert(writer, GOOD | {"id": f"e{number}"} | changed)
    assert "left out" not in all_work(run, prepared("zhang"))


@given(st.lists(st.tuples(st.integers(-(10**17), 10**17), st.integers(-4, 14)), min_size=1, max_size=50))
def test_a_figure_is_one_to_the_database_when_it_is_one_to_the_program(
    postgres: Server, drawn: list[tuple[int, int]]
) -> None:
    """At most so many digits, so many of them after the point: both count them alike."""
    values = [Decimal(number).scaleb(-places) for number, places in drawn]
    with connected(postgres.url()) as connection:
        query = (
            f"SELECT {RULES['value'].condition} FROM unnest(%s::numeric[]) WITH ORDINALITY AS v (value, n) ORDER BY n"  # noqa: S608 -- ours
        )
        answers = [row[0] for row in connection.execute(query.encode(), (values,)).fetchall()]
    assert answers == [fits(canonical(value)) for value in values]
    assert (MAX_DIGITS, MAX_DECIMALS) == (15, 9)


COMMANDS = (
    ("status",), ("status", "--json", "--on", "2024-12-31"), ("show", "parking"), ("history",), ("history", "--json"),
    ("summary", "--week", "2024-W37"), ("summary", "--week", "2024-W37", "--json"), ("where",), ("export", "all.xlsx"),
    ("record", "schools", "5", "--on", "2024-09-30"), ("undo", "--reason", "x"), ("verify", "--help"),
)  # fmt: skip


def all_work(run: Cli, url: str) -> str:
    """Every command exits with 0; what they said on stderr, which is the same for each that reads."""
    told = set()
    for arguments in COMMANDS:
        outcome = run(url, *arguments)
        assert outcome.code == 0, (arguments, outcome)
        told.add(outcome.err)
    Path("all.xlsx").unlink()
    return "".join(told)


def test_bad_rows_hide_no_others(
    older: Callable[[str], str], run: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a database of the version before: figures are those of the other rows, each bad one is named, and may go."""
    monkeypatch.chdir(folder)
    url, owner = older("zhang"), older("owner")
    before = run(url, "history", "--json").out
    bad = [(rule, row) for rule, row in BAD if not {"year", "district"} & set(row) and row.get("id") != ""]
    with connected(url) as writer:
        for number, (_rule, changed) in enumerate(bad):
            insert(writer, GOOD | {"id": f"bad{number}", "as_of": "2024-09-30"} | changed)
        insert(writer, GOOD | TAKEN_BACK | {"id": "bad-w", "withdraws": "x2", "recorded_offset": 99999})
    for _version in (2, 3):
        assert run(url, "history", "--json").out == before
        (row,) = json.loads(run(url, "status", "parking", "--json", "--on", "2024-12-31").out)["targets"]
        assert row["value"] == 9500
        told = all_work(run, url)
        assert "left out, as they are no records: bad0, bad1, bad2, …; see `check`." in told
        checked = run(url, "check")
        assert (checked.code, checked.err) == (1, "")
        for number, (rule, changed) in enumerate(bad):
            name = changed.get("id", f"bad{number}")
            if name.isascii() and name.isprintable() and len(name) <= 200:
                (line,) = [line for line in checked.out.splitlines() if f"record {name}: " in line]
                assert str(RULES[rule].problem) in line
                assert "row" in line
        assert checked.out.count("left out of all figures") == len(bad) + 1
        said = run(owner, "ledger", "init").out
        assert f"left out of all figures: {len(bad) + 1}; `check` names them." in said
        before = run(url, "history", "--json").out
    with connected(url) as writer, pytest.raises(psycopg.errors.CheckViolation):
        insert(writer, GOOD | {"id": "more", "value": "NaN"})
    with connected(owner) as connection:
        connection.execute(f"DELETE FROM jiangan_targets.records WHERE NOT ({ACCEPTED})".encode())  # noqa: S608 -- ours
        assert "left out" not in run(owner, "ledger", "init").out
        unproved = "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = %s::regnamespace"
        assert connection.execute(unproved, ("jiangan_targets",)).fetchall() == []
    assert run(url, "check").code == 0


def test_bad_rows_are_found_by_index(postgres: Server) -> None:
    """Every reader asks for them, so it must cost nothing that there are none."""
    with connected(postgres.url()) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(
            f"EXPLAIN {LEFT_OUT}".encode(), {"district": "jiangan", "year": 2024, "limit": 4}
        ).fetchall()
    assert "records_left_out" in "\n".join(row[0] for row in plan)


def test_an_upgrade_keeps_every_record(older: Callable[[str], str], run: Cli) -> None:
    """Nothing is changed, and the same figures are given before and after."""
    url = older("zhang")
    asked = (("history", "--json"), ("status", "--json", "--on", "2024-10-01"), ("summary", "--week", "2024-W39"))
    before = [run(url, *arguments) for arguments in asked]
    assert run(url, *ANOTHER).code == 0
    assert run(url, "undo", "--reason", "x").code == 0
    with connected(older("owner")) as connection:
        table = connection.execute("SELECT * FROM jiangan_targets.records ORDER BY seq").fetchall()
        assert f"is ready: version {len(MIGRATIONS)}, was 2." in run(older("owner"), "ledger", "init").out
        upgraded = connection.execute("SELECT * FROM jiangan_targets.records ORDER BY seq").fetchall()
        assert [row[: len(table[0])] for row in upgraded] == table
        assert {row[len(table[0]) :] for row in upgraded} == {(None, None)}
    assert [run(url, *arguments).code for arguments in asked] == [0, 0, 0]
    assert run(url, "status", "--json", "--on", "2024-10-01").out == before[1].out
    assert len(json.loads(run(url, "history", "--json").out)) == 3
    assert run(url, "check").code == 0


EXPLAIN = ("explain", "parking", "--reason", "征地未完成", "--on", "2024-09-20")


def test_a_ledger_of_version_3_gets_room_for_reasons(database: Callable[[str], str], run: Cli) -> None:
    """Until it is brought up to date it is read and written as before, and a reason is refused with what to do."""
    owner, zhang = database("owner"), database("zhang")
    with connected(owner) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_3.sql").read_bytes())
        for number, (_rule, changed) in enumerate(BAD):
            with pytest.raises(psycopg.errors.CheckViolation):
                insert(connection, GOOD | {"id": f"bad{number}"} | changed)
        insert(connection, GOOD)
        insert(connection, GOOD | TAKEN_BACK | {"id": "x2", "withdraws": "x1", "reason": "重复"})
        assert run(zhang, *FIRST).code == 0
        asked = (("history", "--json"), ("status", "--json", "--on", "2024-10-01"), ("summary", "--week", "2024-W39"))
        before = [run(zhang, *arguments) for arguments in asked]
        for more in ((), ("--measure", "夜间施工"), ("--by-date", "2024-10-31")):
            refused = run(zhang, *EXPLAIN, *more)
            assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
            assert "of an older version; `jiangan-targets ledger init` brings it up to date." in refused.err
        assert [run(zhang, *arguments) for arguments in asked] == before
        table = connection.execute("SELECT * FROM jiangan_targets.records ORDER BY seq").fetchall()
        assert f"is ready: version {len(MIGRATIONS)}, was 3." in run(owner, "ledger", "init").out
        assert [run(zhang, *arguments) for arguments in asked] == before
        upgraded = connection.execute("SELECT * FROM jiangan_targets.records ORDER BY seq").fetchall()
        assert [row[: len(table[0])] for row in upgraded] == table
        unproved = "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = %s::regnamespace"
        assert connection.execute(unproved, ("jiangan_targets",)).fetchall() == []
    assert run(zhang, *EXPLAIN, "--measure", "夜间施工", "--by-date", "2024-10-31").code == 0
    (found, *_others) = json.loads(run(zhang, "history", "--json").out)
    assert (found["reason"], found["measure"], found["promised"]) == ("征地未完成", "夜间施工", "2024-10-31")
    assert run(zhang, "status", "--json", "--on", "2024-10-01").out == before[1].out
    assert run(zhang, "undo", "--reason", "x").code == 0
    assert run(zhang, "check").code == 0


def test_both_ways_to_this_schema_end_alike(database: Callable[[str], str], run: Cli, postgres: Server) -> None:
    """A database of version 3 that was brought up to date has the rules, columns and indexes of a new one."""
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
        older.execute((ROOT / "tests" / "postgres_schema_3.sql").read_bytes())
        assert run(database("owner"), "ledger", "init").code == 0
        for fact in facts:
            found, wanted = (each.execute(fact.encode(), ("jiangan_targets",)).fetchall() for each in (older, new))
            assert found == wanted
            assert found


def test_a_newer_schema_is_told_and_refused(prepared: Callable[[str], str], run: Cli) -> None:
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
            refused = run(prepared("owner"), *arguments)
            assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
            assert f"is of version {len(MIGRATIONS) + 1}, and this program knows {len(MIGRATIONS)} only" in refused.err
        assert f"of version {len(MIGRATIONS) + 1}" in run(prepared("owner"), "check").out
        assert connection.execute("SELECT count(*) FROM jiangan_targets.records").fetchone() == (0,)


def test_writers_of_one_district_leave_the_others_alone(prepared: Callable[[str], str], run: Cli) -> None:
    """Neither a record nor a withdrawal of another district; all are read, until reading is closed too."""
    owner, zhang, li = prepared("owner"), prepared("zhang"), prepared("li")
    assert run(zhang, *FIRST, district="qiaokou").code == 0
    assert (
        "write into it, and all read it: see jiangan_targets.members."
        in run(owner, "ledger", "init", "--isolate", "writing").out
    )
    with connected(owner) as connection:
        # Somebody who is gone must not stop the others.
        connection.execute(
            "INSERT INTO jiangan_targets.members VALUES ('zhang', 'jiangan'), ('li', 'qiaokou'), ('x', 'y')"
        )
    assert run(zhang, *FIRST).code == 0
    ours = json.loads(run(zhang, "history", "--json").out)[0]["id"]
    assert "all read it" in run(owner, "ledger", "init").out
    for arguments in (ANOTHER, ("withdraw", ours, "--reason", "x")):
        refused = run(li, *arguments)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "this user may not write into the district; whoever keeps the database enters it" in refused.err
    with connected(li) as writer:
        for changed in ({}, TAKEN_BACK | {"withdraws": ours}):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                insert(writer, GOOD | changed)
        insert(writer, GOOD | TAKEN_BACK | {"district": "qiaokou", "withdraws": ours})  # means nothing to jiangan
    assert json.loads(run(li, "history", "--json").out)[0]["withdrawn_by"] is None
    assert json.loads(run(prepared("guest"), "history", "--json").out)[0]["id"] == ours
    assert "others neither" in run(owner, "ledger", "init", "--isolate", "all").out
    hidden: tuple[tuple[str, ...], ...] = (("status",), ("history",), FIRST, ("ledger", "copy", li, "file"))
    for denied in hidden:
        refused = run(li, *denied)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "this user may not see the district" in refused.err
    assert run(li, "history", district="qiaokou").code == run(zhang, "history").code == 0
    with connected(li) as writer:
        districts = "SELECT DISTINCT district FROM jiangan_targets.records"
        assert writer.execute(districts).fetchall() == [("qiaokou",)]
    assert "see jiangan_targets.members" not in run(owner, "ledger", "init", "--isolate", "nothing").out
    assert run(li, *FIRST[:2], "9100", "--on", "2024-09-10").code == 0
    assert run(owner, "ledger", "init", "--isolate", "much").code == 2


def test_a_role_for_a_district_counts_for_whoever_has_it(prepared: Callable[[str], str], run: Cli) -> None:
    """So that people come and go without the table."""
    with connected(prepared("owner")) as connection:
        connection.execute("DROP ROLE IF EXISTS jiangan_office")
        connection.execute("CREATE ROLE jiangan_office")
        assert run(prepared("owner"), "ledger", "init", "--isolate", "writing").code == 0
        connection.execute("INSERT INTO jiangan_targets.members VALUES ('jiangan_office', 'jiangan')")
        assert run(prepared("li"), *FIRST).code == 1
        connection.execute("GRANT jiangan_office TO li")
        assert run(prepared("li"), *FIRST).code == 0
        connection.execute("DROP ROLE jiangan_office")


def test_a_schema_that_somebody_else_laid_there(database: Callable[[str], str], run: Cli) -> None:
    """Its triggers would run as whoever prepares the database, which not everybody may."""
    assert "takes the right to create a schema and roles." in run(database("li"), "ledger", "init").err
    with connected(database("owner")) as connection:
        connection.execute("CREATE SCHEMA jiangan_targets AUTHORIZATION li")
        refused = run(database("owner"), "ledger", "init")
        assert (refused.code, refused.err.count("\n")) == (1, 1)
        assert "the schema jiangan_targets belongs to li, who may do with it what they like" in refused.err
        connection.execute("DROP SCHEMA jiangan_targets")
    assert run(database("owner"), "ledger", "init").code == 0


def test_a_database_is_prepared_without_being_superuser(
    older: Callable[[str], str], run: Cli, postgres: Server
) -> None:
    """By whoever owns the tables; a superuser is asked to do it as they, as what they laid there may be a trap."""
    with connected(older("owner")) as connection:
        connection.execute("DROP ROLE IF EXISTS dba")
        connection.execute("CREATE ROLE dba LOGIN CREATEROLE")
        for kind, name in (("SCHEMA", ""), ("TABLE", ".records"), ("TABLE", ".migrations")):
            connection.execute(f"ALTER {kind} jiangan_targets{name} OWNER TO dba".encode())
        refused = run(older("owner"), "ledger", "init")
        assert (refused.code, "run `ledger init` as dba" in refused.err) == (1, True)
        for options in ((), ("--isolate", "all"), ("--isolate", "nothing")):
            assert run(older("dba"), "ledger", "init", *options).code == 0
        assert run(older("zhang"), *FIRST).code == 0
        assert "belongs to dba" in run(older("zhang"), "ledger", "init").err
        connection.execute("DROP OWNED BY dba")
    with connected(postgres.url()) as connection:
        connection.execute("DROP ROLE dba")


def test_functions_that_others_made_are_not_run(prepared: Callable[[str], str], run: Cli) -> None:
    """A closer match in a schema of the search path would run as whoever asks."""
    with connected(prepared("owner")) as connection:
        connection.execute(
            "CREATE FUNCTION public.unnest(text[]) RETURNS SETOF text LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'hijacked'; END $$"
        )
        with pytest.raises(psycopg.errors.RaiseException):
            connection.execute("SELECT unnest(ARRAY['x'])")
    assert run(prepared("zhang"), *FIRST).code == 0
    assert run(prepared("zhang"), "status").code == 0


def test_a_database_without_an_encoding(postgres: Server, run: Cli) -> None:
    """It takes bytes that are no text, and would give them to every reader."""
    with connected(postgres.url()) as connection:
        connection.execute("CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        refused = run(postgres.url(database="bytes"), "ledger", "init")
        assert (refused.code, refused.err.count("\n")) == (1, 1)
        assert "takes any bytes for text (SQL_ASCII)" in refused.err
        connection.execute("DROP DATABASE bytes (FORCE)")


def test_what_a_constraint_refuses_is_told(prepared: Callable[[str], str], run: Cli) -> None:
    """In one line and in words, when the program itself would store it."""
    refused = run(prepared("zhang"), *FIRST, district="区" * 201)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "refused: a district's name has 1 to 200 characters; nothing was recorded." in refused.err
    assert set(COLUMNS) >= {column for _rule, row in BAD for column in row} - {"district", "year"}
