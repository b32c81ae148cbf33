"""Help that is enough, values in both languages, and what narrows results down, through the installed command."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND, ROOT, Cli, write_plans
from jiangan_targets.cli.command_list import COMMANDS
from jiangan_targets.cli.examples import EXAMPLES

NEEDS_MORE = {
    "init",
    "remind",
    "rank",
    "ledger",
    "ledger init",
    "ledger keep-plan",
    "ledger copy",
    "withdraw",
    "verify",
}
"""Whose examples name what only some have: a report, a calendar, parts, a database, an id, a kept summary."""


@pytest.mark.parametrize(("lang", "heading"), [("en", "Examples:"), ("zh", "示例：")])
def test_every_command_has_an_example(cli: Cli, lang: str, heading: str) -> None:
    """One or two for each, and for the groups' own commands."""
    for command in (*COMMANDS, "ledger init", "ledger keep-plan", "ledger copy"):
        shown = cli(*command.split(), "--help", lang=lang).out
        examples = shown.partition(f"\n{heading}\n")[2].strip("\n").split("\n")
        assert examples != [""], command
        assert all(line.startswith(f"  jiangan-targets {command}") for line in examples), command


def test_the_examples_work(folder: Path, tmp_path: Path) -> None:
    """Typed as the help has them, one after the other, in an office with a form and a sheet."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "sheet.csv").write_text("名称,单位,目标,累计\n新增停车位,个,16000,9500\n", encoding="utf-8")
    (tmp_path / "districts" / "jiangan").mkdir(parents=True)
    write_plans(tmp_path / "districts" / "jiangan", 2024)
    environment = {**os.environ, "JIANGAN_TARGETS_DIR": str(folder)}
    environment["PATH"] = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    examples = [line for command, lines in EXAMPLES.items() if command not in NEEDS_MORE for line in lines]
    # A form is exported empty, and has no figures: it is not imported. The sheet is the first to say a figure.
    examples = sorted(examples, key=lambda line: not line.startswith("import"))
    for line in (line for line in examples if not line.startswith("import form")):
        done = subprocess.run(
            ["sh", "-c", f"jiangan-targets {line}"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        ends = {0} if not line.startswith(("record parking 9000", "record parking 0.9")) else {0, 1}
        assert done.returncode in ends, (line, done.stderr)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("status",), ("(default: group)", "(default: table)", "table, json, csv or markdown")),
        (("schedule",), ("(default: Mon 08:00)", "(default: text)")),
        (("show",), ("text or json. (default: text)",)),
        (("history",), ("table, json or csv. (default: table)",)),
        (("summary",), ("text, markdown, html, json or eml (a mail)", "behind, or stale")),
    ],
)
def test_defaults_and_values_are_shown(installed: Cli, command: tuple[str, ...], said: tuple[str, ...]) -> None:
    """What holds when nothing is said, and what may be said."""
    shown = " ".join(installed(*command, "--help").out.split())
    for text in said:
        assert text in shown


def test_standings_are_listed_and_accepted_in_both_languages(cli: Cli, installed: Cli) -> None:
    """By code, English or Chinese, whatever language is spoken."""
    english = " ".join(installed("status", "--help").out.split())
    chinese = "".join(installed("--lang", "zh", "status", "--help").out.split())
    codes = json.loads(cli("status", "--json").out)["counts"]
    assert all(code in english and code in chinese for code in codes)
    assert all(
        term in chinese for term in ("未报", "推进中", "严重滞后", "欠进度", "达进度", "超进度", "已完成", "未完成")
    )
    cli("record", "parking=9000", "charging=6500", "--on", "2024-06-30")
    cli("record", "gdp", "6.1", "--on", "2024-06-30")
    expected = installed("status", "--standing", "far_behind", "--json").out
    assert json.loads(expected)["targets"]
    for word in ("严重滞后", "far behind", "Far-Behind"):
        for lang in ("en", "zh"):
            assert installed("--lang", lang, "status", "--standing", word, "--json").out == expected
    assert installed("status", "--sort", "差距", "--json").out == installed("status", "--sort", "gap", "--json").out
    assert installed("status", "--format", "表格").out == installed("status").out
    assert installed("summary", "--week", "2024-W27", "--format", "网页").out.startswith("<!DOCTYPE html>")
    assert installed("summary", "--week", "2024-W27", "--fail-on", "欠进度").code == 1
    refused = installed("--lang", "zh", "status", "--standing", "很好")
    assert refused.code == 2
    assert "欠进度（behind）" in refused.err


def test_json_goes_with_format(cli: Cli) -> None:
    """Wherever there is the short form there is the long one, and they are the same."""
    for command in COMMANDS:
        shown = cli(command, "--help").out
        assert "--json" not in shown or "--format FORMAT" in shown, command
    for arguments in (("show", "parking"), ("where",), ("check",), ("history",), ("status",)):
        assert cli(*arguments, "--json").out == cli(*arguments, "--format", "json").out


@pytest.fixture
def office(cli: Cli, clock: object) -> None:
    """Records of three people on three days."""
    assert callable(clock)
    for moment, by, figure in (
        ("2024-09-02T09:00", "wang", "parking=8000"),
        ("2024-09-09T09:00", "li", "charging=6500"),
        ("2024-09-16T09:00", "wang", "parking=9000"),
    ):
        clock(moment)
        assert cli("record", figure, "--by", by, "--on", moment[:10]).code == 0


@pytest.mark.usefixtures("office")
def test_history_is_narrowed_down(installed: Cli) -> None:
    """By day, person, group and number; what fits nothing says so, and what is no number is refused."""

    def values(*options: str) -> list[int]:
        return [row["value"] for row in json.loads(installed("history", "--json", *options).out)]

    assert values("--since", "2024-09-09") == [9000, 6500]
    assert values("--by", "wang") == [9000, 8000]
    assert values("--group", "city") == [9000, 6500, 8000]
    assert values("--group", "industry") == []
    assert values("--limit", "2") == [9000, 6500]
    assert values("parking", "--by", "wang", "--limit", "1") == [9000]
    assert values("--known-at", "2024-09-09T12:00") == [6500, 8000]
    assert installed("history", "--by", "zhao").out == "No record fits.\n"
    rows = csv.DictReader(io.StringIO(installed("history", "--limit", "1", "--format", "csv").out))
    assert [row["value"] for row in rows] == ["9000"]
    for wrong in ("0", "-1", "many"):
        refused = installed("history", f"--limit={wrong}")
        assert (refused.code, refused.err.count("\n")) == (2, 1)


@pytest.mark.usefixtures("office")
def test_what_was_known_then(installed: Cli, tmp_path: Path) -> None:
    """`--known-at` rebuilds what each command said at a moment."""
    then = ("--on", "2024-09-20", "--known-at", "2024-09-09T12:00")
    assert json.loads(installed("show", "parking", *then, "--json").out)["value"] == 8000
    assert json.loads(installed("status", "parking", *then, "--json").out)["targets"][0]["value"] == 8000
    assert ",8000," in installed("export", "-", *then).out
    assert ",9000," not in installed("export", "-", *then).out
    assert installed("chart", "parking", *then).out != installed("chart", "parking", "--on", "2024-09-20").out
    assert installed("export", str(tmp_path / "then.csv"), *then).code == 0


def test_status_of_an_owner(installed: Cli, folder: Path) -> None:
    """Only theirs; a name that is nobody's is refused with those there are."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    text = text.replace("[targets.parking]\n", '[targets.parking]\nowner = "区城管局"\n')
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    shown = json.loads(installed("status", "--owner", "区城管局", "--json").out)
    assert [row["id"] for row in shown["targets"]] == ["parking"]
    refused = installed("status", "--owner", "区统计局")
    assert (refused.code, refused.err) == (1, "Error: No target has the owner “区统计局”; there are: 区城管局.\n")


def test_check_as_data(installed: Cli, folder: Path) -> None:
    """The same findings as the text, with their severity and record, and the same exit code."""
    installed("record", "parking", "9000", "--on", "2024-09-08")
    good = installed("check", "--json")
    found = json.loads(good.out)
    assert (good.code, found["ok"], found["year"], found["targets"], found["records"]) == (0, True, 2024, 21, 1)
    assert found["vouch"] in installed("check").out
    ledger = folder / "records" / "2024.toml"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("9000", "9001"), encoding="utf-8")
    bad = installed("check", "--json")
    found = json.loads(bad.out)
    assert (bad.code, found["ok"]) == (1, False)
    assert found["findings"][0]["severity"] == "error"
    assert [finding["text"] for finding in found["findings"]] == installed("check").out.splitlines()[:-1]
    assert installed("check", "--json", "--repair").code == 2


def test_sheets_through_pipes(installed: Cli, folder: Path) -> None:
    """`export -` is CSV on stdout, `import -` reads what comes, here the very same."""
    installed("record", "parking", "9000", "--on", "2024-09-08")
    sent = installed("export", "-", "--on", "2024-09-30")
    assert (sent.code, sent.err) == (0, "")
    assert not sent.out.startswith("\ufeff")
    assert next(row for row in csv.reader(io.StringIO(sent.out)) if "New parking spaces" in row)
    assert "New figure" in installed("export", "-", "--form").out
    taken = subprocess.run(
        [COMMAND, "--dir", folder, "import", "-", "--as-of", "2024-09-30"],
        input="指标名称,累计完成\n新增停车位,9500\n新增充电桩,不详\n",
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert taken.returncode == 1
    assert "B3" in taken.stderr
    taken = subprocess.run(
        [COMMAND, "--dir", folder, *shlex.split("import - --as-of 2024-09-30")],
        input="指标名称,累计完成\n新增停车位,9500\n", capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert taken.returncode == 0, taken.stderr
    assert json.loads(installed("show", "parking", "--json").out)["value"] == 9500
