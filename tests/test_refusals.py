"""Refusals are seen for what they are: their first word, its colour, and the target they are about."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND, Cli

REFUSED = [
    ("record", "parking", "many"),
    ("record", "parking", "9000", "--on", "2023-05-05"),
    ("record", "parking", "99999999", "--on", "2024-05-05"),
    ("record", "parking=1", "停车位=2"),
    ("record", "gdp", "+6.1%", "--on", "2024-05-05"),
]


@pytest.mark.parametrize(
    "arguments", [*REFUSED, ("undo",), ("statsu",), ("status", "--nope"), ("--year", "1999", "show")]
)
@pytest.mark.parametrize(("lang", "word"), [("en", "Error: "), ("zh", "错误：")])
def test_a_refusal_begins_with_its_word(installed: Cli, arguments: tuple[str, ...], lang: str, word: str) -> None:
    """In either language, once, on stderr, without colour where nobody looks."""
    refused = installed("--lang", lang, *arguments)
    assert refused.code in {1, 2}
    assert refused.out == ""
    assert refused.err.startswith(word)
    assert refused.err.count(word) == 1
    assert refused.err.count("\n") == 1
    assert "\x1b" not in refused.err


@pytest.mark.parametrize("arguments", REFUSED)
@pytest.mark.parametrize(
    ("lang", "start"),
    [
        ("en", ("Error: New parking spaces: ", "Error: GDP growth: ")),
        ("zh", ("错误：新增停车位：", "错误：地区生产总值增速：")),
    ],
)
def test_a_refusal_names_its_target(
    installed: Cli, arguments: tuple[str, ...], lang: str, start: tuple[str, str]
) -> None:
    """By the name that readers know, not by the id."""
    assert installed("--lang", lang, *arguments).err.startswith(start)


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_the_word_is_red_on_a_terminal(folder: Path, variables: dict[str, str], coloured: bool) -> None:  # noqa: FBT001
    """And nothing else of the line; NO_COLOR and a dumb terminal are respected."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", **variables}
    done = subprocess.run([COMMAND, "--dir", folder, "undo"], stderr=theirs, env=environment, check=False)
    os.close(theirs)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert done.returncode == 1
    assert shown.startswith("\x1b[31mError: \x1b[0mThere is no record" if coloured else "Error: There is no record")
