"""A seeded year of a target with sixteen parts, the sub-districts of Jiang'an: recorded, ranked, reported, taken back.

What the program says is compared with an account of its own here, kept in fractions.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli
from parts_account import STREETS, Account, Made, end_of

PLAN = """year = {year}
title = "江岸区{year}年目标"
groups.city.name = "城建"

[targets.parking]
name = "新增停车位"
group = "city"
kind = "total"
value = {whole}
unit = "个"

[targets.parking.parts]
unit_of = "街道"
{parts}
"""


def last_year(chance: random.Random, targets: dict[str, int]) -> dict[tuple[str, int], int]:
    """Figures of 2023 by part and month; of one part none, and of another none before July."""
    return {
        (name, month): targets[name] * month // 13 + chance.randrange(40) + 1
        for place, name in enumerate(STREETS)
        for month in range(1, 13)
        if place and (place > 1 or month > 6)
    }


def record(cli: Cli, account: Account, month: int, figures: dict[str | None, int], day: date) -> None:
    """In one command, in the program and in the account."""
    arguments = [f"parking={value}" if name is None else f"parking/{name}={value}" for name, value in figures.items()]
    done = cli("record", *arguments, "--on", day.isoformat(), "--force")
    assert (done.code, done.err) == (0, "")
    account.made += [Made(month, name, day, value) for name, value in figures.items()]


def take_in(cli: Cli, account: Account, month: int, figures: dict[str, int], path: Path) -> None:
    """From the tables of two departments, whose rows are sub-districts; a second time they change nothing."""
    day = end_of(month)
    for place in range(2):
        rows = [f"{name},{value}" for name, value in [*figures.items()][place::2]]
        path.write_text("新增停车位（个）\n街道,累计完成\n" + "\n".join(rows) + "\n", encoding="utf-8")
        for again in range(2):
            done = cli("import", str(path), "--on", day.isoformat(), "--force")
            assert (done.code, f"Recorded: {0 if again else len(rows)}; " in done.out) == (0, True), done
    account.made += [Made(month, name, day, value) for name, value in figures.items()]


def ranked(cli: Cli, *arguments: str) -> dict[str, Any]:
    """The target as `rank` has it."""
    outcome = cli("rank", "parking", "--json", *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    (target,) = json.loads(outcome.out)["targets"]
    assert isinstance(target, dict)
    return target


def placed(target: dict[str, Any]) -> dict[str, int]:
    """The places of a ranking, whose order they are in."""
    found = {each["part"]: each["place"] for each in target["parts"] if each["place"] is not None}
    assert [*found.values()] == sorted(found.values())
    assert {each["part"] for each in target["parts"]} == {*STREETS}
    return found


def changes(now: dict[str, int], before: dict[str, int]) -> dict[str, int | str | None]:
    """By how many places each part is nearer to the first; who was not there is new."""
    return {name: before[name] - place if name in before else "new" for name, place in now.items()}


def told(target: dict[str, Any]) -> dict[str, int | str | None]:
    """The same as the program says it."""
    return {
        each["part"]: "new" if each["new"] else each["climbed"] for each in target["parts"] if each["place"] is not None
    }


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_of_sixteen_parts(cli: Cli, folder: Path, clock: Callable[[str], None], seed: int) -> None:
    """Each month the sums, who is missing or older, the places by each measure and their changes are the account's."""
    chance = random.Random(seed)
    targets = {name: chance.randrange(20, 80) * 20 for name in STREETS}
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    parts = "\n".join(f'"{name}" = {value}' for name, value in targets.items())
    for year in (2023, 2024):
        text = PLAN.format(year=year, whole=sum(targets.values()), parts=parts)
        (folder / "targets" / f"{year}.toml").write_text(text, encoding="utf-8")
    before = last_year(chance, targets)
    clock("2024-01-05T09:00")
    for month in range(1, 13):
        figures: dict[str | None, int] = {name: before[name, month] for name in STREETS if (name, month) in before}
        record(cli, Account(targets), month, figures, end_of(month, 2023))
    account = Account(targets)
    for month in range(1, 13):
        day = end_of(month)
        clock(f"{day + timedelta(days=4)}T09:00")
        a_month(cli, account, month, chance, folder / "sheet.csv")
        compare(cli, account, month)
        assert placed(ranked(cli, "--by", "growth", "--on", day.isoformat())) == account.by_growth(day, before)
        compare_report(cli, account, month)
        hinted = "is not the sum of the parts of that day" in cli("check").out
        assert hinted == (month == 9)


def a_month(cli: Cli, account: Account, month: int, chance: random.Random, path: Path) -> None:
    """Figures of most parts, in even shares of their values so that some are level; slips, and what is made of them."""
    day = end_of(month)
    reporting = STREETS if month in {6, 9, 12} else chance.sample(STREETS, chance.randrange(9, 16))
    shares = {name: max(month * 8 + chance.randrange(-2, 3) * 5, 5) for name in reporting}
    figures = {name: account.targets[name] * share // 100 for name, share in shares.items()}
    if month % 2:
        take_in(cli, account, month, figures, path)
    else:
        record(cli, account, month, dict(figures.items()), day)
    if month % 3 == 1:
        slip: dict[str | None, int] = dict.fromkeys(chance.sample(STREETS, 2), 7)
        record(cli, account, month, slip, day)
        assert cli("undo").code == 0
        del account.made[-len(slip) :]
    if month % 4 == 2:
        name = chance.choice(reporting)
        record(cli, account, month, {name: account.targets[name] * month // 12}, day)
    if month == 5:
        known = account.figures(STREETS[3], end_of(4), 5)
        record(cli, account, month, {STREETS[3]: max(known.values(), default=0) + 1}, end_of(4))
    if month in {6, 9}:
        together = sum(value for _day, value in account.current(day).values())
        record(cli, account, month, {None: together + (8 if month == 6 else 9)}, day)
    if month == 10:
        # The whole's own figures are taken back: from now on it is the sum of its parts again.
        for row in json.loads(cli("history", "parking", "--json").out):
            if row["part"] is None:
                assert cli("withdraw", row["id"], "--reason", "按街道汇总").code == 0
        account.made = [each for each in account.made if each.part is not None]


def compare(cli: Cli, account: Account, month: int) -> None:
    """`status` and `rank` at the end of a month."""
    day, current = end_of(month), account.current(end_of(month))
    (target,) = json.loads(cli("status", "--json", "--on", day.isoformat()).out)["targets"]
    own, latest = account.figures(None, day, 12), max(day for day, _value in current.values())
    together = sum(value for _day, value in current.values())
    assert target["value"] == (own[max(own)] if own else together)
    assert target["value_from"] == ("record" if own else "parts")
    assert target["parts_sum"] == {
        "value": together,
        "as_of": latest.isoformat(),
        "counted": len(current),
        "older": [
            {"part": name, "as_of": current[name][0].isoformat()}
            for name in STREETS
            if name in current and current[name][0] < latest
        ],
    }
    assert target["parts_missing"] == [name for name in STREETS if name not in current]
    # Of sixteen whole numbers rounding explains eight, half of one for each: nine are told.
    assert target["parts_difference"] == (9 if max(own, default=day).month == 9 and own else None)
    ranking = ranked(cli, "--on", day.isoformat())
    assert placed(ranking) == account.by_completion(day)
    assert (ranking["whole"]["value"], ranking["parts_missing"]) == (target["value"], target["parts_missing"])
    assert placed(ranked(cli, "--by", "gap", "--on", day.isoformat())) == account.by_gap(day)
    if month > 1:
        since = end_of(month - 1)
        found = ranked(cli, "--on", day.isoformat(), "--since", since.isoformat())
        assert told(found) == changes(account.by_completion(day), account.by_completion(since))


def compare_report(cli: Cli, account: Account, month: int) -> None:
    """The report on a month has the places, and their changes against the month before as it was known then."""
    day = end_of(month)
    outcome = cli("report", "--month", str(month), "--dated", (day + timedelta(days=5)).isoformat(), "--json")
    assert outcome.code == 0
    (ranking,) = json.loads(outcome.out)["ranks"]
    now = account.by_completion(day, month)
    assert placed(ranking) == now
    if month > 1:
        assert told(ranking) == changes(now, account.by_completion(end_of(month - 1), month - 1))
