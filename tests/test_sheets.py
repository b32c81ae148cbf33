"""The sheets in tests/sheets: of each exactly the figures that are meant, or a refusal that says why, nothing else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli

SHEETS = Path(__file__).with_name("sheets")
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((SHEETS / "expected.toml").read_text(encoding="utf-8"))


def recorded(cli: Cli) -> list[str]:
    """Target, figure and day of each record."""
    rows = json.loads(cli("history", "--json").out)
    return sorted(f"{row['target']} {row['value']:g} {row['as_of']}" for row in rows)


def test_every_sheet_has_an_expectation() -> None:
    """None is there without being looked at."""
    assert {path.stem for path in SHEETS.glob("*.csv")} == set(EXPECTED)
    assert len(EXPECTED) >= 40


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sheet_gives_what_is_meant_or_a_reason(cli: Cli, name: str) -> None:
    """A figure that cannot be taken is told; one that is hard to believe is refused unless forced."""
    expected = EXPECTED[name]
    arguments = ["import", str(SHEETS / f"{name}.csv"), *expected.get("options", ())]
    shown = cli(*arguments)
    if "refuses" in expected:
        assert shown.code == 1
        assert expected["refuses"] in shown.err
        assert recorded(cli) == []
        return
    if "doubts" in expected:
        assert shown.code == 1
        assert expected["doubts"] in shown.out
        assert expected["doubts"] in shown.err
        assert recorded(cli) == []
        shown = cli(*arguments, "--force")
    assert shown.code == 0
    assert recorded(cli) == sorted(set(expected["takes"]))
    assert expected.get("says", "") in shown.out + shown.err
