"""Which record counts: supersession, withdrawal, and the ledger as it was known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.record import (
    Entry,
    Record,
    Withdrawal,
    current,
    fates,
    figures_by_target,
    known_at,
    standing_records,
)

START = datetime(2024, 9, 9, 9, tzinfo=UTC)


def make_record(identifier: str, value: int, day: int, target: str = "parking", hours: int = 0) -> Record:
    """A record of a day in September."""
    return Record(identifier, target, Decimal(value), date(2024, 9, day), START + timedelta(hours=hours))


def test_the_latest_day_counts_then_the_last_in_the_ledger() -> None:
    """The ledger's order decides between records of one day, whatever their clocks say."""
    entries: list[Entry] = [make_record("a", 1, 8, hours=5), make_record("b", 2, 8, hours=1), make_record("c", 3, 7)]
    assert current(standing_records(entries))["parking"].id == "b"
    assert [record.id for record in figures_by_target(standing_records(entries))["parking"]] == ["c", "b"]
    assert current(standing_records(entries), date(2024, 9, 7))["parking"].id == "c"
    assert current(standing_records(entries), date(2024, 9, 6)) == {}


def test_a_withdrawn_record_gives_way_to_the_one_before() -> None:
    """Taking back the correction brings the first figure back."""
    entries: list[Entry] = [make_record("a", 1, 8), make_record("b", 2, 8), Withdrawal("w", "parking", "b", START)]
    assert current(standing_records(entries))["parking"].id == "a"
    first, second = fates(entries)
    assert (first.withdrawn_by, first.superseded_by) == (None, None)
    assert second.withdrawn_by is not None
    assert second.superseded_by is None


def test_superseded_records_are_told_from_the_one_that_counts() -> None:
    """Each names what superseded it."""
    entries: list[Entry] = [make_record("a", 1, 8), make_record("b", 2, 8)]
    assert [fate.superseded_by for fate in fates(entries)] == ["b", None]


def test_a_report_can_be_rebuilt_as_it_was_known() -> None:
    """A withdrawal that came later does not reach back."""
    withdrawal = Withdrawal("w", "parking", "a", START + timedelta(days=1))
    entries: list[Entry] = [make_record("a", 1, 8), withdrawal]
    assert current(standing_records(entries)) == {}
    assert current(standing_records(known_at(entries, START)))["parking"].id == "a"


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 3), st.booleans()), max_size=30))
def test_current_is_the_last_of_the_figures(moves: list[tuple[int, int, bool]]) -> None:
    """Two ways of asking for the current value agree for any ledger."""
    entries: list[Entry] = []
    for number, (day, target, take_back) in enumerate(moves):
        if take_back and entries:
            entries.append(Withdrawal(f"w{number}", f"t{target}", entries[day % len(entries)].id, START))
        else:
            entries.append(make_record(f"r{number}", number, day, f"t{target}"))
    for target_id, record in current(standing_records(entries)).items():
        assert figures_by_target(standing_records(entries))[target_id][-1] == record
