"""Draw docs/status.png from what the installed program really shows on a colour terminal.

Needs Chromium and the Noto CJK fonts (Debian: chromium, fonts-noto-cjk).
"""

import io
import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

COMMAND = str(Path(sys.executable).with_name("jiangan-targets"))
WIDTH = 132
FIGURES = (
    *(("gdp=6.1", "retail-growth=9.9", "finance=375.1", "greenery=7.77", "events=112", "2024-09-30"),),
    *(("retail=512.3", "towers-100m=26", "towers-1b=4", "hightech=790", "2024-08-31"),),
    *(("parking=9000", "charging=8350", "schools=7", "elder-beds=3500", "childcare=4100", "2024-09-08"),),
)


def main() -> None:
    """Record some figures in a folder of their own, show the status, draw it."""
    with tempfile.TemporaryDirectory() as folder:
        for *figures, day in FIGURES:
            subprocess.run(
                [COMMAND, "--dir", folder, "record", *figures, "--on", day], check=True, stdout=subprocess.DEVNULL
            )
        reader, terminal = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(WIDTH)}
        arguments = [COMMAND, "--dir", folder, "--lang", "zh", "status", "--on", "2024-10-10"]
        subprocess.run(arguments, check=True, stdout=terminal, env=environment)
        os.close(terminal)
        shown = b""
        while chunk := _read(reader):
            shown += chunk
    _draw("$ jiangan-targets status\n" + shown.decode().replace("\r\n", "\n"))


def _draw(shown: str) -> None:
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown))
    # In this font a Chinese character is exactly two cells wide, as in a terminal.
    # What that font draws two cells wide and a terminal in one comes from another, made narrower.
    style = (
        "@font-face{font-family:Signs;src:local('DejaVu Sans Mono');size-adjust:83.06%;"
        "unicode-range:U+B7,U+2013,U+2500-25FF,U+2714}"
        "body{margin:24px} pre{font:16px/1.45 Signs,'Noto Sans Mono CJK SC',monospace !important}"
    )
    page = console.export_html(theme=MONOKAI).replace("</style>", f"{style}</style>", 1)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "status.html").write_text(page, encoding="utf-8")
        size = f"--window-size={WIDTH * 8 + 48},{(shown.count(chr(10)) + 1) * 24 + 60}"
        picture = f"--screenshot={Path(__file__).with_name('status.png')}"
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
        ]
        subprocess.run(
            ["chromium", *options, size, picture, f"file://{folder}/status.html"], check=True, capture_output=True
        )


def _read(reader: int) -> bytes:
    try:
        return os.read(reader, 65536)
    except OSError:  # what Linux says at the end of a terminal
        return b""


main()
