"""Other users of the machine, and folders that they can reach."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

NEIGHBOUR, COLLEAGUE, GROUP = 12_001, 12_002, 12_000


def reachable(folder: Path) -> None:
    """Let other users come to a folder of a test."""
    for each in (folder, *folder.parents):
        if each.stat().st_mode & 0o011 != 0o011:
            each.chmod(0o755)


def run_as(user: int, act: Callable[[], object], groups: tuple[int, ...] = (), umask: int = 0o022) -> int:
    """Run `act` in a child that has become that user, and give its exit code; what it needs is imported already."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 99
    try:
        os.setgroups(groups)
        os.setgid(user)
        os.setuid(user)
        os.umask(umask)
        result = act()
        code = result if isinstance(result, int) else 0
    finally:
        os._exit(code)
