"""Days and weeks as people type them, through the installed command; `--on` everywhere, `--as-of` its alias."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import Cli, write_plans
from jiangan_targets.cli import clock as clock_of_the_machine

TYPED = {
    "2024-09-30": "2024-09-30",
    "2024/9/30": "2024-09-30",
    "2024.9.30": "2024-09-30",
    "20240930": "2024-09-30",
    "9.30": "2024-09-30",
    "9月30日": "2024-09-30",
    "2024年9月30日": "2024-09-30",
    "2024年9月": "2024-09-30",
    "9月": "2024-09-30",
    "2月": "2024-02-29",
    "２０２４／９／３０": "2024-09-30",
}


@pytest.mark.parametrize(("typed", "day"), TYPED.items())
def test_a_day_as_it_is_typed(installed: Cli, folder: Path, typed: str, day: str) -> None:
    """The ledger has that day, the answer names it, and `status` understands the same."""
    assert installed("record", "parking", "9000", "--on", typed).code == 0
    assert f"as_of = {day}\n" in (folder / "records" / "2024.toml").read_text("utf-8")
    assert json.loads(installed("status", "--json", "--on", typed).out)["on"] == day


@pytest.mark.parametrize(("typed", "ago"), [("today", 0), ("今天", 0), ("yesterday", 1), ("Yesterday", 1), ("昨天", 1)])
def test_a_day_named_from_today(installed: Cli, folder: Path, typed: str, ago: int) -> None:
    """Counted from the machine's own day, in the plan of its year."""
    today = clock_of_the_machine.today()
    day = today - timedelta(days=ago)
    write_plans(folder, today.year - 1, today.year)
    assert installed("record", "schools", "1", "--on", typed, "--force").code == 0
    assert f"as_of = {day}\n" in (folder / "records" / f"{day.year}.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--on", "2月29日"), "2026 has no 29 February."),
        (("--on", "2026/2/30"), "2026 has no 30 February."),
        (("--on", "6.31"), "2026 has no 31 June."),
        (("--on", "soon"), "“soon” is not a date; write it like 2026-09-08 or 9月8日."),
        (("--on", "13.45"), "“13.45” is not a date; write it like 2026-09-08 or 9月8日."),
    ],
)
def test_a_day_that_is_none_is_refused(installed: Cli, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    """In one line, in both languages, with an example of the plan's year."""
    write_plans(folder, 2026)
    for command in (("record", "parking", "9000"), ("status",), ("summary",)):
        outcome = installed(*command, *arguments)
        assert (outcome.code, outcome.out, outcome.err) == (1, "", f"Error: {said}\n")
    assert installed("status", "--on", "2月29日", "--lang", "zh").err == "错误：2026年没有2月29日。\n"
    assert installed("status", "--on", "2.29", "--year", "2026", "--lang", "zh").err == "错误：2026年没有2月29日。\n"


def test_a_week_without_its_year(installed: Cli, folder: Path) -> None:
    """Of the plan's year, in each of the ways it is written."""
    write_plans(folder, 2024)
    wanted = json.loads(installed("summary", "--week", "2024-W48", "--json").out)["week"]
    for typed in ("48", "W48", "第48周", "2024年第48周"):
        assert json.loads(installed("summary", "--week", typed, "--json").out)["week"] == wanted
    assert installed("summary", "--week", "53").err == "Error: 2024 has no week 53.\n"
    assert installed("summary", "--week", "x").err == "Error: “x” is not a week; write it like 2024-W37.\n"


def test_one_name_for_the_day_everywhere(installed: Cli, folder: Path) -> None:
    """--on and --as-of mean the same in every command that has a day."""
    (folder / "sent.csv").write_text("指标,累计完成\n停车位,9000\n", encoding="utf-8")
    commands = (
        ("record", "charging", "8000", "--dry-run"),
        ("import", str(folder / "sent.csv"), "--dry-run"),
        ("status",),
        ("show", "parking"),
        ("summary", "--json"),
        ("chart", "parking"),
    )
    for command in commands:
        one, other = (installed(*command, name, "9月") for name in ("--on", "--as-of"))
        assert one == other
        assert (one.code, bool(one.out)) == (0, True)
        assert "--on, --as-of DATE" in installed(command[0], "--help").out
    assert "2024-09-30" in installed(*commands[1], "--on", "9月").out


def test_the_form_asks_for_figures_of_the_day(installed: Cli, folder: Path) -> None:
    """`export --form --on` is what --as-of was, which stays."""
    pytest.importorskip("openpyxl")
    from openpyxl import load_workbook

    for name in ("--on", "--as-of"):
        path = folder / f"form{name}.xlsx"
        assert installed("export", str(path), "--form", name, "9月").code == 0
        cells = [cell for row in load_workbook(path).worksheets[0].iter_rows(values_only=True) for cell in row]
        assert any("30 September 2024" in str(cell) for cell in cells)


def test_examples_lie_in_the_plans_year(installed: Cli, folder: Path) -> None:
    """Also the one of a year, and of the day of an event."""
    write_plans(folder, 2026)
    assert installed("status", "--year", "next").err == "Error: “next” is not a year; write it like 2026.\n"
    plan = folder / "targets" / "2026.toml"
    event = '\n[targets.opening]\nname = "开园"\nname_en = "Opening"\ngroup = "city"\nkind = "event"\nquote = "开园"\n'
    plan.write_text(plan.read_text("utf-8") + event, encoding="utf-8")
    assert "the day by which it is to be done, like 2026-06-30" in installed("check").out
    plan.write_text(f'{plan.read_text("utf-8")}by = "June"\n', encoding="utf-8")
    assert "must be a date without quotes, like 2026-06-30" in installed("check").out
    (folder / "records").mkdir()
    record = '[[records]]\nid = "a1"\ntarget = "parking"\nvalue = 5\nas_of = "June"\n'
    (folder / "records" / "2026.toml").write_text(record, encoding="utf-8")
    assert "“as_of” of this record must be like 2026-09-08." in installed("check").out
