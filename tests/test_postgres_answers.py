"""What a server answers, and when: rows and plans that ours would not have, other servers, ends that nobody saw."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli
from decisions import decided
from jiangan_targets.errors import OutcomeUnknown
from jiangan_targets.storage.disk import signals
from jiangan_targets.storage.ledger.address import parse_address
from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger
from jiangan_targets.storage.ledger.postgres.plans import PlanTable
from jiangan_targets.storage.ledger.postgres.rows import entry_of
from jiangan_targets.storage.ledger.postgres.schema import COLUMNS, OFFSET
from jiangan_targets.storage.toml import MAX_CHARACTERS
from postgres_rows import FIRST, connected
from postgres_server import Server
from test_postgres_commit import Cut, record
from test_postgres_setup import fails

MOMENT = datetime(2024, 9, 9, 1, 12, 33, tzinfo=UTC)
ROW: dict[str, Any] = {
    "id": "x1", "target": "parking", "value": Decimal(9000), "as_of": date(2024, 9, 8), "recorded_at": MOMENT,
    OFFSET: 480,
}  # fmt: skip


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


def test_what_is_found_and_cannot_be_confirmed_is_unknown(
    prepared: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that is there, of a commit that nobody saw, is never told to be refused."""
    with connected(prepared("owner")) as owner:
        owner.execute("REVOKE EXECUTE ON FUNCTION pg_logical_emit_message(boolean, text, text) FROM PUBLIC")
    Cut(monkeypatch, stored=True)
    with pytest.raises(OutcomeUnknown, match="broke while records were stored"):
        PostgresLedger(prepared("zhang"), "jiangan", 2024).append(lambda _present: decided([record("a")]))
    monkeypatch.undo()
    assert [entry.id for entry in PostgresLedger(prepared("zhang"), "jiangan", 2024).entries()] == ["a"]


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


def test_a_plan_that_a_commit_kept_unseen(prepared: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found, kept once and said to be new; a signal need not wait for it any more."""
    cut = Cut(monkeypatch, stored=True)
    told: list[int] = []
    monkeypatch.setattr(signals, "stored", lambda: told.append(cut.times))
    table = PlanTable(parse_address(prepared("zhang"), "x"))
    assert table.keep(2024, "text", sha256(b"text").hexdigest())
    assert told == [1]
    with connected(prepared("owner")) as connection:
        assert connection.execute("SELECT count(*) FROM jiangan_targets.plans").fetchone() == (1,)


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
