"""The everyday commands, run as people type them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import Cli, write_plans
from decisions import decided
from jiangan_targets.cli.app import main
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
        ("2025-12-31", "correct the day, or first make a plan: `jiangan-targets init --year 2025`."),
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
        "Error: New parking spaces: there are two figures of it; give one for each target.",
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


@pytest.mark.usefixtures("year_of_records")
def test_withdraw_and_undo_only_append(cli: Cli, folder: Path) -> None:
    """The file grows, the figure before counts again, and history marks what was taken back."""
    newest = json.loads(cli("history", "parking", "--json").out)[0]
    before = (folder / LEDGER).read_bytes()
    outcome = cli("withdraw", newest["id"][:12], "--reason", "重复")
    assert outcome.out == (
        f"Withdrawn: {newest['id']} (New parking spaces, 9,000 spaces, 2024-09-08). "
        "What counts now: 4,000 spaces of 2024-04-30.\n"
    )
    assert (folder / LEDGER).read_bytes().startswith(before)
    assert json.loads(cli("status", "parking", "--json").out)["targets"][0]["value"] == 4000
    again = cli("withdraw", newest["id"], "--reason", "x")
    assert (again.code, again.err) == (1, f"Error: {newest['id']} was withdrawn before.\n")
    assert json.loads(cli("history", "parking", "--json").out)[0]["withdrawn_reason"] == "重复"
    assert "events" not in cli("undo").err
    assert json.loads(cli("status", "events", "--json").out)["targets"][0]["value"] is None
    assert "WITHDRAWN" in cli("history", "events").out
    assert cli("check").code == 0


def test_undo_takes_only_ones_own(cli: Cli) -> None:
    """What somebody else recorded later stays."""
    cli("record", "parking", "9000", "--on", "2024-09-08", "--by", "li")
    cli("record", "charging", "6000", "--on", "2024-09-08")
    cli("record", "schools", "3", "--on", "2024-09-08", "--by", "li")
    assert "New charging points" in cli("undo").out
    assert [row["target"] for row in json.loads(cli("history", "--json").out) if row["withdrawn_by"]] == ["charging"]


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


def test_where_tells_which_and_why(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The option, the variable, the nearest parent with targets, and the user's data folder: each by its reason."""

    def told(*options: str) -> tuple[str, str, int]:
        capsys.readouterr()
        assert main([*options, "where", "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert main([*options, "where"]) == 0
        assert WHY[shown["reason"]] in capsys.readouterr().out
        return shown["reason"], shown["workspace"], shown["year"]

    below = folder / "a" / "b"
    (folder / "targets").mkdir()
    for path in (below, tmp_path / "other", tmp_path / "apart"):
        path.mkdir(parents=True)
    for year in (2023, 2024):
        (folder / "targets" / f"{year}.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "apart")
    assert told() == ("user_data", str(tmp_path / "data" / "jiangan-targets"), 2024)
    monkeypatch.chdir(below)
    assert told() == ("parent", str(folder), 2024)
    assert told("--year", "2023") == ("parent", str(folder), 2023)
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", str(tmp_path / "other"))
    assert told() == ("environment", str(tmp_path / "other"), 2024)
    assert told("--dir", str(folder)) == ("option", str(folder), 2024)


WHY = {
    "option": "named by --dir",
    "environment": "named by JIANGAN_TARGETS_DIR",
    "parent": "the nearest parent of this folder that has targets",
    "user_data": "your data folder, as no other was found",
}


def test_where_finds_by_rank(folder: Path, installed: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--dir` wins over the variable; the newest year is taken."""
    monkeypatch.setenv("JIANGAN_TARGETS_DIR", "/nowhere")
    shown = json.loads(installed("where", "--json").out)
    assert (shown["reason"], shown["workspace"], shown["year"], shown["bundled"]) == ("option", str(folder), 2024, True)


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
