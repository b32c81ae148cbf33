"""`overview` of a database: the same as of a folder, whoever keeps the plans; what may not be seen is not made up."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from conftest import ROOT, Cli, Outcome
from jiangan_targets.cli.app import main
from jiangan_targets.storage.ledger.postgres.schema import MIGRATIONS
from postgres_rows import GOOD, connected, insert, refuses
from three_districts import NAMES, make_districts, plan_of

ON = ("--on", "2024-10-20")


@pytest.fixture
def filled(prepared: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A database with the records of three districts, and no plans; their plans are in `districts`."""
    make_districts(tmp_path / "districts")
    for name in NAMES:
        monkeypatch.setenv("JIANGAN_TARGETS_DISTRICT", name)
        folder = str(tmp_path / "districts" / name)
        assert main(["--dir", folder, "ledger", "copy", "file", prepared("zhang")]) == 0
    return prepared


@pytest.fixture
def keep(filled: Callable[[str], str], tmp_path: Path, run_on: Cli) -> Callable[..., Outcome]:
    """`ledger keep-plan` of a district, by a user."""

    def run(name: str, user: str = "zhang") -> Outcome:
        folder = str(tmp_path / "districts" / name)
        return run_on(filled(user), "--dir", folder, "ledger", "keep-plan", district=name)

    return run


def test_a_folder_and_both_homes_of_plans_tell_the_same(
    filled: Callable[[str], str], keep: Callable[..., Outcome], tmp_path: Path, cli: Cli
) -> None:
    """Byte for byte: workspaces, plans as files by district, plans as folders, plans in the database."""
    folder = tmp_path / "districts"
    (tmp_path / "plans").mkdir()
    for name in NAMES:
        (tmp_path / "plans" / f"{name}.toml").write_text(plan_of(name), encoding="utf-8")
        assert keep(name).code == 0
    url = filled("guest")
    for more in (("--json",), ("--json", "--target", "parking"), (), ("--format", "csv"), ("--format", "html")):
        wanted = cli("overview", str(folder), *ON, *more)
        assert wanted.code == 0
        for source in ((), ("--plans", str(folder)), ("--plans", str(tmp_path / "plans"))):
            assert cli("overview", "--ledger", url, *source, *ON, *more) == wanted, source
    early = cli("overview", str(folder), "--json", "--on", "2024-09-10")
    assert cli("overview", "--ledger", url, "--json", "--on", "2024-09-10") == early


def test_a_workspace_whose_records_are_in_a_database(filled: Callable[[str], str], tmp_path: Path, cli: Cli) -> None:
    """Its config.toml counts, as for every other command, and the environment's district for none of them."""
    folder = tmp_path / "districts"
    wanted = cli("overview", str(folder), "--json", *ON)
    (folder / "jiangan" / "records" / "2024.toml").unlink()
    settings = f'ledger = "{filled("guest")}"\ndistrict = "jiangan"\n'
    (folder / "jiangan" / "config.toml").write_text(settings, encoding="utf-8")
    assert cli("overview", str(folder), "--json", *ON) == wanted
    with_files = json.loads(cli("overview", str(folder), "--json", "--ledger", "file", *ON).out)
    assert with_files["unreported"] == ["hankou", "jiangan"]


def test_what_was_taken_back_or_superseded_does_not_count(
    filled: Callable[[str], str], keep: Callable[..., Outcome], run_on: Cli, tmp_path: Path
) -> None:
    """As in the district's own status."""
    assert keep("jiangan").code == 0
    url, folder = filled("zhang"), ("--dir", str(tmp_path / "districts" / "jiangan"))
    assert run_on(url, *folder, "record", "parking", "9500", "--on", "2024-10-08").code == 0
    assert run_on(url, *folder, "undo", "--reason", "x").code == 0
    assert run_on(url, *folder, "record", "gdp", "6.2", "--on", "2024-09-30").code == 0
    status = json.loads(run_on(url, *folder, "status", "--json", *ON).out)["targets"]
    for target in status:
        found = json.loads(run_on(url, "overview", "--json", "--target", target["id"], *ON).out)["districts"]
        (row,) = [each for each in found if each["district"] == "jiangan"]
        assert {key: row[key] for key in target} == target


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


def test_what_may_not_be_seen_is_not_taken_for_no_figure(
    filled: Callable[[str], str], keep: Callable[..., Outcome], run_on: Cli, tmp_path: Path
) -> None:
    """With `--isolate all` others' districts are named as unread, or where their plans are hidden too it is said."""
    for name in NAMES:
        assert keep(name).code == 0
    assert run_on(filled("owner"), "ledger", "init", "--isolate", "all").code == 0
    with connected(filled("owner")) as connection:
        connection.execute("INSERT INTO jiangan_targets.members VALUES ('li', 'qiaokou')")
    plans = ("--plans", str(tmp_path / "districts"))
    outcome = run_on(filled("li"), "overview", *plans, "--json", *ON)
    found = json.loads(outcome.out)
    assert (outcome.code, [row["district"] for row in found["districts"]]) == (1, ["qiaokou"])
    assert [each["district"] for each in found["unread"]] == ["hankou", "jiangan"]
    assert all("may not see it" in each["problem"] for each in found["unread"])
    own = run_on(filled("li"), "overview", "--json", *ON)
    assert [row["district"] for row in json.loads(own.out)["districts"]] == ["qiaokou"]
    assert own.err.count("only the districts that this user may see are shown") == 1
    assert "is kept" in keep("qiaokou", "li").out
    refused = keep("jiangan", "li")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "may not see the district" in refused.err
    assert run_on(filled("owner"), "ledger", "init", "--isolate", "writing").code == 0
    whole = run_on(filled("li"), "overview", "--json", *ON)
    assert (whole.code, whole.err) == (0, "")
    assert len(json.loads(whole.out)["districts"]) == 3
    assert keep("jiangan", "li").code == 0  # It is the one that is kept already.


def test_rows_that_are_no_records_are_left_out_and_told(
    older: Callable[[str], str], run_on: Cli, tmp_path: Path
) -> None:
    """Of a database of an older version too, which has no room for plans, and says so."""
    (tmp_path / "plans").mkdir()
    for name in NAMES:
        (tmp_path / "plans" / f"{name}.toml").write_text(plan_of(name), encoding="utf-8")
    with connected(older("owner")) as connection:
        insert(connection, GOOD | {"id": "x9", "value": "NaN", "as_of": "2024-09-30"})
    plans = ("--plans", str(tmp_path / "plans"))
    outcome = run_on(older("guest"), "overview", *plans, "--json", "--target", "parking", *ON)
    assert outcome.code == 0
    assert "left out, as they are no records: jiangan/x9; see `check`." in outcome.err
    values = {row["district"]: row["value"] for row in json.loads(outcome.out)["districts"]}
    assert values == {"jiangan": 9500, "hankou": None, "qiaokou": None}
    refused = run_on(older("guest"), "overview", *ON)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "of an older version, without room for plans" in refused.err


def test_a_database_without_plans_says_what_to_do(filled: Callable[[str], str], run_on: Cli, tmp_path: Path) -> None:
    """One line each: no plans, no folder of them, none in it, a year that is not there."""
    (tmp_path / "none").mkdir()
    (tmp_path / "last").mkdir()
    last = plan_of("jiangan").replace("year = 2024", "year = 2023").replace("2024-", "2023-")
    (tmp_path / "last" / "jiangan.toml").write_text(last, encoding="utf-8")
    (tmp_path / "last" / "hankou.toml").write_text(plan_of("hankou"), encoding="utf-8")
    for arguments, said in (
        ((), "has no plans; keep those of the districts there with `jiangan-targets "),
        (("--plans", str(tmp_path / "nowhere")), "name the one with the plans."),
        (("--plans", str(tmp_path / "none")), "There is no plan in "),
        (
            ("--plans", str(tmp_path / "districts"), "--year", "2022"),
            "No district has targets for 2022; there are: 2024.",
        ),
    ):
        refused = run_on(filled("guest"), "overview", *arguments)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1), arguments
        assert said in refused.err
    outcome = run_on(filled("guest"), "overview", "--plans", str(tmp_path / "last"), "--json", "--year", "2024")
    unread = {each["district"]: each["problem"] for each in json.loads(outcome.out)["unread"]}
    assert unread["jiangan"].endswith("is the plan of 2023, not of 2024.")
    assert "hankou" not in unread


def test_the_question_is_one_look_up_for_each_figure(filled: Callable[[str], str]) -> None:
    """By the index of current values, without a sort or a look at the whole table, whatever the table's size."""
    from jiangan_targets.storage.ledger.postgres import overview_queries as queries

    asked = {
        "year": 2024, "on": "2024-10-20", "known": None, "left_out": [],
        "districts": list(NAMES), "targets": ["parking gdp"] * 3,
    }  # fmt: skip
    with psycopg.connect(filled("owner"), cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute("SET LOCAL enable_seqscan = off")
        plan = connection.execute(f"EXPLAIN (COSTS OFF) {queries.FIGURES}".encode(), asked).fetchall()
    shown = "\n".join(row[0] for row in plan)
    assert "Index Scan using records_current on records r" in shown
    assert "Sort" not in shown


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
