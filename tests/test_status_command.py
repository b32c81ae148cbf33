"""`status`: of a day, as known at a moment, selected and sorted, and in the names of the contract."""

from __future__ import annotations

import json

import pytest

from conftest import Cli


@pytest.mark.usefixtures("year_of_records")
def test_status_as_of_a_day_ignores_later_records(cli: Cli) -> None:
    """`--on` goes back in the year, and past its end."""
    rows = {row["id"]: row for row in json.loads(cli("status", "--json", "--on", "2024-06-30").out)["targets"]}
    assert rows["parking"]["value"] == 4000
    assert rows["retail"]["standing"] == "no_data"
    assert json.loads(cli("status", "--json", "--on", "2025-02-01").out)["targets"][11]["age_days"] == 114


@pytest.mark.usefixtures("year_of_records")
def test_status_as_known_at_a_moment(cli: Cli) -> None:
    """Before anything was written down, nothing was known."""
    assert json.loads(cli("status", "--json", "--known-at", "2024-12-31").out)["counts"]["no_data"] == 21
    assert json.loads(cli("status", "--json", "--known-at", "2999-01-01T00:00+08:00").out)["counts"]["no_data"] < 21


@pytest.mark.usefixtures("year_of_records")
def test_status_selects_and_sorts(cli: Cli) -> None:
    """Filters narrow down, the worst comes first, unknown ones last."""

    def ids(*arguments: str) -> list[str]:
        shown = json.loads(cli("status", "--json", "--on", "2024-10-20", *arguments).out)
        assert sum(shown["counts"].values()) == len(shown["targets"])
        return [row["id"] for row in shown["targets"]]

    assert ids("--behind", "--sort", "gap") == ["events", "parking", "towers-100m", "gdp-growth"]
    assert ids("--group", "livelihood", "--sort", "completion")[:3] == ["events", "elder-beds", "schools"]
    assert ids("--standing", "met", "--standing", "on_pace") == ["retail-growth", "finance", "schools"]
    assert ids("停车位", "gdp") == ["gdp-growth", "parking"]
    assert ids("--behind", "schools") == []
    assert "No target fits." in cli("status", "--behind", "schools", "--on", "2024-10-20").out


def test_status_json_has_the_contract_names(cli: Cli) -> None:
    """Names, types and four decimals as the contract's example has them."""
    cli("record", "parking", "9000", "--on", "2024-09-08")
    shown = json.loads(cli("status", "--json", "--on", "2024-09-10").out)
    assert (shown["year"], shown["on"]) == (2024, "2024-09-10")
    assert set(shown["counts"]) == {
        *(
            "met",
            "ahead",
            "on_pace",
            "behind",
            "far_behind",
            "in_progress",
            "no_data",
            "missed",
            "over_limit",
            "tracked",
        ),
    }
    row = next(row for row in shown["targets"] if row["id"] == "parking")
    contract = {
        "id": "parking",
        "name": "新增停车位",
        "name_en": "New parking spaces",
        "group": "city",
        "kind": "total",
        "comparison": "at_least",
        "target": 16000,
        "unit": "个",
        "value": 9000,
        "as_of": "2024-09-08",
        "completion_percent": 56.25,
        "pace_percent": 68.8889,
        "gap_points": -12.6389,
        "standing": "far_behind",
        "stale": False,
        "age_days": 2,
    }
    assert contract.items() <= row.items()
