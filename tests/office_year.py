"""The year 2024 of an office, made up by seeded chance: 21 targets with owners, late and missing reports, reasons.

The calendar is written by hand from the State Council's notice for 2024 (国办发明电〔2023〕7号), day by day, and
nothing here asks the program: what it says of this year is compared with these lists.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from conftest import ROOT

WORKDAYS = {
    1: "2 3 4 5 8 9 10 11 12 15 16 17 18 19 22 23 24 25 26 29 30 31",
    2: "1 2 4 5 6 7 8 9 18 19 20 21 22 23 26 27 28 29",
    3: "1 4 5 6 7 8 11 12 13 14 15 18 19 20 21 22 25 26 27 28 29",
    4: "1 2 3 7 8 9 10 11 12 15 16 17 18 19 22 23 24 25 26 28 29 30",
    5: "6 7 8 9 10 11 13 14 15 16 17 20 21 22 23 24 27 28 29 30 31",
    6: "3 4 5 6 7 11 12 13 14 17 18 19 20 21 24 25 26 27 28",
    7: "1 2 3 4 5 8 9 10 11 12 15 16 17 18 19 22 23 24 25 26 29 30 31",
    8: "1 2 5 6 7 8 9 12 13 14 15 16 19 20 21 22 23 26 27 28 29 30",
    9: "2 3 4 5 6 9 10 11 12 13 14 18 19 20 23 24 25 26 27 29 30",
    10: "8 9 10 11 12 14 15 16 17 18 21 22 23 24 25 28 29 30 31",
    11: "1 4 5 6 7 8 11 12 13 14 15 18 19 20 21 22 25 26 27 28 29",
    12: "2 3 4 5 6 9 10 11 12 13 16 17 18 19 20 23 24 25 26 27 30 31",
}
"""The days people worked in each month of 2024: 251, with 4 and 18 February, 7 and 28 April, 11 May, 14 and 29
September and 12 October, which were days of a weekend."""

HOLIDAYS = """\
year = 2024
source = "国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）"
off = [
  2024-01-01,
  { from = 2024-02-10, to = 2024-02-17 },
  { from = 2024-04-04, to = 2024-04-06 },
  { from = 2024-05-01, to = 2024-05-05 },
  2024-06-10,
  { from = 2024-09-15, to = 2024-09-17 },
  { from = 2024-10-01, to = 2024-10-07 },
]
work = [2024-02-04, 2024-02-18, 2024-04-07, 2024-04-28, 2024-05-11, 2024-09-14, 2024-09-29, 2024-10-12]
"""
REPORTING = '[reporting]\nevery = "month"\ndue = "5th workday"\nholidays = "holidays-2024.toml"\n\n'
OWNERS = ("区发改局", "区商务局", "区税务局", "区城管局", "区住建局", "区教育局", "区民政局")
REVISED = "parking"
REVISION = 'revisions = [{ from = 2024-08-01, value = 15000, reason = "调整预算" }]\n'
DUE_IN_2025 = date(2025, 1, 7)
"""The fifth day from Monday to Friday of 2025, whose holidays this office has not written down."""

_GOALS = re.compile(
    r"^\[targets\.([a-z0-9-]+)\]\n(?:(?!\[).*\n)*?kind = \"(\w+)\"\n(?:(?!\[).*\n)*?value = (\d+)", re.MULTILINE
)
_TARGETS = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
GOALS = {key: (kind, int(value)) for key, kind, value in _GOALS.findall(_TARGETS)}
"""The 21 targets: kind and goal, as their file says."""
OWNER = {key: OWNERS[place // 3] for place, key in enumerate(GOALS)}


class Delivery(NamedTuple):
    """A month's figure of a target: when it came, if it did, and when it was taken back, if it was."""

    target: str
    month: int
    value: str
    came: datetime | None
    taken_back: datetime | None = None

    def known(self, moment: datetime) -> bool:
        """Whether it stood at a moment."""
        back = self.taken_back is not None and self.taken_back <= moment
        return self.came is not None and self.came <= moment and not back

    def state(self, moment: datetime) -> str:
        """How it stood at a moment against its deadline, the end of the fifth working day."""
        deadline = end_of(due_day(self.month))
        if self.came is None or not self.known(moment):
            return "missing" if moment > deadline else "due"
        return "late" if self.came > deadline else "on_time"


class Explanation(NamedTuple):
    """Why a target lagged at a month's end, and when that was said."""

    target: str
    month: int
    said: datetime
    reason: str


def end_of(day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, time(23, 59, 59))


def month_end(month: int) -> date:
    """The last day of a month of 2024."""
    return date(2024 + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def due_day(month: int) -> date:
    """The fifth working day after a month, by the wall calendar."""
    return DUE_IN_2025 if month == 12 else date(2024, month + 1, int(WORKDAYS[month + 1].split()[4]))


def write_plan(folder: Path) -> None:
    """The shipped targets with owners, deadlines and one revision, and the holidays beside them."""
    text = _TARGETS.replace("[groups.", REPORTING + "[groups.", 1)
    for key, owner in OWNER.items():
        extra = f'owner = "{owner}"\n' + (REVISION if key == REVISED else "")
        text = text.replace(f"[targets.{key}]\n", f"[targets.{key}]\n{extra}", 1)
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    (folder / "targets" / "holidays-2024.toml").write_text(HOLIDAYS, encoding="utf-8")


def deliveries(seed: int = 20240101) -> list[Delivery]:
    """A figure of each target for each month: most in time, some late, some never, one taken back in the autumn."""
    chance = random.Random(seed)
    made = []
    for month in range(1, 13):
        for key, (kind, goal) in GOALS.items():
            share = chance.uniform(0.7, 1.15)
            value = (
                f"{goal * share:.1f}"
                if kind == "rate"
                else f"{goal * share * (month / 12 if kind == 'total' else 1):.0f}"
            )
            made.append(Delivery(key, month, value, _moment(chance, month)))
    place = next(place for place, each in enumerate(made) if each.month == 3 and each.came is not None)
    made[place] = made[place]._replace(taken_back=datetime(2024, 10, 21, 9))
    return made


def _moment(chance: random.Random, month: int) -> datetime | None:
    """In time, often at the last second; late by hours or weeks; or never."""
    fate, last = chance.random(), due_day(month)
    if fate < 0.72:
        days = chance.randrange((last - month_end(month)).days)
        return datetime.combine(last - timedelta(days=days), time(chance.randrange(8, 20), chance.randrange(60)))
    if fate < 0.8:
        return datetime.combine(last, time(23, 59, 59))
    if fate < 0.92:
        return datetime.combine(last + timedelta(days=1 + chance.randrange(20)), time(0, chance.randrange(60)))
    return None


def explanations(figures: list[Delivery], seed: int = 7) -> list[Explanation]:
    """For about half of the figures that came in time: some of them lag, others are explained all the same."""
    chance = random.Random(seed)
    return list(_explained(figures, chance))


def _explained(figures: list[Delivery], chance: random.Random) -> Iterator[Explanation]:
    for each in figures:
        if each.came is not None and each.came.date() <= due_day(each.month) and chance.random() < 0.5:
            yield Explanation(each.target, each.month, each.came, f"{each.target}第{each.month}月滞后")
