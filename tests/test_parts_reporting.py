"""Who reported in time, what a week brought and whether a promise held, of a target that is the sum of its parts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from answers import report_of, summary_of
from conftest import Cli, Clock
from shapes import write

PARKING = """parking
kind = "total"
value = 3000
unit = "个"
owner = "区城管局"
[targets.parking.parts]
unit_of = "街道"
"大智街道" = 1200
"一元街道" = 1000
"后湖街道" = 800
"""
FIGURES = (
    ("2024-09-05T09:00", ("大智街道=700", "一元街道=520", "后湖街道=600"), "2024-08-31"),
    ("2024-10-05T09:00", ("大智街道=900", "一元街道=720"), "2024-09-30"),
    ("2024-10-09T10:00", ("后湖街道=700",), "2024-09-30"),
)


@pytest.fixture
def district(cli: Cli, folder: Path, clock: Clock) -> None:
    """August's figures came in time, a part of September's a day too late; on pace are 2,250 at September's end."""
    write(folder, PARKING, head='[reporting]\nevery = "month"\ndue = "day 8"\n')
    for moment, figures, day in FIGURES:
        clock(moment)
        assert cli("record", *(f"parking/{figure}" for figure in figures), "--on", day).code == 0
        if day == "2024-08-31":
            assert cli("explain", "parking", "--reason", "征地", "--by-date", "2024-09-30").code == 0
    clock("2024-10-20T09:00")


@pytest.mark.usefixtures("district")
@pytest.mark.parametrize(("on", "third"), [("2024-10-08", "due"), ("2024-10-09", "late")])
def test_each_part_is_reported_by_its_own(cli: Cli, on: str, third: str) -> None:
    """What they add up to owes nothing itself."""
    told = json.loads(cli("remind", "--on", on, "--json").out)["reports"]
    found = {each["target"]: each["timeliness"] for each in told if each["period"] == "2024-09"}
    assert found == {"parking/大智街道": "on_time", "parking/一元街道": "on_time", "parking/后湖街道": third}
    assert {each["owner"] for each in told} == {"大智街道", "一元街道", "后湖街道"}


@pytest.mark.usefixtures("district")
def test_a_reminder_asks_the_part_that_is_missing(cli: Cli) -> None:
    """And nobody else: not the owner of the whole."""
    told = cli("remind", "--on", "2024-10-08", lang="zh").out.replace("\n", "").replace(" ", "")
    assert "【后湖街道】·2024年9月：截止2024年10月8日（今天）目标parking·后湖街道：上次600个，截至2024年8月31日" in told
    assert (told.count("【"), "区城管局" in told) == (1, False)


@pytest.mark.usefixtures("district")
def test_a_week_tells_the_sum_that_is_new(cli: Cli) -> None:
    """With what it was before, and of which parts it is; an incomplete sum decides no promise."""
    first, second = (summary_of(cli, "--week", f"2024-W{week}") for week in (40, 41))
    assert [(row["record"], row["before"], row["value"]) for row in first["new"]] == [(None, 1820, 2220)]
    assert [lag["promise"] for lag in first["attention"]] == ["unknown"]
    assert [(row["before"], row["value"]) for row in second["new"]] == [(2220, 2320)]
    assert [(each["id"], each["promise"]) for each in second["recovered"]] == [("parking", "held")]
    assert summary_of(cli, "--week", "2024-W38")["new"] == []
    text = cli("summary", "--week", "2024-W40", "--format", "markdown", lang="zh").out
    assert "分项情况：为3个街道的合计；较早：后湖街道（2024-08-31）。" in text.replace("\\", "")


@pytest.mark.usefixtures("district")
def test_a_report_counts_it_once(cli: Cli) -> None:
    """Who reported in time are the parts; what the target has is told with what its parts say."""
    report = report_of(cli, "--month", "9", "--dated", "2024-10-10")
    assert report["reporting"] == [
        {"owner": "大智街道", "on_time": 1, "late": 0, "missing": 0},
        {"owner": "一元街道", "on_time": 1, "late": 0, "missing": 0},
        {"owner": "后湖街道", "on_time": 0, "late": 1, "missing": 0},
    ]
    assert [each["promise"] for each in report["recovered"]] == ["held"]
    text = cli("report", "--month", "9", "--dated", "2024-10-10", "--format", "markdown", lang="zh").out
    assert "目标parking累计完成2320个，占年度目标的77.3%，超序时进度2.3个百分点。分项情况：为3个街道的合计。" in text


@pytest.mark.usefixtures("district")
def test_a_reason_explains_the_latest_sum(cli: Cli) -> None:
    """Without a day it is of the figure that lags, though the target has none of its own."""
    (reason,) = [row for row in json.loads(cli("history", "--json").out) if row.get("promised")]
    assert reason["as_of"] == "2024-08-31"
