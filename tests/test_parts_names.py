"""What parts may be called, and how they are found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiangan_targets.domain.kinds import Comparison, Kind
from jiangan_targets.domain.lookup import find_target, find_whole
from jiangan_targets.domain.parts import parts_of, split_subject, subjects
from jiangan_targets.domain.parts_check import part_contradictions
from jiangan_targets.domain.target import Part, Target
from jiangan_targets.errors import Failure
from test_parts import plan_of, whole


def test_a_part_is_found_by_its_whole_or_alone() -> None:
    """By id, alias and name of the target; by the beginning of its own name; alone where one target has it."""
    plan = plan_of(whole(aliases=("车位",)), whole()._replace(id="beds", name="床位", name_en="Beds"))
    for text in ("parking/大智街道", "车位/大智", "Parking／大智 街道", "PARK/大智街道"):
        assert find_target(plan, text).id == "parking/大智街道"
    with pytest.raises(Failure, match="fits several"):
        find_target(plan, "大智街道")
    assert find_target(plan_of(whole()), "大智街道").id == "parking/大智街道"
    with pytest.raises(Failure, match="no single part"):
        find_target(plan, "parking/没有")
    with pytest.raises(Failure, match="no single part"):
        find_target(plan, "parking/")
    with pytest.raises(Failure, match="has no parts"):
        find_target(plan_of(whole(parts=(), unit_of=None), *plan.targets[1:]), "parking/大智街道")
    with pytest.raises(Failure, match="is a part"):
        find_whole(plan, "parking/大智街道")
    assert plan.target("parking/大智街道") == parts_of(plan.targets[0])[0]
    assert plan.target("parking/没有") is None
    assert plan.target("nothing/大智街道") is None
    assert subjects(plan)[:3] == ["parking", "parking/大智街道", "parking/一元街道"]
    assert [split_subject(each) for each in ("parking", "parking/甲")] == [("parking", None), ("parking", "甲")]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (whole(parts=(Part("大智/街道"),)), "no “/”"),
        (whole(parts=(Part(" 大智街道"),)), "no blanks"),
        (whole(parts=(Part("大智\u202e街道"),)), "no invisible character"),
        (whole(parts=(Part("大智街道"), Part("合 计"))), "means the whole"),
        (whole(parts=(Part("大智街道"), Part("大 智街道"))), "is also"),
        (whole(Kind.EVENT, None), "event have no values"),
        (whole(comparison=Comparison.WITHIN, upper=Decimal(400)), "range have no values"),
        (whole(Kind.RANK, "3", parts=(Part("大智街道", Decimal("0.5")),)), "whole number"),
        (whole(parts=()), "only for targets with parts"),
    ],
)
def test_parts_that_contradict_themselves_are_refused(target: Target, said: str) -> None:
    """Each with what to do."""
    assert any(said in problem.template for _key, problem in part_contradictions(target))
