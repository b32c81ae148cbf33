"""`rank` as installed: its forms, what it refuses, and what it says of those it leaves out."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli
from golden import compare
from jiangan_targets.render.drawing.cells import cell_len
from ranked_parts import PLAN
from test_completion_values import values

ON = ("--on", "2024-09-30")
SINCE = ("--since", "2024-08-31")
LEFT_OUT = "Visits to companies cannot be ranked so: its parts have no values. It can by --by growth.\n"


@pytest.fixture
def office(folder: Path, installed: Cli) -> Cli:
    """Two years with parts; in September 后湖街道 has not reported, and 永清街道 not in August."""
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    for year in (2023, 2024):
        (folder / "targets" / f"{year}.toml").write_text(PLAN.replace("{year}", str(year)), encoding="utf-8")
    for day, figures in (
        ("2023-09-30", ("parking/大智街道=800", "parking/一元街道=700", "visits/大智街道=20", "visits/一元街道=25")),
        (
            "2024-08-31",
            ("parking/大智街道=500", "parking/一元街道=700", "parking/车站街道=400", "parking/四唯街道=300"),
        ),
        (
            "2024-09-30",
            ("parking/大智街道=960", "parking/一元街道=720", "parking/车站街道=420", "parking/四唯街道=900"),
        ),
        ("2024-09-30", ("parking/永清街道=100", "accidents/区住建局=6", "accidents/区交通局=9", "accidents=15")),
        ("2024-09-30", ("revenue/大智街道=5.4", "revenue/一元街道=5.4", "visits/大智街道=22", "visits/一元街道=35")),
    ):
        done = installed("record", *figures, "--on", day, "--force")
        assert (done.code, done.err) == (0, "")
    return installed


CASES = {
    "rank.en.txt": ("en", (), 160),
    "rank.zh.txt": ("zh", SINCE, 160),
    "rank.zh.60.txt": ("zh", SINCE, 60),
    "rank.en.60.txt": ("en", SINCE, 60),
    "rank.en.40.txt": ("en", SINCE, 40),
    "rank.ascii.txt": ("en", ("parking", "--ascii", *SINCE), 100),
    "rank.zh.md": ("zh", ("--format", "markdown", *SINCE), 160),
    "rank.en.csv": ("en", ("--format", "csv", *SINCE), 160),
    "rank.json": ("en", ("parking", "--json", *SINCE), 160),
    "rank.growth.en.txt": ("en", ("--by", "growth"), 100),
    "rank.gap.zh.txt": ("zh", ("停车位", "--by", "差距"), 100),
}


@pytest.mark.parametrize("name", CASES)
def test_output_is_as_looked_at(office: Cli, name: str) -> None:
    """Byte for byte what a person approved; no line is wider than the terminal."""
    lang, arguments, columns = CASES[name]
    outcome = office("--lang", lang, "rank", *arguments, *ON, env={"COLUMNS": str(columns)})
    assert outcome.code == 0
    if name.endswith(".txt"):
        assert max(map(cell_len, outcome.out.splitlines())) <= columns
        assert "…" not in outcome.out
    compare(name, outcome.out)


def ranked(office: Cli, *arguments: str) -> dict[str, Any]:
    """Each target as JSON has it."""
    outcome = office("rank", "--json", *arguments)
    assert outcome.code == 0, outcome
    return {target["id"]: target for target in json.loads(outcome.out)["targets"]}


def test_all_forms_agree(office: Cli) -> None:
    """JSON, CSV and Markdown have the same places, names and changes."""
    found = ranked(office, *SINCE, *ON)
    rows = list(csv.DictReader(office("rank", "--format", "csv", *SINCE, *ON).out.splitlines()))
    told = office("rank", "--format", "markdown", *SINCE, *ON).out
    for name, target in found.items():
        of_csv = [row for row in rows if row["id"] == name]
        assert [(row["place"], row["part"], row["climbed"]) for row in of_csv] == [
            *(
                tuple("" if each[key] is None else str(each[key]) for key in ("place", "part", "climbed"))
                for each in target["parts"]
            ),
            ("", "", ""),
        ]
        for each in target["parts"]:
            words = {None: "new" if each["new"] else "", 0: "same", 2: "up 2", -1: "down 1"}
            place = "–" if each["place"] is None else each["place"]
            assert f"| {place} | {words[each['climbed']]} | {each['part']} |" in told


def test_what_is_left_out_is_said(office: Cli) -> None:
    """On stderr; a target that is named and cannot be ranked is refused, and told what it can be ranked by."""
    assert office("rank", *ON).err == LEFT_OUT
    refused = office("rank", "visits", *ON)
    assert (refused.code, refused.out, refused.err) == (1, "", f"Error: {LEFT_OUT}")
    assert list(ranked(office, "visits", "--by", "growth", *ON)["visits"]["parts"][0].items())[:2] == [
        ("place", 1),
        ("part", "一元街道"),
    ]
    grown = office("rank", "--by", "growth", *ON)
    assert grown.err == (
        "Growth of tax revenue cannot be ranked so: only totals and levels grow. It can by --by completion, gap.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("schools",), 1, "New schools has no parts; see [targets.schools.parts]"),
        (("parking/大智街道",), 1, "is a part; this is for the whole target: type parking"),
        (("--since", "2024-09-30"), 2, "--since 2024-09-30 must be a day of 2024 before 2024-09-30"),
        (("--since", "2023-12-31"), 2, "--since 2023-12-31 must be a day of 2024"),
        (("--since", "gestern"), 1, "gestern"),
        (("--by", "size"), 2, "--by: “size” is not one of completion, gap, growth"),
        (("--format", "docx"), 2, "--format: “docx” is not one of table, json, csv, markdown"),
        (("--output", "ranks.xlsx"), 2, "the file's ending must be one of .txt, .json, .csv, .md"),
    ],
)
def test_refusals(office: Cli, arguments: tuple[str, ...], code: int, said: str) -> None:
    """One line that says what to do, and nothing on stdout."""
    refused = office("rank", *arguments, *ON)
    assert (refused.code, refused.out) == (code, "")
    assert said in refused.err.splitlines()[0 if code == 1 else -1] or said in refused.err
    assert "Traceback" not in refused.err


def test_a_plan_without_parts_says_where_they_are_written(installed: Cli) -> None:
    """In both languages."""
    assert "[targets.ID.parts]" in installed("rank").err
    refused = installed("--lang", "zh", "rank")
    assert refused.code == 1
    assert refused.err.startswith("错误：还没有一项目标有分项")


def test_it_goes_into_a_file(office: Cli, tmp_path: Path) -> None:
    """The form by its ending; into a folder by the day, and there it is made anew."""
    assert office("rank", *ON, "--output", str(tmp_path / "r.csv")).code == 0
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").startswith("id,name,by,place,part,")
    for _again in range(2):
        assert office("rank", *ON, "--format", "markdown", "--output", f"{tmp_path}/").code == 0
    assert (tmp_path / "rank-2024-09-30.md").read_text(encoding="utf-8").startswith("# Targets of a district")


def test_whose_figure_the_whole_has_is_said(office: Cli) -> None:
    """Its own, or the sum of how many; and who is missing."""
    found = ranked(office, *ON)
    assert (found["parking"]["whole"]["value_from"], found["parking"]["whole"]["parts_counted"]) == ("parts", 5)
    assert found["parking"]["whole"]["value"] == 960 + 720 + 420 + 900 + 100
    assert found["parking"]["parts_missing"] == ["后湖街道"]
    assert (found["accidents"]["whole"]["value_from"], found["accidents"]["smaller_is_better"]) == ("record", True)
    assert [each["part"] for each in found["accidents"]["parts"]] == ["区交通局", "区住建局"]
    assert found["revenue"]["whole"]["value"] is None
    assert found["revenue"]["by"] == "gap"


def test_the_tab_key_offers_what_can_be_ranked(office: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Targets with parts only, by an alias too, and the measures in the reader's language."""
    assert office("where").code == 0
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    assert values("rank ") == ["parking", "accidents", "revenue", "visits"]
    assert values("rank 停") == ["停车位"]
    assert values("rank s") == [""]
    assert values("rank --by g") == ["gap", "growth"]
    assert values("--lang zh rank --by 增") == ["增速"]


def test_figures_of_different_days_are_named(office: Cli) -> None:
    """They have places, and the reader is told whose are older."""
    assert office("record", "revenue/大智街道", "5.9", "--on", "2024-10-31").code == 0
    told = office("rank", "revenue", "--on", "2024-10-31").out
    assert "older: 一元街道 (2024-09-30)" in told
    assert ranked(office, "parking", "--on", "2024-08-31")["parking"]["parts"][0]["place"] == 1
