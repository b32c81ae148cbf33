"""What `[reporting]` and files of holidays may say, and how a mistake in them is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Cli
from jiangan_targets.storage.plan import cache
from jiangan_targets.storage.plan import file as plan_file
from office import open_office, settings

DUE = 'due: must be like "5th workday", "day 8" or "Tue 12:00"; a time may follow any of them.'
FILES = 'holidays: must be the name of a file beside this one, like "holidays-2024.toml", or a list of names.'
EIGHTH = 'every = "month"\ndue = "day 8"\n'
SHAPE = "must be a list of days, like [2024-01-01, { from = 2024-02-10, to = 2024-02-17 }]"
KEYS = "unknown key; the keys allowed here are"


def test_deadlines_are_kept_with_the_plan(folder: Path) -> None:
    """What the cache gives back is what the file says."""
    open_office(folder)
    path = folder / "targets" / "2024.toml"
    plan = plan_file.load(path, 2024)
    assert plan.reporting is not None
    assert plan.reporting.contacts[1].address == "王芳 <cgj@example.cn>"
    assert cache.recall(path, path.read_bytes()) == plan


@pytest.mark.parametrize(
    ("reporting", "line", "said"),
    [
        ('every = "day"\ndue = "5th workday"', 8, "every: must be one of month, week, quarter."),
        ('every = "month"', 7, "due: is missing."),
        ('every = "month"\ndue = "the 5th"', 9, DUE),
        ('every = "month"\ndue = 5', 9, DUE),
        ('every = "week"\ndue = "6th workday"', 9, "due: with every = “week” at most the 5th workday."),
        ('every = "week"\ndue = "day 8"', 9, "due: with every = “week” at most day 7."),
        ('every = "month"\ndue = "day 32"', 9, "due: with every = “month” at most day 31."),
        (
            EIGHTH + 'zone = "CST"',
            10,
            'zone: must be the office\'s offset from UTC, like "+08:00", or "Asia/Shanghai".',
        ),
        (EIGHTH + 'holidays = "../x.toml"', 10, FILES),
        (EIGHTH + "holidays = []", 10, FILES),
        (EIGHTH + "deadline = 1", 10, f"deadline: {KEYS} every, due, holidays, zone, mail."),
    ],
)
def test_impossible_deadlines_are_named(cli: Cli, folder: Path, reporting: str, line: int, said: str) -> None:
    """By file, line, table and key; `remind` refuses in the same words that `check` has."""
    open_office(folder)
    path = settings(folder, reporting)
    told = f"{path}, line {line}: [reporting] {said}"
    assert cli("check").out.startswith(f"error: {told}\n")
    outcome = cli("remind")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert outcome.err.startswith(f"Error: {told}")


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ('"区商会" = "a@b.cn"', "[reporting.mail] 区商会: no target has this owner."),
        ('"区商务局" = "a@b"x', "not valid TOML"),
        ('"区商务局" = "nobody"', "[reporting.mail] 区商务局: must be a mail address, like office@example.cn."),
    ],
)
def test_addresses_are_checked(cli: Cli, folder: Path, mail: str, said: str) -> None:
    """A mail that would go nowhere is told before it is made."""
    open_office(folder)
    path = settings(folder, EIGHTH + f"[reporting.mail]\n{mail}")
    outcome = cli("remind")
    assert (outcome.code, outcome.err.count("\n")) == (1, 1)
    assert f"{path}, line 11: " in outcome.err
    assert said in outcome.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("off = [2024-01-01]", ", line 1: year: must be the year of the days, like 2024."),
        ("year = 2024\noff = [2025-01-01]", ", line 2: off: 2025-01-01 is not in 2024."),
        ("year = 2024\noff = '1 May'", f", line 2: off: {SHAPE}."),
        (
            "year = 2024\noff = [{ from = 2024-05-05, to = 2024-05-01 }]",
            ", line 2: off: 2024-05-05 to 2024-05-01 are no holidays: at most 60 days.",
        ),
        ("year = 2024\noff = [2024-05-01T00:00:00]", ", line 2: off: must be a list of days, like"),
        ("year = 2024\noff = [2024-05-11]\nwork = [2024-05-11]", ", line 3: work: 2024-05-11 is a day off too."),
        ("year = 2024\nwork = [2024-05-13]", ", line 2: work: 2024-05-13 is no weekend: people work then anyway."),
        ("year = 2024\nhome = [2024-05-13]", f", line 2: home: {KEYS} year, source, off, work."),
        ("year = ", ", line 1: not valid TOML: year ="),
        ("year = 2024\noff = [\n2024-05-01,\n\n", ", line 3: not valid TOML: 2024-05-01,"),
        (None, "There is no file of holidays "),
    ],
)
def test_impossible_holidays_are_named(cli: Cli, folder: Path, text: str | None, said: str) -> None:
    """By file, line and key: a wrong calendar would call departments late."""
    open_office(folder)
    path = folder / "targets" / "holidays-2024.toml"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    for command in ("remind", "check"):
        outcome = cli(command)
        assert outcome.code == 1
        assert said in (outcome.out + outcome.err).replace(str(path), "")
        assert str(path) in outcome.out + outcome.err


def test_two_files_of_one_year(cli: Cli, folder: Path) -> None:
    """Which of them counts, nobody could say."""
    open_office(folder)
    (folder / "targets" / "more.toml").write_text("year = 2024\n", encoding="utf-8")
    settings(folder, EIGHTH + 'holidays = ["holidays-2024.toml", "more.toml"]')
    assert "the holidays of 2024 are in another file too; keep one." in cli("remind").err


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("区统计局 ", "“区统计局 ” is perhaps “区统计局”, as growth has it; write both the same way."),
        ("区 统计局", "“区 统计局” is perhaps “区统计局”, as growth has it; write both the same way."),
        (" ", "is blank; leave the key out where there is no owner."),
    ],
)
def test_an_owner_is_written_one_way(cli: Cli, folder: Path, owner: str, said: str) -> None:
    """Two spellings would be reminded, ranked and counted as two departments."""
    open_office(folder)
    path = folder / "targets" / "2024.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('owner = "区城管局"', f'owner = "{owner}"', 1), encoding="utf-8")
    outcome = cli("remind")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert f"[targets.parking] owner: {said}\n" in cli("check").out
