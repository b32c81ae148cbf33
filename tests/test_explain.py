"""`explain`, and what the other commands make of reasons."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from answers import history
from conftest import Cli, Clock
from explained import EXPLAIN, LEDGER, open_in_october


@pytest.fixture(autouse=True)
def october(clock: Clock, folder: Path) -> None:
    """It is the eighth of October, and the office has its plan."""
    open_in_october(clock, folder)


@pytest.fixture
def lagging(cli: Cli) -> None:
    """A target that is behind at the end of September."""
    assert cli("record", "parking", "9000", "--on", "2024-09-30").code == 0


@pytest.mark.usefixtures("lagging")
def test_a_reason_is_kept_and_answered(cli: Cli) -> None:
    """As of the latest figure's day, which is said; in both languages."""
    assert cli(*EXPLAIN, "--dry-run").out == (
        "(dry run) New parking spaces as of 30 September 2024 · 18.8 points behind pace · far behind · "
        "reason: 两处征地未完成 · measure: 夜间施工 · promised by 2024-10-31\n"
    )
    assert len(history(cli)) == 1
    assert cli(*EXPLAIN, lang="zh") == (
        0,
        (
            "新增停车位（截至2024年9月30日） · 落后序时进度18.8个百分点 · 严重滞后 · "
            "滞后原因：两处征地未完成 · 整改措施：夜间施工 · 整改时限：2024-10-31\n"
        ),
        "",
    )
    (why, _figure) = history(cli)
    assert {key: why[key] for key in ("target", "reason", "measure", "promised", "as_of", "by", "value", "note")} == {
        "target": "parking",
        "reason": "两处征地未完成",
        "measure": "夜间施工",
        "promised": "2024-10-31",
        "as_of": "2024-09-30",
        "by": "wang",
        "value": None,
        "note": None,
    }


@pytest.mark.usefixtures("lagging")
def test_figures_are_what_they_were(cli: Cli) -> None:
    """Every answer about figures is the same with reasons in the ledger and without."""
    asked = (
        *(
            ("status", "--json", "--on", "2024-10-08"),
            ("outlook", "--json"),
            ("summary", "--week", "2024-W40", "--json"),
        ),
        ("record", "parking", "8000", "--on", "2024-10-01", "--dry-run"),
    )
    before = [cli(*arguments) for arguments in asked]
    for number in range(3):
        assert cli("explain", "parking", "--reason", f"{number}", "--on", "2024-10-07").code == 0
    after = [cli(*arguments) for arguments in asked]
    told = [json.loads(outcome.out) for outcome in (before[2], after[2])]
    vouches = [summary.pop("vouch") for summary in told]  # of all there is, as the week was filled in later
    assert told[0] == told[1]
    assert vouches[0] != vouches[1]
    assert [outcome for place, outcome in enumerate(before) if place != 2] == [
        outcome for place, outcome in enumerate(after) if place != 2
    ]


@pytest.mark.usefixtures("lagging")
def test_show_tells_the_latest_and_whether_it_held(cli: Cli) -> None:
    """Reason, measure and promised day; before it, on it, and after a figure that tells."""
    cli("explain", "parking", "--reason", "earlier", "--on", "2024-06-30")
    cli(*EXPLAIN)

    def promise(on: str) -> tuple[str, str]:
        return (
            json.loads(cli("show", "parking", "--json", "--on", on).out)["promise"],
            next(line for line in cli("show", "parking", "--on", on).out.split("\n") if "Promised" in line)[
                20:
            ].strip(),
        )

    shown = cli("show", "parking", "--on", "2024-10-08").out
    assert "Reason for lag      两处征地未完成 (as of 30 September 2024)\n" in shown
    assert "Corrective measure  夜间施工\n" in shown
    assert "滞后原因    两处征地未完成（截至2024年9月30日）" in cli("show", "parking", lang="zh").out
    assert promise("2024-10-08") == ("open", "by 31 October 2024: not due yet")
    assert promise("2024-11-30") == ("unknown", "by 31 October 2024: no figure since then")
    cli("record", "parking", "9500", "--on", "2024-10-31", "--force")
    assert promise("2024-11-30") == ("broken", "by 31 October 2024: not kept")
    cli("record", "parking", "13400", "--on", "2024-10-31", "--force")
    assert promise("2024-11-30") == ("held", "by 31 October 2024: kept")
    earlier = cli("show", "parking", "--on", "2024-08-01").out
    assert "earlier" in earlier
    assert "Promised" not in earlier
    nothing = json.loads(cli("show", "charging", "--json").out)
    assert [nothing[key] for key in ("reason", "measure", "promised", "promise", "reason_as_of")] == [None] * 5


@pytest.mark.usefixtures("lagging")
def test_a_reason_can_be_taken_back(cli: Cli) -> None:
    """By its id, and as the last thing somebody did; it stays in the history, marked."""
    cli(*EXPLAIN)
    (why, figure) = history(cli)
    assert cli("withdraw", why["id"], "--reason", "wrong site").out == (
        f"Withdrawn: {why['id']} (New parking spaces, 两处征地未完成, 2024-09-30).\n"
    )
    assert history(cli)[0]["withdrawn_reason"] == "wrong site"
    assert "Reason for lag" not in cli("show", "parking").out
    assert "was withdrawn before" in cli("withdraw", why["id"], "--reason", "x").err
    cli(*EXPLAIN)
    assert "两处征地未完成" in cli("undo").out
    assert f"Withdrawn: {figure['id']}" in cli("undo").out
    assert cli("check").code == 0


@pytest.mark.usefixtures("lagging")
def test_every_form_of_the_history_has_it(cli: Cli) -> None:
    """In the table, as CSV and as JSON; a second reason of the day supersedes the first, and no figure."""
    cli(*EXPLAIN)
    cli("explain", "parking", "--reason", "=1+1", "--on", "2024-09-30")
    rows = list(csv.DictReader(io.StringIO(cli("history", "--format", "csv").out)))
    assert [(row["value"], row["unit"], row["reason"], row["measure"], row["promised"]) for row in rows] == [
        ("", "", "'=1+1", "", ""),
        ("", "", "两处征地未完成", "夜间施工", "2024-10-31"),
        ("9000", "spaces", "", "", ""),
    ]
    assert [bool(row["superseded_by"]) for row in rows] == [False, True, False]
    table = cli("history").out
    assert "reason: 两处征地未完成 · measure: 夜间施工" in " ".join(table.split())
    assert table.count("SUPERSEDED") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("explain", "parking"), 2, "--reason"),
        (("explain", "nothing", "--reason", "x"), 1, "No target is called “nothing”."),
        (("explain", "parking", "--reason", ""), 1, "parking: the reason is empty; say why the target lags."),
        (("explain", "parking", "--reason", "x", "--on", "2024-10-09"), 1, "parking: 2024-10-09 lies in the future."),
        (("explain", "parking", "--reason", "x", "--by-date", "soon"), 1, "“soon” is not a date"),
        (("explain", "parking", "--reason", "x", "--by-date", "2024-09-30", "--on", "2024-09-30"), 1, "is not after"),
    ],
)
def test_what_is_refused(cli: Cli, folder: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    """In one line, and nothing is written."""
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert said in outcome.err
    assert not (folder / LEDGER).exists()


def test_what_a_terminal_obeys_is_shown_as_its_escape(cli: Cli) -> None:
    """In every place that shows a reason."""
    assert cli("explain", "parking", "--reason", "a\x1b[31m\nb\u202ec", "--measure", "m\x07").code == 0
    for arguments in (("history",), ("show", "parking"), ("undo",)):
        assert not set("\x1b\x07\u202e") & set(cli(*arguments).out)


def test_as_a_program_of_its_own(installed: Cli) -> None:
    """Record, explain, see, undo, each as a process."""
    assert installed("--lang", "en", "record", "parking", "9000", "--on", "2024-09-30").code == 0
    done = installed("--lang", "en", *EXPLAIN)
    assert (done.code, done.err) == (0, "")
    assert "reason: 两处征地未完成 · measure: 夜间施工 · promised by 2024-10-31\n" in done.out
    assert json.loads(installed("show", "parking", "--json").out)["measure"] == "夜间施工"
    assert installed("undo", "--reason", "x").code == 0
    assert json.loads(installed("show", "parking", "--json").out)["measure"] is None
    refused = installed("--lang", "en", "explain", "parking", "--reason", "x", "--on", "2023-05-01")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
