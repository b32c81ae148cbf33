"""Tables in narrow terminals, through the installed command: no figure is cut, no word is broken, no line too long."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, needs
from jiangan_targets.render.drawing.cells import cell_len

WIDTHS = (60, 80, 120)


@pytest.fixture
def figures(installed: Cli) -> None:
    """Of each kind of unit, on several days."""
    assert installed("record", "towers-100m=26", "--on", "2024-08-31").code == 0
    assert installed("record", "retail=512.3", "parking=9000", "schools=5", "gdp=6.1", "--on", "2024-09-30").code == 0


def shown(installed: Cli, columns: int, lang: str, *arguments: str) -> str:
    """What a command prints so many cells wide."""
    outcome = installed("--lang", lang, *arguments, env={"COLUMNS": str(columns)})
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    ("lang", "needed", "headings"),
    [
        ("en", "62.6 ×100m yuan", ["Year end", "Of target", "Outlook", "Needed per month"]),
        ("zh", "62.6亿元", ["年底值", "占目标", "年底预计", "今后每月需"]),
    ],
)
def test_outlook_cuts_nothing(installed: Cli, columns: int, lang: str, needed: str, headings: list[str]) -> None:
    """What each month has to bring is whole, with its heading; columns that say nothing go first."""
    text = shown(installed, columns, lang, "outlook", "--on", "2024-09-30")
    assert max(map(cell_len, text.split("\n"))) <= columns
    told = " ".join(text.split())
    assert f" {needed.removesuffix('亿元').split()[0]}" in told
    assert headings[-1].split()[0] in told
    if columns == 120:
        (title,) = (line for line in text.split("\n") if headings[-1] in line)
        assert re.findall("|".join(headings), title) == headings
        assert re.search(rf"512\.3 / .* {needed}$", text, re.MULTILINE)


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(("lang", "name"), [("en", "Retail sales of consumer goods"), ("zh", "社会消费品零售总额")])
def test_history_breaks_no_word(installed: Cli, columns: int, lang: str, name: str) -> None:
    """Where there is no room beside the figures, the name, who and when stand below them."""
    text = shown(installed, columns, lang, "history")
    assert max(map(cell_len, text.split("\n"))) <= columns
    for word in ("2024-09-30", "512.3", "9,000"):
        assert word in text
    if lang == "en":
        words = set(re.findall(r"[A-Za-z]{2,}", text))
        assert words >= {*name.split(), "Target", "note", "kindergartens", "parking"}
    if columns == 60 and lang == "en":
        assert re.search(rf"^\w+  2024-09-30 +512\.3 ×100m yuan\n  {name} · wang", text, re.MULTILINE)


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_status_keeps_figures_and_days(installed: Cli, columns: int, lang: str) -> None:
    """At 60 cells too the share, the gap, the standing and the day are there."""
    text = shown(installed, columns, lang, "status", "--on", "2024-10-20")
    assert max(map(cell_len, text.split("\n"))) <= columns
    for word in ("73.2%", "-1.8", "09-30", {"en": "08-31 stale", "zh": "08-31 过期"}[lang]):
        assert word in text


@needs("script")
@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize(("columns", "beside"), [(80, True), (120, False)])
def test_ids_are_dimmed_on_a_terminal(folder: Path, columns: int, beside: bool) -> None:  # noqa: FBT001
    """Behind the name at 80 cells, in a column of their own at 120; grey either way."""
    command = f"{COMMAND} --dir {folder} --lang en status --ids --on 2024-10-20"
    done = subprocess.run(
        ["script", "-qec", command, "/dev/null"],
        capture_output=True, text=True, encoding="utf-8", check=True,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color"},
    )  # fmt: skip
    (line,) = (line for line in done.stdout.splitlines() if re.search(r"\x1b\[90m *parking *\x1b\[0m", line))
    assert ("9,000 /" in line) != beside
