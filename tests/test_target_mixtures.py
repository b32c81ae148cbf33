"""Keys that do not go together, each explained with its place and what is allowed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Cli
from shapes import write

TOTAL_X = 'x\nkind = "total"\nvalue = 3\nunit = "个"\n'
RATE_X = 'x\nkind = "rate"\nvalue = 3\nunit = "%"\n'
RANK_X = 'x\nkind = "rank"\ncomparison = "at_most"\nvalue = 3\n'
YEARS = f"{TOTAL_X}total_by = 2025\n"

MISTAKES = [
    ('x\nkind = "event"', "[targets.x] by: is missing"),
    ('x\nkind = "event"\nby = 2024-06-30\nvalue = 5', "[targets.x] value: is not for kind event"),
    ('x\nkind = "rank"\ncomparison = "at_most"\nvalue = 2.5', "a rank is a whole number"),
    ('x\nkind = "rank"\nvalue = 3', "a rank is at_most or less_than"),
    ('x\nkind = "rank"\ncomparison = "at_most"\nvalue = 3\nplan = { 6 = 2 }', "are only for totals"),
    ('x\nkind = "rate"\nvalue = 3\nunit = "%"\nbetter = "lower"', "better: is only for comparison about"),
    ('x\nkind = "rate"\ncomparison = "about"\nvalue = -3\nunit = "%"', "better: is missing: of a negative value"),
    ('x\nkind = "rate"\ncomparison = "within"\nvalue = 3\nunit = "%"', "{ lower, upper } and comparison within"),
    ('x\nkind = "rate"\ncomparison = "within"\nvalue = { lower = 3, upper = 3 }\nunit = "%"', "lower must be below"),
    ('x\nkind = "rate"\nvalue = 3\nstretch_value = 2\nunit = "%"', "must lie beyond the value"),
    ('x\nkind = "total"\nvalue = 3\nunit = "个"\njudged = "year_end"', "is only for levels and rates"),
    ('x\nkind = "total"\nvalue = 3', "[targets.x] unit: is missing"),
    (
        'x\nkind = "total"\nvalue = "待下达"\nunit = "个"',
        "[targets.x] value: must be a plain number; leave the key out",
    ),
    ('x\nkind = "rate"\nvalue = { figure = "y" }\nunit = "%"', "there is no target “y”"),
    ('x\nkind = "rate"\nvalue = { figure = "x" }\nunit = "%"', "comes back to itself"),
    ('x\nkind = "total"\nvalue = 3\nunit = "个"\nrevisions = [{ from = 2025-01-01, value = 4 }]', "is outside 2024"),
    ('x\nkind = "total"\nvalue = 3\nunit = "个"\nplan = { 13 = 4 }', "plan"),
    ('x\nkind = "total"\nvalue = 3\nunit = "个"\ntotal_by = 2025', "total_by and years go together"),
    (
        f"{YEARS}years = {{ 2021 = 5, 2025 = 6 }}",
        "[targets.x] years: must have the share of every year; 2022 is missing",
    ),
    (f"{YEARS}years = {{ 2023 = 5 }}", "[targets.x] years: must have the share of every year; 2025 is missing"),
    ('x\nkind = "event"\nby = 2024-06-30\ncomparison = "at_most"', "[targets.x] comparison: is not for kind event"),
    ('x\nkind = "event"\nby = 2024-06-30\nunit = "个"', "[targets.x] unit: is not for kind event"),
    ('x\nkind = "event"\nby = 2024-06-30\nplan = { 6 = 50 }', "[targets.x] plan: is not for kind event"),
    ('x\nkind = "rank"\ncomparison = "less_than"\nvalue = 1', "[targets.x] value: no rank is better than 1"),
    (f"{RANK_X}stretch_value = 1.5", "[targets.x] stretch_value: a rank is a whole number from 1 on"),
    (
        f"{RANK_X}revisions = [{{ from = 2024-08-01, value = 2.5 }}]",
        "from 2024-08-01 on, value: a rank is a whole number",
    ),
    (f"{TOTAL_X}plan = {{ 0 = 4 }}", "[targets.x] plan.0: months are 1 to 12"),
    (f"{TOTAL_X}plan = {{ 6 = 50 }}\nmilestones = []\n", "turning back"),
    (
        f"{TOTAL_X}plan = {{ 6 = 2 }}\nmilestones = [{{ by = 2024-06-30, value = 2 }}]",
        "[targets.x] plan: plan and milestones",
    ),
    (
        f"{TOTAL_X}plan = {{ 6 = 2, 9 = 1 }}",
        "[targets.x] plan: must lead from the start to the target without turning back",
    ),
    ('x\nkind = "total"\nunit = "个"\nplan = { 6 = 50 }', "[targets.x] plan: need a value to lead to"),
    (
        f"{TOTAL_X}plan = {{ 9 = 2 }}\nrevisions = [{{ from = 2024-08-01, value = 1 }}]",
        "from 2024-08-01 on, the plan: must lead from the start to the target without turning back; a revision may",
    ),
    (
        f"{TOTAL_X}revisions = [{{ from = 2024-08-01, value = 4 }}, {{ from = 2024-05-01, value = 5 }}]",
        "must be in order of their dates",
    ),
    (
        f"{TOTAL_X}revisions = [{{ from = 2024-08-01, value = 4 }}, {{ from = 2024-08-01, value = 5 }}]",
        "must be in order of their dates, each day once",
    ),
    (
        f"{RATE_X}stretch_value = 5\nrevisions = [{{ from = 2024-08-01, value = 6 }}]",
        "from 2024-08-01 on, stretch_value: must lie beyond the value",
    ),
    (
        f'{RATE_X}comparison = "about"\nrevisions = [{{ from = 2024-08-01, value = -3 }}]',
        "from 2024-08-01 on, better: is missing: of a negative value",
    ),
    (
        'x\nkind = "level"\ncomparison = "within"\nvalue = { lower = 20, upper = 25 }\nunit = "个"\nbaseline = 30',
        "[targets.x] baseline: must lie below the range",
    ),
]

MIXED_UP = [
    (
        ['x\nkind = "rate"\nvalue = { figure = "y" }\nunit = "%"', 'y\nkind = "event"\nby = 2024-06-30'],
        "y is of kind event; a rate is compared with a rate",
    ),
    (
        ['x\nkind = "level"\nvalue = { figure = "y" }\nunit = "个"', 'y\nkind = "total"\nunit = "个"'],
        "y is of kind total; a level is compared with a level",
    ),
    (
        ['x\nkind = "rate"\nvalue = { figure = "y" }\nunit = "%"', 'y\nkind = "rate"\nunit = "元"'],
        "y is in 元; both must have the same unit",
    ),
    (
        [
            f'{name}\nkind = "rate"\nvalue = {{ figure = "{other}" }}\nunit = "%"'
            for name, other in (("x", "y"), ("y", "x"))
        ],
        "[targets.x] value: comes back to itself by way of y",
    ),
    (
        [
            'x\nkind = "rank"\ncomparison = "at_most"\nvalue = { figure = "y", plus = 0.5 }',
            'y\nkind = "rank"\ncomparison = "at_most"',
        ],
        "a rank is a whole number from 1 on",
    ),
    (
        [
            'x\nkind = "rate"\ncomparison = "about"\nvalue = { figure = "y" }\nunit = "%"',
            'y\nkind = "rate"\nunit = "%"',
        ],
        "[targets.x] better: is missing: of another target's figure",
    ),
]


@pytest.mark.parametrize(("targets", "said"), [*(([target], said) for target, said in MISTAKES), *MIXED_UP])
def test_impossible_mixtures_are_explained(cli: Cli, folder: Path, targets: list[str], said: str) -> None:
    """One line with file, line, table and key, and what is allowed; nothing is recorded with such a plan."""
    write(folder, *targets)
    outcome = cli("check")
    assert outcome.code == 1
    assert said in outcome.out
    assert re.search(r"2024\.toml, line [0-9]+: \[targets\.[xy]\] ", outcome.out)
    assert cli("check", lang="zh").out.count("错误：") == outcome.out.count("error: ")
    assert cli("record", "x", "3").code == 1
