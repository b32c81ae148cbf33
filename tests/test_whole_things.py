"""What comes whole is told in whole numbers everywhere, and one of it as one; through the installed command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import ROOT, Cli

TENTHS = re.compile(r"[0-9]\.[0-9]+ ?(?:towers?|schools?|spaces?|events?|栋|所|个(?!百分点)|场)")
LAST_YEAR = "last_year_months = [2, 4, 6, 8, 10, 12, 14, 16, 18, 19, 20, 21]\nlast_year = 21\n"


@pytest.fixture
def figures(installed: Cli, folder: Path) -> None:
    """Of things that are counted, behind; of one kind last year's course is known."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    head, table, rest = text.partition("[targets.schools]\n")
    rest = re.sub(r"^last_year = .*\n", "", rest, count=1, flags=re.MULTILINE) if "last_year" in rest[:300] else rest
    (folder / "targets" / "2024.toml").write_text(head + table + LAST_YEAR + rest, encoding="utf-8")
    for figure in ("towers-100m=26", "schools=4", "parking=9000", "events=97"):
        assert installed("record", figure, "--on", "2024-09-08").code == 0


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "command",
    [
        ("status", "--on", "2024-09-30"),
        ("show", "towers-100m", "--on", "2024-09-30"),
        ("show", "schools", "--on", "2024-09-30"),
        ("show", "parking", "--on", "2024-09-30"),
        ("outlook", "--on", "2024-09-30"),
        ("outlook", "--on", "2024-09-30", "--format", "markdown"),
        ("summary", "--week", "2024-W37"),
        ("report", "--month", "2024-09"),
        ("record", "schools", "+1", "--on", "2024-09-30", "--dry-run"),
    ],
)
def test_no_tenths_of_things(installed: Cli, command: tuple[str, ...], lang: str) -> None:
    """Neither expected, nor forecast, nor needed."""
    text = installed("--lang", lang, *command)
    assert text.code == 0, text.err
    assert TENTHS.findall(text.out) == []


@pytest.mark.usefixtures("figures")
def test_what_the_pace_takes(installed: Cli) -> None:
    """Rounded to the side that keeps pace: with 26 of 27 towers the target is behind."""
    shown = installed("show", "towers-100m", "--on", "2024-09-08").out
    assert re.search(r"^Pace +97\.\d%, which takes 27 towers$", shown, re.MULTILINE)
    assert "behind" in shown
    assert re.search(
        r"^序时进度 +97\.\d%，须达到27栋$", installed("--lang", "zh", "show", "towers-100m").out, re.MULTILINE
    )


def test_what_the_pace_of_a_limit_allows(installed: Cli, folder: Path) -> None:
    """Rounded down: what is more is beyond the pace."""
    (folder / "targets").mkdir()
    plan = """year = 2024
title = "目标"
[groups.all]
name = "全部"
[targets.accidents]
name = "事故"
name_en = "Accidents"
group = "all"
kind = "total"
comparison = "at_most"
value = 9
unit = "起"
unit_en = "accidents"
"""
    (folder / "targets" / "2024.toml").write_text(plan, encoding="utf-8")
    assert installed("record", "accidents", "1", "--on", "2024-03-15").code == 0
    shown = installed("show", "accidents", "--on", "2024-03-15").out
    assert re.search(r"^Pace +20\.7%, which allows 1 accident$", shown, re.MULTILINE)
    assert "20.7%，不超过1起\n" in installed("--lang", "zh", "show", "accidents", "--on", "2024-03-15").out


@pytest.mark.usefixtures("figures")
def test_ticks_of_charts_are_whole(installed: Cli) -> None:
    """In characters and as a picture."""
    shown = installed("show", "towers-100m", "--on", "2024-09-30").out
    assert re.findall(r"^ *([0-9.,]+) │", shown, re.MULTILINE) == ["27", "26", "25"]
    drawn = installed("chart", "towers-100m", "--on", "2024-09-30").out
    assert not re.search(r">2[567]\.5<", drawn)


@pytest.mark.usefixtures("figures")
def test_one_is_told_as_one(installed: Cli) -> None:
    """Of what a report still needs."""
    text = installed("report", "--month", "2024-09").out
    assert "Still needed: 1 tower." in " ".join(text.split())
    assert (
        "距年度目标还差1栋。" in installed("--lang", "zh", "report", "--month", "2024-09", "--format", "markdown").out
    )
    assert json.loads(installed("report", "--month", "2024-09", "--json").out)


@pytest.mark.parametrize(("count", "said"), [(1, "Copied from 2024: 1 target with name"), (2, "2 targets with names")])
def test_what_is_carried_on_is_counted(installed: Cli, folder: Path, count: int, said: str) -> None:
    """One target is no targets; and each file that is written is named."""
    (folder / "targets").mkdir()
    plan = 'year = 2024\ntitle = "目标"\n[groups.all]\nname = "全部"\n'
    for number in range(count):
        plan += f'[targets.t{number}]\nname = "目标{number}"\ngroup = "all"\nkind = "total"\nvalue = 5\nunit = "个"\n'
    (folder / "targets" / "2024.toml").write_text(plan, encoding="utf-8")
    told = installed("init", "--from", "2024").err
    assert said in told
    for name in ("2025.toml", "schema.json"):
        assert f"Written: {folder / 'targets' / name}\n" in told
