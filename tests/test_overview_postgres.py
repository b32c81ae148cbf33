"""`overview` of a database: the same as of a folder, whoever keeps the plans; what may not be seen is not made up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from conftest import Cli, Outcome
from postgres_rows import GOOD, connected, insert
from three_districts import NAMES, ON, plan_of


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


def test_what_may_not_be_seen_is_not_taken_for_no_figure(
    filled: Callable[[str], str], keep: Callable[..., Outcome], run_on: Cli, tmp_path: Path
) -> None:
    """With `--isolate all` others' districts are named as unread, or where their plans are hidden too it is said."""
    for name in NAMES:
        assert keep(name).code == 0
    assert run_on(filled("owner"), "ledger", "init", "--isolate", "all").code == 0
    with connected(filled("owner")) as connection:
        connection.execute("INSERT INTO jiangan_targets.members VALUES ('li', 'qiaokou')")
    none = run_on(filled("zhang"), "overview", *ON)
    assert (none.code, none.out, none.err.count("\n")) == (1, "", 1)
    assert "has no plan of a district that this user may see" in none.err
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


@pytest.mark.parametrize("written", ["\ufeffyear = 2024", '  "year" = 2024', "# x\n" * 5000 + "year=2024"])
def test_the_year_of_a_plan_is_found_however_it_is_written(
    filled: Callable[[str], str], run_on: Cli, tmp_path: Path, written: str
) -> None:
    """As an editor on Windows does it, in quotes, or behind a long head."""
    (tmp_path / "plans").mkdir()
    for name in NAMES:
        text = plan_of(name).replace("year = 2024", written, 1)
        (tmp_path / "plans" / f"{name}.toml").write_text(text, encoding="utf-8")
    outcome = run_on(filled("guest"), "overview", "--plans", str(tmp_path / "plans"), "--format", "csv", *ON)
    assert (outcome.code, outcome.err, outcome.out.count("\n")) == (0, "", 4)
    refused = run_on(filled("guest"), "overview", "--plans", str(tmp_path / "plans"), "--year", "2023")
    assert "No district has targets for 2023; there are: 2024." in refused.err


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
        "districts": list(NAMES), "targets": ["parking gdp"] * 3, "parts": [""] * 3,
    }  # fmt: skip
    with psycopg.connect(filled("owner"), cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute("SET LOCAL enable_seqscan = off")
        plan = connection.execute(f"EXPLAIN (COSTS OFF) {queries.FIGURES}".encode(), asked).fetchall()
    shown = "\n".join(row[0] for row in plan)
    assert "Index Scan using records_current on records r" in shown
    assert "Sort" not in shown
