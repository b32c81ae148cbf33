"""The holidays of a year, written by people beside the targets file: days off and 调休 working days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from jiangan_targets.domain.calendar import FIRST_YEAR, LAST_YEAR
from jiangan_targets.domain.workdays import WEEKEND, Holidays, WorkCalendar
from jiangan_targets.errors import Failure, Message, message
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.text import KeyLines, decode

_KEYS = ("year", "source", "off", "work")
_LONGEST = timedelta(days=60)


def load_calendar(targets_file: Path, names: Sequence[str]) -> WorkCalendar:
    """The calendar that the files say which a targets file names; they stand beside it.

    Raises:
        Failure: one is missing or has a mistake, or two are of the same year; names file, line and key.
    """
    years: list[Holidays] = []
    for name in names:
        path = targets_file.with_name(name)
        found = _read(path)
        if any(found.year == other.year for other in years):
            raise Failure(
                "{path}: the holidays of {year} are in another file too; keep one.", path=path, year=found.year
            )
        years.append(found)
    return WorkCalendar(tuple(years))


def _read(path: Path) -> Holidays:
    from jiangan_targets.storage import toml  # noqa: PLC0415 -- only where working days are counted

    data = read_file(path)
    if data is None:
        raise Failure("There is no file of holidays {path}; add it, or leave out the key “holidays”.", path=path)
    text = decode(data, path)
    lines, document = KeyLines(text), toml.parse(text, path)

    def refused(key: str, problem: Message) -> Failure:
        return Failure(
            "{path}, line {line}: {key}: {problem}.", path=path, line=lines.line_of("", key), key=key, problem=problem
        )

    for key in document:
        if key not in _KEYS:
            raise refused(key, message("unknown key; the keys allowed here are {keys}", keys=list(_KEYS)))
    year = document.get("year")
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        raise refused("year", message("must be the year of the days, like 2024"))
    days: dict[str, frozenset[date]] = {}
    for key in ("off", "work"):
        try:
            days[key] = frozenset(_days(document.get(key, []), year))
        except _WrongDayError as error:
            raise refused(key, error.problem) from error
    for day in sorted(days["off"] & days["work"]):
        raise refused("work", message("{day} is a day off too", day=day))
    for day in sorted(day for day in days["work"] if day.weekday() < WEEKEND):
        raise refused("work", message("{day} is no weekend: people work then anyway", day=day))
    return Holidays(year, days["off"], days["work"])


class _WrongDayError(Exception):
    """A value that is no day, or no day of the year."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem)
        self.problem = problem


def _days(value: object, year: int) -> Iterator[date]:
    """A list of days, and of `{ from = …, to = … }`, which are all days from one to the other."""
    shape = message("must be a list of days, like [2024-01-01, {{ from = 2024-02-10, to = 2024-02-17 }}]")
    if not isinstance(value, list):
        raise _WrongDayError(shape)
    for item in value:
        first, last = (item.get("from"), item.get("to")) if isinstance(item, dict) and len(item) == 2 else (item, item)  # noqa: PLR2004 -- from, to
        if type(first) is not date or type(last) is not date:
            raise _WrongDayError(shape)
        for day in (first, last):
            if day.year != year:
                raise _WrongDayError(message("{day} is not in {year}", day=day, year=year))
        if not timedelta(0) <= last - first <= _LONGEST:
            raise _WrongDayError(message("{first} to {last} are no holidays: at most 60 days", first=first, last=last))
        yield from (first + timedelta(days=number) for number in range((last - first).days + 1))
