"""A year begun from one whose targets have parts, and what the Tab key offers of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from conftest import Cli
from test_completion_values import values
from test_parts_commands import PLAN, recorded


@pytest.fixture
def office(folder: Path, installed: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The program as installed, in a workspace whose plan has parts."""
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    (folder / "targets" / "2024.toml").write_text(PLAN, encoding="utf-8")
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(folder))
    return installed


def test_the_next_year_has_what_each_part_reached(office: Cli, folder: Path) -> None:
    """And the sum of all as the target's; where a figure of the year's end is missing, that is told."""
    end = "2024-12-31"
    recorded(
        office, ("parking/大智街道", "1300", end), ("parking/一元街道", "900", end), ("parking/后湖街道", "700", end)
    )
    recorded(office, ("growth/大智街道", "5.5", end), ("growth/车站街道", "5", "2024-09-30"))
    assert office("init", "--from", "2024", "--year", "2025").code == 0
    text = (folder / "targets" / "2025.toml").read_text(encoding="utf-8")
    targets = tomllib.loads(text)["targets"]
    assert targets["parking"]["last_year"] == 2900
    assert targets["parking"]["parts"] == {
        "大智街道": {"last_year": 1300},
        "一元街道": {"last_year": 900, "owner": "一元街道办"},
        "后湖街道": {"last_year": 700},
    }
    assert targets["parking"]["unit_of"] == "街道"
    assert targets["growth"]["parts"] == {"大智街道": {"last_year": 5.5}, "车站街道": {}}
    assert "no figure of the end of 2024 of 车站街道; write last_year there" in text
    assert office("check", "--year", "2025").code == 0


def test_a_sum_that_is_not_whole_is_no_outcome(office: Cli, folder: Path) -> None:
    """Neither with a part missing, nor with one of an earlier day."""
    end = "2024-12-31"
    recorded(office, ("parking/大智街道", "1300", end), ("parking/一元街道", "900", end))
    assert office("init", "--from", "2024", "--year", "2025").code == 0
    parking = tomllib.loads((folder / "targets" / "2025.toml").read_text(encoding="utf-8"))["targets"]["parking"]
    assert "last_year" not in parking
    recorded(office, ("parking/后湖街道", "700", "2024-11-30"))
    assert office("init", "--from", "2024", "--year", "2026").code == 0
    parking = tomllib.loads((folder / "targets" / "2026.toml").read_text(encoding="utf-8"))["targets"]["parking"]
    assert ("last_year" in parking, parking["parts"]["后湖街道"]) == (False, {})


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    ("begun", "offers"),
    [
        ("par", ["parking"]),
        ("parking/", ["parking/大智街道", "parking/一元街道", "parking/后湖街道"]),
        ("parking/大", ["parking/大智街道"]),
        ("停车位/一", ["停车位/一元街道"]),
        ("growth/", ["growth/大智街道", "growth/车站街道"]),
        ("nothing/", []),
        ("", ["parking", "growth"]),
    ],
)
def test_the_tab_key_offers_parts_behind_their_target(office: Cli, kept: bool, begun: str, offers: list[str]) -> None:  # noqa: FBT001
    """From what is kept beside the plan, and from the plan; without a stroke targets only."""
    if kept:
        assert office("status", "--year", "2024").code == 0
    assert [*filter(None, values(f"--year 2024 record {begun}"))] == offers
