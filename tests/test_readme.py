"""The manual's own commands, typed into a shell: what README and docs/ show is what the program prints."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND, ROOT

PAGES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
# As a terminal shows it: a command, and behind a > what it still had to be given.
TYPED = re.compile(r"^\$ .*\n(?:>(?: .*)?\n)*", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]*)(?:#([^)]*))?\)")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def commands_in(text: str) -> list[str]:
    """Every command in the console blocks of a page, without its prompts."""
    shown = (command for block in BLOCK.findall(text) for command in TYPED.findall(block))
    return [re.sub(r"^[$>] ?", "", command, flags=re.MULTILINE) for command in shown]


def typed(commands: list[str], home: Path, lang: str) -> list[str]:
    """What each command prints, run one after the other in one shell with an empty home."""
    mark = "\x1e"
    script = "".join(f"{{ {command.rstrip()}\n}} 2>&1\nprintf '\\036'\n" for command in commands)
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


@pytest.mark.parametrize(
    "page", [page for page in PAGES if BLOCK.search(page.read_text("utf-8"))], ids=lambda p: p.name
)
def test_a_page_shows_what_is_printed(tmp_path: Path, page: Path) -> None:
    """Every command of a page, in order, on an empty home. UPDATE_README=1 rewrites the blocks."""
    text = page.read_text(encoding="utf-8")
    answers = iter(typed(commands_in(text), tmp_path, "zh_CN.UTF-8" if ".zh." in page.name else "en_US.UTF-8"))

    def answered(block: re.Match[str]) -> str:
        return "```console\n" + "".join(command + next(answers) for command in TYPED.findall(block[1])) + "```\n"

    real = BLOCK.sub(answered, text)
    if os.environ.get("UPDATE_README"):
        page.write_text(real, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == real


def test_both_languages_tell_the_same() -> None:
    """A Chinese page has the sections and the commands of its English twin, one for one."""
    for chinese in (page for page in PAGES if ".zh." in page.name):
        twins = [
            page.read_text(encoding="utf-8") for page in (chinese, chinese.with_name(chinese.name.replace(".zh", "")))
        ]
        shapes = [([len(marks) for marks, _ in HEADING.findall(text)], len(commands_in(text))) for text in twins]
        assert shapes[0] == shapes[1], chinese.name


def test_links_lead_somewhere() -> None:
    """Within the house: to a file that is there, and to a heading that it has."""
    broken = []
    for page in PAGES:
        for name, anchor in LINK.findall(page.read_text(encoding="utf-8")):
            there = page.parent / name if name else page
            if not there.exists() or (anchor and anchor not in anchors(there)):
                broken.append((page.name, name, anchor))
    assert not broken


def anchors(page: Path) -> set[str]:
    """How GitHub names the headings of a page: small letters, hyphens for spaces, no punctuation."""
    headings = (heading for _, heading in HEADING.findall(page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


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
