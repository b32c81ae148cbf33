"""`outlook` and what goes with it, at the command line: both gaps by name, charts, as known at a moment, `check`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conftest import Cli
from jiangan_targets.render.drawing.cells import cell_len
from shapes import write

ON = ("--on", "2024-07-10")
EVEN = "last_year_months = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]"
FALLING = "last_year_months = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 1100, 120]"
TOTAL = 'kind = "total"\nunit = "亿元"\nvalue = 100\n'
LATE = "last_year_months = [5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 120]"


@pytest.fixture
def paced(folder: Path, cli: Cli) -> Path:
    """One total by last year's pace, 30 of 100 by June where last year had brought a quarter; one by the calendar."""
    write(folder, f'paced\n{TOTAL}{LATE}\npace = "last_year"', f"plain\n{TOTAL}{LATE}\nbroad = true")
    assert cli("record", "paced=30", "plain=30", "--on", "2024-06-30").code == 0
    return folder


BOTH = {
    "en": "5.0 points ahead of last year's pace (20.0 points behind the calendar's)",
    "zh": "超上年进度5.0个百分点（落后序时进度20.0个百分点）",
}


@pytest.mark.usefixtures("paced")
@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "paced", "--reason", "季节", "--on", "2024-06-30", "--dry-run"),
        ("status", *ON),
        ("status", *ON, "--format", "markdown"),
        ("summary", "--week", "2024-W28", "--revised"),
        ("summary", "--week", "2024-W28", "--revised", "--format", "html"),
        ("report", "--month", "2024-06", "--format", "markdown"),
        ("export", "-", *ON),
    ],
)
def test_both_gaps_are_named(cli: Cli, lang: str, arguments: tuple[str, ...]) -> None:
    """Wherever a gap is told, and only of the target that is judged by last year's pace."""
    told = cli(*arguments, lang=lang)
    assert told.code == 0
    # A text is broken into lines, and Markdown and a page escape some signs.
    text = "".join(told.out.replace("\\", "").replace("&#x27;", "'").split())
    assert "".join(BOTH[lang].split()) in text


@pytest.mark.usefixtures("paced")
def test_the_answer_to_a_figure_names_both_gaps(cli: Cli) -> None:
    """In the middle of a month: 27.5 of 120 are 22.9 %, and 5.5 months of 12 are 45.8 %."""
    answer = cli("record", "paced=25", "--on", "2024-06-15").out
    assert "2.1 points ahead of last year's pace (20.8 points behind the calendar's) · ahead" in answer


@pytest.mark.usefixtures("paced")
def test_show_has_a_row_of_each_pace(cli: Cli) -> None:
    """The calendar's under its own name."""
    rows = dict(line.split("  ", 1) for line in cli("show", "paced", *ON, lang="zh").out.splitlines() if "  " in line)
    assert rows["上年进度"].strip() == "25.0%，即25.0亿元"
    assert rows["序时进度"].strip() == "50.0% · 落后序时进度20.0个百分点"
    assert rows["进度状态"].strip() == "超进度 · 超上年进度5.0个百分点"
    assert "上年进度" not in cli("show", "plain", *ON, lang="zh").out.partition("进度状态")[0]
    assert cli("show", "paced", *ON, lang="zh").out.endswith("● 填报记录  · 上年进度\n")
    page = cli("summary", "--week", "2024-W28", "--revised", "--format", "html", lang="zh").out
    assert 'aria-label="30.0%，上年进度25.0%"' in page
    assert 'aria-label="30.0%，序时进度50.0%"' in page


@pytest.mark.usefixtures("paced")
def test_data_has_both_gaps(cli: Cli) -> None:
    """Under names of their own; null where the calendar is the pace anyway."""
    names = ("pace", "pace_percent", "gap_points", "calendar_pace_percent", "calendar_gap_points")
    expected = [("last_year", 25, 5, 50, -20), ("calendar", 50, -20, None, None)]
    targets = json.loads(cli("status", *ON, "--json").out)["targets"]
    assert [tuple(each[name] for name in names) for each in targets] == expected
    shown = json.loads(cli("show", "paced", *ON, "--json").out)
    assert tuple(shown[name] for name in names) == expected[0]
    rows = list(csv.DictReader(cli("status", *ON, "--format", "csv").out.splitlines()))
    assert [row["calendar_gap_points"] for row in rows] == ["-20.0000", ""]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_course_that_turns_back_has_room_in_every_chart(cli: Cli, folder: Path, lang: str) -> None:
    """Its November lies above all else that is drawn; as a pace too."""
    write(folder, f"course\n{TOTAL}{FALLING}", f'paced\n{TOTAL}{FALLING}\npace = "last_year"')
    assert cli("record", "course=60", "paced=60", "--on", "2024-06-30").code == 0
    for target in ("course", "paced"):
        for ascii_only in ((), ("--ascii",)):
            shown = cli("show", target, *ON, *ascii_only, lang=lang)
            assert (shown.code, shown.err) == (0, "")
    picture = cli("chart", *ON, lang=lang)
    lines = [
        [float(place.split(",")[1]) for place in line.get("points", "").split()]
        for line in ET.fromstring(picture.out).iter("{http://www.w3.org/2000/svg}polyline")
        if line.get("class") in {"course", "pace"}
    ]
    assert lines
    assert all(0 <= height <= 374 for line in lines for height in line)
    assert cli("summary", "--week", "2024-W28", "--format", "html", lang=lang).code == 0
    told = cli("check").out
    assert "[targets.course] last_year_months: falls from 1,100 to 120 in month 12." in told
    assert "falls on the way, from 1,100 to 120" in cli("outlook", "course", *ON).out


@pytest.fixture
def two_years(folder: Path, cli: Cli, clock: Callable[[str], None]) -> Path:
    """A total whose course is in last year's ledger: 60 by June, 120 by December."""
    clock("2024-01-20T09:00")
    write(folder, f"works\n{TOTAL}", 'growth\nkind = "rate"\nunit = "%"\nvalue = 8\ngrowth_of = "works"')
    plan = (folder / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets" / "2023.toml").write_text(plan.replace("year = 2024", "year = 2023"), encoding="utf-8")
    for day, value in (("03-31", 30), ("06-30", 60), ("09-30", 90), ("12-31", 120)):
        assert cli("--year", "2023", "record", f"works={value}", "--on", f"2023-{day}").code == 0
    clock("2024-07-08T09:00")
    assert cli("--year", "2024", "record", "works=66", "growth=6.5", "--on", "2024-06-30").code == 0
    return folder


@pytest.mark.usefixtures("two_years")
def test_the_course_of_last_years_records_is_drawn(cli: Cli) -> None:
    """Beside the pace, in characters and as a picture."""
    assert "last year's course" in cli("--year", "2024", "show", "works", *ON).out
    assert cli("--year", "2024", "chart", "works", *ON).out.count('class="course"') == 2  # the line, and its sample


@pytest.mark.usefixtures("two_years")
@pytest.mark.parametrize("command", ["show", "chart"])
def test_last_year_is_as_known_too(cli: Cli, clock: Callable[[str], None], command: str) -> None:
    """What is corrected in last year's ledger later on does not change what was known."""
    asked = ("--year", "2024", command, "works", *ON, "--known-at", "2024-07-10T12:00")
    before = cli(*asked).out
    clock("2024-08-01T09:00")
    assert cli("--year", "2023", "record", "works=110", "--on", "2023-09-30", "--force").code == 0
    assert cli("--year", "2023", "record", "works=180", "--on", "2023-12-31", "--force").code == 0
    assert cli(*asked).out == before
    assert cli(*asked[:-2]).out != before


def test_a_report_that_was_filled_in_later_has_last_years_records_too(
    cli: Cli, two_years: Path, clock: Callable[[str], None]
) -> None:
    """Both ledgers were begun after the month that is told."""
    for file in (two_years / "records").iterdir():
        file.unlink()
    clock("2024-09-02T09:00")
    for day, value in (("03-31", 30), ("06-30", 60), ("09-30", 90), ("12-31", 120)):
        assert cli("--year", "2023", "record", f"works={value}", "--on", f"2023-{day}").code == 0
    assert cli("--year", "2024", "record", "works=45", "--on", "2024-06-30").code == 0
    (lag,) = json.loads(cli("report", "--month", "2024-06", "--json").out)["attention"]
    assert lag["forecast"] == 93.75


@pytest.mark.usefixtures("two_years")
def test_growth_is_compared_with_last_years_records(cli: Cli) -> None:
    """66 over 60 are 10 %, and 6.5 % was published."""
    told = cli("--year", "2024", "check")
    assert told.code == 0
    assert "published growth 6.5%, but 10.0% by the record of works of 2023-06-30" in told.out
    assert "可比口径" in told.out
    assert cli("--year", "2024", "record", "growth=9.5", "--on", "2024-06-30", "--force").code == 0
    assert "published growth" not in cli("--year", "2024", "check").out  # half a point is no more than that


def test_growth_is_compared_with_last_years_end(cli: Cli, folder: Path) -> None:
    """Where `last_year` is all that is known, on 31 December alone."""
    rate = 'growth\nkind = "rate"\nunit = "%"\nvalue = 8\ngrowth_of = "works"'
    write(folder, f"works\n{TOTAL}last_year = 100", rate)
    cli("record", "works=50", "growth=1", "--on", "2024-06-30", "--force")
    assert "published growth" not in cli("check").out
    cli("record", "works=110", "growth=9.4", "--on", "2024-12-31", "--force")
    assert "published growth 9.4%, but 10.0% by last_year of works" in cli("check").out


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("last_year_months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]", "one of each month, and has 13"),
        ('last_year_months = "55"', "a list of twelve figures in brackets, like [55, 105, …]"),
        ("last_year_months = [55, 50, 55, 55, 57, 58, 55, 57, 58, 60, 60, 70]", "these look like single months"),
        ("curve = [-10, 20, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]", "no share may be below 0"),
    ],
)
def test_what_is_no_course_is_told_in_words(cli: Cli, folder: Path, key: str, problem: str) -> None:
    """With what is wanted instead, by `check` and by what would rest on it."""
    write(folder, f"works\n{TOTAL}{key}")
    assert problem in cli("check").out
    told = cli("outlook")
    assert (told.code, told.out) == (1, "")
    assert problem in told.err


def test_limits_and_stretch_goals_keep_their_words(cli: Cli, folder: Path) -> None:
    """A limit is used up, a stretch goal does not fail, what is met is met, and what waits for a figure says so."""
    write(
        folder,
        f'limit\n{TOTAL}comparison = "at_most"\n{EVEN}',
        f"tried\n{TOTAL.replace('100', '500')}stretch = true\n{EVEN}",
        f"met\n{TOTAL}{EVEN}",
    )
    assert "there is no figure of this year yet" in cli("outlook", *ON).out
    assert cli("record", "limit=60", "tried=60", "met=101", "--on", "2024-06-30", "--force").code == 0
    told = cli("outlook", *ON, lang="zh").out.splitlines()
    rows = {line.split()[0]: line for line in told if line.startswith("目标")}
    assert "占限额120.0%" in rows["目标limit"]
    assert "力争目标预计达不到" in rows["目标tried"]
    assert "已完成" in rows["目标met"]
    assert "占限额120.0% · 预计完不成" in cli("show", "limit", *ON, lang="zh").out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_figure_is_broken_at_80_cells(cli: Cli, paced: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    """The range stands below its value, and names and headings give way."""
    text = (paced / "targets" / "2024.toml").read_text(encoding="utf-8")
    long = text.replace("目标plain", "规模以上工业企业主营业务收入利润率").replace(
        '"plain"', '"Profit margin of enterprises"'
    )
    (paced / "targets" / "2024.toml").write_text(long, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    told = cli("outlook", *ON, lang=lang).out
    assert max(map(cell_len, told.splitlines())) <= 80
    for figure in ("30 / 100亿元", "120.0亿元", "111.0–129.0", "120.0%", "12.3亿元"):
        assert figure in told
