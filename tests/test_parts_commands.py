"""Parts of a target on the command line, as installed: recorded, shown, taken back, summed and checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli
from test_parts import BEIJING

PLAN = """year = 2024
title = "示例"
groups.city.name = "城建"

[targets.parking]
name = "新增停车位"
name_en = "New parking spaces"
aliases = ["停车位"]
group = "city"
kind = "total"
value = 3000
unit = "个"
plan = { 6 = 1000 }

[targets.parking.parts]
unit_of = "街道"
"大智街道" = 1200
"一元街道" = { value = 1000, last_year = 900, owner = "一元街道办" }
"后湖街道" = 800

[targets.growth]
name = "增速"
name_en = "Growth"
group = "city"
kind = "rate"
value = 6
unit = "%"
parts = ["大智街道", "车站街道"]
"""


@pytest.fixture
def office(folder: Path, installed: Cli) -> Cli:
    """The program as installed, in a workspace whose plan has parts."""
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    (folder / "targets" / "2024.toml").write_text(PLAN, encoding="utf-8")
    return installed


def recorded(office: Cli, *figures: tuple[str, str, str]) -> None:
    """Record figures, whatever is doubted."""
    for subject, value, day in figures:
        done = office("record", subject, value, "--on", day, "--force")
        assert (done.code, done.err) == (0, "")


def of(office: Cli, identifier: str = "parking", *more: str) -> dict[str, Any]:
    """A target as `status --json` has it."""
    found = json.loads(office("status", "--json", "--on", "2024-10-10", *more).out)["targets"]
    return next(target for target in found if target["id"] == identifier)


def test_a_part_lives_like_a_target(office: Cli) -> None:
    """Recorded by any of its names, superseded, added to, taken back; others and the whole stay as they are."""
    recorded(office, ("停车位/大智", "600", "2024-06-30"), ("parking/一元街道", "300", "2024-06-30"))
    recorded(office, ("parking/大智街道", "610", "2024-06-30"), ("后湖街道", "10", "2024-06-30"))
    assert office("record", "parking/大智街道", "+40", "--on", "2024-07-31").out.startswith(
        "New parking spaces · 大智街道"
    )
    assert of(office)["value"] == 650 + 300 + 10
    history = json.loads(office("history", "--json").out)
    assert [(row["target"], row["part"], row["value"]) for row in history][-1] == ("parking", "大智街道", 600)
    own = json.loads(office("history", "parking/大智街道", "--json").out)
    assert [row["value"] for row in own] == [650, 610, 600]
    assert own[2]["superseded_by"] == own[1]["id"]
    assert own[0]["superseded_by"] is None
    assert json.loads(office("history", "parking", "--json").out) == []
    assert "What counts now: 610" in office("undo").out
    assert "What counts now: 600" in office("withdraw", own[1]["id"]).out
    assert [part["value"] for part in of(office)["parts"]] == [600, 300, 10]


def test_what_the_whole_has_is_said(office: Cli) -> None:
    """The sum, of whom, who is missing or older; its own figure goes before it."""
    recorded(office, ("parking/大智街道", "700", "2024-09-30"), ("parking/一元街道", "520", "2024-08-31"))
    target = of(office)
    assert (target["value"], target["as_of"], target["value_from"]) == (1220, "2024-09-30", "parts")
    assert target["parts_sum"] == {
        "value": 1220,
        "as_of": "2024-09-30",
        "counted": 2,
        "older": [{"part": "一元街道", "as_of": "2024-08-31"}],
    }
    assert (target["parts_missing"], target["unit_of"]) == (["后湖街道"], "街道")
    first, _second, third = target["parts"]
    assert set(first) == {
        *(set(target) - {"unit_of", "parts", "parts_sum", "parts_missing", "parts_difference"}),
        "part",
    }
    assert (first["id"], first["part"], first["completion_percent"]) == ("parking/大智街道", "大智街道", 58.3333)
    assert (first["pace_percent"], third["standing"]) == (
        66.6667,
        "no_data",
    )  # 400 by June, then 800 more in six months
    said = "sum of 2 of 3 街道; older: 一元街道 (2024-08-31); missing: 后湖街道"
    for arguments in (("status",), ("status", "--format", "markdown"), ("show", "parking")):
        assert said in office(*arguments, "--on", "2024-10-10").out.replace("\\", "")
    assert of(office, "growth")["value_from"] is None
    recorded(office, ("parking", "1300", "2024-09-30"))
    assert of(office)["value_from"] == "record"
    row = office("status", "parking", "--on", "2024-10-10", "--format", "csv").out.splitlines()[1]
    assert row.endswith(",record,后湖街道,")


def test_parts_are_shown_when_they_are_asked_for(office: Cli) -> None:
    """Below their target, or alone; counts are of wholes."""
    recorded(office, ("parking/大智街道", "700", "2024-09-30"))
    folded = office("status", "--on", "2024-10-10").out
    shown = office("status", "--parts", "--on", "2024-10-10").out
    assert "parking/大智街道" not in folded
    assert "\n  大智街道          parking/大智街道" in shown
    assert folded.splitlines()[1] == shown.splitlines()[1]
    ids = [line.partition(",")[0] for line in office("status", "--parts", "--format", "csv").out.splitlines()[1:]]
    assert ids == [
        *("parking", "parking/大智街道", "parking/一元街道", "parking/后湖街道"),
        *("growth", "growth/大智街道", "growth/车站街道"),
    ]
    as_json = json.loads(office("status", "--json", "--parts").out)
    assert [target["id"] for target in as_json["targets"]] == ["parking", "growth"]
    assert sum(as_json["counts"].values()) == 2
    alone = json.loads(office("status", "停车位/大智", "--json", "--on", "2024-10-10").out)["targets"]
    assert [target["value"] for target in alone] == [700]
    for command in (("show", "parking/大智街道"), ("outlook", "parking/大智街道"), ("chart", "parking/大智街道")):
        told = office(*command, "--on", "2024-10-10")
        assert (told.code, "大智街道" in told.out) == (0, True), told


def test_what_does_not_fit_is_told(office: Cli) -> None:
    """By `status` and `check`: sums beyond rounding, values that do not add up, and who is missing."""
    day = "2024-09-30"
    recorded(
        office, ("parking/大智街道", "700", day), ("parking/一元街道", "520", day), ("parking/后湖街道", "400", day)
    )
    recorded(office, ("parking", "1621", day), ("growth/大智街道", "5", day))
    assert of(office)["parts_difference"] is None
    assert "not the sum" not in office("check").out
    recorded(office, ("parking", "1630", day), ("parking/大智街道", "750", "2024-10-05"))
    assert of(office)["parts_difference"] == 10
    told = office("status", "--on", "2024-10-10").out
    assert "its figure of 30 September 2024, 1,630个, is not the sum of its 街道 of that day, 1,620个" in told
    assert "Growth: missing: 车站街道" in told
    checked = office("check")
    assert checked.code == 0
    assert "1,630 of 2024-09-30 is not the sum of the parts of that day, 1,620" in checked.out.replace("1630", "1,630")
    assert "[targets.growth] parts: no figure yet of 车站街道" in checked.out


def test_values_that_do_not_add_up_are_told(office: Cli, folder: Path) -> None:
    """With both sums, in status, show and check; nothing is refused for it."""
    path = folder / "targets" / "2024.toml"
    path.write_text(PLAN.replace('"后湖街道" = 800', '"后湖街道" = 700'), encoding="utf-8")
    for arguments in (("status",), ("show", "parking")):
        assert "the values of its 街道 add up to 2,900个, not to 3,000个" in " ".join(office(*arguments).out.split())
    checked = office("check")
    assert checked.code == 0
    assert "line 16: " not in checked.out
    assert "[targets.parking] parts: the parts add up to 2,900, the target's value is 3,000." in checked.out


@pytest.mark.parametrize(("own", "told"), [("73555170", False), ("73555177", True)])
def test_beijing_january_to_august_2018(office: Cli, folder: Path, own: str, told: bool) -> None:  # noqa: FBT001
    """Seventeen districts whose sum is 2 below the published whole; 9 would be more than rounding."""
    names = [f"区{number}" for number in range(len(BEIJING))]
    plan = PLAN.partition("[targets.parking.parts]")[0].replace("3000", "110000000").replace("6 = 1000", "6 = 50000000")
    (folder / "targets" / "2024.toml").write_text(f"{plan}\nparts = {json.dumps(names)}\nunit_of = '区'\n", "utf-8")
    figures = [f"parking/{name}={value}" for name, value in zip(names, BEIJING, strict=True)]
    assert office("record", *figures, "--on", "2024-08-31", "--force").code == 0
    assert of(office)["value"] == 73_555_168
    assert office("record", f"parking={own}", "--on", "2024-08-31", "--force").code == 0
    assert (of(office)["parts_difference"] is not None) is told
    assert ("not the sum of the parts" in office("check").out) is told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("record", "大智街道", "3"), "fits several targets: parking/大智街道, growth/大智街道"),
        (("record", "parking/没有", "3"), "has no single part “没有”; there are: 大智街道, 一元街道, 后湖街道"),
        (("record", "nothing/大智街道", "3"), "No target is called “nothing”"),
        (("explain", "parking/大智街道", "--reason", "x"), "is a part; this is for the whole target: type parking"),
        (("record", "parking/大智街道", "3亿元"), "New parking spaces · 大智街道: "),
    ],
)
def test_what_is_refused_says_what_to_do(office: Cli, arguments: tuple[str, ...], said: str) -> None:
    """In one line, and nothing is recorded."""
    refused = office(*arguments)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert said in refused.err
    assert json.loads(office("history", "--json").out) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"大智街道" = 1200',
            '"大智街道" = "1.2千"',
            "line 17: [targets.parking] parts.大智街道.value: must be a plain",
        ),
        (
            "last_year = 900",
            "last_yaer = 900",
            "line 18: [targets.parking] parts.一元街道.last_yaer: unknown key; “last_year”",
        ),
        ('"大智街道" = 1200', '"大智/街道" = 1200', "line 15: [targets.parking] parts: “大智/街道”: a name has no “/”"),
        ('"大智街道" = 1200', '"一元 街道" = 1200', "“一元街道” is also “一元 街道”; each part stands there once"),
        ('unit_of = "街道"', "unit_of = 3", 'unit_of: must be text in quotes, like "parking"'),
        ("plan =", 'unit_of = "x"\nplan =', "unit_of: is in [targets.parking.parts] too; keep one of them"),
        (
            'parts = ["大智街道", "车站街道"]',
            'parts = ["大智街道", "大智街道"]',
            "line 28: [targets.growth] parts: names a part twice",
        ),
        ('parts = ["大智街道", "车站街道"]', 'parts = "大智街道"', "parts: must be a table of values"),
        ('parts = ["大智街道", "车站街道"]', 'unit_of = "街道"', "unit_of: is only for targets with parts"),
        ('owner = "一元街道办"', 'owner = ""', "parts.一元街道.owner: must not be empty"),
    ],
)
def test_a_mistake_in_the_plan_is_told_at_its_line(office: Cli, folder: Path, old: str, new: str, said: str) -> None:
    """By `check`, in the words of the file, and no figure is shown."""
    assert old in PLAN
    (folder / "targets" / "2024.toml").write_text(PLAN.replace(old, new, 1), encoding="utf-8")
    assert said in office("check").out
    assert office("status").code == 1
