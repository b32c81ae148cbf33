"""The ledger as a state machine: whatever is done in whatever order, it holds what was acknowledged."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from decisions import decided
from jiangan_targets.domain.explaining import ReportedReason, make_reasons
from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.reasons import reasons_by_target
from jiangan_targets.domain.record import Entry, Withdrawal, current, standing_records, withdrawals
from jiangan_targets.domain.recording import Provenance, ReportedFigure, make_records
from jiangan_targets.domain.target import Target
from jiangan_targets.domain.withdrawing import last_command_by, take_back
from jiangan_targets.errors import Failure
from jiangan_targets.storage.ledger.file import ledger as file_ledger
from jiangan_targets.storage.ledger.interface import Decision
from received import plan_of_2024

TARGETS = [
    Target(name, name, name, "g", Kind.TOTAL, Comparison.AT_LEAST, Decimal(100), "个", 2024)
    for name in ("parking", "charging")
]
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
REASONS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
NOTES = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


class LedgerMachine(RuleBasedStateMachine):
    """Compares the file with a plain list of what was acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name, "records", "2024.toml")
        self._acknowledged: list[Entry] = []

    def _provenance(self, by: str) -> Provenance:
        return Provenance(by, datetime(2024, 12, 31, tzinfo=UTC), bytes(5))

    @rule(goal=st.sampled_from(TARGETS), value=st.integers(0, 10**6), day=DAYS, add=st.booleans(), note=NOTES)
    def record(self, goal: Target, value: int, day: date, add: bool, note: str | None) -> None:  # noqa: FBT001 -- drawn
        """Record a figure, whatever the plausibility rules would say."""
        figure = ReportedFigure(goal, Decimal(value), day, add, note)
        who = self._provenance("wang")
        stored = file_ledger.append(
            self._path,
            lambda entries: decided([new.record for new in make_records([figure], entries, who) if new.is_new]),
        )
        self._acknowledged += stored

    @rule(goal=st.sampled_from(TARGETS), said=REASONS, measure=NOTES, day=st.none() | DAYS)
    def explain(self, goal: Target, said: str, measure: str | None, day: date | None) -> None:
        """Say why a target lags."""
        reported, who = ReportedReason(goal, said, measure, as_of=day), self._provenance("wang")
        stored = file_ledger.append(self._path, lambda entries: decided(make_reasons([reported], entries, who)))
        self._acknowledged += stored

    @rule(by=st.sampled_from(["wang", "li"]))
    def undo(self, by: str) -> None:
        """Take back what a user's last command recorded, if anything."""
        who = self._provenance(by)
        try:
            stored = file_ledger.append(
                self._path,
                lambda entries: decided(
                    [
                        item.withdrawal
                        for item in take_back(plan_of_2024(), last_command_by(entries, by), entries, "wrong", who)
                    ]
                ),
            )
            self._acknowledged += stored
        except Failure:
            taken_back = withdrawals(self._acknowledged)
            assert not any(
                not isinstance(entry, Withdrawal) and entry.by == by and entry.id not in taken_back
                for entry in self._acknowledged
            )

    @rule()
    def refuse(self) -> None:
        """A refused append leaves no trace."""
        before = self._path.read_bytes() if self._path.exists() else None

        def decide(_entries: list[Entry]) -> Decision[None]:
            raise Failure("no")

        with pytest.raises(Failure):
            file_ledger.append(self._path, decide)
        assert (self._path.read_bytes() if self._path.exists() else None) == before

    @rule(comment=st.text("abc 停", max_size=5))
    def edit_by_hand(self, comment: str) -> None:
        """Somebody adds a comment at the end; the full parser takes over."""
        if self._path.exists():
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"# {comment}\n")

    @invariant()
    def the_file_holds_what_was_acknowledged(self) -> None:
        """Everything, in order, and nothing else; so the current values agree too."""
        found = file_ledger.read(self._path).entries
        assert found == self._acknowledged
        assert current(standing_records(found)) == current(standing_records(self._acknowledged))
        assert reasons_by_target(found, None) == reasons_by_target(self._acknowledged, None)

    def teardown(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()


LedgerMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestLedger = LedgerMachine.TestCase
