"""What a person types, and sees, on a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from conftest import COMMAND


def typed_on_a_terminal(command: list[str], typed: bytes, folder: Path) -> str:
    """What a command writes to stderr on a terminal, where somebody types."""
    main, side = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, "--lang", "en", *command], stdin=side, stdout=subprocess.DEVNULL, stderr=side, cwd=folder
    )
    os.close(side)
    os.write(main, typed)
    shown = b""
    while True:
        try:
            piece = os.read(main, 4096)
        except OSError:  # Linux's way to say that the other end is closed
            break
        if not piece:
            break
        shown += piece
    assert process.wait(timeout=60) == 0, shown
    os.close(main)
    return shown.decode()
