"""Working days and deadlines, against the calendar that the State Council announced for 2024, counted by hand."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.due import Due, DueRule, Every, Reporting
from jiangan_targets.domain.due_text import parse_due, parse_offset, write_due, write_offset
from jiangan_targets.domain.record import Entry, Record, Withdrawal, known_at
from jiangan_targets.domain.reporting import reports_at
from jiangan_targets.domain.reporting_period import assumed_years, due_day, due_moment, periods_of
from jiangan_targets.domain.workdays import Holidays, WorkCalendar
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.plan.holidays import load_calendar
from office import FOLDER

WORKDAYS_OF_2024 = (22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22)
"""By month, 251 in all."""

FIFTH = (
    *("2024-02-06", "2024-03-07", "2024-04-08", "2024-05-10", "2024-06-07", "2024-07-05"),
    *("2024-08-07", "2024-09-06", "2024-10-12", "2024-11-07", "2024-12-06", "2025-01-07"),
)
"""The fifth working day after each month of 2024, counted on a wall calendar; of 2025 no holidays are known."""


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    """The holidays of 2024, from the file of the office."""
    return load_calendar(FOLDER / "targets" / "2024.toml", ["holidays-2024.toml"])


def test_the_year_has_the_working_days_that_were_announced(calendar: WorkCalendar) -> None:
    """Days off and 调休 days in their places, month by month."""
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]
    counts = tuple(sum(calendar.is_workday(day) for day in days if day.month == month) for month in range(1, 13))
    assert counts == WORKDAYS_OF_2024
    on_weekends = [f"{day:%m-%d}" for day in days if calendar.is_workday(day) and day.weekday() >= 5]
    assert on_weekends == ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"]


def test_the_fifth_workday_of_every_month(calendar: WorkCalendar) -> None:
    """Spring Festival, Qingming, the first week of October and its Saturday: as counted by hand."""
    due = Due(DueRule.WORKDAY, 5)
    assert tuple(due_day(period, due, calendar).isoformat() for period in periods_of(2024, Every.MONTH)) == FIFTH


def test_a_year_without_a_file_is_told(calendar: WorkCalendar) -> None:
    """Of the twelve deadlines only the one in 2025 rests on Monday to Friday; a day of the month rests on nothing."""
    months = periods_of(2024, Every.MONTH)
    fifth = Reporting(Every.MONTH, Due(DueRule.WORKDAY, 5))
    assert [assumed_years(period, fifth, calendar) for period in months] == [set()] * 11 + [{2025}]
    eighth = Reporting(Every.MONTH, Due(DueRule.DAY, 8))
    assert {year for period in months for year in assumed_years(period, eighth, WorkCalendar())} == set()


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Any days off, and any weekends worked, of 2023 to 2026 or some of these years."""
    years = []
    for year in draw(st.sets(st.integers(2023, 2026))):
        days = st.dates(date(year, 1, 1), date(year, 12, 31))
        off = draw(st.frozensets(days, max_size=40))
        work = draw(st.frozensets(days.filter(lambda day: day.weekday() >= 5), max_size=10))
        years.append(Holidays(year, off - work, work))
    return WorkCalendar(tuple(years))


@given(calendars(), st.sampled_from(Every), st.integers(1, 20), st.data())
def test_the_nth_workday_is_one_with_n_minus_one_before_it(
    calendar: WorkCalendar, every: Every, number: int, data: st.DataObject
) -> None:
    """It is a working day, and exactly n - 1 working days lie between the period's end and it."""
    period = data.draw(st.sampled_from(periods_of(2024, every)))
    day = due_day(period, Due(DueRule.WORKDAY, number), calendar)
    between = [period.end + timedelta(days=step) for step in range(1, (day - period.end).days)]
    assert day > period.end
    assert calendar.is_workday(day)
    assert sum(map(calendar.is_workday, between)) == number - 1


@given(st.integers(1900, 2999), st.sampled_from(Every))
def test_periods_follow_each_other(year: int, every: Every) -> None:
    """No day between two periods, none in both; months and quarters make up the year, weeks are whole."""
    periods = periods_of(year, every)
    assert all(later.start - earlier.end == timedelta(days=1) for earlier, later in itertools.pairwise(periods))
    assert len({str(period) for period in periods}) == len(periods)
    if every is Every.WEEK:
        assert len(periods) in {52, 53}
        assert all(period.start.isocalendar()[:2] == (year, period.number) for period in periods)
    else:
        assert (periods[0].start, periods[-1].end) == (date(year, 1, 1), date(year, 12, 31))


@given(st.sampled_from(Every), st.sampled_from(DueRule), st.integers(1, 5), calendars())
def test_deadlines_come_in_the_order_of_periods(
    every: Every, rule: DueRule, number: int, calendar: WorkCalendar
) -> None:
    """Nothing is due before the period is over, and no later period is due before an earlier one."""
    reporting = Reporting(every, Due(rule, number))
    periods = periods_of(2024, every)
    moments = [due_moment(period, reporting, calendar) for period in periods]
    assert moments == sorted(moments)
    assert all(moment.date() > period.end for moment, period in zip(moments, periods, strict=True))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("5th workday", Due(DueRule.WORKDAY, 5)),
        ("1st working day", Due(DueRule.WORKDAY, 1)),
        ("第5个工作日", Due(DueRule.WORKDAY, 5)),
        ("第５个工作日 12：00", Due(DueRule.WORKDAY, 5, 12)),
        ("第五个工作日", Due(DueRule.WORKDAY, 5)),
        ("第十工作日", Due(DueRule.WORKDAY, 10)),
        ("第十二个工作日17：30", Due(DueRule.WORKDAY, 12, 17, 30)),
        ("第二十个工作日", Due(DueRule.WORKDAY, 20)),
        ("周二12:00", Due(DueRule.WEEKDAY, 1, 12)),
        ("星期天", Due(DueRule.WEEKDAY, 6)),
        ("礼拜五 9:00", Due(DueRule.WEEKDAY, 4, 9)),
        ("8日12:00", Due(DueRule.DAY, 8, 12)),
        ("3rd workday 17:30", Due(DueRule.WORKDAY, 3, 17, 30)),
        ("Tue 12:00", Due(DueRule.WEEKDAY, 1, 12)),
        ("周二 12:00", Due(DueRule.WEEKDAY, 1, 12)),
        ("Friday", Due(DueRule.WEEKDAY, 4)),
        ("day 8", Due(DueRule.DAY, 8)),
        ("8日 9:05", Due(DueRule.DAY, 8, 9, 5)),
        *(
            (text, None)
            for text in (
                *("", "0th workday", "day 0", "day", "5 workday", "Tue 24:00", "noon", "day -1", "周八"),
                *("周三周五", "周末一", "第十十个工作日", "第三十个工作日", "Tue12:00", "day 812:00"),
            )
        ),
    ],
)
def test_deadlines_are_read_in_both_languages(text: str, due: Due | None) -> None:
    """What is none of the three is refused, not guessed."""
    assert parse_due(text) == due


@given(st.sampled_from(DueRule), st.integers(0, 31), st.times() | st.none(), st.integers(-14 * 60, 14 * 60))
def test_what_is_written_is_read_again(rule: DueRule, number: int, at: time | None, offset: int) -> None:
    """In English, with its ordinals; `init` carries deadlines on like that."""
    number = number % 7 if rule is DueRule.WEEKDAY else max(number, 1)
    due = Due(rule, number) if at is None else Due(rule, number, at.hour, at.minute)
    assert parse_due(write_due(due)) == due
    assert parse_offset(write_offset(offset)) == offset


def test_ordinals_are_those_of_english() -> None:
    """The eleventh is not the 11st."""
    ordinals = " ".join(write_due(Due(DueRule.WORKDAY, number)).split()[0] for number in (1, 2, 3, 4, 11, 12, 13, 20))
    assert ordinals == "1st 2nd 3rd 4th 11th 12th 13th 20th"


def test_the_zone_of_china_has_a_name() -> None:
    """It has had one offset since 1991; names of zones that change their clocks are not known."""
    assert parse_offset("Asia/Shanghai") == parse_offset("+08:00") == 480
    assert (parse_offset("Europe/Berlin"), parse_offset("asia/shanghai"), parse_offset("CST")) == (None, None, None)


@given(st.text(max_size=30))
def test_any_text_is_a_deadline_or_none(text: str) -> None:
    """Never an error."""
    assert parse_due(text) is None or isinstance(parse_due(text), Due)
    assert parse_offset(text) is None or isinstance(parse_offset(text), int)


@pytest.mark.parametrize(
    ("every", "due", "first", "last"),
    [
        (Every.WEEK, "Tue 12:00", "2024-01-09 12:00", "2024-12-31 12:00"),
        (Every.WEEK, "day 3", "2024-01-10 23:59", "2025-01-01 23:59"),
        (Every.QUARTER, "day 8", "2024-04-08 23:59", "2025-01-08 23:59"),
        (Every.MONTH, "day 31", "2024-02-29 23:59", "2025-01-31 23:59"),
        (Every.MONTH, "Mon", "2024-02-05 23:59", "2025-01-06 23:59"),
    ],
)
def test_other_deadlines(every: Every, due: str, first: str, last: str) -> None:
    """The first and the last of 2024, from a wall calendar; a month without a 31st is due on its last day."""
    found = parse_due(due)
    assert found is not None
    periods = periods_of(2024, every)
    moments = [due_moment(period, Reporting(every, found), WorkCalendar()) for period in (periods[0], periods[-1])]
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in moments] == [first, last]


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Figures of two targets, written down in any order and zone; some are taken back."""
    days = st.dates(date(2024, 1, 1), date(2024, 12, 31))
    zones = st.sampled_from([timezone.utc, timezone(timedelta(hours=8)), timezone(timedelta(hours=-5))])  # noqa: UP017 -- among others
    moments = st.datetimes(datetime(2024, 1, 1), datetime(2025, 3, 1), timezones=zones)
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 12))):
        target = draw(st.sampled_from(["retail", "parking"]))
        entries.append(Record(f"r{number}", target, Decimal(1), draw(days), draw(moments)))
        if draw(st.integers(0, 3)) == 0:
            entries.append(Withdrawal(f"w{number}", target, f"r{number}", draw(moments)))
    return entries


@given(ledgers(), st.dates(date(2024, 1, 1), date(2025, 3, 1)))
def test_every_report_is_told_as_it_was_known(calendar: WorkCalendar, entries: list[Entry], on: date) -> None:
    """Month by month as a person would look it up: the figures of that month that were there and not taken back."""
    plan = plan_file.load(FOLDER / "targets" / "2024.toml", 2024)
    assert plan.reporting is not None
    moment = datetime(on.year, on.month, on.day, tzinfo=timezone(timedelta(hours=8))) + timedelta(days=1)
    known = known_at(entries, moment - timedelta(microseconds=1))
    found = reports_at(plan, plan.reporting, known, calendar, moment - timedelta(microseconds=1))
    told = {(report.target.id, report.period.number): report for report in found.reports}
    assert {month for _target, month in told} == {
        month for month in range(1, 13) if date(2024 + month // 12, month % 12 + 1, 1) <= on + timedelta(days=1)
    }
    gone = {entry.withdraws for entry in entries if isinstance(entry, Withdrawal) and entry.recorded_at < moment}
    for (target, month), report in told.items():
        came = [
            entry.recorded_at
            for entry in entries
            if isinstance(entry, Record)
            and (entry.target, entry.as_of.month) == (target, month)
            and entry.recorded_at < moment
            and entry.id not in gone
        ]
        end = datetime.fromisoformat(f"{FIFTH[month - 1]}T00:00+08:00") + timedelta(days=1)
        state = ("on_time" if min(came) < end else "late") if came else ("missing" if moment > end else "due")
        assert (report.timeliness, report.recorded_at) == (state, min(came, default=None))
