"""`ledger keep-plan`: plans in the database beside the records, for `overview`."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from conftest import ROOT, Cli, Outcome
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS
from postgres_rows import GOOD, connected, insert, refuses
from three_districts import ON, make_districts, plan_of


def test_a_plan_is_kept_once_and_the_newest_judges(
    filled: Callable[[str], str], keep: Callable[..., Outcome], run_on: Cli, tmp_path: Path
) -> None:
    """Kept as it is written, with its digest; earlier ones stay; one with a mistake is refused."""
    assert "is kept, digest" in keep("jiangan").out
    assert "is the one that is kept" in keep("jiangan").out
    path = tmp_path / "districts" / "jiangan" / "targets" / "2024.toml"
    changed = plan_of("jiangan").replace("value = 16000", "value = 9000")
    path.write_bytes(b"\xef\xbb\xbf" + changed.encode())
    assert "is kept, digest" in keep("jiangan").out
    path.write_text(changed + "# later\n", encoding="utf-8")
    checked = run_on(filled("zhang"), "--dir", str(path.parents[1]), "check", district="jiangan")
    assert checked.code == 0
    assert "hint: the database keeps another plan of jiangan for 2024" in checked.out
    path.write_bytes(b"\xef\xbb\xbf" + changed.encode())
    assert "another plan" not in run_on(filled("zhang"), "--dir", str(path.parents[1]), "check", district="jiangan").out
    path.write_text(changed.replace("value = 9000", "value = 'many'"), encoding="utf-8")
    refused = keep("jiangan")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "2024.toml, line " in refused.err
    with connected(filled("owner")) as connection:
        kept = connection.execute(
            "SELECT text, digest, kept_by FROM jiangan_targets.plans WHERE district = 'jiangan' ORDER BY seq"
        ).fetchall()
    assert [row[0] for row in kept] == [plan_of("jiangan"), changed]
    assert [row[1:] for row in kept] == [(sha256(row[0].encode()).hexdigest(), "zhang") for row in kept]
    found = json.loads(run_on(filled("guest"), "overview", "--json", "--target", "parking", *ON).out)["districts"]
    assert [(row["target"], row["plan"]) for row in found] == [(9000, kept[1][1][:16])]


def test_who_may_keep_a_plan(prepared: Callable[[str], str], keep: Callable[..., Outcome]) -> None:
    """Writers append, and cannot change, remove, or make a digest that is not the text's."""
    assert keep("jiangan").code == 0
    refused = keep("hankou", "guest")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "guest" in refused.err
    with connected(prepared("zhang")) as writer:
        for statement in (
            "UPDATE jiangan_targets.plans SET text = ''",
            "DELETE FROM jiangan_targets.plans",
            "INSERT INTO jiangan_targets.plans (district, year, seq) OVERRIDING SYSTEM VALUE VALUES ('x', 2024, 1)",
            "INSERT INTO jiangan_targets.plans (district, year, kept_by) VALUES ('x', 2024, 'li')",
            "INSERT INTO jiangan_targets.plans (district, year, kept_at) VALUES ('x', 2024, now())",
            "SELECT nextval('jiangan_targets.plans_seq_seq')",
        ):
            refuses(writer, statement)
        with pytest.raises(psycopg.errors.CheckViolation):
            writer.execute(
                "INSERT INTO jiangan_targets.plans (district, year, digest, text) VALUES ('x', 2024, 'a', 'b')"
            )


def test_a_plan_put_there_by_hand_is_checked(
    filled: Callable[[str], str], keep: Callable[..., Outcome], run_on: Cli
) -> None:
    """What is no plan is told, and the districts beside it are shown; records without a plan are told too."""
    assert keep("jiangan").code == 0
    with connected(filled("zhang")) as writer:
        text = plan_of("hankou").replace('kind = "rate"', 'kind = "rating"')
        values = ("hankou", 2024, sha256(text.encode()).hexdigest(), text)
        writer.execute(
            "INSERT INTO jiangan_targets.plans (district, year, digest, text) VALUES (%s, %s, %s, %s)", values
        )
    outcome = run_on(filled("guest"), "overview", "--json", *ON)
    unread = {each["district"]: each["problem"] for each in json.loads(outcome.out)["unread"]}
    assert outcome.code == 1
    assert "hankou/2024.toml, line " in unread["hankou"]
    assert unread["qiaokou"] == "It has records of 2024, and no plan."
    assert [row["district"] for row in json.loads(outcome.out)["districts"]] == ["jiangan"]
    assert outcome.err.count("\n") == 2


def test_an_upgrade_makes_room_for_plans(database: Callable[[str], str], run_on: Cli, tmp_path: Path) -> None:
    """A database of version 5 keeps its records; until then plans are refused with what to do."""
    with connected(database("owner")) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_5.sql").read_bytes())
        insert(connection, GOOD)
    folder = make_districts(tmp_path / "districts") / "jiangan"
    arguments = ("--dir", str(folder), "ledger", "keep-plan")
    refused = run_on(database("zhang"), *arguments)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "ledger init` brings it up to date" in refused.err
    assert f"version {len(MIGRATIONS)}, was 5." in run_on(database("owner"), "ledger", "init").out
    assert run_on(database("zhang"), *arguments).code == 0
    found = json.loads(run_on(database("guest"), "overview", "--json", "--target", "parking", *ON).out)
    assert [(row["district"], row["value"]) for row in found["districts"]] == [("jiangan", 9000)]


def test_a_database_that_would_store_another_plan_is_refused(
    filled: Callable[[str], str], keep: Callable[..., Outcome]
) -> None:
    """A trigger that its owner put there changes the plan: nothing is kept, in one line."""
    with connected(filled("owner")) as connection:
        connection.execute(
            "CREATE FUNCTION public.other() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.district := 'other'; RETURN NEW; END $$"
        )
        connection.execute(
            "CREATE TRIGGER other BEFORE INSERT ON jiangan_targets.plans FOR EACH ROW EXECUTE FUNCTION public.other()"
        )
        refused = keep("jiangan")
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "would store something else than the plan; nothing was kept" in refused.err
        assert connection.execute("SELECT count(*) FROM jiangan_targets.plans").fetchone() == (0,)
        connection.execute("DROP TRIGGER other ON jiangan_targets.plans")
        connection.execute("DROP FUNCTION public.other")
