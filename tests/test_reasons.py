"""Why targets lag: which reason counts, and whether what was promised with it held."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.explaining import ReportedReason, make_reasons, not_yet_explained
from jiangan_targets.domain.reasons import Explanation, Promise, explanation, promise, reasons_by_target
from jiangan_targets.domain.record import Entry, Reason, Record, Withdrawal, fates
from jiangan_targets.domain.recording import Provenance
from jiangan_targets.domain.status import status_on
from jiangan_targets.domain.target import Plan
from jiangan_targets.errors import Failure

MOMENT = datetime(2024, 10, 8, 9, tzinfo=UTC)
WHO = Provenance("wang", MOMENT, bytes(5))


def reason(identifier: str, day: str = "2024-08-31", promised: str | None = None, target: str = "parking") -> Reason:
    """A reason as of a day."""
    until = None if promised is None else date.fromisoformat(promised)
    return Reason(identifier, target, date.fromisoformat(day), MOMENT, f"reason {identifier}", promised=until)


def figure(identifier: str, value: str, day: str) -> Record:
    """A figure of the parking spaces; 16,000 are to be reached in the year."""
    return Record(identifier, "parking", Decimal(value), date.fromisoformat(day), MOMENT)


def test_the_latest_reason_is_of_the_latest_day_then_the_last() -> None:
    """As with figures; what was taken back does not count, nor does what is as of a later day."""
    entries: list[Entry] = [
        reason("a", "2024-09-30"),
        reason("b"),
        reason("c", "2024-09-30"),
        reason("d", "2024-07-31", target="charging"),
        reason("e", "2024-10-31"),
        Withdrawal("w", "parking", "e", MOMENT),
        figure("f", "9000", "2024-11-30"),
    ]
    for on, latest in ((None, "c"), (date(2024, 9, 29), "b")):
        found = reasons_by_target(entries, on)
        assert {target: reasons[-1].id for target, reasons in found.items()} == {"parking": latest, "charging": "d"}
    assert [fate.superseded_by for fate in fates(entries)] == ["c", None, None, None, None, None]
    assert [fate.withdrawn_by is not None for fate in fates(entries)] == [False] * 4 + [True, False]


def test_a_reason_does_not_supersede_a_figure() -> None:
    """They stand beside each other, of the same target and day."""
    entries: list[Entry] = [figure("f", "9000", "2024-08-31"), reason("a")]
    assert [fate.superseded_by for fate in fates(entries)] == [None, None]


LAGS, STANDS = "9000", "16000"  # at the end of August 10,667 are expected
PROMISES = [
    (None, [(LAGS, "2024-08-31")], "2024-12-31", Promise.NONE),
    ("2024-10-31", [(LAGS, "2024-08-31")], "2024-10-30", Promise.OPEN),
    ("2024-10-31", [(LAGS, "2024-08-31")], "2024-10-31", Promise.UNKNOWN),
    ("2024-10-31", [], "2024-11-30", Promise.UNKNOWN),
    ("2024-10-31", [(LAGS, "2024-08-31"), (LAGS, "2024-10-31")], "2024-10-31", Promise.BROKEN),
    ("2024-10-31", [(LAGS, "2024-08-31"), (LAGS, "2024-10-30")], "2024-11-30", Promise.UNKNOWN),
    ("2024-10-31", [(LAGS, "2024-08-31"), ("13400", "2024-10-31")], "2024-10-31", Promise.HELD),
    ("2024-10-31", [(LAGS, "2024-08-31"), ("12100", "2024-09-30")], "2024-10-15", Promise.HELD),
    # What came later than the first figure after the promised day says nothing of the promise.
    ("2024-10-31", [("13400", "2024-10-31"), ("13400", "2024-12-15")], "2024-12-31", Promise.HELD),
    ("2024-10-31", [(LAGS, "2024-11-05"), (STANDS, "2024-12-15")], "2024-12-31", Promise.BROKEN),
    # It stood well once, and lagged again on the day itself.
    ("2024-10-31", [("12100", "2024-09-30"), ("12200", "2024-10-31")], "2024-11-30", Promise.BROKEN),
]


@pytest.mark.parametrize(("promised", "figures", "on", "expected"), PROMISES)
def test_whether_a_promise_held(
    plan: Plan, promised: str | None, figures: list[tuple[str, str]], on: str, expected: Promise
) -> None:
    """It is told by the first figure of the promised day or after it; before, by the latest one there is."""
    why = reason("a", promised=promised)
    entries: list[Entry] = [why, *(figure(f"f{number}", *each) for number, each in enumerate(figures))]
    assert explanation(plan, entries, "parking", date.fromisoformat(on)) == Explanation(why, expected)


@pytest.mark.parametrize(
    ("reasons", "before", "promised"),
    [
        # The promise of July comes due; August's reason has one of its own, or none, which leaves July's standing.
        ([("a", "2024-07-31", "2024-08-31"), ("b", "2024-08-31", "2024-10-31")], ("a", Promise.BROKEN), "b"),
        ([("a", "2024-07-31", "2024-08-31"), ("b", "2024-08-31", None)], ("a", Promise.BROKEN), "a"),
        ([("a", "2024-07-31", "2024-10-31"), ("b", "2024-08-31", None)], ("a", Promise.OPEN), "a"),
        (
            [("a", "2024-07-31", "2024-08-31"), ("b", "2024-08-31", None), ("c", "2024-09-15", None)],
            ("a", Promise.BROKEN),
            "a",
        ),
        # Of the same day it is a correction.
        ([("a", "2024-08-31", "2024-09-10"), ("b", "2024-08-31", "2024-10-31")], None, "b"),
        ([("a", "2024-07-31", None), ("b", "2024-08-31", None)], None, None),
    ],
)
def test_a_new_reason_does_not_hide_what_the_last_one_promised(
    plan: Plan, reasons: list[tuple[str, str, str | None]], before: tuple[str, Promise] | None, promised: str | None
) -> None:
    """Offices give a reason each month: what became of the promise of the month before is told all the same."""
    entries: list[Entry] = [figure("f", "8000", "2024-07-31"), figure("g", LAGS, "2024-08-31")]
    entries += [reason(*each) for each in reasons]
    found = explanation(plan, entries, "parking", date(2024, 9, 30))
    assert found is not None
    assert (found.before and (found.before.reason.id, found.before.promise)) == before
    assert (found.promised and found.promised.reason.id) == promised


def test_a_promise_by_the_progress_that_a_report_has(plan: Plan) -> None:
    """The same answer without the ledger, where no later figure hides the one that tells."""
    entries: list[Entry] = [reason("a", promised="2024-10-31"), figure("f", LAGS, "2024-10-31")]
    item = next(each for each in status_on(plan, entries, MOMENT.date()).progress if each.target.id == "parking")
    assert promise(reason("a", promised="2024-10-31"), item, MOMENT.date()) is Promise.OPEN
    item = next(each for each in status_on(plan, entries, date(2024, 11, 30)).progress if each.target.id == "parking")
    assert promise(reason("a", promised="2024-10-31"), item, date(2024, 11, 30)) is Promise.BROKEN
    assert explanation(plan, entries, "charging", date(2024, 11, 30)) is None


def test_a_reason_explains_the_latest_figure(plan: Plan) -> None:
    """Without a day it is as of that; where there is no figure, as of today."""
    parking = plan.target("parking")
    assert parking is not None
    entries: list[Entry] = [figure("f", "9000", "2024-09-30"), figure("g", "9900", "2024-12-01")]
    (made,) = make_reasons([ReportedReason(parking, " x ")], entries, WHO)
    assert (made.as_of, made.reason, made.measure, made.promised) == (date(2024, 9, 30), "x", None, None)
    (made,) = make_reasons([ReportedReason(parking, "x", " ")], [], WHO)
    assert (made.as_of, made.measure) == (MOMENT.date(), None)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reason": "  "}, "parking: the reason is empty"),
        ({"reason": "x" * 2001}, "--reason is longer than 2000 characters"),
        ({"measure": "x" * 2001}, "--measure is longer than 2000 characters"),
        ({"as_of": date(2025, 1, 1)}, "parking: 2025-01-01 lies after the plan's year 2024"),
        ({"as_of": date(2024, 10, 9)}, "parking: 2024-10-09 lies in the future"),
        ({"promised": date(2024, 9, 30)}, "the promised day 2024-09-30 is not after the explained day 2024-09-30"),
    ],
)
def test_what_is_no_reason_is_refused(plan: Plan, changed: dict[str, object], message: str) -> None:
    """Nothing, too much, another year's, tomorrow's, and what was promised for a day that is over."""
    parking = plan.target("parking")
    assert parking is not None
    reported = ReportedReason(parking, "x", as_of=date(2024, 9, 30))._replace(**changed)  # type: ignore[arg-type]
    with pytest.raises(Failure, match=r".") as failure:
        make_reasons([reported], [], WHO)
    assert message in str(failure.value)


SAID = st.tuples(st.sampled_from("ab"), st.sampled_from([None, "m"]), st.none() | st.integers(1, 3))


@given(st.lists(SAID, max_size=6))
def test_the_same_table_again_says_nothing_new(plan: Plan, said: list[tuple[str, str | None, int | None]]) -> None:
    """Whatever it says, with days or without, and whatever became of the reasons since."""
    parking = plan.target("parking")
    assert parking is not None
    table = [
        ReportedReason(parking, text, measure, as_of=None if day is None else date(2024, 9, day))
        for text, measure, day in said
    ]
    made = make_reasons(not_yet_explained(table, []), [], WHO)
    taken_back = [Withdrawal(f"w{each.id}", "parking", each.id, MOMENT) for each in made[::2]]
    assert not_yet_explained(table, [*made, *taken_back]) == []
