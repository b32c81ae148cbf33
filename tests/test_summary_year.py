"""A whole year of weekly summaries, one process each, as cron makes them."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import COMMAND
from jiangan_targets.domain.week import Week
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.workspace import workspace
from plausible import write, year_of_records

WEEKS = [Week(2024, number) for number in range(1, 53)]


def summaries(folder: Path) -> list[bytes]:
    """What 52 runs of the installed command print."""

    def printed(week: Week) -> bytes:
        command = [
            str(COMMAND),
            "--dir",
            str(folder),
            "--lang",
            "zh",
            "summary",
            "--week",
            str(week),
            "--format",
            "markdown",
        ]
        return subprocess.run(command, check=True, capture_output=True).stdout

    with ThreadPoolExecutor(2) as two_at_a_time:
        return list(two_at_a_time.map(printed, WEEKS))


@pytest.mark.slow
def test_each_week_prints_the_same_after_more_was_recorded(folder: Path) -> None:
    """The year is written down in two halves; what was told of the first half stays, byte for byte."""
    plan = plan_file.load(workspace.find(str(folder), {}, str(folder)).targets_file(2024), 2024)
    records = year_of_records(plan, 1000)
    half = len(records) // 2
    ledger = folder / "records" / "2024.toml"
    write(ledger, records[:half])
    last = records[half - 1].recorded_at.date()
    before = summaries(folder)
    write(ledger, [record for record in records[half:] if record.recorded_at.date() > last])
    after = summaries(folder)
    told = [week for week in WEEKS if week.sunday <= last]
    assert len(told) > 20
    assert after[: len(told)] == before[: len(told)]
    assert len(set(after)) == 52
