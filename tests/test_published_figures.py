"""What other governments printed, computed again to the last digit."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.progress import assess
from jiangan_targets.domain.quantity import round_half_up
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Lights, Target

YEAR = 2024


NOT_FROM_THE_FIGURES_PRINTED = {"47.1": "its own difference does not fit either", "101.7": "5.21 of 5.1 are rounded"}
"""Stated percentages that do not follow from the figures printed beside them."""


@pytest.mark.parametrize("row", [pytest.param(row, id=row["source"]) for row in csv.DictReader(
    (Path(__file__).parent / "published_figures.csv").read_text(encoding="utf-8").splitlines()
)])  # fmt: skip
def test_published_figures_come_out_to_the_last_digit(row: dict[str, str]) -> None:
    """Completion and gap as other governments printed them, rounded to as many places as they printed."""
    value = Decimal(row["target"]) if row["target"] else Decimal(row["base"]) * (100 + Decimal(row["growth"])) / 100
    target = Target("x", "某", "x", "g", Kind(row["kind"]), Comparison(row["comparison"]), value, row["unit"], YEAR)
    day = date.fromisoformat(row["as_of"])
    record = Record("r", "x", Decimal(row["actual"]), day, datetime(YEAR, 1, 1, tzinfo=UTC))
    progress = assess(target._replace(year=day.year), record, day, Lights())
    for stated, computed in ((row["stated_completion"], progress.completion), (row["stated_gap"], progress.gap)):
        if stated and stated not in NOT_FROM_THE_FIGURES_PRINTED:
            assert computed is not None
            places = len(stated.partition(".")[2])
            assert round_half_up(computed, places) == Decimal(stated)
    difference = re.search(r"stated difference from 50% = (-?[0-9]+) USD", row["note"])
    if difference is not None and row["stated_completion"] not in NOT_FROM_THE_FIGURES_PRINTED:
        assert progress.expected is not None
        assert round_half_up(record.value - progress.expected, 0) == Decimal(difference[1])
