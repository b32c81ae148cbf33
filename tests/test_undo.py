"""`undo`, `withdraw` and what keeps a slip out of the ledger, through the installed command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Cli
from twelve_records import LEDGER

RECORDS = ("records", "2024.toml")


def standing(installed: Cli) -> list[tuple[str, float, str]]:
    """Target, figure and day of the records that nobody took back, in the ledger's order."""
    rows = json.loads(installed("history", "--json").out)
    return [(row["target"], row["value"], row["as_of"]) for row in reversed(rows) if not row["withdrawn_by"]]


def test_undo_takes_back_the_whole_last_command(installed: Cli) -> None:
    """Three figures of one command are one; the command before it is the next to go."""
    installed("record", "parking", "8000", "--on", "2024-08-31")
    installed("record", "parking=9000", "charging=6500", "schools=7", "--on", "2024-09-08")
    outcome = installed("undo")
    assert outcome.code == 0
    assert [line.partition(" (")[2] for line in outcome.out.splitlines()] == [
        "New parking spaces, 9,000 spaces, 2024-09-08). What counts now: 8,000 spaces of 2024-08-31.",
        "New charging points, 6,500 points, 2024-09-08). No figure is left.",
        "New schools and kindergartens, 7 schools, 2024-09-08). No figure is left.",
    ]
    assert standing(installed) == [("parking", 8000, "2024-08-31")]
    assert "8,000 spaces" in installed("undo").out
    assert standing(installed) == []
    refused = installed("undo")
    assert (refused.code, refused.out) == (1, "")
    assert "There is no record by wang to undo" in refused.err


def test_undo_takes_what_is_left_of_a_command(installed: Cli) -> None:
    """A figure of it that was withdrawn before is not withdrawn again."""
    installed("record", "parking=9000", "charging=6500", "schools=7", "--on", "2024-09-08")
    ids = {row["target"]: row["id"] for row in json.loads(installed("history", "--json").out)}
    assert installed("withdraw", ids["charging"]).code == 0
    outcome = installed("undo")
    assert outcome.out.count("Withdrawn:") == 2
    assert standing(installed) == []


def test_undo_can_be_tried_first(installed: Cli, folder: Path) -> None:
    """`--dry-run` tells all of it, in both languages, and changes nothing."""
    installed("record", "parking=9000", "charging=6500", "--on", "2024-09-08")
    before = folder.joinpath(*RECORDS).read_bytes()
    tried = installed("undo", "--dry-run")
    assert tried.code == 0
    assert folder.joinpath(*RECORDS).read_bytes() == before
    done = installed("undo")
    assert tried.out.splitlines() == [f"(dry run) {line}" for line in done.out.splitlines()]
    assert standing(installed) == []
    installed("record", "parking", "9000", "--on", "2024-09-08")
    assert installed("--lang", "zh", "undo", "--dry-run").out.endswith("该目标已无数据。\n")


def test_commands_of_one_second_are_told_apart(cli: Cli, clock: object) -> None:
    """A script's commands have the same author and the same moment, and are several all the same."""
    assert callable(clock)
    clock("2024-09-09T09:12")
    cli("record", "parking", "9000", "--on", "2024-09-08")
    cli("record", "charging=6500", "schools=7", "--on", "2024-09-08")
    assert cli("undo").out.count("Withdrawn:") == 2
    assert "9,000 spaces" in cli("undo").out


def test_undo_works_on_old_ledgers_and_records_by_hand(installed: Cli, folder: Path) -> None:
    """Ids of another making tell of no command: one record at a time, as it always was."""
    path = folder.joinpath(*RECORDS)
    path.parent.mkdir()
    moment = 'recorded_at = 2024-09-09T09:12:33+08:00\nby = "wang"\n'
    for identifier, target in (("a1", "parking"), ("1j7kz0m4wq3n8p", "charging"), ("1j7kz0m4wd0a2c", "schools")):
        with path.open("a", encoding="utf-8") as file:
            file.write(
                f'[[records]]\nid = "{identifier}"\ntarget = "{target}"\nvalue = 5\nas_of = 2024-09-08\n{moment}'
            )
    for target in ("schools", "charging", "parking"):
        left = [row[0] for row in standing(installed)]
        assert left[-1] == target
        assert installed("undo").code == 0
        assert [row[0] for row in standing(installed)] == left[:-1]
    assert standing(installed) == []


def test_an_import_is_one_command(installed: Cli, folder: Path) -> None:
    """All rows of a table go together."""
    (folder / "sheet.csv").write_text("指标名称,累计完成\n新增停车位,9000\n新建充电桩,6500\n", encoding="utf-8")
    assert installed("import", str(folder / "sheet.csv"), "--as-of", "2024-09-08").code == 0
    taken = len(standing(installed))
    assert taken >= 1
    assert installed("undo").out.count("Withdrawn:") == taken
    assert standing(installed) == []


def test_withdraw_needs_no_reason(installed: Cli) -> None:
    """As little as `undo`; what counts now is said."""
    installed("record", "parking", "8000", "--on", "2024-08-31")
    installed("record", "parking", "9000", "--on", "2024-09-08")
    newest = json.loads(installed("history", "--json").out)[0]
    tried = installed("withdraw", newest["id"], "--dry-run")
    assert tried.out.startswith("(dry run) Withdrawn:")
    outcome = installed("withdraw", newest["id"])
    assert outcome.code == 0
    assert outcome.out.endswith("What counts now: 8,000 spaces of 2024-08-31.\n")
    assert json.loads(installed("history", "--json").out)[0]["withdrawn_reason"] is None


def test_the_same_figure_again_is_no_new_record(installed: Cli, folder: Path) -> None:
    """Same target, day and figure, however it is written: told, exit 0, and the file stays as it is."""
    installed("record", "parking", "9000", "--on", "2024-09-08", "--source", "月报")
    before = folder.joinpath(*RECORDS).read_bytes()
    for arguments in (("parking", "0.9万"), ("parking=9,000",), ("parking", "9000", "--source", "月报")):
        again = installed("record", *arguments, "--on", "2024-09-08")
        assert again.code == 0
        assert again.out.startswith("New parking spaces: already recorded: 9,000 spaces of 2024-09-08 (")
        assert folder.joinpath(*RECORDS).read_bytes() == before
    both = installed("record", "parking=9000", "charging=6500", "--on", "2024-09-08")
    assert [("already recorded" in line) for line in both.out.splitlines()[:2]] == [True, False]
    assert [row[0] for row in standing(installed)] == ["parking", "charging"]
    remarked = installed("record", "parking", "9000", "--on", "2024-09-08", "--note", "核实")
    assert "already" not in remarked.out
    assert json.loads(installed("history", "parking", "--json").out)[0]["note"] == "核实"


def test_one_command_has_one_figure_of_a_target(installed: Cli, folder: Path) -> None:
    """Whatever the target is called; nothing is recorded."""
    for twice in (("parking=1100", "parking=1200"), ("parking=1100", "停车位=1100")):
        refused = installed("record", *twice, "--on", "2024-09-08")
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith("Error: New parking spaces: two figures are given for it")
    assert not folder.joinpath(*RECORDS).exists()


@pytest.mark.parametrize("text", ["+100", "＋100", "+0.01万"])
def test_a_plus_sign_adds(installed: Cli, text: str) -> None:
    """`+100` is `--add`, also among several; a rate with a plus sign is asked about."""
    installed("record", "parking=1000", "charging=500", "--on", "2024-03-31")
    assert "1,000 → 1,100 (+100)" in installed("record", "parking", text, "--on", "2024-04-30").out
    several = installed("record", f"parking={text}", "charging=600", "--on", "2024-05-31").out
    assert "1,100 → 1,200 (+100)" in several
    assert "500 → 600 (+100)" in several
    asked = installed("record", "gdp", "+6.1%", "--on", "2024-06-30")
    assert (asked.code, asked.out) == (1, "")
    assert "leave the + out, or add --add" in asked.err


@pytest.mark.usefixtures("year_of_records")
def test_withdraw_and_undo_only_append(cli: Cli, folder: Path) -> None:
    """The file grows, the figure before counts again, and history marks what was taken back."""
    newest = json.loads(cli("history", "parking", "--json").out)[0]
    before = (folder / LEDGER).read_bytes()
    outcome = cli("withdraw", newest["id"][:12], "--reason", "重复")
    assert outcome.out == (
        f"Withdrawn: {newest['id']} (New parking spaces, 9,000 spaces, 2024-09-08). "
        "What counts now: 4,000 spaces of 2024-04-30.\n"
    )
    assert (folder / LEDGER).read_bytes().startswith(before)
    assert json.loads(cli("status", "parking", "--json").out)["targets"][0]["value"] == 4000
    again = cli("withdraw", newest["id"], "--reason", "x")
    assert again.code == 1
    assert again.err.startswith(f"Error: New parking spaces: {newest['id']} was withdrawn before; ")
    assert json.loads(cli("history", "parking", "--json").out)[0]["withdrawn_reason"] == "重复"
    assert "events" not in cli("undo").err
    assert json.loads(cli("status", "events", "--json").out)["targets"][0]["value"] is None
    assert "WITHDRAWN" in cli("history", "events").out
    assert cli("check").code == 0


def test_undo_takes_only_ones_own(cli: Cli) -> None:
    """What somebody else recorded later stays."""
    cli("record", "parking", "9000", "--on", "2024-09-08", "--by", "li")
    cli("record", "charging", "6000", "--on", "2024-09-08")
    cli("record", "schools", "3", "--on", "2024-09-08", "--by", "li")
    assert "New charging points" in cli("undo").out
    assert [row["target"] for row in json.loads(cli("history", "--json").out) if row["withdrawn_by"]] == ["charging"]
