"""What was planted in a database, and servers that answer what ours would not: told in a line, believed in nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest

from conftest import Cli
from decisions import decided
from jiangan_targets.errors import OutcomeUnknown
from jiangan_targets.storage.ledger.address import parse_address
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from jiangan_targets.storage.ledger.postgres.plans import PlanTable
from jiangan_targets.storage.ledger.postgres.rows import entry_of
from jiangan_targets.storage.ledger.postgres.schema import COLUMNS, OFFSET
from jiangan_targets.storage.ledger.postgres.setup import initialise
from jiangan_targets.storage.toml import MAX_CHARACTERS
from postgres_rows import FIRST, GOOD, connected, insert, refuses
from postgres_server import Server
from test_postgres_commit import Cut, record

MOMENT = datetime(2024, 9, 9, 1, 12, 33, tzinfo=UTC)
ROW: dict[str, Any] = {
    "id": "x1", "target": "parking", "value": Decimal(9000), "as_of": date(2024, 9, 8), "recorded_at": MOMENT,
    OFFSET: 480,
}  # fmt: skip
LAID = (
    "ALTER TABLE jiangan_targets.records RENAME TO kept; CREATE VIEW jiangan_targets.records AS SELECT district, year, "
    "seq, id, target, value, {as_of}, withdraws, {recorded_at}, recorded_offset, by_name, note, source, reason, "
    "measure, promised, origin, check_value FROM jiangan_targets.kept"
)
"""Another view of what is there, with columns of other types."""

ONE_LINE = (("status",), ("history",), FIRST)


def fails(run_on: Cli, url: str, said: str, *arguments: str) -> None:
    """See that it is refused in one line that says so."""
    refused = run_on(url, *arguments)
    assert (refused.code, refused.err.count("\n")) == (1, 1), refused
    assert said in refused.err, refused.err


def of(row: dict[str, Any]) -> object:
    """The entry of a row that a server might answer."""
    return entry_of(tuple(row.get(key) for key in COLUMNS.values()))


@pytest.mark.parametrize(
    "changed",
    [
        *({"value": value} for value in (None, 9000, 9000.0, "9000", *map(Decimal, ("NaN", "-Infinity", "1e100000")))),
        *({"value": Decimal(text)} for text in ("1e15", "-1e15", "1e-10", "1234567890123.456")),
        *({"as_of": day} for day in (None, MOMENT, "2024-09-08", date(1899, 12, 31), date(3000, 1, 1))),
        *({"recorded_at": at} for at in (None, MOMENT.replace(tzinfo=None), MOMENT.replace(year=9999), "now")),
        *({OFFSET: minutes} for minutes in (None, 1440, -1440, "480", Decimal(480))),
        *({key: text} for key in ("id", "target") for text in (None, b"x1", 1)),
        *({key: text} for key in ("note", "by", "check") for text in ("x" * 2001, b"x", 1)),
        {"value": None, "as_of": None, "withdraws": "x0", "target": None},
        {"value": None, "reason": "征地未完成", "promised": MOMENT},
    ],
    ids=lambda changed: str(changed)[:80],
)
def test_a_row_that_no_ledger_of_ours_has(changed: dict[str, Any]) -> None:
    """The server leaves such rows out; of one that does not, none is believed."""
    assert of(ROW)
    with pytest.raises((ValueError, TypeError, ArithmeticError)):
        of(ROW | changed)


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


def test_a_refusal_after_a_commit_that_nobody_saw_is_unknown(
    postgres: Server, district: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that was brought to a newer version meanwhile: what was sent before may be stored."""
    Cut(monkeypatch, stored=True)
    ledger = PostgresLedger(postgres.url(), district, 2024)

    def decide(_present: object) -> Any:  # noqa: ANN401 -- what `decided` gives
        monkeypatch.setattr("jiangan_targets.storage.ledger.postgres.version.MIGRATIONS", ())
        return decided([record("a")])

    with pytest.raises(OutcomeUnknown, match="broke while records were stored"):
        ledger.append(decide)
    monkeypatch.undo()
    assert [entry.id for entry in PostgresLedger(postgres.url(), district, 2024).entries()] == ["a"]


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"R\xff\xff\xff\xff"]
)
def test_another_kind_of_server(tmp_path: Path, run_on: Cli, answer: bytes) -> None:
    """It is not the address that is wrong then; and trying longer would not help."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / ".s.PGSQL.5432"))
        listening.listen()

        def serve() -> None:
            try:
                while True:
                    asked, _from = listening.accept()
                    with asked:
                        asked.recv(1000)
                        asked.sendall(answer)
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        url = f"postgresql://u@/d?host={tmp_path}"
        for arguments in (("status",), FIRST):
            fails(run_on, url, "(what answers there is no PostgreSQL server)", *arguments)
        listening.shutdown(socket.SHUT_RDWR)


def test_a_copy_that_fails_on_its_way(
    prepared: Callable[[str], str], run_on: Cli, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What went over before stays there, and is told; the same command goes on behind it."""
    monkeypatch.setattr("jiangan_targets.storage.ledger.copy.BATCH", 1)
    copy = ("ledger", "copy", "file", prepared("zhang"))
    for day in "123":
        assert cli("record", "events", day, "--on", f"2024-09-0{day}", "--note", f"the {day}.", "--force").code == 0
    with connected(prepared("owner")) as connection:
        connection.execute("ALTER TABLE jiangan_targets.records ADD CONSTRAINT stop CHECK (note <> 'the 3.')")
        fails(run_on, "file", "Error: Records copied: 2; then: postgresql://zhang@", *copy)
        connection.execute("ALTER TABLE jiangan_targets.records DROP CONSTRAINT stop")
    assert "records 3, of them new 1;" in run_on("file", *copy).out


@pytest.mark.slow
def test_a_plan_without_end(prepared: Callable[[str], str], run_on: Cli) -> None:
    """Whoever may keep a plan can keep a gigabyte; of it no more is read than shows that it is none."""
    with connected(prepared("zhang")) as connection:
        connection.execute(
            "INSERT INTO jiangan_targets.plans (district, year, digest, text) "
            "SELECT 'x', 2024, encode(sha256(convert_to(long, 'UTF8')), 'hex'), long "
            "FROM (SELECT repeat('#', 40 * 1024 * 1024)) AS made (long)"
        )
    (text,) = PlanTable(parse_address(prepared("guest"), "x")).plans(2024).texts.values()
    assert len(text) == MAX_CHARACTERS + 1
    outcome = run_on(prepared("guest"), "overview", "--year", "2024")
    assert outcome.code == 1
    assert "is larger than 32 MB" in outcome.err + outcome.out


def test_plans_that_are_not_those_asked_for(
    prepared: Callable[[str], str], run_on: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server's answers are held against each other."""
    assert run_on(prepared("zhang"), "ledger", "keep-plan", "--year", "2024").code == 0
    monkeypatch.setattr("jiangan_targets.storage.ledger.postgres.overview_queries.TEXTS", "SELECT 'other', 'text'")
    fails(run_on, prepared("guest"), "what the server answers is no ledger", "overview", "--year", "2024")
