"""`overview` where a figure is the sum of its parts: as the own status has it, from a folder and a database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Cli
from three_districts import NAMES, ON, plan_of

PARTS = """
[targets.homes]
name = "保障性住房"
name_en = "Homes"
group = "city"
kind = "total"
comparison = "at_least"
unit = "套"
value = 1000
quote = "x"
[targets.homes.parts]
"大智街道" = 600
"一元 街道" = 400
"""
RECORDS = {
    "jiangan": ("homes/大智街道=500@2024-09-30", "homes/一元 街道=310.5@2024-09-10"),
    "qiaokou": ("homes=800@2024-09-30", "homes/大智街道=100@2024-10-08"),
    "hankou": ("homes/大智街道=90@2024-10-31",),
}


@pytest.mark.parametrize("in_database", [False, True])
def test_parts_add_up_as_in_the_districts_own_status(
    districts: Path, cli: Cli, run_on: Cli, prepared: Callable[[str], str], *, in_database: bool
) -> None:
    """Their sum where there is no figure of the whole, and nothing of a later day."""
    for name in NAMES:
        folder = ("--dir", str(districts / name))
        (districts / name / "targets" / "2024.toml").write_text(plan_of(name) + PARTS, encoding="utf-8")
        for record in RECORDS[name]:
            figure, _at, day = record.partition("@")
            assert cli(*folder, "record", figure, "--on", day).code == 0
        if in_database:
            assert (
                run_on(prepared("zhang"), *folder, "ledger", "copy", "file", prepared("zhang"), district=name).code == 0
            )
            assert run_on(prepared("zhang"), *folder, "ledger", "keep-plan", district=name).code == 0
    source = ("--ledger", prepared("guest")) if in_database else (str(districts),)
    found = json.loads(cli("overview", *source, "--json", "--target", "homes", *ON).out)
    rows = {row["district"]: row for row in found["districts"]}
    assert {name: (row["value"], row["value_from"]) for name, row in rows.items()} == {
        "jiangan": (810.5, "parts"), "qiaokou": (800, "record"), "hankou": (None, None),
    }  # fmt: skip
    overview = {row["district"]: row for row in json.loads(cli("overview", *source, "--json", *ON).out)["districts"]}
    for name in NAMES:
        status = json.loads(cli("--dir", str(districts / name), "status", "--json", *ON).out)
        assert overview[name]["counts"] == status["counts"]
        (own,) = [target for target in status["targets"] if target["id"] == "homes"]
        assert {key: rows[name][key] for key in own if key in rows[name]} == {
            key: value for key, value in own.items() if key in rows[name]
        }
    shown = cli("overview", *source, "--target", "homes", *ON).out
    assert "The sum of its parts: jiangan" in shown
    refused = cli("overview", *source, "--target", "homes/大智街道", *ON)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "is a part; this is for the whole target" in refused.err
