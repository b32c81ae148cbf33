"""PostgreSQL believes nothing: what ordinary writers cannot do, and bad rows that do not hide the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Cli
from jiangan_targets.domain.quantity import MAX_DECIMALS, MAX_DIGITS, canonical, fits
from jiangan_targets.storage.ledger.postgres.acceptance import ACCEPTED, RULES, constraint
from jiangan_targets.storage.ledger.postgres.queries import LEFT_OUT
from jiangan_targets.storage.ledger.postgres.schema import COLUMNS
from postgres_rows import BAD, BAD_REASONS, EDGES, FIRST, GOOD, TAKEN_BACK, connected, insert, refuses
from postgres_server import Server

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


def test_a_writer_cannot_choose_the_order(older: Callable[[str], str], run_on: Cli) -> None:
    """Before the upgrade one could; afterwards, and after a second preparation, nobody can, whatever way is tried."""
    with connected(older("zhang")) as writer:
        writer.execute(FIRST_FOR_EVER.encode())
        for _time in range(2):
            assert run_on(older("owner"), "ledger", "init").code == 0
            for statement in FORGERIES:
                refuses(writer, statement)
    assert run_on(older("zhang"), "record", "parking", "9600", "--on", "2024-09-30").code == 0


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


def test_what_the_program_takes_is_not_refused(prepared: Callable[[str], str], run_on: Cli) -> None:
    """Also at the edges, and every command of the district then works."""
    with connected(prepared("zhang")) as writer:
        for number, changed in enumerate(EDGES):
            insert(writer, GOOD | {"id": f"e{number}"} | changed)
    assert "left out" not in all_work(run_on, prepared("zhang"))


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


def all_work(run_on: Cli, url: str) -> str:
    """Every command exits with 0; what they said on stderr, which is the same for each that reads."""
    told = set()
    for arguments in COMMANDS:
        outcome = run_on(url, *arguments)
        assert outcome.code == 0, (arguments, outcome)
        told.add(outcome.err)
    Path("all.xlsx").unlink()
    return "".join(told)


def test_bad_rows_hide_no_others(
    older: Callable[[str], str], run_on: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a database of the version before: figures are those of the other rows, each bad one is named, and may go."""
    monkeypatch.chdir(folder)
    url, owner = older("zhang"), older("owner")
    before = run_on(url, "history", "--json").out
    bad = [(rule, row) for rule, row in BAD if not {"year", "district"} & set(row) and row.get("id") != ""]
    with connected(url) as writer:
        for number, (_rule, changed) in enumerate(bad):
            insert(writer, GOOD | {"id": f"bad{number}", "as_of": "2024-09-30"} | changed)
        insert(writer, GOOD | TAKEN_BACK | {"id": "bad-w", "withdraws": "x2", "recorded_offset": 99999})
    for _version in (2, 3):
        assert run_on(url, "history", "--json").out == before
        (row,) = json.loads(run_on(url, "status", "parking", "--json", "--on", "2024-12-31").out)["targets"]
        assert row["value"] == 9500
        told = all_work(run_on, url)
        assert "left out, as they are no records: bad0, bad1, bad2, …; see `check`." in told
        checked = run_on(url, "check")
        assert (checked.code, checked.err) == (1, "")
        for number, (rule, changed) in enumerate(bad):
            name = changed.get("id", f"bad{number}")
            if name.isascii() and name.isprintable() and len(name) <= 200:
                (line,) = [line for line in checked.out.splitlines() if f"record {name}: " in line]
                assert str(RULES[rule].problem) in line
                assert "row" in line
        assert checked.out.count("left out of all figures") == len(bad) + 1
        said = run_on(owner, "ledger", "init").out
        assert f"left out of all figures: {len(bad) + 1}; `check` names them." in said
        before = run_on(url, "history", "--json").out
    with connected(url) as writer, pytest.raises(psycopg.errors.CheckViolation):
        insert(writer, GOOD | {"id": "more", "value": "NaN"})
    with connected(owner) as connection:
        connection.execute(f"DELETE FROM jiangan_targets.records WHERE NOT ({ACCEPTED})".encode())  # noqa: S608 -- ours
        assert "left out" not in run_on(owner, "ledger", "init").out
        unproved = "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = %s::regnamespace"
        assert connection.execute(unproved, ("jiangan_targets",)).fetchall() == []
    assert run_on(url, "check").code == 0


def test_bad_rows_are_found_by_index(postgres: Server) -> None:
    """Every reader asks for them, so it must cost nothing that there are none."""
    with connected(postgres.url()) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(f"EXPLAIN {LEFT_OUT}".encode(), {"district": "jiangan", "year": 2024}).fetchall()
    assert "records_left_out" in "\n".join(row[0] for row in plan)


def test_a_database_without_an_encoding(postgres: Server, run_on: Cli) -> None:
    """It takes bytes that are no text, and would give them to every reader."""
    with connected(postgres.url()) as connection:
        connection.execute("CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        refused = run_on(postgres.url(database="bytes"), "ledger", "init")
        assert (refused.code, refused.err.count("\n")) == (1, 1)
        assert "takes any bytes for text (SQL_ASCII)" in refused.err
        connection.execute("DROP DATABASE bytes (FORCE)")


def test_what_a_constraint_refuses_is_told(prepared: Callable[[str], str], run_on: Cli) -> None:
    """In one line and in words, when the program itself would store it."""
    refused = run_on(prepared("zhang"), *FIRST, district="区" * 201)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "refused: a district's name has 1 to 200 characters; nothing was recorded." in refused.err
    assert set(COLUMNS) >= {column for _rule, row in BAD for column in row} - {"district", "year"}
