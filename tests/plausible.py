"""A year of plausible records, the same in every run: what tests and benchmarks count on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from decisions import decided
from jiangan_targets.domain.calendar import elapsed_parts
from jiangan_targets.domain.kinds import Kind
from jiangan_targets.domain.quantity import canonical, round_half_up
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Plan, Target
from jiangan_targets.storage.ledger.file import ledger as file_ledger

CHINA = timezone(timedelta(hours=8))
NAMES = ("王芳", "李伟", "zhang", "刘洋")
NOTES = (None, None, "区城管局月报", "初步数", "据统计快报")


def year_of_records(plan: Plan, count: int, seed: int = 2024) -> list[Record]:
    """`count` records in the order they were written down, each a few days after its own day."""
    chance = random.Random(seed)
    days = sorted(date(plan.year, 1, 1) + timedelta(days=chance.randrange(366)) for _ in range(count))
    return list(_records(plan, days, chance))


def _records(plan: Plan, days: list[date], chance: random.Random) -> Iterator[Record]:
    latest: dict[str, Decimal] = {}
    moment = datetime(plan.year, 1, 1, 9, tzinfo=CHINA)
    for number, day in enumerate(days):
        target = chance.choice(plan.targets)
        value = _value(target, day, latest.get(target.id), chance)
        latest[target.id] = value
        written = datetime.combine(day + timedelta(days=chance.randrange(6)), datetime.min.time(), CHINA)
        moment = max(moment, written + timedelta(hours=9, seconds=number % 3600))
        yield Record(f"r{number:09}", target.id, value, day, moment, chance.choice(NAMES), chance.choice(NOTES), None)


def _value(target: Target, day: date, before: Decimal | None, chance: random.Random) -> Decimal:
    assert target.value is not None
    noise = Decimal(chance.randrange(85, 112)) / 100
    if target.kind is Kind.RATE:
        return canonical(round_half_up(target.value * noise, 1))
    start = target.start if target.start is not None else target.value * Decimal("0.9")
    gone = Decimal(elapsed_parts(day, day.year)) / elapsed_parts(date(day.year, 12, 31), day.year)
    value = canonical(round_half_up(start + (target.value - start) * gone * noise, 1))
    return value if before is None or target.kind is Kind.LEVEL else max(value, before)


def write(path: Path, records: list[Record]) -> None:
    """Append the records to a ledger."""
    file_ledger.append(path, lambda _present: decided(records))
