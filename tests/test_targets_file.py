"""The targets file: the real one against its source, every kind of mistake, and the cache."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import ROOT, Cli
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.storage.plan import file as plan_file

REAL = ROOT / "targets" / "2024.toml"

# As the source states them: id, kind, comparison, value, unit, baseline, last year's figure.
SOURCE = """
gdp-growth rate about 7 % - 7
retail-growth rate about 10 % - 9.5
revenue-growth rate at_least 10 % - 12.3
finance total at_least 500 亿元 - -
retail total more_than 700 亿元 - -
hightech level more_than 800 家 - -
digital-economy rate more_than 50 % - -
towers-100m level at_least 27 栋 25 -
towers-1b level at_least 4 栋 3 -
renovation-starts total at_least 40 个 - -
renovation-finishes total at_least 36 个 - -
parking total at_least 16000 个 - 12000
charging total at_least 12000 个 - 4880
parks total at_least 5 个 - -
greenery total at_least 10 公顷 - -
schools total at_least 7 所 - -
school-places total at_least 3000 个 - -
elder-beds level at_least 3660 个 - -
elder-beds-rate level at_least 50 张/千人 - -
childcare level at_least 4500 个 - -
events total at_least 200 场 - -
"""


def test_the_21_targets_are_those_of_the_source() -> None:
    """Kind, comparison, value, unit and the 2023 figures, each with its quote and both names."""
    plan = plan_file.load(REAL, 2024)

    def shown(value: Decimal | None) -> str:
        return "-" if value is None else str(value)

    rows = []
    for target in plan.targets:
        kind = (target.id, target.kind, target.comparison, str(target.value), target.unit)
        rows.append(" ".join((*kind, shown(target.baseline), shown(target.last_year))))
    assert rows == SOURCE.split("\n")[1:-1]
    assert all(target.quote and target.name != target.name_en for target in plan.targets)
    assert [target.id for target in plan.targets if target.stretch] == ["elder-beds"]
    assert not any(target.owner for target in plan.targets)
    assert [group.id for group in plan.groups] == ["headline", "industry", "city", "livelihood"]


MISTAKES = [
    (
        'unit = "个"',
        'unitt = "个"\nunit = "个"',
        "[targets.renovation-starts] unitt: unknown key; “unit” is perhaps meant",
    ),
    ('kind = "total"', 'kind = "sum"', "[targets.finance] kind: must be one of total, level, rate"),
    (
        'comparison = "about"',
        'comparison = "near"',
        "[targets.gdp-growth] comparison: must be one of at_least, more_than",
    ),
    ('aliases = ["停车位"]', 'aliases = ["公园"]', "[targets.parks] aliases: “公园” already names parking"),
    ('aliases = ["停车位"]', 'aliases = ["停", "停"]', "[targets.parking] aliases: “停” already names parking"),
    ("value = 16000", 'value = "many"', "[targets.parking] value: must be a plain number"),
    ("value = 16000", "value = nan", "[targets.parking] value: must be a plain number"),
    ("value = 16000", "value = -inf", "[targets.parking] value: must be a plain number"),
    ("value = 16000", "value = 1e999999999", "[targets.parking] value: must be a plain number"),
    ("value = 16000", "value = true", "[targets.parking] value: must be a plain number"),
    ("value = 16000", "value = " + "9" * 5000, "absurd numbers"),
    (
        "value = 16000",
        "value = { base = 137 }",
        "[targets.parking] value: must be a number, { base = 137, growth = 5 }, { lower = 6, upper = 7 } or { figure",
    ),
    (
        "value = 16000",
        "value = 16000\nmilestones = [{ by = 2025-01-01, value = 5 }]",
        "milestones: 2025-01-01 is outside 2024",
    ),
    (
        "value = 16000",
        "value = 16000\nmilestones = [{ by = 2024-03-01, value = 9 }, { by = 2024-04-01, value = 5 }]",
        "milestones: must lead from the start to the target without turning back",
    ),
    (
        "value = 16000",
        "value = 16000\nmilestones = [{ by = 2024-04-01, value = 5 }, { by = 2024-03-01, value = 9 }]",
        "milestones: must be in order of their dates",
    ),
    (
        "value = 16000",
        'value = 16000\nmilestones = [{ by = "2024-04-01", value = 5 }]',
        "by: must be a date without quotes",
    ),
    ("value = 16000", "value = 16000\nbaseline = 3", "[targets.parking] baseline: is only for kind level"),
    ("value = 16000", 'value = 16000\ngrowth_of = "retail"', "[targets.parking] growth_of: is only for rates in %"),
    (
        '["社零增速"]\ngrowth_of = "retail"',
        '["社零增速"]\ngrowth_of = "retial"',
        "growth_of: there is no target “retial”",
    ),
    (
        '["社零增速"]\ngrowth_of = "retail"',
        '["社零增速"]\ngrowth_of = "社零"',
        "growth_of: write the id of that target: retail",
    ),
    (
        '["社零增速"]\ngrowth_of = "retail"',
        '["社零增速"]\ngrowth_of = "gdp-growth"',
        "growth_of: gdp-growth is a rate itself",
    ),
    ("value = 16000", "value = 16000\ntolerance = 3", "[targets.parking] tolerance: is only for comparison about"),
    ('unit = "亿元"', 'unit = "10亿元"', "[targets.finance] unit: must not begin with a digit"),
    ('unit = "亿元"', 'unit = "１0亿元"', "[targets.finance] unit: must not begin with a digit"),
    ("value = 7\n", "value = 7\ntolerance = -1\n", "[targets.gdp-growth] tolerance: must not be negative"),
    ("value = 16000", "value = 16000\nstale_after_days = 400", "stale_after_days: must be at most 366"),
    ("value = 16000", "value = 16000\nstretch = 1", "stretch: must be true or false"),
    (
        'group = "city"',
        'group = "citty"',
        "group: there is no group “citty”; there are: headline, industry, city, livelihood",
    ),
    ('group = "city"\n', "", "[targets.renovation-starts] group: is missing"),
    ("[targets.parking]", "[targets.Park_ing]", "Park_ing: an id is made of a to z, 0 to 9 and -"),
    ('name = "新增停车位"', "name = 3", "[targets.parking] name: must be text in quotes"),
    ("year = 2024", "year = 2023", "line 27: year: must be 2024, like the file's name"),
    ("title = ", "titel = ", "line 28: titel: unknown key"),
    ("behind = 0", "behind = -20", "[lights] far_behind: must not be above “behind”"),
    ("value = 16000", "value = ", "line 202: not valid TOML"),
    ("value = 16000", "value = 1\nvalue = 2", "line 203: not valid TOML"),
    ('language = "zh"', 'language = "fr"', "language: must be one of zh, en"),
]


def own_targets(folder: Path, text: str) -> Path:
    """A targets file of the workspace's own."""
    path = folder / "targets" / "2024.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("before", "after", "message"), MISTAKES)
def test_a_mistake_is_one_line(folder: Path, cli: Cli, before: str, after: str, message: str) -> None:
    """File, line, target and key, and what is allowed; nothing on stdout, exit 1."""
    text = REAL.read_text(encoding="utf-8")
    assert before in text
    path = own_targets(folder, text.replace(before, after, 1))
    outcome = cli("status")
    assert (outcome.code, outcome.out) == (1, "")
    assert message in outcome.err
    assert outcome.err.startswith(f"Error: {path}")
    assert outcome.err.count("\n") == 1


def test_check_tells_every_mistake(folder: Path, cli: Cli) -> None:
    """Not just the first."""
    text = REAL.read_text(encoding="utf-8").replace('kind = "total"', 'kind = "sum"')
    own_targets(folder, text)
    outcome = cli("check")
    assert outcome.code == 1
    assert outcome.out.count("must be one of total, level, rate") == text.count('"sum"')


def test_growth_raises_a_base(tmp_path: Path) -> None:
    """`{ base = 137, growth = 5 }` is 143.85, exactly."""
    path = tmp_path / "2024.toml"
    text = REAL.read_text(encoding="utf-8")
    path.write_text(text.replace("value = 16000", "value = { base = 137, growth = 5 }"), encoding="utf-8")
    target = plan_file.load(path, 2024).target("parking")
    assert target is not None
    assert target.value == Decimal("143.85")


def test_the_cache_gives_back_the_same_plan(tmp_path: Path) -> None:
    """The second load does not validate, and is equal to the last digit and type."""
    first = plan_file.load(REAL, 2024)
    kept = list((tmp_path / "cache" / "jiangan-targets").iterdir())
    assert len(kept) == 1
    again = plan_file.load(REAL, 2024)
    assert again == first
    assert [type(value) for target in again.targets for value in target] == [
        type(value) for target in first.targets for value in target
    ]
    assert isinstance(again.targets[0].kind, Kind)
    assert isinstance(again.targets[0].comparison, Comparison)


@pytest.mark.parametrize("damage", ["other file", "torn", "junk", "unwritable"])
def test_a_cache_that_does_not_match_is_never_trusted(tmp_path: Path, damage: str) -> None:
    """Edited targets, a torn cache, or a folder that cannot be written: the file itself counts."""
    path = tmp_path / "2024.toml"
    text = REAL.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    plan_file.load(path, 2024)
    cache = next((tmp_path / "cache" / "jiangan-targets").iterdir())
    if damage == "other file":
        path.write_text(text.replace("16000", "17000"), encoding="utf-8")
    elif damage == "torn":
        os.truncate(cache, cache.stat().st_size - 20)
    elif damage == "junk":
        cache.write_bytes(b"\xff" * 100)
    else:
        cache.unlink()
        cache.mkdir()
    target = plan_file.load(path, 2024).target("parking")
    assert target is not None
    assert target.value == (17000 if damage == "other file" else 16000)


def test_bytes_that_are_no_text_are_told_with_their_line(cli: Cli, folder: Path) -> None:
    """Also behind the last line end, where there is no line of text to look at."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_bytes(b'# a comment\nx = """"""\xda')
    told = cli("check")
    assert (told.code, told.err) == (1, "")
    assert "Internal error" not in told.out
    assert str(folder / "targets" / "2024.toml") in told.out
