"""Targets of every published shape, as a targets file says them, judged as the offices judge them."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest

from conftest import Cli
from jiangan_targets.domain.progress import Standing
from shapes import write

YEAR = 2024
JUNE, AUGUST, END = date(YEAR, 6, 30), date(YEAR, 8, 31), date(YEAR, 12, 31)


def standing_of(cli: Cli, target: str, *, on: str = "2024-12-31") -> tuple[str, object, object]:
    """Standing, gap and completion of a target on a day, as `show --json` has them."""
    import json

    shown = json.loads(cli("show", target, "--json", "--on", on).out)
    return shown["standing"], shown["gap_points"], shown["completion_percent"]


CPI = 'cpi\nkind = "rate"\ncomparison = "about"\nbetter = "lower"\nvalue = 3\nunit = "%"'
JOBLESS = 'jobless\nkind = "rate"\ncomparison = "about"\nbetter = "lower"\nvalue = 5.5\nunit = "%"'
ENERGY = 'energy\nkind = "rate"\ncomparison = "about"\nbetter = "lower"\nvalue = -3\ntolerance = 0.5\nunit = "%"'
PM25 = 'pm25\nkind = "rate"\ncomparison = "at_most"\nvalue = 35\nunit = "微克/立方米"\nunit_en = "μg/m³"'
KEEP = 'keep\nkind = "level"\nvalue = 800\nunit = "家"\njudged = "year_end"'
ACCIDENTS = 'accidents\nkind = "total"\ncomparison = "at_most"\nvalue = 20\nunit = "起"'
SPENDING = 'spending\nkind = "total"\ncomparison = "about"\nbetter = "lower"\nvalue = 500\nunit = "万元"'
RANK = 'rank\nkind = "rank"\ncomparison = "at_most"\nvalue = 3'
BRIDGE = 'bridge\nkind = "event"\nby = 2024-06-30'
BAND = 'band\nkind = "rate"\ncomparison = "within"\nvalue = { lower = 6, upper = 6.5 }\nunit = "%"'
UNKNOWN = 'unknown\nkind = "total"\nunit = "个"'


@pytest.mark.parametrize(
    ("target", "value", "on", "standing"),
    [
        (CPI, "2.8", END, "met"),
        (CPI, "3.2", END, "met"),
        (CPI, "3.3", END, "missed"),
        (JOBLESS, "5.2", END, "met"),
        (JOBLESS, "5.2", JUNE, "on_pace"),
        (ENERGY, "1", END, "missed"),
        (ENERGY, "-2.6", END, "met"),
        (ENERGY, "-2.4", END, "missed"),
        (PM25, "34", date(2024, 1, 31), "on_pace"),
        (PM25, "41", JUNE, "far_behind"),
        (PM25, "35", END, "met"),
        (KEEP, "810", JUNE, "on_pace"),
        (KEEP, "810", END, "met"),
        (KEEP, "790", JUNE, "behind"),
        (SPENDING, "20", JUNE, "ahead"),
        (SPENDING, "505", END, "met"),
        (SPENDING, "511", AUGUST, "over_limit"),
        (SPENDING, "511", END, "missed"),
        (ACCIDENTS, "22", AUGUST, "over_limit"),
        (ACCIDENTS, "22", END, "missed"),
        (ACCIDENTS, "20", END, "met"),
        (RANK, "3", JUNE, "on_pace"),
        (RANK, "3", END, "met"),
        (RANK, "5", JUNE, "far_behind"),
        (RANK, "5", END, "missed"),
        (BAND, "6.2", JUNE, "on_pace"),
        (BAND, "6.6", END, "missed"),
        (BAND, "6", END, "met"),
        (UNKNOWN, "5", JUNE, "tracked"),
        (UNKNOWN, "5", END, "tracked"),
    ],
)
def test_each_shape_is_judged_as_published(
    cli: Cli, folder: Path, target: str, value: str, on: date, standing: str
) -> None:
    """A row of the table of shapes, through `record` and `show`, in both languages."""
    write(folder, target)
    identifier = target.partition("\n")[0]
    for lang in ("en", "zh"):
        assert cli("record", identifier, value, "--on", on.isoformat(), "--force", lang=lang).code == 0
    assert standing_of(cli, identifier, on=on.isoformat())[0] == standing


def test_a_limit_has_a_share_and_no_completion(cli: Cli, folder: Path) -> None:
    """What is used up is worded as a share of the limit; beyond it, said at once and never taken back."""
    write(folder, ACCIDENTS)
    answer = cli("record", "accidents", "9", "--on", "2024-06-30")
    assert answer.out.endswith("45.0% of the limit of 20起 · 5.0 points below the pace of the limit · ahead\n")
    answer = cli("record", "accidents", "22", "--on", "2024-08-31", lang="zh")
    assert "占限额20起的110.0%" in answer.out
    assert "已突破" in answer.out
    assert "完成率" not in cli("show", "accidents", "--on", "2024-08-31", lang="zh").out
    table = cli("status", "--on", "2024-08-31", "--ascii").out
    assert "110.0% of the limit" in table
    assert "=====" in table


def test_an_event_is_done_by_its_day(cli: Cli, folder: Path) -> None:
    """In progress before, far behind after, met when done, missed at the end; 完成 or a progress in percent."""
    write(folder, BRIDGE)
    assert cli("record", "bridge", "45%", "--on", "2024-03-31").code == 0
    assert [standing_of(cli, "bridge", on=day)[0] for day in ("2024-06-30", "2024-07-01", "2024-12-31")] == [
        "in_progress", "far_behind", "missed",
    ]  # fmt: skip
    answer = cli("record", "bridge", "完成", "--on", "2024-07-05", lang="zh")
    assert answer.out == "目标bridge，截至2024年7月5日：完成 · 已完成\n"
    assert standing_of(cli, "bridge", on="2024-07-10") == ("met", None, 100)
    assert cli("record", "bridge", "soon", "--on", "2024-07-06").err.startswith(
        "Error: bridge: “soon” does not say how far"
    )
    assert "done by 30 June" in cli("show", "bridge").out


def test_a_rank_has_neither_completion_nor_pace(cli: Cli, folder: Path) -> None:
    """Whole numbers, smaller is better; how many places are missing."""
    write(folder, RANK)
    assert cli("record", "rank", "第5位", "--on", "2024-06-30", lang="zh").out.endswith("差2位 · 严重滞后\n")
    assert standing_of(cli, "rank", on="2024-06-30") == ("far_behind", -2, None)
    assert cli("record", "rank", "4.5", "--on", "2024-07-30").code == 1


def test_a_gap_is_in_the_unit_where_that_is_no_percentage(cli: Cli, folder: Path) -> None:
    """PM2.5 of 41 against 35 is 6 micrograms above the limit, never points."""
    write(folder, PM25)
    assert "6 μg/m³ above the limit" in cli("record", "pm25", "41", "--on", "2024-06-30").out
    assert "高于限值6微克/立方米" in cli("show", "pm25", "--on", "2024-06-30", lang="zh").out


def test_a_value_may_be_another_targets_figure(cli: Cli, folder: Path) -> None:
    """与经济增长同步: judged by the current figure of the other; `show` says which figure of which day."""
    write(
        folder,
        'gdp\nkind = "rate"\nvalue = 7\nunit = "%"',
        'city\nkind = "rate"\nunit = "%"',
        'income\nkind = "rate"\nvalue = { figure = "gdp" }\nunit = "%"',
        'above\nkind = "rate"\ncomparison = "more_than"\nvalue = { figure = "city", plus = 0.5 }\nunit = "%"',
    )
    assert cli("record", "income", "6.4", "--on", "2024-06-30").code == 0
    assert standing_of(cli, "income", on="2024-06-30") == ("in_progress", None, None)
    assert "gdp: no figure yet" in cli("show", "income", "--on", "2024-06-30").out
    assert cli("record", "gdp=6.1", "city=5.0", "above=5.5", "--on", "2024-06-30").code == 0
    assert standing_of(cli, "income", on="2024-06-30")[:2] == ("on_pace", 0.3)
    assert standing_of(cli, "above", on="2024-06-30")[0] == "on_pace"
    assert standing_of(cli, "city", on="2024-06-30")[0] == "tracked"
    assert "Compared with  gdp: 6.1% as of 30 June 2024" in cli("show", "income", "--on", "2024-06-30").out


def test_a_revision_leaves_earlier_reports_as_they_were(cli: Cli, folder: Path) -> None:
    """A report of a day uses the value in force on it: the same bytes before and after a revision is written."""
    parking = 'parking\nkind = "total"\nvalue = 16000\nunit = "个"'
    write(folder, parking)
    assert cli("record", "parking", "9000", "--on", "2024-07-31").code == 0
    day = ("--on", "2024-07-31")
    week = ("summary", "--week", "2024-W30", "--revised", "--format")
    forms = [(*week, form) for form in ("text", "markdown", "html", "json", "eml")]
    reports = [("status", *day), ("status", "--json", *day), ("show", "parking", *day), ("chart", *day), *forms]
    before = [cli(*report).out for report in reports]
    write(folder, f'{parking}\nrevisions = [{{ from = 2024-08-01, value = 18000, reason = "调整预算" }}]')
    assert [cli(*report).out for report in reports] == before
    assert "9,000 / 18,000" in cli("status", "--on", "2024-08-01").out
    assert "16,000个, from 2024-08-01 18,000个 (调整预算)" in cli("show", "parking", "--on", "2024-08-01").out


def test_a_value_may_be_handed_down_later(cli: Cli, folder: Path) -> None:
    """待下达 until a revision sets it: tracked before, judged from that day on."""
    write(folder, 'jobs\nkind = "total"\nunit = "人"\nrevisions = [{ from = 2024-04-01, value = 1200 }]')
    assert cli("record", "jobs", "300", "--on", "2024-03-31").code == 0
    assert standing_of(cli, "jobs", on="2024-03-31") == ("tracked", None, None)
    assert standing_of(cli, "jobs", on="2024-04-01") == ("on_pace", 0, 25)


def test_two_tiers_and_several_years_are_said(cli: Cli, folder: Path) -> None:
    """确保6.5%、力争7%: the first is met, the second is said too; a five-year plan's share in `show`."""
    write(
        folder,
        'gdp\nkind = "rate"\nvalue = 6.5\nstretch_value = 7\nunit = "%"',
        'homes\nkind = "total"\nvalue = 8000\nunit = "套"\ntotal_by = 2025\nyears = { 2023 = 9000, 2025 = 3000 }',
    )
    assert cli("record", "gdp=7", "homes=4000", "--on", "2024-12-31").code == 0
    assert standing_of(cli, "gdp")[0] == "met"
    assert "at least 6.5%, aiming at 7%" in cli("show", "gdp").out
    assert "reached" in cli("show", "gdp").out
    assert "13,000套 of 20,000套 up to 2025 (65.0%)" in cli("show", "homes").out


def test_an_own_monthly_plan(cli: Cli, folder: Path) -> None:
    """`plan` by months is the pace; the share of the plan to date is shown."""
    write(folder, 'roads\nkind = "total"\nvalue = 100\nunit = "公里"\nplan = { 3 = 10, 6 = 28, 9 = 80 }')
    assert cli("record", "roads", "37", "--on", "2024-06-30").code == 0
    assert "Of plan to date  132.1%" in cli("show", "roads", "--on", "2024-06-30").out


def test_thresholds_of_rates_are_in_points(cli: Cli, folder: Path) -> None:
    """A small growth target is not far behind for a few tenths; `ahead` may have a threshold too."""
    head = "[lights]\nahead = 5\n[lights.rate]\nbehind = 0\nfar_behind = -1\n"
    write(
        folder, 'growth\nkind = "rate"\nvalue = 3\nunit = "%"', 'x\nkind = "total"\nvalue = 100\nunit = "个"', head=head
    )
    assert cli("record", "growth=2.6", "x=54", "--on", "2024-06-30").code == 0
    assert standing_of(cli, "growth", on="2024-06-30")[0] == "behind"
    assert standing_of(cli, "x", on="2024-06-30")[0] == "on_pace"
    assert cli("record", "x", "56", "--on", "2024-06-30").out.endswith("ahead\n")


def test_every_standing_can_be_told_apart() -> None:
    """Signs and words differ, in both languages and in ASCII."""
    from jiangan_targets.render import words

    for ascii_only in (False, True):
        signs = [words.sign(standing, ascii_only=ascii_only) for standing in Standing]
        assert all(one != other for one, other in itertools.combinations(signs, 2))
