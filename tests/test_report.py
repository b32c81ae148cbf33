"""What the report on a period says, when, and how it is delivered."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Cli
from golden import compare
from jiangan_targets.domain.letterhead import Letterhead
from jiangan_targets.domain.period_report import Punctuality, Supplements, report_on
from jiangan_targets.domain.reasons import Explanation, Promise
from jiangan_targets.domain.record import Entry, Reason, Record
from jiangan_targets.domain.report_period import Cycle, ReportPeriod
from jiangan_targets.render.form import REPORT
from jiangan_targets.render.language import speak
from jiangan_targets.render.report.composing import compose
from received import plan_of_2024
from shapes import write

Clock = Callable[[str], None]
SEPTEMBER = ("--month", "2024-09")
OFFICE = """
[report]
letterhead = "江岸区目标管理工作通报"
office = "江岸区目标管理办公室"
issue = "江目办〔{year}〕{number}号"
recipients = "各街道办事处，区直各部门："
copy_to = "区委办公室，区人大常委会办公室。"
signature = "江岸区目标管理办公室"
next_steps = "请滞后目标的责任单位报送整改措施。"

[report.periods."2024-09"]
number = 31
date = 2024-10-12
next_steps = '''
请于10月20日前报送整改措施。
<b>逾期</b>将予通报 & 约谈。'''
"""


@pytest.fixture
def autumn(cli: Cli, clock: Clock) -> None:
    """Figures of three months, each written down a few days after its own day."""
    for moment, *arguments in (
        ("2024-07-02T09:00", "schools=3", "charging=6500", "--on", "2024-06-30"),
        ("2024-08-30T09:00", "towers-100m=26", "retail=455.1", "parking=8000", "--on", "2024-08-28"),
        ("2024-09-11T09:00", "schools=7", "parking=9000", "--on", "2024-09-08"),
        ("2024-09-29T09:00", "gdp=6.1", "retail-growth=9.9", "events=12", "--on", "2024-09-28"),
        ("2024-10-10T09:00", "finance=375.1", "elder-beds=3500", "--on", "2024-09-30"),
    ):
        clock(moment)
        assert cli("record", *arguments).code == 0
    clock("2024-11-01T08:00")


@pytest.fixture
def office(folder: Path) -> None:
    """An office's letterhead, and one report with a number, a date and a text of its own."""
    (folder / "config.toml").write_text(OFFICE, encoding="utf-8")


def shown(cli: Cli, *arguments: str) -> dict[str, Any]:
    """A report as JSON."""
    outcome = cli("report", "--json", *arguments)
    assert outcome.code == 0, outcome.err
    return dict(json.loads(outcome.out))


@pytest.mark.usefixtures("autumn")
def test_a_month_is_told_as_it_was_known_at_its_end(cli: Cli) -> None:
    """Counts with shares, against the month before as known at its end, and the furthest behind first."""
    month = shown(cli, *SEPTEMBER)
    assert (month["period"], month["first"], month["last"]) == ("2024-09", "2024-09-01", "2024-09-30")
    assert (month["dated"], month["view"], month["total"]) == ("2024-09-30", "as_known", 21)
    assert {key: count for key, count in month["counts"].items() if count} == {
        "met": 1,
        "ahead": 1,
        "on_pace": 1,
        "behind": 2,
        "far_behind": 3,
        "no_data": 13,
    }
    assert month["keeping_pace"] == {"count": 3, "percent": 14.2857}
    assert month["lagging"] == {"count": 5, "percent": 23.8095}
    assert month["before"]["on"] == "2024-08-31"
    assert {key: change for key, change in month["before"]["count_changes"].items() if change} == {
        "met": 1,
        "on_pace": 1,
        "behind": -1,
        "far_behind": 2,
        "no_data": -3,
    }
    assert [lag["id"] for lag in month["attention"]] == ["events", "gdp-growth", "parking", "towers-100m", "retail"]
    parking = month["attention"][2]
    assert (parking["missing"], parking["per_month"], parking["reason"]) == (7000, 2333.3333, None)
    assert month["unexplained"] == ["events", "gdp-growth", "parking", "towers-100m", "retail"]
    assert month["reporting"] is None


@pytest.mark.usefixtures("autumn")
def test_the_wording_is_the_fields(cli: Cli) -> None:
    """As offices write it; what was recorded in October was not known at the month's end, and that is said."""
    outcome = cli("report", *SEPTEMBER, "--format", "markdown", lang="zh")
    text = outcome.out.replace("\\", "")
    assert "# 关于江岸区2024年经济社会发展主要预期目标1—9月完成情况的通报" in text
    assert "截至2024年9月30日，序时进度为75.0%。21项目标中，达到序时进度及以上（含已完成）3项，占14.3%；滞后5项" in text
    assert "截至9月8日，新增停车位累计完成9000个，占年度目标的56.3%，落后序时进度12.6个百分点。" in text
    assert "距年度目标还差7000个，年底前月均需完成2333.3个。" in text
    assert "与2024年8月31日相比，" in text
    assert "报送情况" not in text
    assert "下步要求" not in text
    assert "2024-09-30 及以前的数据中，有 2 条在 2024-09-30 之后才填报" in outcome.err


@pytest.mark.usefixtures("autumn", "office")
@pytest.mark.parametrize("form", REPORT)
def test_an_old_report_prints_the_same_for_ever(cli: Cli, clock: Clock, tmp_path: Path, form: str) -> None:
    """Later figures, even for days of that month, and later withdrawals change no byte, of the Word file either."""
    before, after = tmp_path / "before", tmp_path / "after"
    assert cli("report", *SEPTEMBER, "--format", form, "--output", str(before)).code == 0
    clock("2024-12-20T10:00")
    cli("record", "parking", "9100", "--on", "2024-09-10")
    cli("record", "parking", "15000", "--on", "2024-12-19")
    newest = json.loads(cli("history", "gdp", "--json").out)[0]["id"]
    assert cli("withdraw", newest, "--reason", "初步数").code == 0
    assert cli("report", *SEPTEMBER, "--format", form, "--output", str(after)).code == 0
    assert after.read_bytes() == before.read_bytes()


@pytest.mark.usefixtures("autumn")
def test_a_report_counts_what_was_recorded_by_its_own_date(cli: Cli) -> None:
    """September's figures come in October: dated the 12th, they count; August is told as of 12 days after its end."""
    month = shown(cli, *SEPTEMBER, "--dated", "2024-10-12")
    assert month["counts"]["no_data"] == 11
    assert cli("report", *SEPTEMBER, "--dated", "2024-10-12").err == ""
    assert "Figures reported by 12 October 2024 are counted." in cli("report", *SEPTEMBER, "--dated", "2024-10-12").out
    assert month["before"]["counts"] == shown(cli, "--month", "2024-08", "--dated", "2024-09-12")["counts"]


@pytest.mark.usefixtures("autumn")
def test_periods(cli: Cli, clock: Clock) -> None:
    """As they are typed; the last complete month when nothing is; a year's first has nothing before it."""
    for arguments, period, last in (
        (("--month", "9月"), "2024-09", "2024-09-30"),
        (("--quarter", "3"), "2024-Q3", "2024-09-30"),
        (("--quarter", "2024年三季度"), "2024-Q3", "2024-09-30"),
        (("--half", "1"), "2024-H1", "2024-06-30"),
        (("--half", "下半年", "--dated", "2025-01-05"), "2024-H2", "2024-12-31"),
        (("--year", "2024"), "2024", "2024-12-31"),
        ((), "2024-10", "2024-10-31"),
    ):
        told = shown(cli, *arguments)
        assert (told["period"], told["last"]) == (period, last)
        assert (told["before"] is None) == (period in {"2024-H1", "2024"})
    assert cli("report", "--year", "2024").err.endswith("is not over yet; this report may still change.\n")
    clock("2026-11-26T08:00")
    assert shown(cli)["period"] == "2024-12"


def test_the_year_follows_the_period(cli: Cli, folder: Path, clock: Clock) -> None:
    """With targets of two years: in January the last complete month is December's, told by its own targets."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    (folder / "targets" / "2025.toml").write_text(text.replace("year = 2024", "year = 2025"), encoding="utf-8")
    clock("2025-01-08T09:00")
    for arguments, period in (((), "2024-12"), (("--month", "2024-03"), "2024-03"), (("--month", "1"), "2025-01")):
        assert (shown(cli, *arguments)["period"], shown(cli, *arguments)["year"]) == (period, int(period[:4]))
    clock("2025-02-01T09:00")
    assert shown(cli)["period"] == "2025-01"


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize(
    ("code", "arguments", "said"),
    [
        (1, ("--month", "13"), "“13” is no such period; write it like 2024-09."),
        (1, ("--quarter", "5"), "“5” is no such period; write it like 2024-Q3."),
        (1, ("--half", "2024-W37"), "is no such period"),
        (2, ("--month", "9", "--quarter", "3"), "Give one of --month, --quarter and --half."),
        (2, ("--month", "2024-09", "--year", "2023"), "--year 2023 and 2024-09 name different years."),
        (1, ("--month", "2023-09"), "There are no targets for 2023"),
        (2, (*SEPTEMBER, "--format", "docx"), "A Word document goes into a file; name it with --output."),
        (2, (*SEPTEMBER, "--dated", "2024-09-29"), "cannot be dated 2024-09-29: the period ends on 2024-09-30."),
        (2, (*SEPTEMBER, "--format", "pdf"), "is not one of text, markdown, html, json, docx."),
        (2, (*SEPTEMBER, "--output", "x.doc"), "must be one of .txt, .md, .html, .json, .docx."),
    ],
)
def test_what_is_refused(cli: Cli, code: int, arguments: tuple[str, ...], said: str) -> None:
    """In one line, with nothing on stdout."""
    outcome = cli("report", *arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert said in outcome.err


@pytest.mark.usefixtures("autumn", "office")
def test_the_office_has_its_own_words(cli: Cli) -> None:
    """Head and foot; a report's own number, date and text; without markup of whoever wrote them."""
    month = shown(cli, *SEPTEMBER)
    assert (month["dated"], month["number"], month["issue"]) == ("2024-10-12", 31, "江目办〔2024〕31号")
    assert month["counts"]["no_data"] == 11
    text = cli("report", *SEPTEMBER, lang="zh").out
    assert text.startswith("江岸区目标管理工作通报\n江目办〔2024〕31号\n江岸区目标管理办公室 · 2024年10月12日\n")
    assert "\n各街道办事处，区直各部门：\n" in text
    assert "四、下步要求】\n　　请于10月20日前报送整改措施。\n" in text
    assert text.endswith("抄送：区委办公室，区人大常委会办公室。\n江岸区目标管理办公室 2024年10月12日印发\n")
    assert "&lt;b&gt;逾期&lt;/b&gt;将予通报 &amp; 约谈。" in cli("report", *SEPTEMBER, "--format", "html").out
    assert r"\<b\>逾期" in cli("report", *SEPTEMBER, "--format", "markdown").out
    october = shown(cli, "--month", "10", "--dated", "2024-11-01")
    assert (october["number"], october["next_steps"]) == (10, "请滞后目标的责任单位报送整改措施。")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[report]\nletterhed = "x"', "[report] has no key “letterhed”"),
        ("[report]\nsignature = 3", "signature of [report] must be a text"),
        (f'[report]\noffice = "{"x" * 501}"', "at most 500 characters"),
        ('[report.periods."2024-9"]\nnumber = 1', 'write single reports as [report.periods."2024-09"]'),
        ('[report.periods."2024-09"]\nnumber = "9"', "“number” in [report.periods."),
        ('[report.periods."2024-09"]\ndate = 2024-10-12T08:00:00', "“date” in [report.periods."),
        ('[report.periods."2024-09"]\nday = 2024-10-12', "“day” in [report.periods."),
        ('report = "x"', "“report” must be ledger or district"),
    ],
)
def test_a_mistake_in_the_settings_is_named(cli: Cli, folder: Path, text: str, said: str) -> None:
    """In one line; what else the file says still holds, and other commands do not mind the table."""
    (folder / "config.toml").write_text(text, encoding="utf-8")
    outcome = cli("report", *SEPTEMBER)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert said in outcome.err
    assert cli("status").code == int(text.startswith("report"))


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
    assert "滞后原因：场馆 维修。整改措施：国庆后集中举办。承诺完成时间：2024年10月31日。" in text
    assert "未说明滞后原因的目标：新增停车位。" in text
    (lag,) = (each for each in found.lagging if each.explanation is not None)
    for promise, said in ((Promise.HELD, "已兑现"), (Promise.BROKEN, "未兑现"), (Promise.UNKNOWN, "此后尚无数据")):
        told = found._replace(lagging=[lag._replace(explanation=Explanation(reason, promise))])
        assert f"承诺完成时间：2024年10月31日，{said}。" in REPORT["markdown"].render(compose(told, Letterhead()))
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
    told = shown(cli, "--month", f"{day.year}-{day.month}")
    assert {key: count for key, count in told["counts"].items() if count} == counts
    assert told["shares_percent"]["on_pace"] == round(counts["on_pace"] * 100 / sum(counts.values()), 4)
    text = cli("report", "--month", str(day.month), "--format", "markdown", lang="zh").out.replace("\\", "")
    for words in said:
        assert words in text


@pytest.mark.usefixtures("autumn", "office")
@pytest.mark.parametrize(
    ("lang", "form", "ending"),
    [(lang, *form) for form in (("text", "txt"), ("markdown", "md"), ("html", "html")) for lang in ("en", "zh")]
    + [("en", "json", "json")],
)
def test_a_report_is_as_looked_at(cli: Cli, lang: str, form: str, ending: str) -> None:
    """Byte for byte what a person approved."""
    compare(f"report.{lang}.{ending}", cli("report", *SEPTEMBER, "--format", form, lang=lang).out)


@pytest.mark.usefixtures("autumn")
def test_a_folder_gets_one_file_per_period(cli: Cli, tmp_path: Path) -> None:
    """Named by the period and its form; a rerun is harmless; nothing on stdout."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for form, ending in (("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json"), ("docx", "docx")):
        for _ in range(2):
            outcome = cli("report", "--quarter", "3", "--format", form, "--output", str(reports))
            assert (outcome.code, outcome.out) == (0, "")
        assert (reports / f"2024-Q3.{ending}").is_file()
    assert len(list(reports.iterdir())) == 5


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
    assert shown(cli, *SEPTEMBER, "--dated", "2024-10-08")["reporting"] is None
    told = shown(cli, *SEPTEMBER, "--dated", "2024-10-12")["reporting"]
    assert [tuple(each.values()) for each in told] == [("区商务局", 1, 0, 0), ("区城管局", 0, 1, 0), (None, 0, 0, 1)]
    text = cli("report", *SEPTEMBER, "--dated", "2024-10-12", lang="zh").out
    assert "应报数据3项，按时报送1项，占33.3%；逾期报送1项，未报送1项。" in text
    assert "逾期报送：区城管局1项。" in text
    assert "未报送：无责任单位1项。" in text
    assert shown(cli, *SEPTEMBER, "--dated", "2024-10-20")["reporting"][2]["late"] == 1
    quarter = shown(cli, "--quarter", "3", "--dated", "2024-10-12")["reporting"]
    assert quarter[0] == {"owner": "区商务局", "on_time": 1, "late": 0, "missing": 2}


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
