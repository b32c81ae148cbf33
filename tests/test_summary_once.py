"""A summary tells each target once, what needs attention first, of the same parts as a report."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.progress import UNFAVOURABLE
from jiangan_targets.domain.record import Entry, Reason, Record, Withdrawal
from jiangan_targets.domain.summarising import summarise
from jiangan_targets.domain.target import Group, Lights, Milestone, Plan, Target
from jiangan_targets.domain.vouch import moment_of, vouch
from jiangan_targets.domain.week import Week
from jiangan_targets.render.form import SUMMARY
from jiangan_targets.render.language import speak
from jiangan_targets.render.summary.composing import compose
from jiangan_targets.storage.ledger.record_text import content
from office import fill_ledger, open_office
from shapes import write

Clock = Callable[[str], None]
YEAR = 2024
DAYS = st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31))


@st.composite
def targets(draw: st.DrawFn, number: int) -> Target:
    """A target of any kind, called T and its number, in one of two groups."""
    kind = draw(st.sampled_from(Kind))
    comparison = Comparison.AT_MOST if kind is Kind.RANK else draw(st.sampled_from([*Comparison][:5]))
    made = Target(
        f"t{number}", f"T{number:02}", f"T{number:02}", draw(st.sampled_from("gh")), kind,
        Comparison.AT_LEAST if kind is Kind.EVENT else comparison, Decimal(100), "个", YEAR,
    )  # fmt: skip
    if kind is Kind.EVENT:
        made = made._replace(by=draw(st.none() | DAYS))
    if kind is Kind.TOTAL and draw(st.booleans()):
        made = made._replace(milestones=(Milestone(draw(DAYS), Decimal(60)),))
    return made._replace(owner=draw(st.sampled_from([None, "甲局"])), value=draw(st.sampled_from([Decimal(100), None])))


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Plan, list[Entry]]:
    """A plan of up to eight targets, and what somebody recorded, explained and took back."""
    count = draw(st.integers(1, 8))
    groups = (Group("g", "组一", "Group one"), Group("h", "组二", "Group two"))
    made = tuple(draw(targets(number)) for number in range(count))
    plan = Plan(YEAR, "目标", "Targets", "zh", "", Lights(), groups, made)
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 12))):
        target, day = f"t{draw(st.integers(0, count - 1))}", draw(DAYS)
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 9)))
        entries.append(Record(f"r{number}", target, Decimal(draw(st.integers(0, 120))), day, at))
        if draw(st.booleans()):
            entries.append(Reason(f"s{number}", target, day, at, "下雨", draw(st.sampled_from([None, "加班"]))))
        elif draw(st.booleans()):
            entries.append(Withdrawal(f"w{number}", target, f"r{number}", at + timedelta(days=3)))
    return plan, sorted(entries, key=lambda entry: entry.recorded_at)


def _listed(text: str) -> list[str]:
    """The targets of a sentence that lists those that are not reported."""
    return re.findall(r"T\d\d", text)


def told_in_text(text: str) -> list[str]:
    """The targets that entries of the text are about: lines two in, with their continuations four in."""
    items: list[str] = []
    for line in text.split("\n"):
        if re.match(r"  \S", line):
            items.append(line)
        elif re.match(r" {4}\S", line):
            items[-1] += line
    listed = [_listed(item) for item in items]
    return [name for item, names in zip(items, listed, strict=True) for name in names[: None if "○ " in item else 1]]


def told_in_markdown(text: str) -> list[str]:
    """Those of the bullets, of the rows of tables, and of the sentences about what is not reported."""
    plain = text.replace("\\", "")
    bullets = re.findall(r"^- (T\d\d)", plain, re.MULTILINE) + re.findall(r"^\| (T\d\d) ", plain, re.MULTILINE)
    return bullets + [name for line in plain.split("\n") if line.startswith(("Not", "尚未")) for name in _listed(line)]


def told_in_html(text: str) -> list[str]:
    """Those that entries are headed by, and of the sentences about what is not reported."""
    missing = re.findall(r'<p class="soft">(?:Not|尚未)[^<]*', text)
    return re.findall(r'class="name">(T\d\d)<', text) + [name for line in missing for name in _listed(line)]


def told_in_mail(text: str) -> list[str]:
    """Those of its text; its page has the same."""
    mail = message_from_string(text, policy=default)
    assert isinstance(mail, EmailMessage)
    plain, page = (str(part.get_content()) for part in mail.iter_parts() if isinstance(part, EmailMessage))
    assert Counter(told_in_html(page)) == Counter(told_in_text(plain))
    return told_in_text(plain)


def told_in_json(text: str) -> list[str]:
    """Those of the list of all targets."""
    return [row["name"] for row in json.loads(text)["targets"]]


READERS = {
    "text": told_in_text,
    "markdown": told_in_markdown,
    "html": told_in_html,
    "json": told_in_json,
    "eml": told_in_mail,
}


@settings(max_examples=60)
@given(ledgers(), st.integers(1, 52), st.booleans(), st.sampled_from(["en", "zh"]))
def test_each_target_is_told_once(made: tuple[Plan, list[Entry]], number: int, revised: bool, lang: str) -> None:  # noqa: FBT001
    """In every form; those that lag come first, the furthest behind before all, then what is out of date."""
    plan, entries = made
    speak(lang)
    found = summarise(plan, entries, Week(YEAR, number), revised=revised)
    page = compose(found, vouch(entries, YEAR, moment_of(found, entries), content))
    once = Counter(target.name for target in plan.targets)
    for form, reader in READERS.items():
        assert Counter(reader(SUMMARY[form].render(page))) == once, form
    lagging = [item.target.name for item in found.status.progress if item.standing in UNFAVOURABLE]
    stale = [item.target.name for item in found.status.progress if item.stale and item.target.name not in lagging]
    first = [entry.name for section in page.sections for entry in section.entries][: len(lagging) + len(stale)]
    assert first == [lag.progress.target.name for lag in found.attention] + stale
    assert sorted(first[: len(lagging)]) == sorted(lagging)


def test_a_summary_gives_reason_remedy_and_whether_the_promise_held(cli: Cli, clock: Clock) -> None:
    """As a report does, as known in the week; a lagging target without a reason is said to have none."""
    clock("2024-09-10T09:00")
    assert cli("record", "parking=9000", "events=20", "--on", "2024-09-08").code == 0
    why = ("--reason", "地块未交付。", "--measure", "两周内交付；", "--by-date", "2024-09-20", "--on", "2024-09-08")
    assert cli("explain", "parking", *why).code == 0
    clock("2024-09-24T09:00")
    assert cli("record", "parking", "9100", "--on", "2024-09-22").code == 0
    weeks = [cli("summary", "--week", f"2024-W{week}", "--format", "markdown", lang="zh").out for week in (37, 39)]
    assert "滞后原因：地块未交付。整改措施：两周内交付。整改时限：2024年9月20日。\n" in weeks[0]
    assert "滞后原因（截至9月8日）：地块未交付。整改措施：两周内交付。整改时限：2024年9月20日，未兑现。\n" in weeks[1]
    assert weeks[0].count("未说明滞后原因。") == weeks[1].count("未说明滞后原因。") == 1
    (lag,) = [
        lag for lag in json.loads(cli("summary", "--week", "2024-W39", "--json").out)["attention"] if lag["reason"]
    ]
    assert (lag["id"], lag["measure"], lag["promised"], lag["promise"]) == (
        "parking",
        "两周内交付；",
        "2024-09-20",
        "broken",
    )


def test_a_summary_tells_where_the_year_ends_by_a_course(cli: Cli, folder: Path) -> None:
    """The sentence that a report has of the same figures."""
    months = ", ".join(str(10 * month) for month in range(1, 13))
    write(folder, f'revenue\nkind = "total"\nvalue = 120\nunit = "亿元"\nlast_year_months = [{months}]')
    assert cli("record", "revenue", "60", "--on", "2024-08-31", "--force").code == 0
    said = "按上年进度推算，年底预计为92.5亿元，占目标的77.1%，预计完不成。"
    summary = cli("summary", "--week", "2024-W36", "--revised", "--format", "markdown", lang="zh").out
    assert said in summary
    assert said in cli("report", "--month", "8", "--dated", "2024-09-08", "--format", "markdown", lang="zh").out
    assert "距年度目标还差60亿元，年底前周均需完成3.7亿元，或月均需完成16.1亿元。" in summary


@pytest.mark.parametrize(
    ("week", "reported", "said"),
    [
        # August's figures are due on 6 September, the fifth working day.
        ("2024-W35", "2024-07", "应报数据5项，按时报送2项，占40.0%；逾期报送0项，未报送3项。"),
        ("2024-W36", "2024-08", "未报送：区统计局1项、区城管局1项、无责任单位1项。"),
        ("2024-W01", None, None),
    ],
)
def test_who_has_not_reported_is_told(
    cli: Cli, clock: Clock, folder: Path, week: str, reported: str | None, said: str | None
) -> None:
    """Of the last period whose figures were due by the week's end; nothing before the first."""
    open_office(folder)
    fill_ledger(cli, clock)
    clock("2024-11-01T09:00")
    told = json.loads(cli("summary", "--week", week, "--json").out)
    text = cli("summary", "--week", week, lang="zh").out
    assert told["reported"] == reported
    if said is None:
        assert told["reporting"] is None
        assert "报送情况" not in text
    else:
        assert said in text
        assert sum(each["on_time"] + each["late"] + each["missing"] for each in told["reporting"]) == 5
        assert f"{YEAR}年{int((reported or '')[-2:])}月数据报送情况" in text
    assert cli("summary", "--week", week, "--revised", lang="zh").out.count("报送情况") == 0
