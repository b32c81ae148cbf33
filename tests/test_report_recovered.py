"""What reports and summaries say of promises whose targets lag no more: held, or too late; each once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from answers import report_of, summary_of
from conftest import Cli, Clock
from shapes import write
from test_summary_formats import TextOnly, mail, parts_of

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


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("week", "told"),
    [
        ("2024-W27", {}),
        # July's figures came on Monday of week 32, the library's on Tuesday.
        ("2024-W31", {}),
        ("2024-W32", {"roads": "held", "wells": "held", "library": "broken"}),
        ("2024-W33", {}),
        # Parks were told as broken while they lagged.
        ("2024-W36", {"parks": "broken"}),
        ("2024-W40", {}),
    ],
)
def test_a_week_tells_what_it_brought_of_promises(cli: Cli, week: str, told: dict[str, str]) -> None:
    """In the week in which the figure came that decides it, and in no other."""
    assert {each["id"]: each["promise"] for each in summary_of(cli, "--week", week)["recovered"]} == told


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("week", "told"),
    [("2024-W30", {"library": "broken"}), ("2024-W31", {"roads": "held", "wells": "held"}), ("2024-W32", {})],
)
def test_a_revised_week_tells_promises_by_the_days_of_the_figures(cli: Cli, week: str, told: dict[str, str]) -> None:
    """It counts each figure on its own day."""
    found = summary_of(cli, "--week", week, "--revised")["recovered"]
    assert {each["id"]: each["promise"] for each in found} == told


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("lang", "held", "broken", "kept"),
    [
        (
            "en",
            "No longer lagging, as promised: roads (by 31 July 2024).",
            "No longer lagging, later than promised: library (by 20 July 2024).",
            "No longer lagging",
        ),
        (
            "zh",
            "按承诺时限扭转滞后的目标：目标roads（2024年7月31日）。",
            "超过承诺时限才扭转滞后的目标：目标library（2024年7月20日）。",
            "承诺时限",
        ),
    ],
)
def test_every_form_of_a_summary_tells_it_below_its_target(
    cli: Cli, lang: str, held: str, broken: str, kept: str
) -> None:
    """A line of its own behind what the week brought, in the report's words; no word of it in another week."""
    for week, lines in (("2024-W32", [held, broken]), ("2024-W33", [])):
        arguments = ("summary", "--week", week, "--format")
        text, markdown, html, message = (
            cli(*arguments, form, lang=lang).out for form in ("text", "markdown", "html", "eml")
        )
        assert [line in markdown.replace("\\", "") for line in [f"  - {line}\n" for line in lines]] == [True] * len(
            lines
        )
        assert [f'<p class="told">{line}</p>' in html for line in lines] == [True] * len(lines)
        plain, page = parts_of(mail(message))
        assert (plain, TextOnly(page).text) == (text, TextOnly(html).text)
        shown = "".join(text.split())
        assert all("".join(line.split()) in shown for line in lines)
        assert ("".join(kept.split()) in shown) == bool(lines)


@pytest.mark.usefixtures("office")
def test_a_week_that_brought_nothing_else_tells_a_promise_among_its_changes(cli: Cli, clock: Clock) -> None:
    """Whoever explains afterwards why a target had lagged gets an entry, and the target has no other."""
    clock("2024-09-11T09:00")
    late = ("--reason", "补报原因", "--on", "2024-08-15", "--by-date", "2024-08-31")
    assert cli("explain", "parks", *late).code == 0
    clock("2024-10-20T09:00")
    text = cli("summary", "--week", "2024-W37", "--format", "markdown").out
    changed = text.partition("## Changed this week")[2].partition("\n## ")[0]
    assert "  - No longer lagging, as promised: parks (by 31 August 2024).\n" in changed
    assert "parks" not in text.replace(changed, "")


def test_the_months_own_reason_does_not_hide_the_promise_before(cli: Cli, clock: Clock, folder: Path) -> None:
    """Each month a reason: September tells that July's promise was broken, October that September's was kept."""
    write(folder, f"roads\n{KEYS}")
    for day, figure, on, said in (
        ("2024-08-05", "600", "2024-07-31", ("雨季", "2024-08-31")),
        ("2024-09-05", "700", "2024-08-31", ("用地", None)),
        ("2024-10-05", "800", "2024-09-30", ("资金", "2024-10-31")),
        ("2024-11-05", "1000", "2024-10-31", None),
    ):
        clock(f"{day}T09:00")
        assert cli("record", "roads", figure, "--on", on).code == 0
        if said is not None:
            promised = ("--by-date", said[1]) if said[1] else ()
            assert cli("explain", "roads", "--reason", said[0], *promised).code == 0
    clock("2024-11-20T09:00")
    for month, sentence in (
        (7, "滞后原因：雨季。整改时限：2024年8月31日。"),
        (8, "滞后原因：用地。此前承诺的整改时限：2024年8月31日，未兑现。"),
        (9, "滞后原因：资金。整改时限：2024年10月31日。此前承诺的整改时限：2024年8月31日，未兑现。"),
        (10, "按承诺时限扭转滞后的目标：目标roads（2024年10月31日）。"),
    ):
        arguments = ("report", "--month", str(month), "--dated", f"2024-{month + 1:02}-08", "--format", "markdown")
        assert sentence in cli(*arguments, lang="zh").out
    (lag,) = report_of(cli, "--month", "9", "--dated", "2024-10-08")["attention"]
    assert [lag[key] for key in ("promised", "promise", "promised_before", "promise_before")] == [
        *("2024-10-31", "open", "2024-08-31", "broken")
    ]
    shown = cli("show", "roads", "--on", "2024-10-08", lang="zh").out
    assert "此前时限    2024年8月31日前：未兑现" in shown


@pytest.mark.usefixtures("office")
def test_a_broken_promise_is_told_at_the_first_recovery_only(cli: Cli, clock: Clock) -> None:
    """Parks fall behind anew and recover: July's promise, which August told as broken, has nothing to do with it."""
    for day, figure, on in (("2024-11-05", "950", "2024-10-31"), ("2024-12-05", "1100", "2024-11-30")):
        clock(f"{day}T09:00")
        assert cli("record", "parks", figure, "--on", on).code == 0
    clock("2024-12-20T09:00")
    report = report_of(cli, "--month", "11", "--dated", "2024-12-08")
    before = {
        each["id"]: each["standing"] for each in report_of(cli, "--month", "10", "--dated", "2024-11-08")["targets"]
    }
    now = {each["id"]: each["standing"] for each in report["targets"]}
    assert (before["parks"], now["parks"]) == ("behind", "on_pace")
    assert report["recovered"] == []
    assert summary_of(cli, "--week", "2024-W49")["recovered"] == []
