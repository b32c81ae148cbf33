"""Figures that are hard to believe: the slips that offices make, named in the refusal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jiangan_targets.domain.plausibility import Neighbours, doubts
from jiangan_targets.domain.record import Record
from jiangan_targets.domain.target import Plan

SEPTEMBER = date(2024, 9, 30)
NOBODY = Neighbours(None, None)


def record(target: str, value: str, day: date = SEPTEMBER) -> Record:
    """A figure as it would be written down."""
    return Record("x", target, Decimal(value), day, datetime(2024, 10, 9, tzinfo=UTC))


def doubted(plan: Plan, target: str, value: str, near: Neighbours = NOBODY) -> str:
    """All doubts as one text; empty when there are none."""
    found = plan.target(target)
    assert found is not None
    return "; ".join(str(doubt) for doubt in doubts(found, record(target, value), near, date(2024, 12, 31)))


@pytest.mark.parametrize(
    ("target", "value", "slip"),
    [
        ("parking", "160001", "more than 10 times the target (万 or 亿 mixed up?)"),
        ("parking", "160000", "exactly 10 times the target (a digit too many?)"),
        ("parking", "16001", "the first figure is beyond the whole year's target"),
        ("parking", "16000", ""),
        ("parking", "0.9", "less than a hundredth of what is expected by then (万 or 亿 left out?)"),
        ("parking", "121", ""),
        ("parking", "0", ""),
        ("retail", "0.05123", "less than a hundredth"),
        ("hightech", "7.6", "less than a hundredth"),
        ("hightech", "805", ""),
        ("gdp-growth", "6.1", ""),
        ("gdp-growth", "0", ""),
        ("gdp-growth", "0.5", ""),
        ("gdp-growth", "-2.1", ""),
        ("gdp-growth", "0.061", "looks like a fraction; in percent it would be 6.1"),
        ("gdp-growth", "-0.061", "looks like a fraction; in percent it would be -6.1"),
        ("gdp-growth", "106.1", "looks like an index (last year = 100), which would be 6.1%"),
        ("retail-growth", "110.2", "looks like an index (last year = 100), which would be 10.2%"),
        ("gdp-growth", "98.5", "looks like an index (last year = 100), which would be -1.5%"),
        ("gdp-growth", "70", "10 times the target or more (an amount, not a rate?)"),
        ("gdp-growth", "69.9", ""),
        ("gdp-growth", "168.4", "10 times the target or more"),
        ("gdp-growth", "-201", "beyond ±200%"),
        ("digital-economy", "48.5", ""),
        ("digital-economy", "0.485", "looks like a fraction; in percent it would be 48.5"),
        ("digital-economy", "98", "looks like an index"),
        ("digital-economy", "69", ""),
    ],
)
def test_a_first_figure(plan: Plan, target: str, value: str, slip: str) -> None:
    """Compared with the target, and with what its pace asks for by then."""
    found = doubted(plan, target, value)
    assert slip in found
    assert bool(found) == bool(slip)


@pytest.mark.parametrize(
    ("value", "slip"),
    [
        ("9000", "differs from 900 on 2024-08-31 by exactly 10 times (a digit too many?)"),
        ("9001", "differs from 900 on 2024-08-31 by more than 10 times (万 or 亿 mixed up?)"),
        ("8999", ""),
        ("899", "the total would fall: 2024-08-31 already had 900"),
    ],
)
def test_the_next_figure(plan: Plan, value: str, slip: str) -> None:
    """Compared with the one before it."""
    near = Neighbours(record("parking", "900", date(2024, 8, 31)), None)
    found = doubted(plan, "parking", value, near)
    assert slip in found
    assert bool(found) == bool(slip)


def test_a_step_of_more_than_the_whole_year(plan: Plan) -> None:
    """Since the figure before: even where the ratio looks harmless."""
    near = Neighbours(record("parking", "9000", date(2024, 8, 31)), None)
    assert doubted(plan, "parking", "25000", near) == ""
    assert "a step of more than the whole year's target since 2024-08-31" in doubted(plan, "parking", "25001", near)


def test_a_correction_downwards_says_how_it_is_done(plan: Plan) -> None:
    """A second figure for the same day that is smaller: the first one has to be taken back."""
    found = doubted(plan, "parking", "8000", Neighbours(record("parking", "9000"), None))
    assert found.startswith("the total would fall: 2024-09-30 already has 9,000; take a wrong one back first")
    assert "`undo` or `withdraw`" in found
