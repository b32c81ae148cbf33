"""Golden files: what a person has looked at and approved."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")


def compare(name: str, text: str) -> None:
    """Compare with a golden file; UPDATE_GOLDENS=1 rewrites it, to be looked at in the diff."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDENS"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_text(encoding="utf-8")
