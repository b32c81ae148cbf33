"""`outlook` as installed: its forms, what a forecast rests on, and the study."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Cli
from golden import compare
from shapes import write

PLAN = """year = 2024
title = "示例区2024年主要目标"
title_en = "Targets of 2024 of an example district"
[groups.a]
name = "经济"
name_en = "Economy"
[targets.retail]
name = "社会消费品零售总额"
name_en = "Retail sales"
group = "a"
kind = "total"
comparison = "more_than"
value = 750
unit = "亿元"
last_year_months = [55, 105, 160, 215, 272, 330, 385, 442, 500, 560, 620, 690]
broad = true
[targets.retail-growth]
name = "社会消费品零售总额增速"
name_en = "Growth of retail sales"
group = "a"
kind = "rate"
value = 8
unit = "%"
growth_of = "retail"
[targets.revenue]
name = "财政收入"
name_en = "Revenue"
group = "a"
kind = "total"
value = 100
unit = "亿元"
curve = [12, 8, 8, 10, 9, 8, 7, 7, 7, 9, 8, 7]
pace = "last_year"
[targets.investment]
name = "招商引资"
name_en = "Investment"
group = "a"
kind = "total"
value = 200
unit = "亿元"
[targets.parking]
name = "新增停车位"
name_en = "New parking spaces"
group = "a"
kind = "total"
value = 16000
unit = "个"
"""
LAST = """year = 2023
title = "示例区2023年主要目标"
[groups.a]
name = "经济"
[targets.investment]
name = "招商引资"
group = "a"
kind = "total"
value = 180
unit = "亿元"
[targets.parking]
name = "新增停车位"
group = "a"
kind = "total"
value = 15000
unit = "个"
"""


@pytest.fixture
def two_years(folder: Path, cli: Cli) -> Path:
    """A year with figures up to August, and the year before with its own ledger."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(PLAN, encoding="utf-8")
    (folder / "targets" / "2023.toml").write_text(LAST, encoding="utf-8")
    for day, value in (("03-31", 30), ("06-30", 80), ("09-30", 120), ("12-31", 180)):
        assert cli("--year", "2023", "record", "investment", str(value), "--on", f"2023-{day}", "--force").code == 0
    assert cli("--year", "2023", "record", "parking", "15000", "--on", "2023-12-31", "--force").code == 0
    figures = ["retail=512.3", "retail-growth=6.1", "revenue=60", "investment=120", "parking=9000"]
    assert cli("--year", "2024", "record", *figures, "--on", "2024-08-31", "--force").code == 0
    return folder


CASES = {
    "outlook.en.txt": ("en", ("outlook",)),
    "outlook.zh.txt": ("zh", ("outlook",)),
    "outlook.zh.md": ("zh", ("outlook", "--format", "markdown")),
    "outlook.json": ("en", ("outlook", "--json")),
    "outlook.csv": ("en", ("outlook", "--format", "csv")),
    "show.outlook.zh.txt": ("zh", ("show", "revenue")),
    "show.outlook.en.txt": ("en", ("show", "retail")),
}


@pytest.mark.usefixtures("two_years")
@pytest.mark.parametrize("name", CASES)
def test_every_form_is_as_looked_at(cli: Cli, name: str) -> None:
    """Byte for byte what a person approved."""
    lang, arguments = CASES[name]
    outcome = cli("--year", "2024", *arguments, "--on", "2024-09-10", lang=lang)
    assert (outcome.code, outcome.err) == (0, "")
    compare(name, outcome.out)


@pytest.mark.usefixtures("two_years")
def test_what_a_forecast_rests_on_is_said(cli: Cli) -> None:
    """Months, last year's ledger, shares; and where its records are too few, how many there are."""
    found = json.loads(cli("--year", "2024", "outlook", "--json", "--on", "2024-09-10").out)["targets"]
    by_id = {each["id"]: each for each in found}
    assert {name: each["basis"] for name, each in by_id.items()} == {
        "retail": "last_year_months",
        "retail-growth": None,
        "revenue": "curve",
        "investment": "last_year_ledger",
        "parking": None,
    }
    # 80 by June, 120 by September: 106.667 by August; 73.333 came after it.
    assert by_id["investment"]["forecast"] == pytest.approx(
        120 + (180 - 320 / 3) * (1 + 0.75 * (120 * 3 / 320 - 1)), abs=1e-4
    )
    assert by_id["parking"]["remark"] == "figures of 2023: 1; a curve needs 4 or more, the last of 31 December"
    shown = json.loads(cli("--year", "2024", "show", "investment", "--json", "--on", "2024-09-10").out)
    assert (shown["forecast"], shown["verdict"]) == (by_id["investment"]["forecast"], by_id["investment"]["verdict"])
    assert shown["standing"] == "behind"  # 120 of 200 by August


def test_last_years_broken_file_does_not_stop_this_year(cli: Cli, two_years: Path) -> None:
    """Only its own commands are stopped by it."""
    (two_years / "targets" / "2023.toml").write_text("year = ", encoding="utf-8")
    outcome = cli("--year", "2024", "outlook", "investment", "--json", "--on", "2024-09-10")
    assert outcome.code == 0
    assert json.loads(outcome.out)["targets"][0]["basis"] is None


@pytest.mark.usefixtures("two_years")
def test_a_base_that_was_revised_is_found(cli: Cli) -> None:
    """512.3 over 442 is 15.9 %, but 6.1 % was published."""
    told = cli("--year", "2024", "check")
    assert told.code == 0
    assert "published growth 6.1%, but 15.9% by last_year_months of retail" in told.out
    assert "可比口径" in told.out


@pytest.mark.parametrize(
    ("target", "changed", "problem"),
    [
        ("retail", "broad = true\nlast_year = 600", "must be the last figure of last_year_months, 690"),
        ("retail", "broad = true\ncurve = [100,0,0,0,0,0,0,0,0,0,0,0]", "does not go with last_year_months"),
        (
            "revenue",
            'pace = "last_year"\nmilestones = [{ by = 2024-06-30, value = 50 }]',
            "does not go with milestones",
        ),
        ("parking", 'unit = "个"\npace = "last_year"', "last_year needs last_year_months or curve"),
        ("parking", 'unit = "个"\ncurve = [50, 50]', "needs twelve shares in percent"),
        ("parking", 'unit = "个"\nlast_year_months = [1, 2]', "needs twelve figures"),
        ("retail-growth", 'unit = "%"\nbroad = true', "is only for kind total"),
    ],
)
def test_check_tells_what_does_not_go_together(cli: Cli, folder: Path, target: str, changed: str, problem: str) -> None:
    """With the key, and what is allowed."""
    before, mark, after = PLAN.partition(f"[targets.{target}]")
    first = changed.split("\n", maxsplit=1)[0]
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(before + mark + after.replace(first, changed, 1), encoding="utf-8")
    told = cli("check")
    assert told.code == 1
    assert problem in told.out


def test_status_does_not_load_the_outlook(two_years: Path) -> None:
    """It costs nothing where nobody asks for it."""
    program = (
        "import sys; from jiangan_targets.cli.app import main; main(sys.argv[1:]); "
        "print(*(name for name in sys.modules if 'outlook' in name), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--dir", str(two_years), "--year", "2024", "status"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr.strip() == ""


def test_the_study_is_reproduced() -> None:
    """On the published series June's median error is at most 0.35 of the straight line's."""
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "outlook.py"], capture_output=True, text=True, check=True
    )
    june = next(line for line in done.stdout.splitlines() if line.startswith("| 6 |"))
    assert float(june.split("|")[-2]) <= 0.35
    assert done.stdout.rstrip() in (ROOT / "docs" / "outlook.md").read_text(encoding="utf-8")


def test_what_comes_whole_is_not_needed_by_tenths(cli: Cli, folder: Path) -> None:
    """Nor is a course asked for where there is one and it is only too early."""
    course = "last_year_months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]"
    write(
        folder,
        'schools\nkind = "total"\nvalue = 7\nunit = "所"',
        f'works\nkind = "total"\nvalue = 12\nunit = "项"\n{course}',
    )
    assert cli("record", "schools=4", "works=1", "--on", "2024-01-31", "--force").code == 0
    shown = cli("outlook", "--on", "2024-02-10", lang="zh").out
    assert "还差3所" in shown
    assert "0." not in shown
    assert "为时尚早" in shown
    assert "不作预计：须在目标文件中写" not in shown
