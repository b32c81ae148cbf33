"""How events and ranks are worded, filled in and doubted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Cli
from shapes import ON, write
from test_target_shapes import (
    BRIDGE,
    RANK,
    standing_of,
)


def test_a_rank_reads_like_one_in_both_languages(cli: Cli, folder: Path) -> None:
    """English has no 位; one place is not 1 places."""
    other = 'best\nkind = "rank"\ncomparison = "less_than"\nvalue = { figure = "rank" }'
    write(folder, RANK, other)
    assert "3 → 4" not in cli("record", "rank=4", "best=3", *ON).out
    english = cli("show", "rank", *ON).out
    assert "rank 3 or better" in english
    assert "1 place short" in english
    assert "位" not in english
    assert "better than the figure of rank (now 4)" in cli("show", "best", *ON).out
    assert "优于“目标rank”的最新数据（现为4位）" in cli("show", "best", *ON, lang="zh").out


@pytest.mark.parametrize(
    ("figure", "day", "doubt"),
    [
        ("30%", "2024-07-20", "its progress would fall: 2024-07-10 already had 100%"),
        ("60%", "2024-04-20", "2024-05-01 has only 45%"),
        ("0.5", "2024-04-20", "0.5 looks like a fraction; in percent it would be 50"),
    ],
)
def test_what_is_done_stays_done(cli: Cli, folder: Path, figure: str, day: str, doubt: str) -> None:
    """A figure of an event that falls, or is no percentage, is asked about; `check` finds what was forced."""
    write(folder, BRIDGE)
    assert cli("record", "bridge", "45%", "--on", "2024-05-01").code == 0
    assert cli("record", "bridge", "已完成", "--on", "2024-07-10").code == 0
    refused = cli("record", "bridge", figure, "--on", day)
    assert refused.code == 1
    assert doubt in refused.err
    assert cli("record", "bridge", "20%", "--on", "2024-08-01", "--force").code == 0
    assert "its progress falls from 100% to 20%" in cli("check").out


@pytest.mark.parametrize(
    ("asked", "told", "done"),
    [
        ("三号桥6月底前开工", "已开工", True),
        ("三号桥6月底前开工", "开工建设", True),
        ("三号桥6月底前开工", "建成", True),
        ("三号桥年内建成投用", "建成投用", True),
        ("三号桥年内建成投用", "已投入使用", True),
        ("三号桥年内建成投用", "开工", False),
        ("三号桥年内建成投用", "已建成", False),
        ("三号桥", "开工", False),
        ("三号桥", "完成", True),
        ("三号桥", "开工建成投用开工建成投用", False),
    ],
)
def test_only_what_was_to_be_done_is_done(cli: Cli, folder: Path, asked: str, told: str, done: bool) -> None:  # noqa: FBT001
    """A bridge that is begun is not in use; a word that goes less far than the target is refused."""
    write(folder, f'{BRIDGE}\nquote = "{asked}"')
    outcome = cli("record", "bridge", told, *ON, lang="zh")
    assert outcome.code == (0 if done else 1)
    assert outcome.out == ("目标bridge，截至2024年6月30日：完成 · 已完成\n" if done else "")


@pytest.mark.parametrize(("target", "figure"), [(BRIDGE, "完成"), (BRIDGE, "10%"), (RANK, "2")])
def test_nothing_is_added_to_what_is_not_counted(cli: Cli, folder: Path, target: str, figure: str) -> None:
    """45 % and 完成 were 145 %, rank 5 and 2 were rank 7."""
    write(folder, target)
    identifier = target.partition("\n")[0]
    assert cli("record", identifier, "5", "--on", "2024-05-01").code == 0
    refused = cli("record", identifier, figure, "--add", *ON)
    assert (refused.code, refused.out) == (1, "")
    assert "is not counted, so nothing can be added" in refused.err


def test_an_event_is_due_and_does_not_age_once_done(cli: Cli, folder: Path) -> None:
    """Its day is announced four weeks ahead until it is done; afterwards no new figure is expected."""
    write(folder, BRIDGE)
    assert cli("record", "bridge", "45%", "--on", "2024-06-01").code == 0
    due = cli("summary", "--week", "2024-W23", "--revised", lang="zh").out
    assert "◐ 目标bridge（推进中）：45% / 6月30日\n" in due
    assert "      应于6月30日前完成，还差55%。\n" in due
    assert json.loads(cli("summary", "--week", "2024-W23", "--revised", "--json").out)["due"] == [
        {"id": "bridge", "by": "2024-06-30", "value": 100, "missing": 55}
    ]
    assert cli("record", "bridge", "完成", "--on", "2024-06-05").code == 0
    assert json.loads(cli("summary", "--week", "2024-W23", "--revised", "--json").out)["due"] == []
    assert json.loads(cli("show", "bridge", "--json", "--on", "2024-12-31").out)["stale"] is False


def test_a_form_says_how_an_event_and_a_rank_are_written(cli: Cli, folder: Path) -> None:
    """Only where there are some; what is filled in so is read."""
    write(folder, BRIDGE, RANK)
    form = folder / "form.xlsx"
    assert cli("export", str(form), "--form", "--as-of", "2024-06-30", lang="zh").code == 0
    from openpyxl import load_workbook

    book = load_workbook(form)
    page = book.active
    assert page is not None
    assert "节点目标填“完成”或形象进度，如 45%；位次目标填名次，如 3。" in [row[0].value for row in page.iter_rows()]
    for row in page.iter_rows():
        if row[0].value in {"bridge", "rank"}:
            row[6].value = {"bridge": "完成", "rank": "第2位"}[str(row[0].value)]
    book.save(form)
    assert cli("import", str(form)).code == 0
    assert standing_of(cli, "bridge", on="2024-06-30")[0] == "met"
    assert standing_of(cli, "rank", on="2024-06-30")[1] == 1


def test_a_summary_tells_an_event_in_its_own_words(cli: Cli, folder: Path) -> None:
    """A bridge goes from 45% to done; 45 → 100 (+55) is what a count would do."""
    write(folder, BRIDGE)
    assert cli("record", "bridge=45%", "--on", "2024-09-17").code == 0
    assert cli("record", "bridge=完成", "--on", "2024-09-20").code == 0
    english = " ".join(cli("summary", "--revised", "--week", "2024-W38").out.split())
    assert "45% as of 17 September" in english
    assert "45% → done as of 20 September" in english
    assert "+55" not in english
    chinese = "".join(cli("summary", "--revised", "--week", "2024-W38", lang="zh").out.split())
    assert "45%→完成（截至9月20日）" in chinese
    assert "完成" in cli("history", "bridge", lang="zh").out


def test_an_event_that_is_late_tells_by_when_it_was_due(cli: Cli, folder: Path) -> None:
    """It has no gap in points: in reports and summaries the days since its own day stand for it, in words and JSON."""
    write(folder, 'bridge\nkind = "event"\nby = 2024-06-20', 'hall\nkind = "event"\nby = 2024-12-31')
    assert cli("record", "bridge=60%", "hall=20%", "--on", "2024-07-31").code == 0
    report, summary = ("report", "--month", "2024-07", "--dated", "2024-07-31"), ("summary", "--week", "2024-W32")
    for command, days in ((report, 41), (summary, 52)):
        (lag,) = json.loads(cli(*command, "--json").out)["attention"]
        assert (lag["id"], lag["gap_points"], lag["overdue_days"]) == ("bridge", None, days)
        english = cli(*command, "--format", "markdown").out
        assert f"bridge on 31 July: 60% done. It was due on 20 June: {days} days overdue." in english
        chinese = cli(*command, "--format", "markdown", lang="zh").out
        assert f"形象进度60%。应于6月20日完成，已逾期{days}天。" in chinese
    year = cli("--year", "2024", "report", "--format", "markdown").out
    assert "hall on 31 July: 20% done. It was due on 31 December.\n" in year
