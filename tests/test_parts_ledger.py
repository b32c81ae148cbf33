"""The figures of parts in a ledger: written, and read again as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import ROOT, Cli
from jiangan_targets.domain.record import Entry, Record, Withdrawal
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger.file import canonical, foreign
from jiangan_targets.storage.ledger.record_text import block, check_value, sealed
from postgres_rows import FIRST, GOOD, connected

MOMENT = datetime(2024, 9, 9, tzinfo=UTC)


def figure(identifier: str, value: str, part: str | None = None, day: int = 8) -> Record:
    """A sealed record of September 2024."""
    made = Record(identifier, "parking", Decimal(value), date(2024, 9, day), MOMENT, note="月报", part=part)
    sealed_one = sealed(made)
    assert isinstance(sealed_one, Record)
    return sealed_one


OURS: list[Entry] = [
    figure("a", "9000"),
    figure("b", "300", "大智街道"),
    figure("c", "0.5", '一元 "街" \\道', 10),
    figure("d", "310", "大智街道", 10),
    sealed(Withdrawal("e", "parking", "d", MOMENT)),
]
TEXT = "".join("\n" + block(entry) for entry in OURS)


def test_a_part_is_read_as_it_was_written() -> None:
    """By the strict pattern and by the full parser, beside figures of the whole and withdrawals."""
    assert 'part = "大智街道"\nvalue = 300\n' in TEXT
    assert canonical.parse(TEXT) == OURS
    assert foreign.parse_foreign(f"# by hand\n {TEXT}", Path("x")) == OURS


def test_the_latest_of_a_part_is_its_own() -> None:
    """Without making values of the others; what is taken back does not count."""
    subjects = ["parking", "parking/大智街道", 'parking/一元 "街" \\道', "parking/后湖街道"]
    assert canonical.parse_latest(TEXT, subjects, date(2024, 9, 30), None) == [OURS[0], OURS[1], OURS[2]]
    assert canonical.parse_latest(TEXT, subjects[1:], date(2024, 9, 9), None) == [OURS[1]]
    assert canonical.parse_targets(TEXT, ["parking/大智街道"]) == OURS
    assert canonical.parse_targets(TEXT, ["charging/大智街道"]) == []


@pytest.mark.parametrize("value", ['"大智/街道"', '""', '"  "', "3"])
def test_a_part_that_is_none_is_refused(value: str) -> None:
    """With the line, by both readers."""
    text = block(OURS[1]).replace('"大智街道"', value)
    assert canonical.parse(text) is None
    with pytest.raises(Failure, match="“part” of this record must be like"):
        foreign.parse_foreign(text, Path("x"))


def test_a_part_is_found_wherever_its_key_stands() -> None:
    """A person who adds one by hand does not know the program's order; it is never the whole's figure."""
    lines = block(OURS[1]).splitlines(keepends=True)
    text = "".join([*(line for line in lines if not line.startswith(("part", "check"))), 'part = "大智街道"\n'])
    assert canonical.parse(text) is None
    assert foreign.parse_foreign(text, Path("x")) == [OURS[1]._replace(check=None)]


def test_the_seal_is_over_the_part_too() -> None:
    """Whose figure it is cannot be changed by hand without being told of."""
    (changed,) = foreign.parse_foreign(block(OURS[1]).replace("大智", "一元"), Path("x"))
    assert changed.check != check_value(changed)


def test_a_ledger_without_parts_is_what_it_was() -> None:
    """Byte for byte: keys, their order and check values of a record and a withdrawal, as every version wrote them."""
    text = """
[[records]]
id = "a"
target = "parking"
value = 9000
as_of = 2024-09-08
recorded_at = 2024-09-09T00:00:00+00:00
note = "月报"
check = "cbaf74c8"

[[records]]
id = "e"
target = "parking"
withdraws = "d"
recorded_at = 2024-09-09T00:00:00+00:00
check = "3e8401eb"
"""
    assert "".join("\n" + block(entry) for entry in (OURS[0], OURS[4])) == text
    assert canonical.parse(text) == [OURS[0], OURS[4]]


PLAN = """year = 2024
title = "示例"
groups.city.name = "城建"
[targets.parking]
name = "新增停车位"
group = "city"
kind = "total"
value = 16000
unit = "个"
[targets.parking.parts]
"大智街道" = 9000
"一元街道" = 7000
"""
PART = ("record", "parking/大智街道", "300", "--on", "2024-09-08", "--force")


@pytest.fixture
def shared(folder: Path) -> Path:
    """The folder of the test with a plan that has parts."""
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    (folder / "targets" / "2024.toml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("shared")
def test_parts_in_a_database(prepared: Callable[[str], str], run_on: Cli) -> None:
    """Recorded, added to, taken back and shown as in a file; the current ones are found by index."""
    url = prepared("zhang")
    assert run_on(url, *PART).code == 0
    assert run_on(url, "record", "parking/大智街道", "+20", "--on", "2024-09-10").code == 0
    assert run_on(url, "record", "parking/一元街道", "100", "--on", "2024-09-10", "--force").code == 0
    (target,) = json.loads(run_on(url, "status", "--json", "--on", "2024-09-30").out)["targets"]
    assert (target["value"], target["value_from"]) == (420, "parts")
    assert [part["value"] for part in target["parts"]] == [320, 100]
    assert run_on(url, "record", "parking", "9000", "--on", "2024-09-08").code == 0
    (target,) = json.loads(run_on(url, "status", "--json", "--on", "2024-09-30").out)["targets"]
    assert (target["value"], target["value_from"]) == (9000, "record")
    assert run_on(url, "undo").code == 0
    assert run_on(url, "undo").code == 0
    (target,) = json.loads(run_on(url, "status", "--json", "--on", "2024-09-30").out)["targets"]
    assert [part["value"] for part in target["parts"]] == [320, None]
    assert run_on(url, "check").code == 0
    with connected(prepared("owner")) as connection:
        asked = "SELECT DISTINCT part FROM jiangan_targets.records WHERE value IS NOT NULL ORDER BY 1"
        assert connection.execute(asked).fetchall() == [("一元街道",), ("大智街道",), (None,)]


@pytest.mark.usefixtures("shared")
def test_a_database_of_version_5_is_read_and_written_until_a_part_comes(
    database: Callable[[str], str], run_on: Cli
) -> None:
    """Then one line says what brings it up to date; afterwards the part is recorded, and the figures are the same."""
    owner, zhang = database("owner"), database("zhang")
    with connected(owner) as connection:
        connection.execute((ROOT / "tests" / "postgres_schema_5.sql").read_bytes())
    assert run_on(zhang, *FIRST).code == 0
    before = run_on(zhang, "status", "--json", "--on", "2024-10-01")
    assert json.loads(before.out)["targets"][0]["value"] == float(GOOD["value"])
    refused = run_on(zhang, *PART)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "of an older version" in refused.err
    assert "was 5." in run_on(owner, "ledger", "init").out
    assert run_on(zhang, "status", "--json", "--on", "2024-10-01") == before
    assert run_on(zhang, *PART).code == 0
    assert run_on(zhang, "check").code == 0


@pytest.mark.usefixtures("shared")
def test_a_ledger_of_parts_is_copied_both_ways(prepared: Callable[[str], str], run_on: Cli, folder: Path) -> None:
    """From the file to the database and back, entry by entry the same."""
    url = prepared("owner")
    assert run_on("file", *PART).code == 0
    assert run_on("file", "record", "parking", "9000", "--on", "2024-09-08").code == 0
    path = folder / "records" / "2024.toml"
    first = path.read_bytes()
    assert run_on("file", "ledger", "copy", "file", url).code == 0
    path.unlink()
    assert run_on("file", "ledger", "copy", url, "file").code == 0
    assert path.read_bytes() == first
