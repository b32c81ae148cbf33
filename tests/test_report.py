"""What the report on a period says of figures and standings, when, and how it is delivered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from answers import report_of
from conftest import ROOT, Cli, Clock
from golden import compare
from jiangan_targets.render.form import REPORT

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


@pytest.mark.usefixtures("autumn")
def test_a_month_is_told_as_it_was_known_at_its_end(cli: Cli) -> None:
    """Counts with shares, against the month before as known at its end, and the furthest behind first."""
    month = report_of(cli, *SEPTEMBER)
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
    assert "距年度目标还差7000个，年底前月均需完成2334个。" in text
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
    month = report_of(cli, *SEPTEMBER, "--dated", "2024-10-12")
    assert month["counts"]["no_data"] == 11
    assert cli("report", *SEPTEMBER, "--dated", "2024-10-12").err == ""
    assert "Figures reported by 12 October 2024 are counted." in cli("report", *SEPTEMBER, "--dated", "2024-10-12").out
    assert month["before"]["counts"] == report_of(cli, "--month", "2024-08", "--dated", "2024-09-12")["counts"]


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
        told = report_of(cli, *arguments)
        assert (told["period"], told["last"]) == (period, last)
        assert (told["before"] is None) == (period in {"2024-H1", "2024"})
    assert cli("report", "--year", "2024").err.endswith("is not over yet; this report may still change.\n")
    clock("2026-11-26T08:00")
    assert report_of(cli)["period"] == "2024-12"


def test_the_year_follows_the_period(cli: Cli, folder: Path, clock: Clock) -> None:
    """With targets of two years: in January the last complete month is December's, told by its own targets."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    (folder / "targets" / "2025.toml").write_text(text.replace("year = 2024", "year = 2025"), encoding="utf-8")
    clock("2025-01-08T09:00")
    for arguments, period in (((), "2024-12"), (("--month", "2024-03"), "2024-03"), (("--month", "1"), "2025-01")):
        assert (report_of(cli, *arguments)["period"], report_of(cli, *arguments)["year"]) == (period, int(period[:4]))
    clock("2025-02-01T09:00")
    assert report_of(cli)["period"] == "2025-01"


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
    month = report_of(cli, *SEPTEMBER)
    assert (month["dated"], month["number"], month["issue"]) == ("2024-10-12", 31, "江目办〔2024〕31号")
    assert month["counts"]["no_data"] == 11
    text = cli("report", *SEPTEMBER, lang="zh").out
    assert text.startswith("江岸区目标管理工作通报\n江目办〔2024〕31号\n江岸区目标管理办公室 · 2024年10月12日\n")
    assert "\n各街道办事处，区直各部门：\n" in text
    assert "四、下步要求】\n　　请于10月20日前报送整改措施。\n" in text
    assert text.endswith("抄送：区委办公室，区人大常委会办公室。\n江岸区目标管理办公室 2024年10月12日印发\n")
    assert "&lt;b&gt;逾期&lt;/b&gt;将予通报 &amp; 约谈。" in cli("report", *SEPTEMBER, "--format", "html").out
    assert r"\<b\>逾期" in cli("report", *SEPTEMBER, "--format", "markdown").out
    october = report_of(cli, "--month", "10", "--dated", "2024-11-01")
    assert (october["number"], october["next_steps"]) == (10, "请滞后目标的责任单位报送整改措施。")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[report]\nletterhed = "x"', "[report] has no key “letterhed”"),
        ("[report]\nsignature = 3", "signature of [report] must be a text"),
        (f'[report]\nrecipients = "{"x" * 501}"', "at most 500 characters"),
        (f'[report]\noffice = "{"x" * 101}"', "at most 100 characters"),
        ('[report.periods."2024-9"]\nnumber = 1', 'write single reports as [report.periods."2024-09"]'),
        ('[report.periods."2024-09"]\nnumber = "9"', "“number” in [report.periods."),
        ('[report.periods."2024-09"]\ndate = 2024-10-12T08:00:00', "“date” in [report.periods."),
        ('[report.periods."2024-09"]\nday = 2024-10-12', "“day” in [report.periods."),
        (
            '[report.periods."2024-09"]\ndate = 2024-09-12',
            "config.toml: the report on 2024-09 cannot be dated 2024-09-12",
        ),
        ('report = "x"', "“report” must be ledger or district, with a text in quotes, or the table [report]."),
        ('[report]\nissue = "第{no}期"', "in issue of [report] only number and year may stand in braces."),
        ('[report]\nissue = "第{number期"', "in issue of [report] only number and year may stand in braces."),
    ],
)
def test_a_mistake_in_the_settings_is_named(cli: Cli, folder: Path, text: str, said: str) -> None:
    """In one line; what else the file says still holds, and other commands do not mind the table."""
    (folder / "config.toml").write_text(text, encoding="utf-8")
    outcome = cli("report", *SEPTEMBER)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert said in outcome.err
    assert cli("status").code == int(text.startswith("report"))


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
