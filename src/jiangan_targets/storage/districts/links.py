"""Links in a folder of districts: what leads nowhere cannot be read, and two names of one folder are one district."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


def leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link that leads to one, in a circle, or to nothing: reading it tells why."""
    try:
        return entry.is_dir() or (entry.is_symlink() and not entry.is_file())
    except OSError:
        return True


def same_folders(parent: Path, names: Sequence[str]) -> dict[str, str]:
    """Names of a folder that has another name there, with that: a link's own name is the one that does not count."""
    first: dict[tuple[int, int], str] = {}
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (os.path.islink(parent / name), name)):
        try:
            seen = os.stat(parent / name)
        except OSError:  # It is told when it is read.
            continue
        other = first.setdefault((seen.st_dev, seen.st_ino), name)
        if other != name:
            found[name] = other
    return found
