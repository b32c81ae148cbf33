"""The right year and the right day: which plan is meant, which day a figure is of, and that what was assumed is said.

The installed command runs on the machine's own clock, so the years are counted from today's.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, write_plans
from jiangan_targets.cli import clock as clock_of_the_machine

THIS_YEAR = clock_of_the_machine.today().year
EXAMPLE = "The example that comes with the program; `jiangan-targets init` begins your own."


def year_of(installed: Cli, *arguments: str) -> int:
    """The year that `status` is about."""
    return int(json.loads(installed("status", "--json", *arguments).out)["year"])


@pytest.mark.parametrize(
    ("planned", "chosen"),
    [
        ((-1, 0, 1), 0),
        ((0, 1), 0),
        ((-2, -1), -1),
        ((-1, 1), -1),
        ((1, 2), 1),
        ((2,), 2),
    ],
)
def test_a_draft_for_next_year_does_not_take_over(
    installed: Cli, folder: Path, planned: tuple[int, ...], chosen: int
) -> None:
    """The plan of this year, else the newest before it, else the next one."""
    write_plans(folder, *(THIS_YEAR + offset for offset in planned))
    assert year_of(installed) == THIS_YEAR + chosen


def test_who_names_a_year_gets_it(installed: Cli, folder: Path) -> None:
    """--year, then the variable, then the year of a typed day, if there is a plan of it."""
    write_plans(folder, THIS_YEAR - 2, THIS_YEAR - 1, THIS_YEAR)
    last = f"{THIS_YEAR - 1}-12-31"
    assert year_of(installed, "--on", last) == THIS_YEAR - 1
    assert year_of(installed, "--on", f"{THIS_YEAR - 1}年9月") == THIS_YEAR - 1
    assert year_of(installed, "--on", f"{THIS_YEAR - 7}-12-31") == THIS_YEAR
    assert year_of(installed, "--on", "9月30日") == THIS_YEAR
    assert year_of(installed, "--on", last, "--year", str(THIS_YEAR)) == THIS_YEAR
    named = installed("status", "--json", "--on", last, env={"JIANGAN_TARGETS_YEAR": str(THIS_YEAR - 2)})
    assert json.loads(named.out)["year"] == THIS_YEAR - 2
    assert installed("record", "parking", "9000", "--on", last).code == 0
    assert (folder / "records" / f"{THIS_YEAR - 1}.toml").exists()
    for command in ("show", "chart"):
        assert installed(command, "parking", "--on", last).code == 0
    assert "records 1" in installed("check", "--year", str(THIS_YEAR - 1)).out


def test_the_tab_key_follows_the_same_rule(installed: Cli, folder: Path) -> None:
    """The quick answer, too, offers the targets of this year and not of the draft."""
    write_plans(folder, THIS_YEAR, THIS_YEAR + 1)
    draft = folder / "targets" / f"{THIS_YEAR + 1}.toml"
    draft.write_text(draft.read_text("utf-8").replace("[targets.parking]", "[targets.parked]"), encoding="utf-8")
    for year in ("0", "1"):
        installed("status", "--year", str(THIS_YEAR + int(year)))  # keeps the offers
    asked = {
        "_JIANGAN_TARGETS_COMPLETE": "complete_bash",
        "COMP_WORDS": f"jiangan-targets --dir {folder} record par",
        "COMP_CWORD": "4",
    }
    done = subprocess.run([COMMAND], capture_output=True, text=True, env={**os.environ, **asked}, check=False)
    assert set(done.stdout.split()) == {"parking", "parks"}


def test_a_figure_without_a_day_in_a_year_that_is_over(installed: Cli) -> None:
    """Not silently one of 31 December: the answer says that it is, why, and how to say another."""
    outcome = installed("record", "parking", "9000")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(
        "New parking spaces, 31 December 2024 (the year is over; --on says another day): none → 9,000 (+9,000)"
    )
    chinese = installed("--lang", "zh", "record", "充电桩", "0.9万")
    assert chinese.out.startswith("新增充电桩，截至2024年12月31日（年度已结束，其他日期用 --on 指定）：无 → 9,000")


def test_a_figure_without_a_day_in_this_year_is_todays(installed: Cli, folder: Path) -> None:
    """It is named with its year; a day that was typed is named, and nothing is said to be assumed."""
    today = clock_of_the_machine.today()
    write_plans(folder, THIS_YEAR)
    said = f"{today.day} {today:%B} {today.year}"
    assert installed("record", "parking", "9000").out.startswith(f"New parking spaces, {said} (today): none → 9,000")
    typed = installed("record", "charging", "1200", "--on", "1月15日")
    assert typed.out.startswith(f"New charging points, 15 January {THIS_YEAR}: none → 1,200")
    assert typed.out.count("\n") == 1


def test_a_day_without_its_year_in_an_assumed_year(installed: Cli, folder: Path) -> None:
    """The plan was assumed, and that is said; not where somebody named the year."""
    write_plans(folder, THIS_YEAR - 1)
    assumed = f"(in the plan of {THIS_YEAR - 1}; --year says another)"
    assert assumed in installed("record", "parking", "9000", "--on", "9.30").out
    for named in (("--on", "9.30", "--year", str(THIS_YEAR - 1)), ("--on", f"{THIS_YEAR - 1}-09-30")):
        assert (
            f", 30 September {THIS_YEAR - 1}: none" in installed("record", "charging", "8000", *named, "--dry-run").out
        )


def test_the_workspace_that_nobody_named_is_said(tmp_path: Path) -> None:
    """In the user's data folder, with the example or with a plan of their own."""
    home = tmp_path / "home"
    home.mkdir()
    base = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}

    def run(*arguments: str) -> str:
        return subprocess.run(
            [COMMAND, *arguments], capture_output=True, text=True, env={**base, "HOME": str(home)}, cwd=home, check=True
        ).stdout

    assert run("record", "parking", "9000", "--on", "2024-09-08").endswith(
        "\nBy the example plan of 2024, in ~/.local/share/jiangan-targets; `jiangan-targets init` begins your own.\n"
    )
    write_plans(home / ".local" / "share" / "jiangan-targets", 2024)
    assert run("record", "charging", "9000", "--on", "2024-09-08").endswith(
        "\nIn ~/.local/share/jiangan-targets; --dir names another workspace.\n"
    )


def test_an_import_says_it_too(installed: Cli, folder: Path) -> None:
    """Whose plan the figures went to."""
    (folder / "sent.csv").write_text("指标,1-9月累计完成\n停车位,12000\n", encoding="utf-8")
    assert installed("import", str(folder / "sent.csv")).out.endswith(
        "\nBy the example plan of 2024; `jiangan-targets init` begins your own.\n"
    )


@pytest.mark.parametrize(("day", "side"), [("2023-12-31", "before"), ("2025-01-10", "after")])
def test_a_day_outside_the_plans_year_is_said_to_be_that(installed: Cli, folder: Path, day: str, side: str) -> None:
    """Before it or after it; nothing is recorded, also with --force."""
    for force in ((), ("--force",)):
        outcome = installed("record", "parking", "9000", "--on", day, *force)
        assert (outcome.code, outcome.out) == (1, "")
        assert outcome.err == (
            f"Error: New parking spaces: {day} lies {side} the plan's year 2024. Nothing was recorded; "
            f"correct the day, or first make a plan: `jiangan-targets --dir {folder} init --year {day[:4]}`.\n"
        )
    assert not (folder / "records" / "2024.toml").exists()


def test_a_figure_for_a_year_that_has_not_begun(installed: Cli, folder: Path) -> None:
    """Refused, and the reason is the year."""
    write_plans(folder, THIS_YEAR + 1)
    outcome = installed("record", "parking", "9000")
    assert outcome.code == 1
    assert f"{THIS_YEAR + 1} has not begun, {THIS_YEAR + 1}-01-01 lies in the future." in outcome.err


def headline(outcome_text: str) -> str:
    """What stands above the table."""
    return outcome_text.partition("\n\n")[0]


def test_status_says_that_the_year_is_over(installed: Cli) -> None:
    """In its headline, in JSON and in Markdown; as of a day in the year it is not."""
    assert "31 December 2024 (the year is over) · pace 100.0%" in headline(installed("status").out)
    assert "截至2024年12月31日（年度已结束） · 序时进度100.0%" in headline(installed("status", "--lang", "zh").out)
    assert "1 February 2025 (the year is over)" in headline(installed("status", "--on", "2025-02-01").out)
    assert "31 December 2024 (the year is over)" in installed("status", "--format", "markdown").out
    assert "Seen on" in installed("show", "parking").out
    assert json.loads(installed("status", "--json").out)["phase"] == "over"
    running = installed("status", "--on", "2024-10-31")
    assert "over" not in headline(running.out)
    assert "Seen on" not in installed("show", "parking", "--on", "2024-10-31").out


def test_status_says_that_the_year_has_not_begun(installed: Cli, folder: Path) -> None:
    """Of a drafted plan today, and of any plan on a day before it; there is no pace then."""
    write_plans(folder, THIS_YEAR + 1)
    shown = headline(installed("status").out)
    assert f"({THIS_YEAR + 1} has not begun)" in shown
    assert "pace" not in shown
    assert f"{THIS_YEAR} (" in shown
    assert json.loads(installed("status", "--json").out)["phase"] == "not_begun"
    assert f"（{THIS_YEAR + 1}年尚未开始）" in headline(installed("status", "--lang", "zh").out)
    before = installed("status", "--on", "2019-06-01", "--format", "markdown").out
    assert f"1 June 2019 ({THIS_YEAR + 1} has not begun)" in before


def test_the_example_says_what_it_is(installed: Cli, folder: Path) -> None:
    """With the command that begins a plan of one's own; a plan of one's own says nothing of it."""
    assert EXAMPLE in headline(installed("status").out)
    assert "这是程序自带的示例；用 `jiangan-targets init` 建立自己的目标。" in installed("status", "--lang", "zh").out
    assert "The example that comes with the program" in installed("status", "--format", "markdown").out
    assert json.loads(installed("status", "--json").out)["example"] is True
    write_plans(folder, 2024)
    assert "The example" not in installed("status").out
    assert json.loads(installed("status", "--json").out)["example"] is False


def test_where_says_why_that_year(installed: Cli, folder: Path) -> None:
    """Where nobody named it, and it is not this one."""
    write_plans(folder, THIS_YEAR - 1)
    assert f"{THIS_YEAR - 1} (no plan of {THIS_YEAR}; the newest before it)" in installed("where").out
    assert "the newest" not in installed("where", "--year", str(THIS_YEAR - 1)).out
    write_plans(folder, THIS_YEAR)
    assert "no plan" not in installed("where").out


@pytest.mark.parametrize("wrong", ["abc", "1999"])
def test_a_year_that_a_variable_named_is_refused_with_its_name(installed: Cli, folder: Path, wrong: str) -> None:
    """Who typed no year would look for the mistake in the wrong place."""
    write_plans(folder, 2024)
    found = installed("status", env={"JIANGAN_TARGETS_YEAR": wrong})
    assert found.code == 1
    assert found.err.startswith("Error: JIANGAN_TARGETS_YEAR: ")
    assert "JIANGAN" not in installed("status", "--year", wrong, env={"JIANGAN_TARGETS_YEAR": wrong}).err
