"""After the year's end: what is not final, what is no longer projected, and what a summary says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Cli

ONE_TARGET = """year = 2024
title = "区目标"
title_en = "Targets"
[groups.city]
name = "城市"
name_en = "City"
[targets.trees]
name = "植树"
name_en = "Trees"
group = "city"
kind = "total"
comparison = "at_least"
value = 100
unit = "棵"
quote = "植树100棵"
"""


def headline(outcome_text: str) -> str:
    """What stands above the table."""
    return outcome_text.partition("\n\n")[0]


@pytest.fixture
def october(installed: Cli) -> None:
    """A year whose last figures are of October."""
    recorded = installed("record", "parking=9000", "retail=560", "gdp=6.1", "schools=7", "--on", "2024-10-31")
    assert recorded.code == 0


@pytest.mark.usefixtures("october")
def test_after_the_year_nothing_of_october_is_final(installed: Cli) -> None:
    """No standing of the year's end, no guess where it leads, and the figures that are missing are counted."""
    shown = json.loads(installed("status", "--json").out)
    standings = {row["id"]: row["standing"] for row in shown["targets"]}
    assert (standings["parking"], standings["gdp-growth"]) == ("far_behind", "far_behind")
    assert standings["schools"] == "met"
    assert shown["counts"]["missed"] == 0
    assert "no figure of 31 December yet: 20" in headline(installed("status").out)
    assert "尚无12月31日数据 20 项" in installed("status", "--format", "markdown", "--lang", "zh").out
    after = installed("show", "parking").out
    assert "not final: there is no figure of 31 December yet" in after
    assert "from now" not in after
    before = installed("show", "parking", "--on", "2024-11-10").out
    assert "from now" in before
    assert "Year end" not in before


def test_after_the_year_nothing_is_projected(installed: Cli, folder: Path) -> None:
    """Not from a figure of October: `outlook` says so instead, and so does `show`."""
    plan = ONE_TARGET + "last_year_months = [8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96]\n"
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(plan, encoding="utf-8")
    assert installed("record", "trees", "85", "--on", "2024-10-31").code == 0
    (running,) = json.loads(installed("outlook", "--json", "--on", "2024-11-10").out)["targets"]
    (over,) = json.loads(installed("outlook", "--json").out)["targets"]
    assert running["forecast"] > 85
    assert (over["forecast"], over["verdict"]) == (None, None)
    said = "the year is over, and its last figure is of 2024-10-31"
    shown = installed("outlook").out
    assert said in shown
    assert "31 December 2024 (the year is over)" in shown
    assert "Nothing is projected: the year is over." in shown
    assert said in installed("show", "trees").out
    assert "年度已结束，不再预计。" in installed("outlook", "--format", "markdown", "--lang", "zh").out


@pytest.mark.usefixtures("october")
def test_a_figure_of_the_last_day_is_final(installed: Cli) -> None:
    """Then it is missed or met, and no longer waited for."""
    installed("record", "parking=12000", "gdp=7.1", "--on", "2024-12-31")
    rows = {row["id"]: row["standing"] for row in json.loads(installed("status", "--json").out)["targets"]}
    assert (rows["parking"], rows["gdp-growth"]) == ("missed", "met")
    assert "no figure of 31 December yet: 18" in headline(installed("status").out)
    assert "not final" not in installed("show", "parking").out


@pytest.mark.usefixtures("october")
def test_a_summary_after_the_year_does_not_call_it_ended(installed: Cli) -> None:
    """It counts the targets that wait for their last figure."""
    shown = installed("summary", "--week", "2025-W10", "--format", "markdown").out
    assert "The year 2024 was over; targets that still have no figure of 31 December: 20." in shown
    assert "this is how its targets ended" not in shown


def test_a_year_with_all_its_last_figures_has_ended(installed: Cli, folder: Path) -> None:
    """Then a summary says so, and nothing waits any more."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(ONE_TARGET, encoding="utf-8")
    assert installed("record", "trees", "90", "--on", "2024-12-31").code == 0
    shown = installed("summary", "--week", "2025-W10", "--format", "markdown").out
    assert "The year 2024 was over: this is how its targets ended." in shown
    assert "no figure of 31 December" not in installed("status").out


@pytest.mark.usefixtures("october")
def test_the_same_files_flags_and_day_print_the_same(cli: Cli, clock: Callable[[str], None]) -> None:
    """Whatever the clock says, when the day is named."""
    for command in (("status",), ("show", "parking"), ("status", "--json"), ("status", "--format", "markdown")):
        shown = set()
        for moment in ("2024-11-20T09:00", "2024-12-31T09:00", "2026-11-26T09:00"):
            clock(moment)
            shown.add(cli(*command, "--year", "2024", "--on", "2024-11-15").out)
        assert len(shown) == 1
