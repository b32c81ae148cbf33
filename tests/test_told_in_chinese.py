"""Lists, names and advice as a reader of either language would have them, through the installed command."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from conftest import ROOT, Cli, write_plans


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("status", "--year", "1999"), "现有：2024、2026。"),
        (("--lang", "fr", "status"), "zh、en"),
        (("show", "新"), "对应多项目标：renovation-starts、"),
        (("record", "停车场", "1"), "是不是 parking"),
        (("export", "x.pdf"), "文件后缀须为 .xlsx、.csv。"),
        (("init", "--format", "x", "--dry-run"), "不在可选值之列：toml、csv。"),
        (("--install-completion", "tcsh"), "bash、zsh、fish"),
        (("status", "--format", "x"), "表格（table）、json、csv、markdown"),
        (("import", "{folder}/sheet.csv", "--sheet", "甲"), "现有：–。"),
    ],
)
def test_a_list_in_chinese_has_its_own_comma(
    installed: Cli, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Wherever it comes from: no half-width comma stands between things."""
    write_plans(folder, 2024, 2026)
    (folder / "sheet.csv").write_text("指标,累计完成\n停车位,9000\n", encoding="utf-8")
    typed = [word.format(folder=folder) for word in arguments]
    refused = installed(*typed, env={"JIANGAN_TARGETS_LANG": "zh"})
    assert refused.code in {1, 2}
    assert said in refused.err or (said == "zh、en" and "zh, en" in refused.err)
    english = installed("--lang", "en", *typed) if "fr" not in typed else refused
    assert "、" not in english.err or "fr" in typed


def test_a_wrong_language_is_told_in_the_locales(installed: Cli) -> None:
    """With the languages there are, as that language lists them."""
    chinese = installed("status", env={"JIANGAN_TARGETS_LANG": "fr", "LANG": "zh_CN.UTF-8"})
    assert chinese.err == "JIANGAN_TARGETS_LANG：“fr”不在可选值之列：zh、en；不予采用。\n"
    assert installed("status", env={"JIANGAN_TARGETS_LANG": "fr"}).err.endswith("zh, en; it is ignored.\n")


def test_mistakes_of_a_targets_file_list_keys(installed: Cli, folder: Path) -> None:
    """Those that are allowed, in Chinese with its comma."""
    write_plans(folder, 2024)
    plan = folder / "targets" / "2024.toml"
    plan.write_text(plan.read_text("utf-8").replace("[targets.parking]\n", "[targets.parking]\nzzzz = 1\n"), "utf-8")
    told = installed("--lang", "zh", "check").out
    assert re.search("可用的键：[a-z_]+、[a-z_]+", told)
    assert not re.search("可用的键：[^。]*, ", told)


def test_names_of_a_target_are_listed(installed: Cli) -> None:
    """Beside its id."""
    assert re.search("^编号 +parking、停车位$", installed("--lang", "zh", "show", "parking").out, re.MULTILINE)
    assert re.search("^Id +parking, 停车位$", installed("show", "parking").out, re.MULTILINE)


@pytest.mark.parametrize(
    ("lang", "name", "said"),
    [("en", "New parking spaces: ", "record the figure again"), ("zh", "新增停车位：", "请重新填报")],
)
def test_a_withdrawal_that_is_refused_names_the_target(installed: Cli, lang: str, name: str, said: str) -> None:
    """A record that was withdrawn before, and a withdrawal itself; and says what to do."""
    installed("record", "parking", "9000", "--on", "2024-09-08")
    (record,) = json.loads(installed("history", "--json").out)
    assert installed("withdraw", record["id"]).code == 0
    (gone,) = json.loads(installed("history", "--json").out)
    for identifier in (record["id"], gone["withdrawn_by"]):
        refused = installed("--lang", lang, "withdraw", identifier)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert refused.err.startswith({"en": "Error: ", "zh": "错误："}[lang] + name)
        assert said in refused.err


@pytest.mark.parametrize("command", [("status",), ("export", "-")])
def test_where_nobody_owns_a_target_that_is_said(installed: Cli, command: tuple[str, ...]) -> None:
    """And what to write, not an empty list."""
    refused = installed(*command, "--owner", "区城管局")
    assert refused.err == 'Error: No target has an owner; write owner = "区城管局" below those that are theirs.\n'
    chinese = installed("--lang", "zh", *command, "--owner", "区城管局").err
    assert chinese == '错误：还没有一项目标写明责任单位；请在相应目标下写 owner = "区城管局"。\n'


@pytest.mark.parametrize("command", ["record", "status", "undo", "ledger copy", "explain"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_says_what_may_stand_anywhere(installed: Cli, command: str, lang: str) -> None:
    """The options of the program itself; an example of words is in the reader's language."""
    shown = installed("--lang", lang, *command.split(), "--help").out
    for option in ("--dir", "--year", "--ledger", "--lang"):
        assert option in shown
    example = next(line for line in shown.split("\n") if line.startswith(f"  jiangan-targets {command}"))
    if command == "explain":
        assert ("停车位" in example) == (lang == "zh")


LISTED = {
    "status": ("表格（table）、json、csv 或 markdown", "分组（group）、差距（gap）或完成率（completion）"),
    "history": ("表格（table）、json 或 csv",),
    "outlook": ("表格（table）、json、csv 或 markdown",),
    "show": ("文本（text）或 json",),
    "summary": ("文本（text）、markdown、网页（html）、json 或邮件（eml）", "欠进度（behind）或数据过期（stale）"),
    "remind": ("文本（text）、json、邮件（eml，每个单位一封）或 xlsx",),
    "report": ("文本（text）、markdown、网页（html）、json 或 Word（docx）",),
    "schedule": ("文本（text）、markdown、网页（html）或 json",),
    "init": ("toml，或 csv",),
}


@pytest.mark.parametrize("command", LISTED)
def test_help_lists_values_in_both_languages(installed: Cli, command: str) -> None:
    """Each as Chinese calls it beside the code, with what holds when nothing is said."""
    shown = "".join(installed("--lang", "zh", command, "--help", env={"COLUMNS": "100"}).out.split())
    for listed in LISTED[command]:
        assert listed.replace(" ", "") in shown
    if command not in {"summary", "report"}:
        assert re.search("（缺省为[a-z]+）", shown)


def test_a_reminder_counts_days_in_both_languages(installed: Cli, folder: Path) -> None:
    """One day is no days, and today is a word."""
    (folder / "targets").mkdir()
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    text += '\n[reporting]\nevery = "month"\ndue = "day 8"\n'
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
    for day, english, chinese in (
        ("2024-02-07", "due by 8 February 2024 (in 1 day)", "截止2024年2月8日（还有1天）"),
        ("2024-02-06", "due by 8 February 2024 (in 2 days)", "截止2024年2月8日（还有2天）"),
        ("2024-02-08", "(today)", "今天"),
        ("2024-02-09", "late since 8 February 2024 (1 day)", "2024年2月8日到期，已逾期1天"),
        ("2024-02-10", "late since 8 February 2024 (2 days)", "2024年2月8日到期，已逾期2天"),
    ):
        assert english in installed("remind", "--on", day).out
        assert chinese in installed("--lang", "zh", "remind", "--on", day).out


def test_one_thing_has_one_name_and_one_spelling() -> None:
    """Of words that had two: what holds when nothing is said, cron's task, a mail's address; no blank before 年."""
    for text in chinese_texts():
        assert not re.search("省略时|计划任务|邮件地址|个人主目录|读不懂", text), text
        assert not re.search("[}0-9] 年", text), text
        assert not re.search("退出码为[0-9]", text), text


def chinese_texts() -> Iterator[str]:
    """Every text of the Chinese catalogue."""
    with (ROOT / "src" / "jiangan_targets" / "locale" / "zh" / "LC_MESSAGES" / "jiangan_targets.po").open("rb") as file:
        for entry in read_po(file, locale="zh"):
            yield from (entry.string,) if isinstance(entry.string, str) else entry.string or ()
