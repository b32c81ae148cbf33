"""Which language is spoken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Cli, write_plans
from jiangan_targets.cli.global_options import split
from jiangan_targets.cli.language import choose_language


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        (["--lang", "en"], {"JIANGAN_TARGETS_LANG": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=zh", "status"], {"JIANGAN_TARGETS_LANG": "en"}, "zh"),
        ([], {"JIANGAN_TARGETS_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_US", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
        ([], {"LC_ALL": "", "LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "zh"),
        ([], {}, "zh"),
        (["--dir", "/nowhere"], {}, "zh"),
    ],
)
def test_the_rank_of_wishes(arguments: list[str], environ: dict[str, str], language: str) -> None:
    """--lang, then the variable, then a locale of zh or en, then the targets file's own language."""
    assert choose_language(split(arguments)[0].lang, environ, lambda: None) == language


def test_the_targets_file_has_the_last_word(folder: Path) -> None:
    """An English plan is reported in English where nothing else is asked for."""
    text = (ROOT / "targets" / "2024.toml").read_text(encoding="utf-8")
    (folder / "targets").mkdir()
    (folder / "targets" / "2024.toml").write_text(text.replace('language = "zh"', 'language = "en"'), encoding="utf-8")
    for arguments, environ, here in (
        (["--dir", str(folder), "where"], {}, folder.parent),
        (["where"], {"JIANGAN_TARGETS_DIR": str(folder)}, folder.parent),
        (["where"], {}, folder / "targets"),
    ):
        command = [sys.executable, "-m", "jiangan_targets", *arguments]
        home = {"HOME": str(folder.parent), **environ}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=home, cwd=here)
        assert done.stdout.startswith("Workspace")


def test_usage_errors_are_translated_too(cli: Cli) -> None:
    """Even what fails before any command runs."""
    assert cli("--nope", lang="zh").err == "错误：没有选项 --nope。用法见 `jiangan-targets --help`。\n"
    assert cli("record", "parkng", "5", lang="zh").err.startswith("错误：没有名为“parkng”的目标，是不是 parking")


def test_a_wish_that_is_no_language_is_told(installed: Cli) -> None:
    """On stderr, and the command goes on; not where --lang says another, nor while a line is being completed."""
    wrong = {"JIANGAN_TARGETS_LANG": "fr"}
    told = installed("status", "--json", env=wrong)
    assert (told.code, told.err) == (0, "JIANGAN_TARGETS_LANG: “fr” is not one of zh, en; it is ignored.\n")
    assert told.out == installed("status", "--json").out
    assert installed("status", "--lang", "zh", env=wrong).err == ""
    assert installed("status", env={"JIANGAN_TARGETS_LANG": "en"}).err == ""
    line = {"_JIANGAN_TARGETS_COMPLETE": "complete_bash", "COMP_WORDS": "jiangan-targets sta", "COMP_CWORD": "1"}
    assert installed(env=wrong | line).err == ""


def test_global_options_work_after_the_command(installed: Cli, folder: Path) -> None:
    """A year and a language behind a figure are the program's, not the figure's."""
    write_plans(folder, 2025, 2026)
    said = installed("record", "parking", "11000", "--on", "9.30", "--year", "2025", "--lang", "zh").out
    assert said.startswith("新增停车位，截至2025年9月30日：无 → 11,000")
    assert (folder / "records" / "2025.toml").exists()
    refused = installed("record", "parking", "11000", "--year", "2031")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("Error: There are no targets for 2031 in ")


def test_global_options_count_wherever_they_stand(cli: Cli, folder: Path) -> None:
    """Before the command or behind it, with a blank or =; what follows -- is left alone."""
    assert cli("record", "parking", "9000", "--on", "2024-09-08", "--year=2024", "--lang", "en").code == 0
    assert cli("status", "--dir", str(folder / "nowhere")).code == 1
    assert cli("status", "--year").err == "Error: Option --year needs a value. See `jiangan-targets status --help`.\n"
    options, rest = split(["--year", "2024", "record", "x", "5", "--", "--lang", "zh"])
    assert (options.year, options.lang, rest) == ("2024", None, ["record", "x", "5", "--", "--lang", "zh"])
