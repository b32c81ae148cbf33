"""What is told of a whole whose parts go on, as installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Cli
from test_parts_commands import PLAN, recorded


@pytest.fixture
def office(folder: Path, installed: Cli) -> Cli:
    """The program as installed, in a workspace whose plan has parts."""
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    (folder / "targets" / "2024.toml").write_text(PLAN, encoding="utf-8")
    return installed


def test_parts_that_went_on_are_told_beside_an_old_figure(office: Cli) -> None:
    """The figure of the target's own goes first, and what its parts have since stands below it."""
    recorded(office, ("parking", "900", "2024-06-30"))
    recorded(office, ("parking/大智街道", "700", "2024-09-30"), ("parking/一元街道", "520", "2024-09-30"))
    said = "its own figure of 30 June 2024 goes first; 2 of 3 街道 have 1,220个 on 30 September 2024"
    for command in ("status", "show", "rank"):
        assert said in " ".join(office(command, "parking", "--on", "2024-10-10").out.split()), command
    (target,) = json.loads(office("status", "parking", "--on", "2024-10-10", "--json").out)["targets"]
    assert (target["value"], target["parts_sum"]["value"]) == (900, 1220)
    assert said not in office("status", "parking", "--on", "2024-09-29").out
    recorded(office, ("parking", "1220", "2024-09-30"))
    assert said not in office("status", "parking", "--on", "2024-10-10").out


def test_a_name_may_have_an_equals_sign(office: Cli, folder: Path) -> None:
    """A figure has none: what stands before the last one is the name."""
    path = folder / "targets" / "2024.toml"
    path.write_text(PLAN.replace('"后湖街道" = 800', '"A=B" = 800'), encoding="utf-8")
    done = office("record", "parking/A=B=300", "parking/大智街道=100", "--on", "2024-03-31", "--force")
    assert (done.code, done.err, "A=B" in done.out) == (0, "", True)


def test_a_total_below_what_its_parts_had_is_told(office: Cli) -> None:
    """Parts that are missing only make it more; what is rounded is not told."""
    recorded(office, ("parking/大智街道", "700", "2024-08-31"), ("parking/一元街道", "520", "2024-08-31"))
    recorded(office, ("parking", "1219", "2024-09-30"))
    assert "together had" not in office("status", "parking", "--on", "2024-10-10").out
    recorded(office, ("parking", "900", "2024-09-30"))
    said = "its 街道 together had 1,220个 on 31 August 2024 already"
    assert said in " ".join(office("status", "parking", "--on", "2024-10-10").out.split())


def test_nothing_is_added_to_a_sum(office: Cli) -> None:
    """It would be the first figure of the target's own, and go before the sum that was shown."""
    recorded(office, ("parking/大智街道", "700", "2024-08-31"), ("parking/一元街道", "520", "2024-08-31"))
    refused = office("record", "parking", "+500", "--on", "2024-09-30")
    assert (refused.code, refused.out, "only the sum of its parts" in refused.err) == (1, "", True)
    recorded(office, ("parking", "1300", "2024-09-01"), ("parking", "+500", "2024-09-30"))
    (target,) = json.loads(office("status", "parking", "--on", "2024-10-10", "--json").out)["targets"]
    assert target["value"] == 1800


def test_targets_that_are_not_settled_are_counted_whole(office: Cli) -> None:
    """With their parts below them as without."""
    recorded(office, ("parking/大智街道", "700", "2024-09-30"))
    for more in ((), ("--parts",)):
        assert "no figure of 31 December yet: 1" in office("status", "parking", *more, "--on", "2024-12-31").out
