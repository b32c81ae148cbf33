"""`init` from the year before: what is carried on, and new values asked for on a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

import golden
from conftest import Run
from terminals import typed_on_a_terminal

OLD = """\
year = 2023
title = "云湖区2023年主要目标"
title_en = "Yunhu: main targets for 2023"
source = "2023年政府工作报告"

[lights]
far_behind = -15

[groups.city]
name = "城建"
name_en = "City"

[groups.people]
name = "民生"

[targets.parking]
name = "新增停车位"
name_en = "New parking spaces"
aliases = ["停车位"]
group = "city"
kind = "total"
value = 1000
unit = "个"
unit_en = "spaces"
owner = "区城管局"
milestones = [{ by = 2023-06-30, value = 400 }]
quote = "新增停车位1000个"

[targets.beds]
name = "养老床位"
group = "people"
kind = "level"
baseline = 3000
value = 3600
unit = "张"
last_year = 3000

[targets.gdp]
name = "地区生产总值增速"
group = "city"
kind = "rate"
comparison = "about"
value = 6
unit = "%"

[targets.income]
name = "居民收入增速"
group = "people"
kind = "rate"
value = { figure = "gdp" }
unit = "%"

[targets.prices]
name = "居民消费价格涨幅"
group = "people"
kind = "rate"
comparison = "within"
value = { lower = 1, upper = 3 }
unit = "%"

[targets.bridge]
name = "云湖大桥建成"
group = "city"
kind = "event"
by = 2023-06-30
quote = "6月底前云湖大桥建成"

[targets.metro]
name = "地铁投资"
group = "city"
kind = "total"
value = 30
unit = "亿元"
total_by = 2025
years = { 2023 = 30, 2024 = 50, 2025 = 20 }
"""


@pytest.fixture
def last_year(tmp_path: Path, run: Run) -> Path:
    """A workspace of 2023 with figures: the year's last one, one of October, and none."""
    root = tmp_path / "district"
    (root / "targets").mkdir(parents=True)
    (root / "targets" / "2023.toml").write_text(OLD, encoding="utf-8")
    for arguments in (
        ("parking=950", "beds=3650", "metro=28", "--on", "2023-12-31"),
        ("gdp", "5.8", "--on", "2023-10-31"),
    ):
        done = run("record", *arguments, "--dir", root)
        assert done.code == 0, done.err
    return root


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_year_is_carried_on(last_year: Path, run: Run, lang: str) -> None:
    """What stays is copied, what was reached at the year's end is last year's, and no new value is made up."""
    done = run("init", "--from", "2023", folder=last_year, lang=lang)
    assert (done.code, done.out) == (0, "")
    golden.compare(f"init.year.{lang}.toml", (last_year / "targets/2024.toml").read_text(encoding="utf-8"))
    golden.compare(f"init.year.{lang}.txt", done.err.replace(str(last_year), ""))
    assert run("check", "--year", "2024", folder=last_year).out == "No errors in 2024: targets 7, records 0.\n"


def test_a_figure_of_october_is_no_outcome_of_the_year(last_year: Path, run: Run) -> None:
    """It is told, with its day; no key holds it."""
    written = run("init", "--from", "2023", "--dry-run", folder=last_year).out
    (about,) = [part for part in written.split("\n\n") if "[targets.gdp]" in part]
    assert "# ? the last figure is of 2023-10-31: 5.8 %" in about
    assert "last_year = " not in about.replace("write last_year", "")


def test_two_years_on_the_marks_stay(last_year: Path, run: Run) -> None:
    """A quote keeps the mark of the year it is of."""
    for year in ("2023", "2024"):
        assert run("init", "--from", year, folder=last_year).code == 0
    written = (last_year / "targets/2025.toml").read_text(encoding="utf-8")
    assert 'quote = "2023年：新增停车位1000个"' in written
    assert "2024年：2023年" not in written


def test_the_example_can_be_carried_on(tmp_path: Path, run: Run) -> None:
    """The targets that come with the program, into a folder of one's own."""
    done = run("init", "mine", "--from", "2024", "--year", "2026")
    assert done.code == 0
    assert run("check", "--dir", "mine").out == "No errors in 2026: targets 21, records 0.\n"
    assert "elder-beds" in (tmp_path / "mine/targets/2026.toml").read_text(encoding="utf-8")


def test_new_values_are_asked_for_on_a_terminal(last_year: Path, run: Run) -> None:
    """As people write them; a slip is asked again, Enter leaves one out, and the end of input all others."""
    shown = typed_on_a_terminal(["init", "--from", "2023"], "0.12万\n三千\n3800\n\n\x04".encode(), last_year)
    assert "New parking spaces, 2024 (it was 1,000 spaces): " in shown
    assert "“三千” is not a number" in shown
    written = (last_year / "targets/2024.toml").read_text(encoding="utf-8")
    parts = {part.split("]")[0]: part for part in written.split("\n\n")}
    assert "value = 1200\n" in parts["[targets.parking"]
    assert "value = 3800\n" in parts["[targets.beds"]
    assert "value = " not in parts["[targets.gdp"]
    assert "the value is missing" not in parts["[targets.parking"]
    assert run("check", "--year", "2024", folder=last_year).code == 0
