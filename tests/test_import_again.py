"""The same file imported again changes nothing, whatever became of its records meanwhile."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Cli
from jiangan_targets.domain.origin import origin_of, sift
from jiangan_targets.domain.record import Entry, Record
from jiangan_targets.domain.recording import ReportedFigure
from jiangan_targets.storage.ledger.file import canonical
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS
from jiangan_targets.storage.ledger.record_text import block, sealed
from jiangan_targets.storage.plan import file as plan_file
from postgres_server import Server

ROWS = "id,figure,as of,note\nparking,9000,2024-09-08,月报\nretail,512.3,2024-08-31,\n"
HELD_BACK = "parking: 9000 of 2024-09-08 was taken before, and corrected or withdrawn since; --again takes it anew.\n"


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A file that a department sent."""
    path = tmp_path / "sent.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def ids(cli: Cli, target: str) -> list[str]:
    """The ids of a target's records, the newest first."""
    return [row["id"] for row in json.loads(cli("history", target, "--json").out)]


def current(cli: Cli, target: str) -> float | None:
    """A target's current figure."""
    (row,) = json.loads(cli("status", target, "--json").out)["targets"]
    value: float | None = row["value"]
    return value


def test_a_correction_stands_against_the_same_file(cli: Cli, folder: Path, sent: Path) -> None:
    """Nothing changes, which rows were held back is told, and --again takes them."""
    assert cli("import", str(sent)).code == 0
    assert cli("record", "parking", "9500", "--on", "2024-09-08").code == 0
    before = (folder / "records" / "2024.toml").read_bytes()
    again = cli("import", str(sent))
    assert (again.code, again.err) == (0, HELD_BACK)
    assert (folder / "records" / "2024.toml").read_bytes() == before
    dry = cli("import", str(sent), "--again", "--dry-run", "--force")
    assert (dry.code, dry.err) == (0, "")
    assert (folder / "records" / "2024.toml").read_bytes() == before
    taken = cli("import", str(sent), "--again", "--force")
    assert (taken.code, current(cli, "parking")) == (0, 9000)


def test_a_withdrawal_stands_against_the_same_file(cli: Cli, folder: Path, sent: Path) -> None:
    """Also under another name, and with one more row, which alone is taken."""
    assert cli("import", str(sent)).code == 0
    assert cli("withdraw", *ids(cli, "parking"), "--reason", "wrong").code == 0
    before = (folder / "records" / "2024.toml").read_bytes()
    copy = sent.rename(sent.with_name("sent (1).csv"))
    assert cli("import", str(copy)).err == HELD_BACK
    assert (folder / "records" / "2024.toml").read_bytes() == before
    copy.write_text(ROWS + "charging,6500,2024-09-08,\n", encoding="utf-8")
    assert cli("import", str(copy)).err == HELD_BACK
    assert (current(cli, "parking"), current(cli, "charging")) == (None, 6500)
    assert cli("import", str(copy), "--again").code == 0
    assert current(cli, "parking") == 9000


def test_a_row_that_says_something_else_is_new(cli: Cli, sent: Path) -> None:
    """Another figure, day or note was not said before."""
    assert cli("import", str(sent)).code == 0
    assert cli("record", "parking", "9500", "--on", "2024-09-08").code == 0
    sent.write_text(ROWS.replace("月报", "经核实，仍为9000"), encoding="utf-8")
    shown = cli("import", str(sent), "--force")
    assert (shown.code, shown.err, current(cli, "parking")) == (0, "", 9000)


def test_figures_typed_are_not_taken_for_a_row(cli: Cli, sent: Path) -> None:
    """Somebody typed the same and took it back; the file was never taken."""
    cli("record", "parking", "9000", "--on", "2024-09-08", "--note", "月报")
    cli("undo")
    assert cli("import", str(sent)).err == ""
    assert current(cli, "parking") == 9000


def test_the_digest_is_kept_with_the_record(cli: Cli, folder: Path, sent: Path) -> None:
    """In the ledger's own form, sealed; not among what people are shown. A ledger without it reads as before."""
    assert cli("import", str(sent)).code == 0
    path = folder / "records" / "2024.toml"
    entries = file_ledger.read(path)
    assert entries.canonical
    assert all(isinstance(entry, Record) and len(entry.origin or "") == 12 for entry in entries.entries)
    assert cli("check").code == 0
    assert "origin" not in cli("history", "--json").out + cli("history", "--format", "csv").out
    old = Record("a", "parking", Decimal(1), date(2024, 9, 8), datetime(2024, 9, 9, tzinfo=UTC))
    assert "origin" not in block(sealed(old))
    assert canonical.parse(block(sealed(old))) == [sealed(old)]


NUMBERS = st.integers(1, 3).map(Decimal)
DAYS = st.dates(date(2024, 9, 1), date(2024, 9, 2))


@given(st.lists(st.tuples(NUMBERS, DAYS), max_size=6), st.lists(st.tuples(NUMBERS, DAYS), max_size=6))
def test_what_was_taken_is_never_taken_again(
    first: list[tuple[Decimal, date]], corrections: list[tuple[Decimal, date]]
) -> None:
    """Whatever is typed after an import, the same rows give nothing new; with `again` only what does not stand."""
    plan, _mistakes = plan_file.inspect(ROOT / "targets" / "2024.toml", 2024)
    assert plan is not None
    target = plan.targets[0]
    figures = [ReportedFigure(target, value, day) for value, day in first]
    moment = datetime(2024, 9, 9, tzinfo=UTC)
    entries: list[Entry] = [
        Record(f"a{number}", target.id, figure.value, figure.as_of, moment, origin=figure.origin)
        for number, figure in enumerate(sift(figures, []).new)
    ]
    entries += [Record(f"b{number}", target.id, *typed, moment) for number, typed in enumerate(corrections)]
    sifted = sift(figures, entries)
    assert sifted.new == []
    assert {figure.origin for figure in sifted.held_back} <= {origin_of(figure) for figure in figures}
    assert sift(figures, entries, again=True).new == sifted.held_back


@pytest.fixture
def older(postgres: Server) -> str:
    """The address of a database whose ledger the first version of the program made."""
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS older")
        connection.execute("CREATE DATABASE older")
    url = postgres.url(database="older")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_2.sql").read_bytes())
        connection.execute("ALTER TABLE jiangan_targets.records DROP COLUMN origin")
        connection.execute("DELETE FROM jiangan_targets.migrations WHERE version = 2")
        connection.execute(
            "INSERT INTO jiangan_targets.records (district, year, id, target, value, as_of, recorded_at, "
            "recorded_offset) VALUES ('district', 2024, 'a1', 'parking', 8000, '2024-08-31', '2024-09-01Z', 480)"
        )
    return url


def test_an_older_database_stays_of_use(cli: Cli, older: str, sent: Path) -> None:
    """Read and written as it is; `import` asks for `ledger init`, which loses nothing, and then remembers its rows."""
    named = ("--ledger", older)
    assert cli("record", "parking", "9000", "--on", "2024-09-10", *named)[0::2] == (0, "")
    assert [row["value"] for row in json.loads(cli("history", "--json", *named).out)] == [9000, 8000]
    (row,) = json.loads(cli("status", "parking", "--json", *named).out)["targets"]
    assert row["value"] == 9000
    assert cli("check", *named).code == 0
    refused = cli("import", str(sent), "--force", *named)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "the ledger is of an older version; `jiangan-targets --dir " in refused.err
    assert "ledger init` brings it up to date." in refused.err
    assert f"version {len(MIGRATIONS)}, was 1." in cli("ledger", "init", *named).out
    assert cli("import", str(sent), "--force", *named).code == 0
    assert cli("undo", *named).code == 0
    again = cli("import", str(sent), "--force", *named)
    assert (again.code, again.err.count("was taken before")) == (0, 2)  # both rows were one command
    assert cli("check", *named).code == 0
