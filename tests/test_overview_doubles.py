"""`overview` of a folder counts no district twice, loses none in silence, and says no gap in another's unit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Cli
from jiangan_targets.render.drawing.cells import cell_len
from three_districts import NAMES, ON, plan_of


def test_links_are_districts_once_and_none_is_lost(look: Cli, districts: Path) -> None:
    """A link to another one's folder is not a second district; one in a circle or to nothing is named."""
    whole = look("--json")
    (districts / "circle").symlink_to("circle")
    (districts / "gone").symlink_to(districts / "nowhere")
    (districts / "a copy").symlink_to("jiangan")
    (districts / "z copy").symlink_to(districts / "jiangan")
    outcome = look("--json")
    found = json.loads(outcome.out)
    unread = {each["district"]: each["problem"] for each in found.pop("unread")}
    assert (outcome.code, list(unread)) == (1, ["a copy", "circle", "gone", "z copy"])
    assert unread["a copy"] == unread["z copy"] == "It is the same folder as jiangan, which is counted once."
    assert "too many symbolic links" in unread["circle"]
    assert "There is no targets file" in unread["gone"]
    assert found == {key: value for key, value in json.loads(whole.out).items() if key != "unread"}


def test_links_to_folders_elsewhere_are_districts(districts: Path, look: Cli, tmp_path: Path) -> None:
    """An office may put its districts together from links alone."""
    (tmp_path / "linked").mkdir()
    for name in NAMES:
        (tmp_path / "linked" / name).symlink_to(districts / name)
    assert look(folder=tmp_path / "linked") == look()


def test_plans_that_links_lead_nowhere_to_are_named(filled: Callable[[str], str], run_on: Cli, tmp_path: Path) -> None:
    """As in a folder of workspaces."""
    plans = tmp_path / "plans"
    shutil.copytree(tmp_path / "districts", plans)
    (plans / "circle").symlink_to("circle")
    (plans / "gone.toml").symlink_to("nowhere.toml")
    outcome = run_on(filled("guest"), "overview", "--plans", str(plans), "--json", *ON)
    found = json.loads(outcome.out)
    assert (outcome.code, [each["district"] for each in found["unread"]]) == (1, ["circle", "gone"])
    assert len(found["districts"]) == 3


def test_records_are_counted_for_one_district(
    filled: Callable[[str], str], districts: Path, look: Cli, tmp_path: Path
) -> None:
    """Two workspaces that name the same records are both named: whose they are cannot be told."""
    assert tmp_path in districts.parents
    for name in ("jiangan", "hankou"):
        settings = f'ledger = "{filled("guest")}"\ndistrict = "jiangan"\n'
        (districts / name / "config.toml").write_text(settings, encoding="utf-8")
    outcome = look("--json")
    found = json.loads(outcome.out)
    assert (outcome.code, [row["district"] for row in found["districts"]]) == (1, ["qiaokou"])
    assert [each["problem"].partition(":")[0] for each in found["unread"]] == [
        "Its config.toml names the same records as in jiangan",
        "Its config.toml names the same records as in hankou",
    ]


def test_a_median_gap_is_in_the_unit_of_the_gaps(look: Cli, districts: Path) -> None:
    """The first plan may have another unit, and no figure."""
    mine = plan_of("jiangan")
    air = mine[mine.index("[targets.air]") :].replace("微克", "毫克").replace("μg", "mg").replace("35", "0.035")
    (districts / "hankou" / "targets" / "2024.toml").write_text(plan_of("hankou") + air, encoding="utf-8")
    assert "  -6 μg/m³ " in look().out
    (row,) = [each for each in json.loads(look("--json").out)["targets"] if each["id"] == "air"]
    assert (row["median_gap_points"], row["unit"], row["districts"]) == (-6, "微克/立方米", 3)


@pytest.mark.parametrize("kind", ["a folder", "a link"])
def test_where_nothing_can_be_read_the_reason_is_told(look: Cli, tmp_path: Path, kind: str) -> None:
    """Not that there are no plans, where nobody could look."""
    folder = tmp_path / "shut"
    (folder / "jiangan").mkdir(parents=True)
    if kind == "a folder":
        (folder / "jiangan" / "targets").symlink_to("targets")
    else:
        (folder / "circle").symlink_to("circle")
    outcome = look(folder=folder)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert "too many symbolic links" in outcome.err


def rewrite(districts: Path, name: str, old: str, new: str) -> None:
    """Change a district's plan."""
    path = districts / name / "targets" / "2024.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_target_of_another_kind_has_no_place(look: Cli, districts: Path) -> None:
    """A limit is not compared with a goal, nor a rate with a total, whatever the id; it is shown, and told."""
    rewrite(districts, "jiangan", 'comparison = "at_least"\nunit = "个"', 'comparison = "at_most"\nunit = "个"')
    found = json.loads(look("--json", "--target", "parking").out)
    assert found["unlike"] == ["jiangan"]
    assert {row["district"]: (row["place"], row["value"]) for row in found["districts"]} == {
        "qiaokou": (1, 7000), "hankou": (None, None), "jiangan": (None, 9000),
    }  # fmt: skip
    shown = look("--target", "parking").out
    assert "Of another kind there, and without a place: jiangan" in shown
    assert "Places are by the gap" in shown
    assert json.loads(look("--json", "--target", "gdp").out)["unlike"] == []


def test_where_nobody_has_a_place_nothing_is_said_of_places(look: Cli) -> None:
    """Nor is it told that they are by completion, as before there were gaps."""
    assert "Places are by" not in look("--target", "parking", "--on", "2024-01-31").out
    assert "Places are by completion" in look("--target", "bridge").out


def test_a_word_that_one_plan_knows_finds_the_target_in_all(look: Cli, districts: Path) -> None:
    """An alias of one district, or the beginning of its name for it."""
    rewrite(districts, "jiangan", 'name = "新增停车位"', 'name = "新增停车位"\naliases = ["泊位"]')
    wanted = look("--json", "--target", "parking")
    assert json.loads(wanted.out)["without"] == []
    for word in ("泊位", "新增公共", "Parking"):
        assert look("--json", "--target", word) == wanted
    assert json.loads(look("--json", "--target", "bridge").out)["without"] == ["hankou", "jiangan"]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_long_name_without_blanks_stays_in_its_column(
    look: Cli, districts: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """No line is wider than the terminal, and no letter of the name is lost."""
    name = "abcdefghij" * 9
    (districts / "jiangan").rename(districts / name)
    monkeypatch.setenv("COLUMNS", str(width))
    for arguments in ((), ("--target", "parking")):
        shown = look(*arguments).out
        assert max(map(cell_len, shown.split("\n"))) <= width
        letters = "".join(character for character in shown[shown.index("By district") :] if character in "abcdefghij")
        assert "abcdefghij" in letters
