"""Access to the disk: what the program opens, lists or changes while it runs, and which module did it.

The fault tests replace the system calls of `storage/disk`; what another module changed would be tested by nobody.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHANGING = {
    f"storage.disk.{room}" for room in ("files", "locks", "permissions", "private_files", "private_pieces", "results")
}
"""The only modules that change anything."""

LOOKING = {"storage.workspace.locate", "render.language"}
"""They only look: which folder has targets, and the compiled messages, which Python's gettext reads."""

WATCHED = """
import json, os, sys

CALLS = ("chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate")
CHANGES = {"fcntl.flock", *(f"os.{call}" for call in CALLS)}
IMPORTS = {"importlib._bootstrap", "importlib._bootstrap_external"}
seen = set()

def watch(event, arguments):
    if event == "open" and not isinstance(arguments[0], int):
        change = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    elif event in CHANGES:
        change = True
    elif event in {"os.listdir", "os.scandir"}:
        change = False
    else:
        return
    frame = sys._getframe(1)
    while frame is not None and not (name := frame.f_globals["__name__"]).startswith("jiangan_targets."):
        if name in IMPORTS:
            return
        frame = frame.f_back
    if frame is not None and frame.f_code.co_name != "<module>":
        seen.add((name.removeprefix("jiangan_targets."), change))

from jiangan_targets.cli.app import main
sys.addaudithook(watch)
code = main(sys.argv[1:])
print(json.dumps([code, sorted(seen)]), file=sys.stderr)
"""

COMMANDS = (
    "record parking 9000 --on 2024-09-08",
    "record parking=9100 charging=6500 --on 2024-09-09 --dry-run",
    "undo --reason x",
    "import {folder}/sent.csv",
    "import {folder}/sent.xlsx --dry-run",
    "status",
    "show parking",
    "history --json",
    "where",
    "check",
    "summary --week 2024-W37 --format html --output {folder}/",
    "summary --week 2024-W37 --format eml --to a@b.cn",
    "chart parking --output {folder}/parking.svg",
    "export {folder}/status.csv",
    "schedule cron --output {folder}",
    "check --repair --yes",
)


@pytest.fixture
def files(folder: Path) -> Path:
    """What the commands read: a table in both forms."""
    from openpyxl import Workbook

    (folder / "sent.csv").write_text("指标,1-9月累计完成\n惠民文化活动,120\n", encoding="utf-8")
    book = Workbook()
    assert book.active is not None
    book.active.append(["指标", "1-9月累计完成"])
    book.active.append(["新增绿地", 7.7])
    book.save(folder / "sent.xlsx")
    return folder


def test_only_these_modules_touch_the_disk(files: Path) -> None:
    """Every command, watched by Python's own audit hook: these modules change files, and few others look."""
    changed: set[str] = set()
    looked: set[str] = set()
    for command in COMMANDS:
        if "--repair" in command:
            with (files / "records" / "2024.toml").open("a", encoding="utf-8") as ledger:
                ledger.write("[[records]")
        arguments = command.format(folder=files).split()
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, "--dir", files, *arguments],
            capture_output=True, text=True, check=True, env={**os.environ, "LANG": "zh_CN.UTF-8"},
        )  # fmt: skip
        code, seen = json.loads(done.stderr.rstrip("\n").rpartition("\n")[2])
        assert code == 0, (command, done.stderr)
        for module, change in seen:
            (changed if change else looked).add(module)
    assert changed == CHANGING
    assert looked - CHANGING == {"storage.disk.reading"} | LOOKING
