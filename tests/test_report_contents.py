"""What a report tells of reasons, punctuality, shares and the end of the year."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from answers import report_of
from conftest import Cli, Clock
from jiangan_targets.domain.letterhead import Letterhead
from jiangan_targets.domain.period_report import report_on
from jiangan_targets.domain.reasons import Explanation, Promise
from jiangan_targets.domain.record import Entry, Reason, Record
from jiangan_targets.domain.reminder import Punctuality
from jiangan_targets.domain.report_period import Cycle, ReportPeriod
from jiangan_targets.domain.summary import Supplements
from jiangan_targets.render.form import REPORT
from jiangan_targets.render.language import speak
from jiangan_targets.render.report.composing import compose
from office import open_office
from received import plan_of_2024
from shapes import write

SEPTEMBER = ("--month", "2024-09")


def test_reasons_and_punctuality_are_told() -> None:
    """For each lagging target what its owner says, those who say nothing by name, and who did not report in time."""
    plan = plan_of_2024()
    moment = datetime(2024, 9, 9, tzinfo=UTC)
    entries: list[Entry] = [
        Record(id=target, target=target, value=Decimal(value), as_of=moment.date(), recorded_at=moment)
        for target, value in (("parking", 9000), ("events", 12))
    ]
    reason = Reason("r", "events", date(2024, 9, 9), moment, "场馆\n维修。", "国庆后集中举办；", date(2024, 10, 31))
    entries.append(reason)
    owners = [Punctuality("区商务局", 5, 2, 0), Punctuality(None, 3, 0, 1), Punctuality("区文旅局", 0, 0, 4)]
    found = report_on(plan, entries, ReportPeriod(2024, Cycle.MONTH, 9), date(2024, 9, 30), Supplements(owners))
    assert [target.id for target in found.unexplained] == ["parking"]
    speak("zh")
    page = compose(found, Letterhead())
    text = REPORT["markdown"].render(page)
    assert "滞后原因：场馆 维修。整改措施：国庆后集中举办。整改时限：2024年10月31日。" in text
    assert "未说明滞后原因的目标：新增停车位。" in text
    (lag,) = (each for each in found.lagging if each.explanation is not None)
    for promise, said in ((Promise.HELD, "已兑现"), (Promise.BROKEN, "未兑现"), (Promise.UNKNOWN, "此后尚无数据")):
        told = found._replace(lagging=[lag._replace(explanation=Explanation(reason, promise))])
        assert f"整改时限：2024年10月31日，{said}。" in REPORT["markdown"].render(compose(told, Letterhead()))
    assert "## 四、报送情况\n\n应报数据15项，按时报送8项，占53.3%；逾期报送2项，未报送5项。" in text
    assert "逾期报送：区商务局2项。" in text
    assert "未报送：无责任单位1项、区文旅局4项。" in text
    data = json.loads(REPORT["json"].render(page))
    assert data["reporting"][1] == {"owner": None, "on_time": 3, "late": 0, "missing": 1}
    assert next(lag for lag in data["attention"] if lag["id"] == "events")["promised"] == "2024-10-31"


def recorded(cli: Cli, folder: Path, counts: dict[str, int], day: date, plain: Decimal) -> None:
    """A plan of totals of 100 whose records on a day have so many of each standing; `plain` is what keeps pace."""
    values = {"on_pace": plain, "behind": plain - 5, "far_behind": plain - 30, "ahead": plain + 3, "met": Decimal(100)}
    figures = [values[standing] for standing, count in counts.items() for _ in range(count)]
    tables = (
        f'[targets.t-{n}]\nname = "目标{n}"\ngroup = "all"\nkind = "total"\nvalue = 100\nunit = "个"\n'
        for n, _figure in enumerate(figures)
    )
    head = f'year = {day.year}\ntitle = "政府工作报告目标任务"\n[groups.all]\nname = "目标任务"\n'
    (folder / "targets").mkdir()
    (folder / "targets" / f"{day.year}.toml").write_text(head + "\n".join(tables), encoding="utf-8")
    pairs = [f"t-{n}={figure}" for n, figure in enumerate(figures)]
    assert cli("record", *pairs, "--on", day.isoformat(), "--force").code == 0


@pytest.mark.parametrize(
    ("day", "plain", "counts", "said"),
    [
        # 宣城市: by November 2020, 44 of 55 tasks keep pace, 80.0 %.
        (
            date(2020, 11, 30),
            Decimal("91.7"),
            {"on_pace": 44, "behind": 11},
            ("55项目标中，达到序时进度及以上（含已完成）44项，占80.0%；滞后11项，占20.0%", "达进度44项，占80.0%"),
        ),
        # 金寨县: of 222 tasks of 2025, 162 on pace (72.97 %, printed as 72.9), 17 behind, 10 ahead; the rest done.
        (
            date(2025, 6, 30),
            Decimal(50),
            {"on_pace": 162, "behind": 17, "ahead": 10, "met": 33},
            ("达进度162项，占73.0%", "欠进度17项，占7.7%", "超进度10项，占4.5%", "222项目标中"),
        ),
    ],
)
def test_what_offices_published_comes_out(
    cli: Cli, folder: Path, clock: Clock, day: date, plain: Decimal, counts: dict[str, int], said: tuple[str, ...]
) -> None:
    """The published counts, recorded as standings, give the published shares."""
    clock(f"{day}T12:00")
    recorded(cli, folder, counts, day, plain)
    told = report_of(cli, "--month", f"{day.year}-{day.month}")
    assert {key: count for key, count in told["counts"].items() if count} == counts
    assert told["shares_percent"]["on_pace"] == round(counts["on_pace"] * 100 / sum(counts.values()), 4)
    text = cli("report", "--month", str(day.month), "--format", "markdown", lang="zh").out.replace("\\", "")
    for words in said:
        assert words in text


REPORTING = """
year = 2024
title = "目标"
[reporting]
every = "month"
due = "day 8"
[groups.all]
name = "全部"
[targets.retail]
name = "社会消费品零售总额"
group = "all"
kind = "total"
value = 700
unit = "亿元"
owner = "区商务局"
[targets.parking]
name = "新增停车位"
group = "all"
kind = "total"
value = 16000
unit = "个"
owner = "区城管局"
[targets.trees]
name = "植树"
group = "all"
kind = "total"
value = 5000
unit = "株"
"""


def test_who_reported_in_time_is_told_once_it_is_due(cli: Cli, folder: Path, clock: Clock) -> None:
    """Of the period's own figures, as known on the report's day: in time by the 8th, late after it, missing."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(REPORTING, encoding="utf-8")
    for moment, record in (("2024-10-08T23:59", "retail=500"), ("2024-10-09T00:00", "parking=9000")):
        clock(moment)
        assert cli("record", record, "--on", "2024-09-30").code == 0
    clock("2024-10-20T09:00")
    assert cli("record", "trees=100", "--on", "2024-09-30").code == 0
    assert report_of(cli, *SEPTEMBER, "--dated", "2024-10-07")["reporting"] is None
    assert _told(cli, "2024-10-08") == [("区商务局", 1, 0, 0), ("区城管局", 0, 0, 1), (None, 0, 0, 1)]
    assert _told(cli, "2024-10-12") == [("区商务局", 1, 0, 0), ("区城管局", 0, 1, 0), (None, 0, 0, 1)]
    text = cli("report", *SEPTEMBER, "--dated", "2024-10-12", lang="zh").out
    assert "应报数据3项，按时报送1项，占33.3%；逾期报送1项，未报送1项。" in text
    assert "逾期报送：区城管局1项。" in text
    assert "未报送：无责任单位1项。" in text
    assert report_of(cli, *SEPTEMBER, "--dated", "2024-10-20")["reporting"][2]["late"] == 1
    quarter = report_of(cli, "--quarter", "3", "--dated", "2024-10-12")["reporting"]
    assert quarter[0] == {"owner": "区商务局", "on_time": 1, "late": 0, "missing": 2}


def test_a_figure_that_counts_in_a_report_has_come(cli: Cli, folder: Path, clock: Clock) -> None:
    """Recorded in the evening by a machine in UTC, which is after midnight in the office: late, and never missing."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(REPORTING, encoding="utf-8")
    clock("2024-10-08T20:30+00:00")
    assert cli("record", "retail=500", "--on", "2024-09-30").code == 0
    clock("2024-10-20T09:00")
    found = report_of(cli, *SEPTEMBER, "--dated", "2024-10-08")
    assert [each["value"] for each in found["targets"]] == [500, None, None]
    assert _told(cli, "2024-10-08") == [("区商务局", 0, 1, 0), ("区城管局", 0, 0, 1), (None, 0, 0, 1)]


def _told(cli: Cli, dated: str) -> list[tuple[object, ...]] | None:
    told = report_of(cli, *SEPTEMBER, "--dated", dated)["reporting"]
    return told and [tuple(each.values()) for each in told]


def test_nobody_is_missing_before_the_deadline(cli: Cli, folder: Path, clock: Clock) -> None:
    """A report that bears the day of the deadline, or a later one, but is printed before: figures may still come."""
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(REPORTING, encoding="utf-8")
    clock("2024-10-08T15:00")
    assert cli("record", "retail=500", "--on", "2024-09-30").code == 0
    assert [_told(cli, day) for day in ("2024-10-08", "2024-10-20")] == [None, None]
    clock("2024-10-09T00:01")
    assert _told(cli, "2024-10-08") == _told(cli, "2024-10-20") == [
        ("区商务局", 1, 0, 0), ("区城管局", 0, 0, 1), (None, 0, 0, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("report", "--month", "2024-08", "--dated", "2025-06-30"), False),
        (("report", "--year", "2024"), False),
        (("report", "--year", "2024", "--dated", "2025-06-30"), True),
        (("summary", "--week", "2024-W52"), False),
    ],
)
def test_holidays_are_missed_only_where_a_told_deadline_needs_them(
    cli: Cli, folder: Path, clock: Clock, *, command: tuple[str, ...], said: bool
) -> None:
    """December's figures are due in a year without a file; August's and November's are not."""
    open_office(folder)
    clock("2025-07-01T09:00")
    told = cli(*command).err
    assert ("No holidays are known of 2025: Monday to Friday count as working days.\n" in told) is said


def test_the_ledgers_reasons_come_into_the_report(cli: Cli) -> None:
    """What `explain` recorded stands in September's report, and October's tells that the promise was broken."""
    for day, value in (("2024-09-30", "9000"), ("2024-10-31", "9500")):
        assert cli("record", "parking", value, "--on", day).code == 0
    why = ("--reason", "地块未交付", "--by-date", "2024-10-31", "--on", "2024-09-30")
    assert cli("explain", "parking", *why).code == 0
    lags = {}
    for month in ("09", "10"):
        report = json.loads(cli("report", "--month", f"2024-{month}", "--dated", "2024-12-31", "--json").out)
        lags[month] = next(lag for lag in report["attention"] if lag["id"] == "parking")
    assert lags["09"]["reason"] == "地块未交付"
    assert [lags[month]["promise"] for month in ("09", "10")] == ["open", "broken"]


def test_a_lagging_target_with_a_course_tells_where_its_year_ends(cli: Cli, folder: Path) -> None:
    """By last year's months: 60 so far where 80 had come, and 40 after it."""
    months = ", ".join(str(10 * month) for month in range(1, 13))
    keys = f'kind = "total"\nvalue = 120\nunit = "亿元"\nlast_year_months = [{months}]'
    write(folder, f"revenue\n{keys}")
    assert cli("record", "revenue", "60", "--on", "2024-08-31", "--force").code == 0
    report = ("report", "--month", "2024-08", "--dated", "2024-09-10")
    (lag,) = json.loads(cli(*report, "--json").out)["attention"]
    # 60 + 40 × (1 − ¾ × 25 %)
    assert (lag["forecast"], lag["forecast_percent"], lag["verdict"]) == (92.5, 77.0833, "likely_missed")
    assert (
        "按上年进度推算，年底预计为92.5亿元，占目标的77.1%，预计完不成。"
        in cli(*report, "--format", "markdown", lang="zh").out
    )
