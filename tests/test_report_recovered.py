"""What a report says of promises whose targets lag no more: that they held, or that it came too late; once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Cli, Clock
from shapes import write

KEYS = 'kind = "total"\nvalue = 1200\nunit = "个"'
LIBRARY = 'kind = "event"\nby = 2024-06-30'
FIGURES = (
    # On pace are 100 a month.
    ("2024-07-05", ("roads=500", "parks=500", "wells=500", "library=90", "--on", "2024-06-30")),
    ("2024-08-05", ("roads=700", "parks=600", "wells=720", "--on", "2024-07-31")),
    ("2024-08-06", ("library=完成", "--on", "2024-07-25")),
    ("2024-09-05", ("roads=700", "parks=800", "wells=810", "--on", "2024-08-31")),
    ("2024-10-05", ("roads=900", "parks=900", "wells=930", "--on", "2024-09-30")),
)
PROMISED = (("roads", "2024-07-31"), ("parks", "2024-07-31"), ("library", "2024-07-20"), ("wells", "2024-12-31"))


@pytest.fixture
def office(cli: Cli, folder: Path, clock: Clock) -> None:
    """Four targets that give reasons in July."""
    write(folder, f"roads\n{KEYS}", f"parks\n{KEYS}", f"wells\n{KEYS}", f"library\n{LIBRARY}")
    for number, (day, figures) in enumerate(FIGURES):
        clock(f"{day}T09:00")
        assert cli("record", *figures).code == 0
        for target, until in PROMISED if number == 0 else ():
            assert cli("explain", target, "--reason", "雨季", "--by-date", until).code == 0
    clock("2024-10-20T09:00")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("month", "told"),
    [
        ("06", {}),
        # An event that was done after the promised day came too late, though it is done.
        ("07", {"roads": "held", "wells": "held", "library": "broken"}),
        # Parks were told as broken in July, while they lagged.
        ("08", {"parks": "broken"}),
        # Roads fell behind in August and recovered: that has nothing to do with July's promise.
        ("09", {}),
    ],
)
def test_what_became_of_a_promise_is_told_when_its_target_lags_no_more(
    cli: Cli, month: str, told: dict[str, str]
) -> None:
    """By the report after it, and by no later one."""
    arguments = ("report", "--month", f"2024-{month}", "--dated", f"2024-{int(month) + 1:02}-08")
    report = json.loads(cli(*arguments, "--json").out)
    assert {each["id"]: each["promise"] for each in report["recovered"]} == told


@pytest.mark.usefixtures("office")
def test_the_sentences(cli: Cli) -> None:
    """With the promised days, after the lagging targets."""
    arguments = ("report", "--month", "7", "--dated", "2024-08-08", "--format", "markdown")
    chinese = cli(*arguments, lang="zh").out
    assert "按承诺时限扭转滞后的目标：目标roads（2024年7月31日）、目标wells（2024年12月31日）。" in chinese
    assert "超过承诺时限才扭转滞后的目标：目标library（2024年7月20日）。" in chinese
    english = cli(*arguments, lang="en").out
    assert "No longer lagging, as promised: roads (by 31 July 2024), wells (by 31 December 2024)." in english
    assert "No longer lagging, later than promised: library (by 20 July 2024)." in english


@pytest.mark.usefixtures("office")
def test_a_quarter_tells_the_promises_of_its_months(cli: Cli) -> None:
    """It is compared with the quarter before."""
    report = json.loads(cli("report", "--quarter", "3", "--dated", "2024-10-08", "--json").out)
    assert {each["id"]: each["promise"] for each in report["recovered"]} == {
        "roads": "held",
        "wells": "held",
        "library": "broken",
        "parks": "broken",
    }
