"""The same tour on a fresh PostgreSQL, append-only in the database too; where its address comes from."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import psycopg
import pytest

from conftest import ROOT, Cli
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS
from plausible import write, year_of_records
from postgres_server import Server
from test_readme import commands_in, typed


def masked(text: str) -> str:
    """Without ids, moments and digests, which differ from run to run."""
    digest = r"[0-9a-f]{64}|[0-9a-f]{4}(-[0-9a-f]{4}){2}"
    return re.sub(rf"\b1[0-9a-hjkmnp-tv-z]{{13}}\b|{digest}|\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d\S*)?", "~", text)


TOUR = (
    ("record", "parking", "9000", "--on", "2024-09-08", "--by", "王芳", "--note", "月报"),
    ("record", "retail=512.3亿元", "charging=0.85万", "--on", "9月30日"),
    ("record", "parking", "8000", "--on", "2024-09-30"),
    ("record", "parking", "500", "--add", "--on", "2024-10-01"),
    ("status", "--on", "2024-10-10"),
    ("status", "--json", "--known-at", "2024-01-01"),
    ("status", "--json", "--on", "2024-09-20"),
    ("show", "parking", "--on", "2024-10-10"),
    ("undo", "--reason", "初步数"),
    ("history",),
    ("history", "--format", "csv"),
    ("summary", "--week", "2024-W37"),
    ("summary", "--week", "2024-W37", "--json"),
    ("check",),
    ("undo", "--by", "nobody"),
    ("withdraw", "zzz", "--reason", "x"),
)


def test_every_command_behaves_the_same(cli: Cli, on_postgres: Cli) -> None:
    """The tour on a file and on PostgreSQL: exit codes and outputs are alike but for ids and moments."""
    for arguments in TOUR:
        on_file, on_database = cli(*arguments), on_postgres(*arguments)
        assert on_database.code == on_file.code, arguments
        assert masked(on_database.out) == masked(on_file.out), arguments
        assert masked(on_database.err) == masked(on_file.err), arguments
    assert "postgresql://owner@" in on_postgres("where").out
    assert json.loads(on_postgres("where", "--json").out)["record_count"] == 5


@pytest.mark.parametrize("divided", [False, True])
def test_the_readmes_tour_runs_on_postgres(
    postgres: Server, postgres_by_year: str, tmp_path: Path, *, divided: bool
) -> None:
    """Its commands as they stand, with the ledger named in the environment, print the same; of a table by year too."""
    the_tour_prints_the_same(postgres_by_year if divided else postgres.url(), tmp_path)


def the_tour_prints_the_same(url: str, folder: Path) -> None:
    """The README's commands, typed with the ledger at an address, print what they print on a file."""
    commands = commands_in((ROOT / "README.md").read_text(encoding="utf-8"))
    on_file, on_database = folder / "file", folder / "database"
    on_file.mkdir()
    on_database.mkdir()
    expected = typed(commands, on_file, "en_US.UTF-8")
    named = [f"export JIANGAN_TARGETS_LEDGER='{url}' JIANGAN_TARGETS_DISTRICT=readme", *commands]
    assert list(map(masked, typed(named, on_database, "en_US.UTF-8")[1:])) == list(map(masked, expected))


def test_preparing_twice_changes_nothing(on_postgres: Cli, postgres: Server) -> None:
    """Versioned and idempotent, and it says which roles there are."""
    outcome = on_postgres("ledger", "init")
    assert outcome.code == 0
    assert re.search(rf"is ready: version {len(MIGRATIONS)} as before\. Roles: \w+_writer, \w+_reader\.$", outcome.out)
    with psycopg.connect(postgres.url()) as connection:
        versions = connection.execute("SELECT version FROM jiangan_targets.migrations").fetchall()
        assert versions == [(number,) for number in range(1, len(MIGRATIONS) + 1)]
    assert "needs no preparation" in on_postgres("ledger", "init", url="file").err


def test_a_database_is_not_repaired(on_postgres: Cli) -> None:
    """That is for files; the database has its own means."""
    assert on_postgres("check", "--repair") == (2, "", "Error: --repair is for records in a file.\n")


def test_writers_may_only_insert_and_read(on_postgres: Cli, postgres: Server) -> None:
    """The role can do the program's work, and neither change nor remove a record; readers cannot write."""
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        for user, role in (("zhang", "jiangan_targets_writer"), ("guest", "jiangan_targets_reader")):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (user,)).fetchone():
                connection.execute(f"CREATE USER {user} IN ROLE {role}")
        connection.execute("CREATE USER stranger")
    as_writer, as_guest = postgres.url("zhang"), postgres.url("guest")
    assert on_postgres("record", "parking", "9000", "--on", "2024-09-08", url=as_writer).code == 0
    assert on_postgres("undo", url=as_writer).code == 0
    assert on_postgres("status", url=as_guest).code == 0
    refused = on_postgres("record", "parking", "9000", "--on", "2024-09-08", url=as_guest)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "this user may not do that; ask for the role jiangan_targets_writer." in refused.err
    for arguments, role in (("status",), "reader"), (("record", "parking", "9000", "--on", "2024-09-08"), "writer"):
        refused = on_postgres(*arguments, url=postgres.url("stranger"))
        assert f"ask for the role jiangan_targets_{role}." in refused.err
    with psycopg.connect(as_writer, autocommit=True) as connection:
        for statement in ("UPDATE {} SET value = 1", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.format("jiangan_targets.records"))


def test_records_move_both_ways(cli: Cli, on_postgres: Cli, folder: Path, postgres: Server) -> None:
    """Copied only as far as missing, proved equal; what differs is refused; hand-made seals stay as they are."""
    from jiangan_targets.storage.plan import file as plan_file

    plan, _mistakes = plan_file.inspect(ROOT / "targets" / "2024.toml", 2024)
    assert plan is not None
    ledger = folder / "records" / "2024.toml"
    write(ledger, year_of_records(plan, 300))
    # One that was changed by hand must not become honest by a copy.
    ledger.write_text(
        ledger.read_text(encoding="utf-8").replace('note = "初步数"', 'note = "定数"', 1), encoding="utf-8"
    )
    assert cli("check").code == 1
    copied = on_postgres("ledger", "copy", "file", postgres.url())
    assert copied.code == 0, copied.err
    assert "2024: records 300, of them new 300; both ledgers are equal, digest " in copied.out
    assert on_postgres("check").code == 1
    assert "of them new 0;" in on_postgres("ledger", "copy", "file", postgres.url()).out
    cli("record", "parking", "99999", "--on", "2024-12-31", "--force")
    assert "records 301, of them new 1;" in on_postgres("ledger", "copy", "file", postgres.url()).out
    ledger.unlink()
    assert "records 301, of them new 301;" in on_postgres("ledger", "copy", postgres.url(), "file").out
    assert on_postgres("status", "--json").out == cli("status", "--json").out
    cli("record", "charging", "99999", "--on", "2024-12-31", "--force")
    refused = on_postgres("ledger", "copy", postgres.url(), "file")
    assert refused.code == 1
    assert "nothing was copied" in refused.err


@pytest.mark.parametrize(
    ("url", "text"),
    [
        (
            "postgresql://wang:secret@127.0.0.1:1/x",
            "postgresql://wang@127.0.0.1:1/x cannot be reached (no server answers there)",
        ),
        ("postgresql://wang:secret@/x?host=/nowhere", "cannot be reached (no server answers there)"),
        ("postgresql://wang:secret@[::1/x", "The ledger's address is malformed"),
        ("postgresql://wang:secret@h/x?nonsense=1", "The ledger's address is malformed"),
        ("mysql://wang:secret@h/x", "The ledger must be “file” or an address like postgresql://"),
        ("wang:secret", "The ledger must be “file” or an address like postgresql://"),
    ],
)
def test_a_server_that_is_away_is_one_line(
    on_postgres: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch, url: str, text: str
) -> None:
    """Without the password, with nothing recorded anywhere: never another ledger in silence."""
    monkeypatch.setenv("JIANGAN_TARGETS_WAIT", "0")
    for arguments in (("record", "parking", "9000", "--on", "2024-09-08"), ("status",), ("history",)):
        outcome = on_postgres(*arguments, url=url)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
        assert text in outcome.err
        assert "secret" not in outcome.err
    assert not (folder / "records").exists()


def test_a_database_without_a_ledger(on_postgres: Cli, postgres: Server) -> None:
    """It says how to make one; a database that is not there is told too."""
    url = postgres.url(database="template1")
    said = on_postgres("status", url=url).err
    assert re.search(r"has no ledger yet; `jiangan-targets (--dir \S+ )?ledger init` makes one\.", said)
    assert "(there is no such database)" in on_postgres("status", url=postgres.url(database="none")).err


def test_the_address_comes_from_option_environment_or_settings(
    folder: Path, postgres: Server, cli: Cli, monkeypatch: pytest.MonkeyPatch, district: str
) -> None:
    """In this order; a mistake in config.toml is one line."""
    (folder / "config.toml").write_text(f'ledger = "{postgres.url()}"\ndistrict = "{district}"\n', encoding="utf-8")
    monkeypatch.delenv("JIANGAN_TARGETS_DISTRICT")
    assert f"({district} 2024)" in cli("where").out
    monkeypatch.setenv("JIANGAN_TARGETS_LEDGER", "file")
    assert json.loads(cli("where", "--json").out)["records"] == str(folder / "records" / "2024.toml")
    (folder / "config.toml").write_text("ledgre = 5\n", encoding="utf-8")
    assert cli("status").err.endswith(
        "config.toml: “ledgre” must be ledger or district, with a text in quotes, or the table [report].\n"
    )


def test_libpqs_own_variables_and_files_count(postgres: Server, tmp_path: Path, district: str) -> None:
    """PGHOST and PGUSER, and a service file."""
    host = re.search(r"host=(.*)", postgres.url())
    assert host
    assert district
    service = tmp_path / "service"
    service.write_text(f"[office]\nhost={host[1]}\nuser=owner\ndbname=postgres\n", encoding="utf-8")
    for url, environ in (
        ("postgresql://", {"PGHOST": host[1], "PGUSER": "owner", "PGDATABASE": "postgres"}),
        ("postgresql://?service=office", {"PGSERVICEFILE": str(service)}),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "jiangan_targets", "--ledger", url, "history", "--json"],
            capture_output=True, text=True, check=False, env={**os.environ, **environ},
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_without_psycopg_it_says_what_it_needs(folder: Path) -> None:
    """And files work without it."""
    code = "import sys; sys.modules['psycopg'] = None\nfrom jiangan_targets.cli.app import main\n"
    code += "sys.exit(main(sys.argv[1:]))"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, "--dir", str(folder), "--lang", "en", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    refused = run("--ledger", "postgresql://h/x", "status")
    assert refused.returncode == 1
    assert refused.stderr == (
        "Error: A ledger in PostgreSQL needs one more package: pip install 'jiangan-targets[postgres]'.\n"
    )
    assert run("status").returncode == 0


def test_the_current_values_are_found_by_index(postgres: Server, district: str) -> None:
    """One look-up per target or part in the index, whatever the number of records; no scan of the table."""
    from jiangan_targets.storage.ledger.postgres.queries import LATEST

    wanted = {
        "targets": ["parking"] * 2,
        "parts": ["", "大智街道"],
        "district": district,
        "year": 2024,
        "on": date(2024, 9, 8),
        "known": None,
    }
    with psycopg.connect(postgres.url()) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(f"EXPLAIN {LATEST}", wanted).fetchall()
    text = "\n".join(row[0] for row in plan)
    assert "records_current" in text
    assert "Sort" not in text  # A whole's figure is not looked for among those of its parts.
    assert "Seq Scan" not in text
