"""What every ledger promises, on each kind there is: in a file, and in PostgreSQL."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from decisions import decided
from jiangan_targets.domain.reasons import reasons_by_target
from jiangan_targets.domain.record import (
    Entry,
    Reason,
    Record,
    Withdrawal,
    current,
    figures_by_target,
    known_at,
    standing_records,
)
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.file.ledger import FileLedger
from jiangan_targets.storage.ledger.interface import Decision, Ledger
from jiangan_targets.storage.ledger.record_text import check_value, sealed
from jiangan_targets.storage.plan import file as plan_file
from plausible import write, year_of_records

MOMENT = datetime(2024, 9, 9, 9, 12, 33, tzinfo=timezone(timedelta(hours=8)))
NUMBERS = itertools.count()
Open = Callable[[], Ledger]

NAMED = os.environ.get("CONTRACT_LEDGER")  # through a pooler, or on a cluster
KINDS = [NAMED] if NAMED else ["file", "postgres", "postgres_by_year", "newest_postgres"]


@pytest.fixture(params=KINDS)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Open]:
    """Makes new ledgers, each of which can be opened again and again."""
    if request.param != "file":
        server = NAMED or request.getfixturevalue(request.param)
        url = server if isinstance(server, str) else server.url()
        from jiangan_targets.storage.ledger.postgres.ledger import PostgresLedger

    def make() -> Open:
        name = f"{request.node.name}-{next(NUMBERS)}"
        if request.param == "file":
            path = tmp_path / str(next(NUMBERS)) / "2024.toml"
            return lambda: FileLedger(path)
        return lambda: PostgresLedger(url, name, 2024)

    return make


@pytest.fixture
def opened(made: Callable[[], Open]) -> Open:
    """Opens one new ledger again and again."""
    return made()


def record(identifier: str, value: object = 1, day: int = 8, target: str = "parking", **more: str) -> Record:
    """A record of September 2024."""
    return Record(identifier, target, Decimal(str(value)), date(2024, 9, day), MOMENT, **more)


def put(ledger: Ledger, *entries: Entry) -> list[Entry]:
    """Append entries whatever is there."""
    return ledger.append(lambda _present: decided(entries))


def test_what_is_appended_is_there_in_its_order(opened: Open) -> None:
    """Sealed, with every field as it was; a new ledger is empty."""
    ledger = opened()
    assert ledger.entries() == []
    first = put(
        ledger, record("b", "9000", by="王芳", note='"x"\\ [red] 月报', source="统计局"), record("a", "0.5", day=1)
    )
    second = put(ledger, Withdrawal("c", "parking", "b", MOMENT + timedelta(seconds=1), "李", "重复"))
    assert opened().entries() == [*first, *second]
    assert [entry.id for entry in opened().entries()] == ["b", "a", "c"]
    assert all(entry.check == check_value(entry) for entry in opened().entries())


def reason(identifier: str, day: int = 8, target: str = "parking", **more: Any) -> Reason:  # noqa: ANN401 -- any field
    """A reason of September 2024."""
    return Reason(identifier, target, date(2024, 9, day), MOMENT, '征地\n未完成 "x" \\', **more)


def test_reasons_are_entries_like_others(opened: Open) -> None:
    """Every field as it was, those left out too; they are no figures, and can be taken back."""
    ledger = opened()
    full = reason("b", measure="夜间施工", promised=date(2025, 1, 31), by="王芳")
    stored = put(ledger, record("a", 9000), full, reason("c", day=30), Withdrawal("d", "parking", "b", MOMENT))
    assert opened().entries() == stored
    assert opened().latest(["parking"], date(2024, 9, 30), None) == [stored[0]]
    assert reasons_by_target(opened().entries(), date(2024, 9, 29)) == {}
    assert reasons_by_target(opened().entries(), None) == {"parking": [stored[2]]}
    grown = opened().growth("")
    assert grown is not None
    assert grown.entries == stored
    more = put(opened(), reason("e"))
    added = opened().growth(grown.mark)
    assert added is not None
    assert added.entries == more


def test_a_refusal_leaves_no_trace(opened: Open) -> None:
    """Whatever `decide` raises, nothing is stored."""
    put(opened(), record("a"))

    def refuse(present: list[Entry]) -> Decision[None]:
        assert [entry.id for entry in present] == ["a"]
        raise Failure("no")

    with pytest.raises(Failure, match="no"):
        opened().append(refuse)
    assert [entry.id for entry in opened().entries()] == ["a"]
    assert opened().append(lambda _present: decided()) == []


def test_decide_sees_the_targets_it_asks_for(opened: Open) -> None:
    """At least those; a withdrawal belongs to its record's target."""
    put(opened(), record("a"), record("b", target="charging"), Withdrawal("c", "parking", "a", MOMENT))

    def look(present: list[Entry]) -> Decision[list[Entry]]:
        return Decision([], [entry for entry in present if entry.target == "parking"])

    seen = opened().append(look, {"parking"})
    assert [entry.id for entry in seen] == ["a", "c"]


DAYS = st.integers(1, 5)
TARGETS = st.sampled_from(["parking", "charging"])


def drawn_entries(data: st.DataObject) -> list[Entry]:
    """Figures, reasons and withdrawals in any order of days and moments."""
    entries: list[Entry] = []
    for number in range(data.draw(st.integers(0, 12))):
        moment = MOMENT + timedelta(hours=data.draw(st.integers(-3, 3)))
        earlier: list[str] = [entry.id for entry in entries if isinstance(entry, Record)]
        take_back: int = data.draw(st.integers(0, 1))
        if data.draw(st.integers(0, 4)) == 0:
            why = reason(f"r{number}", data.draw(DAYS), data.draw(TARGETS))
            entries.append(why._replace(recorded_at=moment))
        elif earlier and take_back:
            taken_back = earlier[data.draw(st.integers(0, len(earlier) - 1))]
            target = next(entry.target for entry in entries if entry.id == taken_back)
            entries.append(Withdrawal(f"r{number}", target, taken_back, moment))
        else:
            figure = record(f"r{number}", number, data.draw(DAYS), data.draw(TARGETS))
            entries.append(figure._replace(recorded_at=moment))
    return entries


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_stands_around_a_day_is_what_all_entries_say(made: Callable[[], Open], data: st.DataObject) -> None:
    """Whoever decides by the figure of a day and its neighbours sees the same, whatever else the ledger holds."""
    ledger = made()()
    stored = put(ledger, *drawn_entries(data))
    day = date(2024, 9, data.draw(DAYS))

    def around(present: list[Entry]) -> list[tuple[Record | None, Record | None]]:
        figures = figures_by_target(standing_records(present))
        return [
            (
                next((record for record in reversed(figures.get(target, [])) if record.as_of <= day), None),
                next((record for record in figures.get(target, []) if record.as_of > day), None),
            )
            for target in ("parking", "charging")
        ]

    seen = ledger.append(lambda present: Decision([], around(present)), {"parking", "charging"}, around=day)
    assert seen == around(stored)


def test_writers_do_not_lose_each_other(opened: Open) -> None:
    """Each adds one to the latest figure; in the end nothing is missing."""

    def add(number: int) -> None:
        def decide(present: list[Entry]) -> Decision[list[Entry]]:
            latest = current(standing_records(present)).get("parking")
            return decided([record(f"w{number}", (latest.value if latest else 0) + 1)])

        opened().append(decide, {"parking"})

    threads = [threading.Thread(target=add, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.value for entry in opened().entries() if isinstance(entry, Record)] == list(range(1, 17))


def test_seals_are_kept_when_asked(opened: Open) -> None:
    """A copy must not make honest what was changed by hand."""
    entries = [record("a", check="00000000"), record("b")]
    assert opened().append(lambda _present: decided(entries, keep_seals=True), keep_seals=True) == entries
    assert opened().entries() == entries


def test_some_targets_are_read_as_all_are(tmp_path: Path) -> None:
    """Of a long ledger with withdrawals, the entries of some targets are those among all, in the same order."""
    plan, _mistakes = plan_file.inspect(ROOT / "targets" / "2024.toml", 2024)
    assert plan is not None
    path = tmp_path / "2024.toml"
    records = year_of_records(plan, 400)
    write(path, records)
    put(FileLedger(path), *(Withdrawal(f"w{one.id}", one.target, one.id, one.recorded_at) for one in records[::7]))
    everything = FileLedger(path).entries()
    for targets in ({"parking"}, {"parking", "gdp-growth"}, set(), {target.id for target in plan.targets}):
        some = file_ledger.parse(path.read_bytes(), path, targets)
        assert some.canonical
        assert some.entries == [entry for entry in everything if entry.target in targets]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_latest_is_what_all_entries_say(made: Callable[[], Open], data: st.DataObject) -> None:
    """Found by index or by reading everything: the same current records, on any day, as known at any moment."""
    ledger = made()()
    stored = put(ledger, *drawn_entries(data))
    on = date(2024, 9, data.draw(DAYS))
    known = data.draw(st.none() | st.integers(-3, 3).map(lambda hours: MOMENT + timedelta(hours=hours)))
    latest = ledger.latest(["parking", "charging"], on, known)
    assert current(standing_records(known_at(latest, known)), on) == current(
        standing_records(known_at(stored, known)), on
    )


@pytest.mark.parametrize("offset", [timedelta(0), timedelta(hours=8), timedelta(hours=-3, minutes=-30)])
def test_moments_keep_their_offset(opened: Open, offset: timedelta) -> None:
    """The clock where it was written down decides what a week knew."""
    moment = datetime(2024, 9, 15, 23, 30, tzinfo=timezone(offset))
    put(opened(), record("a")._replace(recorded_at=moment))
    (found,) = opened().entries()
    assert (found.recorded_at, found.recorded_at.utcoffset()) == (moment, offset)
    assert found == sealed(found)
    assert found.recorded_at.astimezone(UTC) == moment.astimezone(UTC)
