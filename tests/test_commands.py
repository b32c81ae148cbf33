"""The everyday commands, run as people type them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import Cli, write_plans
from decisions import decided
from jiangan_targets.domain.record import Record
from jiangan_targets.storage.ledger.file import ledger as file_ledger

LEDGER = Path("records", "2024.toml")


def test_record_answers_with_one_line(cli: Cli) -> None:
    """Day, before, after, change, completion, gap and standing, to the digit; then whose plan it is."""
    outcome = cli("record", "parking", "9000", "--on", "2024-09-08")
    assert outcome == (
        0,
        (
            "New parking spaces, 8 September 2024: none → 9,000 (+9,000) · 56.3% of 16,000 spaces"
            " · 12.6 points behind pace · far behind\n"
            "By the example plan of 2024; `jiangan-targets init` begins your own.\n"
        ),
        "",
    )
    outcome = cli("record", "停车位", "1.1万", "--on", "9月30日", lang="zh")
    assert outcome.out == (
        "新增停车位，截至2024年9月30日（按2024年目标，其他年度用 --year 指定）：9,000 → 11,000（+2,000）"
        " · 占目标16,000个的68.8% · 落后序时进度6.3个百分点 · 欠进度\n"
        "按程序自带的2024年示例；用 `jiangan-targets init` 建立自己的目标。\n"
    )


def test_several_at_once_are_all_or_nothing(cli: Cli, folder: Path) -> None:
    """One bad figure among several, and none is written."""
    outcome = cli("record", "parking=9000", "charging=-3", "--on", "2024-09-08")
    assert outcome.code == 1
    assert not (folder / LEDGER).exists()
    outcome = cli("record", "parking=9000", "charging=6500", "--on", "2024-09-08")
    assert outcome.out.count(" 8 September 2024: none → ") == 2
    assert (folder / LEDGER).read_text(encoding="utf-8").count("[[records]]") == 2


def test_add_adds_to_the_latest(cli: Cli) -> None:
    """To nothing for a total, to the baseline for a level that has one, and else it is refused."""
    assert "none → 500 (+500)" in cli("record", "parking", "500", "--add", "--on", "2024-02-01").out
    assert "500 → 800 (+300)" in cli("record", "parking", "300", "--add", "--on", "2024-03-01").out
    assert "none → 26" in cli("record", "towers-100m", "1", "--add", "--on", "2024-03-01").out
    assert "no figure yet to add to" in cli("record", "hightech", "1", "--add", "--on", "2024-03-01").err


def test_dry_run_answers_and_writes_nothing(cli: Cli, folder: Path) -> None:
    """The same answer, marked."""
    outcome = cli("record", "parking", "9000", "--on", "2024-09-08", "--dry-run")
    assert outcome.out.startswith("(dry run) New parking spaces, 8 September 2024: none → 9,000")
    assert not (folder / LEDGER).exists()


DOUBTFUL = [
    (("parking", "-5"), "it is below 0"),
    (("parking", "8000", "--on", "2024-09-30"), "the total would fall: 2024-09-08 already had 9,000"),
    (("parking", "8000", "--on", "2024-09-08"), "the total would fall"),
    (("parking", "9500", "--on", "2024-09-01"), "2024-09-08 has only 9,000"),
    (("parking", "3000", "--on", "2024-03-01"), "2024-04-30 has only"),
    (("parking", "9001万", "--on", "2024-09-30"), "more than 10 times (万 or 亿 mixed up?)"),
    (("charging", "130000", "--on", "2024-09-30"), "more than 10 times the target"),
    (("gdp", "201%"), "a rate of 201% is beyond ±200%"),
    (("gdp", "-201"), "beyond ±200%"),
]


@pytest.mark.parametrize(("arguments", "doubt"), DOUBTFUL)
def test_a_doubtful_figure_needs_force(cli: Cli, folder: Path, arguments: tuple[str, ...], doubt: str) -> None:
    """Refused in one line with what to do, nothing written; written with --force."""
    cli("record", "parking", "2500", "--on", "2024-04-30")
    cli("record", "parking", "9000", "--on", "2024-09-08")
    before = (folder / LEDGER).read_bytes()
    outcome = cli("record", *arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert doubt in outcome.err
    assert outcome.err.endswith("Nothing was recorded; check the figure, or add --force if it is right.\n")
    assert outcome.err.count("\n") == 1
    assert (folder / LEDGER).read_bytes() == before
    forced = cli("record", *arguments, "--force")
    assert forced.code == 0
    assert len((folder / LEDGER).read_bytes()) > len(before)


def test_a_day_in_the_future_is_refused(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen from 1 June, a figure of 2 June cannot be known."""
    from datetime import UTC, datetime

    from jiangan_targets.cli import clock

    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 6, 1, 12, tzinfo=UTC))
    outcome = cli("record", "parking", "100", "--on", "2024-06-02")
    assert outcome.code == 1
    assert "2024-06-02 lies in the future" in outcome.err
    assert not (folder / LEDGER).exists()
    assert cli("record", "parking", "100").code == 0
    assert json.loads(cli("status", "parking", "--json").out)["on"] == "2024-06-01"


@pytest.mark.parametrize("force", [(), ("--force",), ("--dry-run", "--force")])
@pytest.mark.parametrize("command", ["record", "import"])
def test_a_day_outside_the_year_is_never_forced(
    cli: Cli, folder: Path, clock: Callable[[str], None], command: str, force: tuple[str, ...]
) -> None:
    """It is not a doubt: refused always, with the year to choose where there is a plan, and another way where not."""
    clock("2027-01-05T09:00")
    write_plans(folder, 2026, 2027)
    (folder / "sent.csv").write_text("指标,累计完成\n停车位,12000\n", encoding="utf-8")
    for day, advice in (
        ("2026-12-31", "there is a plan for 2026: add --year 2026."),
        ("2025-12-31", f"correct the day, or first make a plan: `jiangan-targets --dir {folder} init --year 2025`."),
    ):
        figure = ("parking", "12000", "--on") if command == "record" else (str(folder / "sent.csv"), "--as-of")
        outcome = cli("--year", "2027", command, *figure, day, *force)
        said = f"Error: New parking spaces: {day} lies before the plan's year 2027. Nothing was recorded; {advice}\n"
        assert outcome == (1, "", said)
        assert not (folder / "records" / "2027.toml").exists()
        assert cli("--year", "2026", command, *figure, "2026-12-31", *force).code == 0


def test_what_is_withdrawn_is_settled(cli: Cli, folder: Path) -> None:
    """A record outside the year is an error until it is withdrawn; then `check` has nothing to say of its day."""
    cli("record", "parking", "9000", "--on", "2024-09-08")
    path = folder / LEDGER
    entries = file_ledger.read(path).entries
    assert isinstance(entries[0], Record)
    outside = [entries[0]._replace(id=f"old{number}", as_of=date(2023, 12, 31), target="trees") for number in (1, 2)]
    file_ledger.append(path, lambda _entries: decided(outside))
    standing = cli("check")
    assert standing.code == 1
    assert standing.out.count("2023-12-31 is outside 2024; withdraw it.") == 2
    assert cli("withdraw", "old2", "--reason", "wrong year").code == 0
    assert cli("check").code == 1
    assert cli("withdraw", "old1", "--reason", "wrong year").code == 0
    settled = cli("check")
    assert (settled.code, settled.out.split("\n")[0]) == (0, "No errors in 2024: targets 21, records 5.")


WRONG = [
    (1, ("record", "pa", "5"), "“pa” fits several targets: parking, parks."),
    (1, ("record", "parkng", "5"), "Did you mean parking"),
    (1, ("record", "parking", "many"), "Error: New parking spaces: “many” is not a number"),
    (1, ("record", "parking", "9e3"), "“9e3” is not a number"),
    (1, ("record", "parking", "3亿元"), "is not in spaces; give the figure in spaces."),
    (1, ("record", "parking", "5", "--on", "2024-02-30"), "2024 has no 30 February."),
    (1, ("record", "parking", "5", "--note", "x" * 2001), "--note is longer than 2000 characters"),
    (1, ("record", "parking", "5", "--note", "\udcff"), "--note is not text"),
    (1, ("status", "nothing"), "No target is called “nothing”"),
    (1, ("status", "--group", "nothing"), "There is no group “nothing”; there are: headline"),
    (1, ("status", "--known-at", "never"), "“never” is not a date"),
    (1, ("show", "nothing"), "No target is called"),
    (1, ("withdraw", "zzz", "--reason", "x"), "There is no record “zzz”"),
    (1, ("undo",), "There is no record by wang to undo"),
    (2, ("record", "parking"), "Give a target and its value"),
    (2, ("record", "parking", "5", "6"), "Give a target and its value"),
    (2, ("record", "parking=5", "charging"), "Write several figures as TARGET=VALUE"),
    (2, ("record", "parking", "5", "--nope"), "There is no option --nope."),
    (2, ("record", "parking", "5", "--on"), "Option --on needs a value."),
    (2, ("record",), "TARGET VALUE is missing."),
    (2, ("withdraw",), "ID is missing."),
    (
        2,
        ("record", "parking=1100", "停车位=1200"),
        "Error: New parking spaces: two figures are given for it; give one for each target.",
    ),
    (1, ("record", "gdp", "+6.1%"), "leave the + out, or add --add."),
    (2, ("status", "--json=5"), "Option --json takes no value."),
    (2, ("status", "--sort", "size"), "--sort: “size” is not one of group, gap, completion."),
    (2, ("status", "--format", "pdf"), "--format: “pdf” is not one of table, json, csv, markdown."),
    (2, ("status", "--standing", "fine"), "--standing: “fine” is not one of no_data"),
    (2, ("check", "it"), "“it” is too much."),
    (2, ("statsu",), "There is no command “statsu”. Did you mean status"),
    (2, ("exprot",), "There is no command “exprot”. Did you mean export"),
    (2, ("--nope",), "There is no option --nope."),
    (2, ("--lang", "fr", "status"), "--lang: “fr” is not one of zh, en."),
    (1, ("--year", "1999", "status"), "There are no targets for 1999"),
    (1, ("--year", "next", "status"), "“next” is not a year"),
    (1, ("--dir", "/nowhere/at/all", "status"), "There is no folder /nowhere/at/all"),
]


@pytest.mark.parametrize(("code", "arguments", "message"), WRONG)
def test_wrong_input_is_one_line(cli: Cli, folder: Path, code: int, arguments: tuple[str, ...], message: str) -> None:
    """One line on stderr that says what to do, the right exit code, and nothing changed."""
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err
    assert outcome.err.count("\n") == 1
    assert not (folder / LEDGER).exists()


@pytest.mark.usefixtures("year_of_records")
def test_check_finds_what_was_done_by_hand(cli: Cli, folder: Path) -> None:
    """A changed record, one added by hand, a duplicate id, an unknown target, a day outside the year."""
    path = folder / LEDGER
    assert cli("check").out.split("\n")[0] == "No errors in 2024: targets 21, records 11."
    text = path.read_text(encoding="utf-8").replace("value = 512.3", "value = 612.3")
    added = '\n[[records]]\nid = "hand"\ntarget = "trees"\nvalue = 5\nas_of = 2023-05-05\n'
    added += "recorded_at = 2024-05-06T08:00:00Z\n"
    path.write_text(text + added + added, encoding="utf-8")
    outcome = cli("check")
    assert outcome.code == 1
    for part in (
        "changed after it was written",
        "record hand: this id is there twice",
        "record hand: added by hand",
        "there is no target “trees” in 2024",
        "2023-05-05 is outside 2024",
        "written down earlier than the record before it",
    ):
        assert part in outcome.out
    path.write_text("[[records]\n", encoding="utf-8")
    broken = cli("check")
    assert broken.code == 1
    assert "line 1: not valid TOML" in broken.out


@pytest.mark.usefixtures("year_of_records")
def test_hostile_text_is_shown_harmlessly(cli: Cli) -> None:
    """Control, bidirectional and escape characters, and markup of any kind, come out as plain text."""
    hostile = "\x1b[31m\u202e\u2028\x85[/x]<script>=1+1|`"
    cli("record", "parking", "9500", "--on", "2024-09-30", "--note", hostile, "--by", "=cmd()")
    for arguments in (("history",), ("history", "--format", "csv"), ("show", "parking")):
        shown = cli(*arguments)
        assert shown.code == 0
        assert not set("\x1b\u202e\u2028\x85") & set(shown.out)
    assert "\\x1b[31m\\u202e\\u2028\\x85[/x]<script>" in cli("history").out
    assert ",'=cmd()," in cli("history", "--format", "csv").out
    assert json.loads(cli("history", "--json").out)[0]["note"] == hostile


def test_no_command_shows_the_help(cli: Cli) -> None:
    """A newcomer who types the bare name is not scolded."""
    outcome = cli()
    assert outcome.code == 0
    assert "Commands:" in outcome.out
