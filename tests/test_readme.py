"""The README's own commands, typed into a shell: what it shows is what the program prints."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND, ROOT

BLOCK = re.compile(r"^```console\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def typed(commands: list[str], home: Path, lang: str) -> list[str]:
    """What each command prints, run one after the other in one shell with an empty home."""
    mark = "\x1e"
    script = "".join(f"{command} 2>&1\nprintf '\\036'\n" for command in commands)
    environment = {
        "HOME": str(home),
        "LANG": lang,
        "PATH": f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}",
        "USER": "wang",
    }
    done = subprocess.run(
        ["sh", "-c", script], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=home, check=False
    )
    return done.stdout.split(mark)[:-1]


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en_US.UTF-8"), ("README.zh.md", "zh_CN.UTF-8")])
def test_the_tour_prints_what_it_says(tmp_path: Path, name: str, lang: str) -> None:
    """Every command of the tour, in order, on an empty home. UPDATE_README=1 rewrites the blocks."""
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    commands = [line[2:] for block in BLOCK.findall(text) for line in block.split("\n") if line.startswith("$ ")]
    assert len(commands) > 5
    shown = iter(typed(commands, tmp_path, lang))

    def answered(block: re.Match[str]) -> str:
        lines = [line for line in block[1].split("\n") if line.startswith("$ ")]
        return "```console\n" + "".join(f"{line}\n{next(shown)}" for line in lines) + "```\n"

    real = BLOCK.sub(answered, text)
    if os.environ.get("UPDATE_README"):
        path.write_text(real, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == real


def test_each_way_in_is_one_line() -> None:
    """One line under each heading, the same in both languages, that installs the versions that were tested.

    pip applies PIP_CONSTRAINT to what the build needs before 26.2, and PIP_BUILD_CONSTRAINT since.
    """
    ways = [
        re.findall(
            r"^## .+\n\n```sh\n(python3 -m venv [^\n]+)\n```\n", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
        )
        for name in ("README.md", "README.zh.md")
    ]
    assert ways[0] == ways[1]
    assert len(ways[0]) == 2
    for line in ways[0]:
        assert "PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt .venv/bin/pip install -q " in line
