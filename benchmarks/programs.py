"""The programs that benchmarks compare: how each is installed, told to write an entry, and asked for all of them."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".benchmarks"
PEERS = HOME / "peers"
OURS = HOME / "ours"
JRNL_SETTINGS = """journals: {{default: {{journal: {folder}/journal.txt}}}}
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%F %r'
version: v4.6
"""


class Program(NamedTuple):
    """A program: `add` writes entry N in a folder, `show` prints all, `found` reads the numbers from that."""

    name: str
    version: list[str]
    prepare: Callable[[Path], None]
    environment: Callable[[Path], dict[str, str]]
    add: Callable[[Path, int], list[str]]
    show: Callable[[Path], list[str]]
    found: Callable[[str], set[int]]
    answers: Callable[[int], str] = lambda _number: ""

    def run_add(self, folder: Path, number: int) -> bool:
        """Write an entry; whether the program said that it did."""
        done = self.start_add(folder, number)
        done.communicate(self.answers(number))
        return done.returncode == 0

    def start_add(self, folder: Path, number: int) -> subprocess.Popen[str]:
        """Begin to write an entry."""
        return subprocess.Popen(
            self.add(folder, number), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.full_environment(folder), text=True, start_new_session=True,
        )  # fmt: skip

    def entries(self, folder: Path) -> set[int] | None:
        """The numbers of all entries; None when the program cannot read its own file."""
        done = subprocess.run(
            self.show(folder), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            env=self.full_environment(folder),
        )  # fmt: skip
        try:
            return self.found(done.stdout) if done.returncode == 0 else None
        except (ValueError, KeyError):
            return None

    def full_environment(self, folder: Path) -> dict[str, str]:
        """The environment it runs in: its own folder, and no setting that spoils a measurement."""
        spoiling = {"PYTHONDONTWRITEBYTECODE"}
        kept = {name: value for name, value in os.environ.items() if name not in spoiling}
        return {**kept, "HOME": str(folder), "LANG": "C.UTF-8", **self.environment(folder)}

    def version_text(self) -> str:
        """What it says its version is."""
        done = subprocess.run(self.version, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
        return found[0] if found else "?"


def machine() -> str:
    """What was measured on, for the tables."""
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    cpu = model[1] if model else platform.machine()
    return f"{os.cpu_count()} × {cpu}, {platform.system()} {platform.release()}, CPython {platform.python_version()}"


def install_ours() -> Path:
    """The wheel of this checkout in an environment of its own, whose bytecode pip compiles; its command."""
    shutil.rmtree(OURS, ignore_errors=True)
    venv.create(OURS, with_pip=True)
    python = str(OURS / "bin" / "python")
    _quietly([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", f"{ROOT}[excel,postgres]"])
    return OURS / "bin" / "jiangan-targets"


def install_peers() -> None:
    """Python programs into a folder of the benchmarks' own, Debian's by apt where they are missing."""
    if not (PEERS / "bin" / "todo").exists():
        venv.create(PEERS, with_pip=True)
        python = str(PEERS / "bin" / "python")
        packages = ["td-watson", "jrnl", "todoman"]
        _quietly([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages])
        _quietly([python, "-m", "compileall", "-q", str(PEERS / "lib")])
    missing = [name for name, command in (("taskwarrior", "task"), ("hledger", "hledger")) if not shutil.which(command)]
    if missing:
        _quietly(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing])


def _quietly(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise SystemExit(1)


def _nothing(_folder: Path) -> None:
    """Some programs need no preparation."""


def _jrnl_settings(folder: Path) -> None:
    (folder / "jrnl.yaml").write_text(JRNL_SETTINGS.format(folder=folder), encoding="utf-8")


def _task_settings(folder: Path) -> None:
    (folder / "taskrc").write_text(f"data.location={folder}/task\nverbose=nothing\nconfirmation=no\n", encoding="utf-8")
    (folder / "task").mkdir(exist_ok=True)


def _journal(folder: Path) -> None:
    (folder / "a.journal").touch()


def _entry_numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"entry (\d+)", text)}


def _ledger_values(text: str) -> set[int]:
    return {int(row["value"]) for row in json.loads(text)}


def _checked_json_numbers(text: str) -> set[int]:
    json.loads(text)
    return _entry_numbers(text)


PADDING = "x" * 1000
"""A note, so that a small disk fills soon."""


def programs() -> list[Program]:
    """Ours first."""
    ours, peer = str(OURS / "bin" / "jiangan-targets"), PEERS / "bin"
    on = ["--on", "2024-09-08", "--force", "--note", PADDING]
    jrnl = [str(peer / "jrnl"), "--config-file"]
    return [
        Program(
            "jiangan-targets", [ours, "--version"], _nothing, lambda folder: {"JIANGAN_TARGETS_DIR": str(folder)},
            lambda _folder, number: [ours, "record", "events", str(number), *on],
            lambda _folder: [ours, "history", "--json"], _ledger_values,
        ),
        Program(
            "Watson", [str(peer / "watson"), "--version"], _nothing, lambda folder: {"WATSON_DIR": str(folder)},
            lambda _folder, number: [
                *(str(peer / "watson"), "add", "-f", "2024-09-08 10:00", "-t", "2024-09-08 11:00"),
                *(f"entry {number}", f"+{PADDING}"),
            ],
            lambda _folder: [str(peer / "watson"), "log", "-a", "--json"], _checked_json_numbers,
        ),
        Program(
            "jrnl", [*jrnl[:1], "--version"], _jrnl_settings, lambda _folder: {},
            lambda folder, number: [*jrnl, f"{folder}/jrnl.yaml", f"2024-09-08: entry {number} {PADDING}"],
            lambda folder: [*jrnl, f"{folder}/jrnl.yaml", "--format", "json"], _checked_json_numbers,
        ),
        Program(
            "taskwarrior", ["task", "--version"], _task_settings, lambda folder: {"TASKRC": f"{folder}/taskrc"},
            lambda _folder, number: ["task", "add", f"entry {number} {PADDING}"],
            lambda _folder: ["task", "export"], _checked_json_numbers,
        ),
        Program(
            "hledger", ["hledger", "--version"], _journal, lambda folder: {"LEDGER_FILE": f"{folder}/a.journal"},
            lambda _folder, _number: ["hledger", "add"],
            lambda _folder: ["hledger", "print"], _entry_numbers,
            lambda number: f"2024-09-08\nentry {number} ; {PADDING}\nassets:a\n{number + 1}\nincome:b\n\n\ny\n.\n",
        ),
    ]  # fmt: skip
